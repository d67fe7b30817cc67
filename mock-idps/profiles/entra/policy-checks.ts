import { NAMEID_FORMAT } from '../../saml/names.ts';
import { formOf } from '../../saml/profile.ts';
import type { RequestCheck } from '../../saml/request-profile.ts';
import { checked, page, protocol, quoted } from './refusal.ts';
import * as switches from './request-switches.ts';

const FORMATS: readonly string[] = [
  NAMEID_FORMAT.persistent,
  NAMEID_FORMAT.emailAddress,
  NAMEID_FORMAT.unspecified,
  NAMEID_FORMAT.transient,
];

export const knownNameIdFormat: RequestCheck = {
  id: 'entra/nameid-policy-format',
  summary: 'NameIDPolicy may ask for persistent, emailAddress, unspecified or transient.',
  source: protocol('NameIDPolicy'),
  refuse({ request }) {
    const format = request?.nameIdPolicy?.format;
    return format == null || FORMATS.includes(format)
      ? null
      : page(
          75016,
          `NameIDPolicy asks for the format ${quoted(format)}.`,
          'Ask for persistent, emailAddress, unspecified or transient, or for none.',
        );
  },
};

export const noSpNameQualifier: RequestCheck = {
  id: 'entra/nameid-policy-spnamequalifier',
  summary:
    'SPNameQualifier in NameIDPolicy is answered with a failed status, unless the switch says that it is let through.',
  source: protocol('NameIDPolicy and the sample of a failed response'),
  refuse({ request, settings, app }) {
    const qualifier = request?.nameIdPolicy?.spNameQualifier;
    if (qualifier == null || formOf({ settings }, switches.spNameQualifier) === 'accepted') return null;
    const says = 'NameIDPolicy carries SPNameQualifier, which is not supported.';
    const to = request?.acsUrl ?? settings.serviceProvider?.acsUrl ?? app.ssoUrl;
    return {
      ...page(75006, says, 'Leave it out.'),
      answer: {
        codes: ['Requester', 'RequestUnsupported'],
        message: `AADSTS75006: ${says} AADSTS90011: NameIdentifierPolicy/SPNameQualifier`,
        to,
        carries: ['InResponseTo'],
      },
    };
  },
};

export const exactComparison: RequestCheck = {
  id: 'entra/authn-context-comparison',
  summary: 'RequestedAuthnContext may only ask for an exact match.',
  source: {
    title: 'AADSTS900235 in the wild',
    at: 'centreon/centreon#5166; MicrosoftDocs/entra-docs#1244',
    basis: 'issue',
    checked,
  },
  refuse({ request }) {
    const comparison = request?.authnContext?.comparison ?? 'exact';
    return comparison === 'exact'
      ? null
      : page(
          900235,
          `RequestedAuthnContext asks for the comparison ${quoted(comparison)}.`,
          'Ask for exact, or send no RequestedAuthnContext.',
        );
  },
};

const AC = 'urn:oasis:names:tc:SAML:2.0:ac:classes';
const PERFORMED: Readonly<Record<string, { named: string; classes: readonly string[] }>> = {
  password: { named: 'Password', classes: [`${AC}:Password`, `${AC}:PasswordProtectedTransport`, `${AC}:unspecified`] },
  'x509-multifactor': { named: 'X509, MultiFactor', classes: [`${AC}:X509`, `${AC}:unspecified`] },
  'one-time-passcode': { named: 'MultiFactor, OneTimePasscode', classes: [`${AC}:unspecified`] },
  windows: {
    named: 'WindowsIntegrated',
    classes: ['urn:federation:authentication:windows', `${AC}:Kerberos`, `${AC}:unspecified`],
  },
};

export const contextPerformed: RequestCheck = {
  id: 'entra/authn-context',
  summary: 'A requested authentication context has to be the one that the person signed in with.',
  source: {
    title: 'AADSTS75011 because a service provider asks for PasswordProtectedTransport',
    at: 'docmost/docmost#1700; derricksmith/phpsaml#27; MicrosoftDocs/azure-docs#20550',
    basis: 'issue',
    checked,
  },
  refuse({ request, settings }) {
    const asked = request?.authnContext?.classes ?? [];
    const performed = PERFORMED[formOf({ settings }, switches.signInMethod)] ?? PERFORMED.password;
    const accepted = performed?.classes.map(lower) ?? [];
    if (asked.length === 0 || asked.some((name) => accepted.includes(lower(name)))) return null;
    return page(
      75011,
      `People sign in by "${performed?.named ?? ''}", and the request asks for ${asked.map(quoted).join(', ')}.`,
      'Send no RequestedAuthnContext.',
    );
  },
};

export const sessionWhenPassive: RequestCheck = {
  id: 'entra/passive',
  summary: 'A passive request without a session fails.',
  source: protocol('IsPassive; reference-error-codes.md, AADSTS50058'),
  refuse: ({ request, hasSession }) =>
    request?.isPassive && !hasSession
      ? page(50058, 'The request is passive and nobody is signed in.', 'Send a request that is not passive.')
      : null,
};

const lower = (text: string) => text.toLowerCase();
