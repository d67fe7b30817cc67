import type { AppInput, AppPatch, OidcFields, SamlFields, SamlInput, Vendor } from '../api.ts';

/** What the form of an application holds; every text as it was typed. */
export interface ApplicationForm {
  vendor: Vendor;
  name: string;
  loginUrl: string;
  saml: boolean;
  samlBy: 'metadata' | 'address' | 'fields';
  metadata: string;
  metadataUrl: string;
  fields: Record<'entityId' | 'acsUrl' | 'sloUrl' | 'signingCertificate' | 'encryptionCertificate', string>;
  oidc: boolean;
  redirectUri: string;
  postLogoutRedirectUri: string;
  clientAuth: NonNullable<OidcFields['clientAuth']>;
  responseType: NonNullable<OidcFields['responseType']>;
}

export const EMPTY: ApplicationForm = {
  vendor: 'entra',
  name: 'my app',
  loginUrl: '',
  saml: true,
  samlBy: 'address',
  metadata: '',
  metadataUrl: '',
  fields: { entityId: '', acsUrl: '', sloUrl: '', signingCertificate: '', encryptionCertificate: '' },
  oidc: false,
  redirectUri: '',
  postLogoutRedirectUri: '',
  clientAuth: 'client_secret_basic',
  responseType: 'code',
};

/** The form as it stands for an application that is there. */
export function formOf({
  vendor,
  name,
  loginUrl,
  saml,
  oidc,
}: {
  vendor: Vendor;
  name: string;
  loginUrl: string | null;
  saml: SamlFields | null;
  oidc: OidcFields | null;
}): ApplicationForm {
  return {
    ...EMPTY,
    vendor,
    name,
    loginUrl: loginUrl ?? '',
    // Of an application that nothing is known of, SAML is asked for first.
    saml: saml !== null || oidc === null,
    samlBy: saml ? 'fields' : 'address',
    fields: { ...EMPTY.fields, ...saml },
    oidc: oidc !== null,
    redirectUri: oidc?.redirectUri ?? '',
    postLogoutRedirectUri: oidc?.postLogoutRedirectUri ?? '',
    clientAuth: oidc?.clientAuth ?? EMPTY.clientAuth,
    responseType: oidc?.responseType ?? EMPTY.responseType,
  };
}

/** What the vendor is told. Of SAML nothing where nothing was entered: one may copy the set-up values first. */
export function patchOf(form: ApplicationForm): AppPatch {
  const { loginUrl, redirectUri, postLogoutRedirectUri, clientAuth, responseType } = form;
  const saml = form.saml ? samlOf(form) : null;
  return {
    ...(loginUrl && { loginUrl }),
    ...(saml && { saml }),
    ...(form.oidc &&
      redirectUri && {
        oidc: { redirectUri, clientAuth, responseType, ...(postLogoutRedirectUri && { postLogoutRedirectUri }) },
      }),
  };
}

export function inputOf(form: ApplicationForm): AppInput {
  return { vendor: form.vendor, name: form.name.trim(), ...patchOf(form) };
}

function samlOf({ samlBy, metadata, metadataUrl, fields }: ApplicationForm): SamlInput | null {
  switch (samlBy) {
    case 'metadata':
      return metadata.trim() ? { metadata } : null;
    case 'address':
      return metadataUrl ? { metadataUrl } : null;
    case 'fields': {
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
      return Object.keys(given).length > 0 ? (given as unknown as SamlFields) : null;
    }
  }
}
