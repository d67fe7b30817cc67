import { Choices, HEX } from '../../choices.ts';
import type { Attribute } from '../../saml/draft.ts';
import { AUTHN_CONTEXT, NAMEID_FORMAT, NS } from '../../saml/names.ts';
import { attributeOf, formOf, type ResponseProfile, type SignIn } from '../../saml/profile.ts';
import { leaf, qualified } from '../../saml/signature.ts';
import type { SamlStyle } from '../../saml/style.ts';
import type { Source } from '../../source.ts';
import { pairwise } from './pairwise.ts';
import { quirks } from './quirks.ts';
import { signInMethod } from './request-switches.ts';
import * as switches from './switches.ts';

const MICROSOFT = 'http://schemas.microsoft.com/identity/claims';
const XMLSOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** Published messages of real tenants. */
const captures: Source = {
  title: 'Entra SAML responses of June 2023, and of February 2020 for the key information of a signed Response',
  at: 'derricksmith/phpsaml#135 and debug output of that plug-in; SuiteCRM/SuiteCRM#8537',
  basis: 'capture',
  checked: '2026-11-23',
};

const style: SamlStyle = {
  declaration: '',
  prefixes: { protocol: 'samlp', assertion: '', dsig: '' },
  attributes: {
    Response: ['ID', 'Version', 'IssueInstant', 'Destination', 'InResponseTo', 'xmlns:samlp'],
    Issuer: ['xmlns'],
    Status: [],
    Assertion: ['ID', 'IssueInstant', 'Version', 'xmlns'],
    'Assertion/Issuer': [],
    Subject: [],
    SubjectConfirmationData: ['InResponseTo', 'NotOnOrAfter', 'Recipient'],
    Conditions: ['NotBefore', 'NotOnOrAfter'],
    AttributeStatement: [],
    Attribute: ['Name'],
    AttributeValue: [],
    AuthnStatement: ['AuthnInstant', 'SessionIndex'],
  },
  issuerFormat: null,
  attributeNameFormat: null,
  valueType: null,
  statements: ['AttributeStatement', 'AuthnStatement'],
  wrapsSignature: false,
  inclusivePrefixes: [],
  keyInfo(key, signed) {
    const prefix = signed === 'response' ? 'ds' : '';
    return {
      name: 'KeyInfo',
      attributes: [],
      children: [
        {
          name: qualified(prefix, 'X509Data'),
          attributes: prefix ? [[`xmlns:${prefix}`, NS.dsig]] : [],
          children: [leaf(prefix, 'X509Certificate', key.certificateBase64)],
        },
      ],
    };
  },
};

export const profile: ResponseProfile = {
  vendor: 'entra',
  style,
  source: captures,
  shapes: ['assertion', 'response', 'both'],
  encryption: (signIn) => ({
    algorithm: formOf(signIn, switches.encryptionMode) === 'gcm' ? 'aes256-gcm' : 'aes256-cbc',
    key: formOf(signIn, switches.encryptedKey) === 'beside' ? 'beside' : 'inside',
  }),
  groupsClaim: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
  groupValue: 'id',
  authnContext: AUTHN_CONTEXT.password,
  nameIdDefault: { format: 'vendor-default', source: 'upn' },
  attributeDefault: {},
  quirks,
  switches: Object.values(switches),

  window: (signIn) => ({
    ...(formOf(signIn, switches.conditionsWindow) === 'captured'
      ? { notBefore: -5, notOnOrAfter: 60 }
      : { notBefore: 0, notOnOrAfter: 70 }),
    confirmation: formOf(signIn, switches.confirmationWindow) === '60-minutes' ? 60 : 5,
  }),

  nameId(signIn, settings, configured) {
    const format = signIn.request?.nameIdFormat ?? configuredFormat(settings.format);
    const spNameQualifier = signIn.request?.spNameQualifier ?? undefined;
    return { format, value: nameIdValue(signIn, format, configured), ...(spNameQualifier && { spNameQualifier }) };
  },

  attributes: (signIn) => [
    fact(`${MICROSOFT}/tenantid`, signIn.app.tenantId),
    attributeOf(signIn, `${MICROSOFT}/objectidentifier`, 'id'),
    attributeOf(signIn, `${MICROSOFT}/displayname`, 'name'),
    fact(`${MICROSOFT}/identityprovider`, homeOf(signIn)),
    fact('http://schemas.microsoft.com/claims/authnmethodsreferences', ...methodsOf(signIn)),
    attributeOf(signIn, `${XMLSOAP}/givenname`, 'givenName'),
    attributeOf(signIn, `${XMLSOAP}/surname`, 'surname'),
    attributeOf(signIn, `${XMLSOAP}/emailaddress`, 'email'),
    attributeOf(signIn, `${XMLSOAP}/name`, 'upn'),
  ],
  // The place of the group link in the claims of a sign-in, as published in a test of a service provider.
  groupsBehind: `${MICROSOFT}/displayname`,
};

function nameIdValue(signIn: SignIn, format: string, configured: string): string {
  switch (format) {
    case NAMEID_FORMAT.transient:
      return signIn.newId();
    case NAMEID_FORMAT.persistent:
      return formOf(signIn, switches.persistentNameId) === 'pairwise' ? pairwise(signIn) : configured;
    case NAMEID_FORMAT.unspecified:
      return formOf(signIn, switches.unspecifiedNameId) === 'pairwise' ? pairwise(signIn) : configured;
    default:
      return configured;
  }
}

const fact = (name: string, ...values: string[]): Attribute => ({ name, values });

const configuredFormat = (format: keyof typeof NAMEID_FORMAT | 'vendor-default'): string =>
  NAMEID_FORMAT[format === 'vendor-default' ? 'emailAddress' : format];

/** What tells how the person signed in. Of a passcode and of Windows nothing is published: the second factor alone stands there. */
function methodsOf(signIn: SignIn): string[] {
  const first: Readonly<Record<string, string>> = { password: 'password', 'x509-multifactor': 'x509' };
  const method = first[formOf(signIn, signInMethod)];
  const secondFactor = 'http://schemas.microsoft.com/claims/multipleauthn';
  const methods = 'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod';
  return method ? [`${methods}/${method}`, secondFactor] : [secondFactor];
}

function homeOf(signIn: SignIn): string {
  const isMail = signIn.person.kind === 'guest' && formOf(signIn, switches.guestHome) === 'mail';
  return isMail ? 'mail' : `https://sts.windows.net/${homeTenant(signIn)}/`;
}

/** A guest's home is another tenant, one for each guest. */
export function homeTenant({ app, person, seed }: Pick<SignIn, 'app' | 'person' | 'seed'>): string {
  if (person.kind === 'member') return app.tenantId;
  const choices = new Choices('entra-home-tenant', seed, person.key);
  const part = (length: number): string => choices.text(HEX, length);
  return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`;
}
