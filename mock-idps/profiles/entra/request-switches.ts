import type { Switch } from '../../saml/profile.ts';
import type { Source } from '../../source.ts';

const checked = '2026-11-23';
const protocolAgainstCodes = (at: string): Source => ({
  title: 'Single sign-on SAML protocol, against the list of error codes',
  at: `MicrosoftDocs/entra-docs docs/identity-platform/single-sign-on-saml-protocol.md and reference-error-codes.md, ${at}`,
  basis: 'vendor-doc',
  checked,
});

/** Where a request's age is looked at: not established, so ten minutes. */
export const MAX_REQUEST_AGE_MS = 10 * 60_000;

export const requestAge: Switch = {
  id: 'entra/request-age',
  summary: "Whether a request's IssueInstant is looked at.",
  forms: {
    'not-evaluated': 'as the protocol page documents',
    evaluated: 'a request more than ten minutes off stops with AADSTS76026 (the limit is not established)',
  },
  source: protocolAgainstCodes('IssueInstant; AADSTS76026'),
};

export const requestDestination: Switch = {
  id: 'entra/request-destination',
  summary: "Whether a request's Destination is looked at.",
  forms: { ignored: 'as the protocol page documents', evaluated: 'another Destination stops with AADSTS75008' },
  source: protocolAgainstCodes('Destination; AADSTS75008'),
};

export const spNameQualifier: Switch = {
  id: 'entra/spnamequalifier',
  summary: 'What becomes of a request whose NameIDPolicy carries SPNameQualifier.',
  forms: {
    error: 'a failed status, as in the sample of a failed response',
    accepted: 'the NameID repeats it, as the table of the same page says',
  },
  source: protocolAgainstCodes('NameIDPolicy'),
};

export const requestSha1: Switch = {
  id: 'entra/request-sha1',
  summary: 'Whether a required request signature may be RSA-SHA1.',
  forms: { refused: 'the default of the portal', allowed: 'the box is ticked' },
  source: {
    title: 'Enforce signed SAML authentication requests',
    at: 'MicrosoftDocs/entra-docs docs/identity/enterprise-apps/howto-enforce-signed-saml-authentication.md',
    basis: 'vendor-doc',
    checked,
  },
};

export const signInMethod: Switch = {
  id: 'entra/sign-in-method',
  summary: 'How people sign in at Entra, against which a RequestedAuthnContext is held.',
  forms: {
    password: 'with a password: PasswordProtectedTransport fits',
    'x509-multifactor': 'with a certificate and a second factor: PasswordProtectedTransport stops with AADSTS75011',
    'one-time-passcode':
      'with a passcode sent by mail, as guests without an account do: PasswordProtectedTransport stops with AADSTS75011',
    windows: 'by integrated Windows authentication: PasswordProtectedTransport stops with AADSTS75011',
  },
  source: {
    title: 'AADSTS75011 in the wild',
    at: 'derricksmith/phpsaml#27; mcneilco/acas#807; docmost/docmost#1700; SAML-Toolkits/php-saml#567',
    basis: 'issue',
    checked: '2026-11-24',
  },
};
