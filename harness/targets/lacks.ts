import type { Capability } from '../capability.ts';
import type { TargetFile } from './target.gen.ts';

/** Capability → why the application does not have it: declared in `lacks` (checked before), or simply not described. */
export function lacksOf(file: TargetFile): ReadonlyMap<Capability, string> {
  const undescribed = described(file)
    .filter(([, there]) => !there)
    .map(([capability, , where]) => [capability, `The target file does not describe it (${where}).`] as const);
  const declared = Object.entries(file.lacks ?? {}) as [Capability, string][];
  return new Map([...undescribed, ...declared]);
}

/** What a target file has to describe, where. JIT is taken for granted, and a method that has it shows a URL. */
function described({
  sso,
  scim,
  ssoMethods,
  accountsAdmin,
  observe,
  start,
}: TargetFile): [Capability, unknown, string][] {
  const { saml, oidc } = sso ?? {};
  return [
    ['saml', saml ?? ssoMethods, 'sso.saml'],
    ['oidc', oidc ?? ssoMethods?.create.redirectUri, 'sso.oidc'],
    [
      'front-channel',
      oidc?.responseType?.includes('id_token') || usesPlaceholder(ssoMethods, 'responseType'),
      'sso.oidc.responseType, or {responseType} in ssoMethods.create.body',
    ],
    ['rp-initiated-logout', oidc?.logoutUrl ?? ssoMethods?.create.logoutUrl, either('logoutUrl')],
    [
      'front-channel-logout',
      oidc?.frontchannelLogoutUri ?? ssoMethods?.create.frontchannelLogoutUri,
      either('frontchannelLogoutUri'),
    ],
    [
      'back-channel-logout',
      oidc?.backchannelLogoutUri ?? ssoMethods?.create.backchannelLogoutUri,
      either('backchannelLogoutUri'),
    ],
    ['scim', scim, 'scim'],
    ['scim-groups', scim, 'scim'],
    ['scim-client-credentials', undefined, 'scim; it takes one bearer token'],
    ['scim-federated-identity', undefined, 'scim; it takes one bearer token'],
    ['jit', !ssoMethods || ssoMethods.create.jitLoginUrl, 'ssoMethods.create.jitLoginUrl'],
    ['sso-methods', ssoMethods, 'ssoMethods.create'],
    [
      'idp-metadata',
      usesPlaceholder(ssoMethods, 'metadataUrl') || usesPlaceholder(ssoMethods, 'metadataXml'),
      '{metadataUrl} in ssoMethods.create.body',
    ],
    ['approved-domains', usesPlaceholder(ssoMethods, 'domains'), '{domains} in ssoMethods.create.body'],
    ['existing-users', accountsAdmin, 'accountsAdmin.create'],
    [
      'idp-initiated',
      saml?.idpInitiated || usesPlaceholder(ssoMethods, 'idpInitiated'),
      'sso.saml.idpInitiated: true, or {idpInitiated} in ssoMethods.create.body',
    ],
    [
      'encryption',
      saml?.encryptionCertificateFile ?? ssoMethods?.create.encryptionCertificate,
      'sso.saml.encryptionCertificateFile, or ssoMethods.create.encryptionCertificate',
    ],
    [
      'signed-requests',
      saml?.signingCertificateFile ?? usesPlaceholder(ssoMethods, 'signRequests'),
      'sso.saml.signingCertificateFile, or {signRequests} in ssoMethods.create.body',
    ],
    [
      'sp-metadata',
      saml?.metadataUrl ?? ssoMethods?.create.metadataUrl,
      'sso.saml.metadataUrl, or ssoMethods.create.metadataUrl',
    ],
    ['single-logout', saml?.sloUrl ?? ssoMethods?.create.sloUrl, 'sso.saml.sloUrl, or ssoMethods.create.sloUrl'],
    ['accounts', observe?.account ?? observe?.accounts, 'observe.account'],
    ['groups', observe?.account?.groups ?? observe?.accounts?.groups, 'observe.account.groups'],
    ['restart', start, 'start'],
    ['persistent-store', start, 'start'],
  ];
}

const either = (key: string) => `sso.oidc.${key}, or ssoMethods.create.${key}`;

/** Whether the call that makes an SSO method tells the application this. */
export const usesPlaceholder = (ssoMethods: TargetFile['ssoMethods'], name: string) =>
  JSON.stringify(ssoMethods?.create.body ?? {}).includes(`{${name}}`);
