import { formOf, type Switch } from '../../saml/profile.ts';
import type { LogoutCheck, LogoutProfile } from '../../saml/logout-profile.ts';
import type { Source } from '../../source.ts';
import { pairwise } from './pairwise.ts';
import { page, quoted } from './refusal.ts';

const checked = '2026-11-24';
const protocol = (at: string): Source => ({
  title: 'Single sign-out SAML protocol',
  at: `MicrosoftDocs/entra-docs docs/identity-platform/single-sign-out-saml-protocol.md, ${at}`,
  basis: 'vendor-doc',
  checked,
});
const errorCode = (code: string): Source => ({
  title: 'Microsoft Entra authentication and authorization error codes',
  at: `MicrosoftDocs/entra-docs docs/identity-platform/reference-error-codes.md, ${code}`,
  basis: 'vendor-doc',
  checked,
});
const inferred = (at: string): Source => ({ title: 'Not established', at, basis: 'inferred', checked });

const responseIssuer: Switch = {
  id: 'entra/logout-response-issuer',
  summary: 'Who issues a LogoutResponse.',
  forms: {
    'login.microsoftonline.com': 'an address of the tenant that is not its entity ID, as documented',
    'sts.windows.net': 'the entity ID that signs people in, as earlier documentation showed it',
  },
  source: protocol('LogoutResponse, Issuer; MicrosoftDocs/azure-docs#108484'),
};

const requestNameId: Switch = {
  id: 'entra/logout-request-nameid',
  summary: 'Whom a LogoutRequest of Entra names.',
  forms: {
    'without-format': 'the person as in the assertion, but without the Format, as captured in 2019',
    'as-issued':
      'the NameID of the assertion, Format included, as saml-profiles-2.0-os §4.4.4.1 demands (not established)',
    pairwise: 'an opaque value that the application never saw, as reported in 2019 where the claim was customised',
  },
  source: {
    title: 'A LogoutRequest of October 2019, against what was reported of a customised claim',
    at: 'spring-attic/spring-security-saml#458; MicrosoftDocs/azure-docs#29978',
    basis: 'capture',
    checked,
  },
};

const requestSignature: Switch = {
  id: 'entra/logout-request-signature',
  summary: 'Whether a LogoutRequest of Entra is signed.',
  forms: {
    signed: 'in the query, as saml-profiles-2.0-os §4.4.4.1 demands (not established)',
    unsigned: 'not at all (not established)',
  },
  source: inferred('no capture shows the query of a LogoutRequest'),
};

const responsesTaken: Switch = {
  id: 'entra/logout-response-taken',
  summary: 'What becomes of a LogoutResponse that an application sends.',
  forms: {
    refused: 'an error page, as reported in 2018 and 2019: the address takes no LogoutResponse',
    taken: 'a page that says goodbye (not established)',
  },
  source: {
    title: 'The sign-out address does not support the LogoutResponse',
    at: 'MicrosoftDocs/azure-docs#19955; MicrosoftDocs/azure-docs#41237',
    basis: 'issue',
    checked,
  },
};

const identified: LogoutCheck = {
  id: 'entra/logout-id',
  summary: 'A LogoutRequest needs an ID that does not begin with a digit, and Version 2.0.',
  source: protocol('LogoutRequest'),
  refuse: ({ request: { id, version } }) =>
    /^[^\d\s]/.test(id ?? '') && version === '2.0'
      ? null
      : page(
          75005,
          `The LogoutRequest has the ID ${quoted(id)} and the Version ${quoted(version)}.`,
          'Begin the ID with a letter or _, and send Version="2.0".',
        ),
};

const named: LogoutCheck = {
  id: 'entra/logout-nameid',
  summary: 'A LogoutRequest needs a NameID; who it names is not looked at.',
  source: {
    title: 'AADSTS7500530 in the wild; that the value is not looked at is documented',
    at: 'SAML-Toolkits/php-saml#511',
    basis: 'issue',
    checked,
  },
  refuse: ({ request }) =>
    request.nameId?.value
      ? null
      : page(7500530, 'The LogoutRequest names nobody.', 'Send the NameID of the assertion.'),
};

const participant: LogoutCheck = {
  id: 'entra/logout-participant',
  summary: 'Only an application of the present session can end it.',
  source: errorCode('AADSTS50068'),
  refuse: ({ app, sessions }) =>
    sessions.length === 0 || sessions.some((session) => session.app === app)
      ? null
      : page(
          50068,
          `"${app.name}" is not part of the session in this browser.`,
          'Sign out where the person signed in.',
        ),
};

const knownSession: LogoutCheck = {
  id: 'entra/logout-session-index',
  summary: 'A SessionIndex has to be of the present session.',
  source: errorCode('AADSTS50070'),
  refuse: ({ app, request: { sessionIndexes }, sessions }) => {
    const own = sessions.filter((session) => session.app === app);
    const known = own.some(({ sessionIndex }) => sessionIndex !== null && sessionIndexes.includes(sessionIndex));
    return own.length === 0 || sessionIndexes.length === 0 || known
      ? null
      : page(
          50070,
          `The LogoutRequest names the session ${quoted(sessionIndexes[0])}, which this browser does not hold.`,
          'Send the SessionIndex of the assertion.',
        );
  },
};

const lasting: LogoutCheck = {
  id: 'entra/logout-expiry',
  summary: 'A LogoutRequest that has expired ends nothing.',
  source: errorCode('AADSTS50071'),
  refuse: ({ request: { notOnOrAfter }, now }) =>
    notOnOrAfter !== null && !(Date.parse(notOnOrAfter) > now)
      ? page(50071, `The LogoutRequest held until ${notOnOrAfter}.`, 'Set the clock of the service provider.')
      : null,
};

/**
 * By HTTP-Redirect alone. Its LogoutResponse is not signed and names no Destination, as in the documentation's sample. Its
 * LogoutRequest is read off one of October 2019 (spring-attic/spring-security-saml#458, capture). Checked 2026-11-24.
 */
export const logout: LogoutProfile = {
  vendor: 'entra',
  bindings: ['redirect'],
  checks: [identified, named, participant, knownSession, lasting],
  answer: ({ app, settings }) => ({
    binding: 'redirect',
    signed: false,
    issuer:
      formOf({ settings }, responseIssuer) === 'sts.windows.net'
        ? app.entityId
        : `https://login.microsoftonline.com/${app.tenantId}/`,
    hasDestination: false,
  }),
  request: (session, settings, run) => ({
    binding: 'redirect',
    signed: formOf({ settings }, requestSignature) === 'signed',
    nameId: {
      format: formOf({ settings }, requestNameId) === 'as-issued' ? session.nameId.format : null,
      value:
        formOf({ settings }, requestNameId) === 'pairwise' ? pairwise({ ...session, ...run }) : session.nameId.value,
    },
    namesSession: true,
    lasts: 60,
  }),
  refuseResponse: (settings) =>
    formOf({ settings }, responsesTaken) === 'taken'
      ? null
      : {
          status: 400,
          code: 'mock:logout-response',
          says: 'This address takes no LogoutResponse.',
          mend: 'The session has ended all the same. Answer nothing, or take no notice of this page.',
        },
  switches: [responseIssuer, requestNameId, requestSignature, responsesTaken],
};
