import { formOf } from '../../saml/profile.ts';
import type { PersonCheck, Refusal, RequestCheck, RequestProfile } from '../../saml/request-profile.ts';
import { readings } from '../../saml/request-profile.ts';
import { NAMEID_FORMAT } from '../../saml/names.ts';
import type { Source } from '../../source.ts';
import * as switches from './request-switches.ts';

const checked = '2026-11-23';
const protocol = (at: string): Source => ({
  title: 'Single sign-on SAML protocol',
  at: `MicrosoftDocs/entra-docs docs/identity-platform/single-sign-on-saml-protocol.md, ${at}`,
  basis: 'vendor-doc',
  checked,
});
const errorCodes = (at: string): Source => ({
  title: 'Microsoft Entra authentication and authorization error codes',
  at: `MicrosoftDocs/entra-docs docs/identity-platform/reference-error-codes.md, ${at}`,
  basis: 'vendor-doc',
  checked,
});
const inferred = (at: string): Source => ({
  title: 'Which code goes with it is not established',
  at,
  basis: 'inferred',
  checked,
});

const page = (code: number, says: string, mend: string): Refusal => ({
  status: 400,
  code: `AADSTS${code}`,
  says,
  mend,
});

const signedWhenRequired: RequestCheck = {
  id: 'entra/signed-when-required',
  summary:
    'With verification certificates required, an unsigned request, a wrong signature, and a start from My Apps stop.',
  source: {
    title: 'Enforce signed SAML authentication requests',
    at: 'MicrosoftDocs/entra-docs docs/identity/enterprise-apps/howto-enforce-signed-saml-authentication.md',
    basis: 'vendor-doc',
    checked,
  },
  refuse({ settings, signature }) {
    if (!settings.requireSignedRequests) return null;
    switch (signature) {
      case 'valid':
        return null;
      case 'absent':
        return page(
          76021,
          'The application requires signed requests, and this one is not signed.',
          'Sign the request, or turn the requirement off.',
        );
      case 'weak':
        return page(
          50006,
          'The request is signed with RSA-SHA1.',
          `Sign with RSA-SHA256, or allow SHA-1 (${switches.requestSha1.id}).`,
        );
      case 'invalid':
        return page(
          50006,
          "The request's signature does not fit the certificate.",
          'Register the certificate of the key that signs the requests.',
        );
    }
  },
};

const identified: RequestCheck = {
  id: 'entra/request-id',
  summary: 'A request needs an ID that does not begin with a digit.',
  source: inferred('that the ID is required, and its first character: single-sign-on-saml-protocol.md, AuthnRequest'),
  refuse: ({ request }) =>
    request && !/^[^\d\s]/.test(request.id ?? '')
      ? page(
          75005,
          `The request's ID is ${quoted(request.id)}: it has to be there and must not begin with a digit.`,
          'Put a letter or _ in front of it.',
        )
      : null,
};

const versioned: RequestCheck = {
  id: 'entra/request-version',
  summary: 'Version has to be 2.0.',
  source: inferred('that it has to be 2.0: single-sign-on-saml-protocol.md, AuthnRequest'),
  refuse: ({ request }) =>
    request && request.version !== '2.0'
      ? page(75005, `The request's Version is ${quoted(request.version)}.`, 'Send Version="2.0".')
      : null,
};

const dated: RequestCheck = {
  id: 'entra/request-issue-instant',
  summary: 'IssueInstant has to be there; whether its age is looked at is a switch.',
  source: errorCodes('AADSTS76026'),
  refuse({ request, settings, now }) {
    if (!request) return null;
    const instant = Date.parse(request.issueInstant ?? '');
    if (Number.isNaN(instant))
      return page(75005, `The request's IssueInstant is ${quoted(request.issueInstant)}.`, 'Send the time, in UTC.');
    const old =
      formOf({ settings }, switches.requestAge) === 'evaluated' &&
      Math.abs(now - instant) > switches.MAX_REQUEST_AGE_MS;
    return old
      ? page(
          76026,
          `The request was issued at ${request.issueInstant ?? ''}.`,
          'Set the clock of the service provider.',
        )
      : null;
  },
};

const replyUrlRegistered: RequestCheck = {
  id: 'entra/reply-url-registered',
  summary: 'An AssertionConsumerServiceURL in the request has to be a registered reply URL.',
  source: protocol('AssertionConsumerServiceURL'),
  refuse({ request, settings }) {
    const registered = settings.serviceProvider?.acsUrl;
    if (!request || request.acsUrl === null || request.acsUrl === registered) return null;
    return page(
      50011,
      `The reply URL ${quoted(request.acsUrl)} is not registered; ${quoted(registered)} is.`,
      'Register it, or send the registered one, character by character.',
    );
  },
};

const destinationExpected: RequestCheck = {
  id: 'entra/destination',
  summary: 'Whether Destination is looked at is a switch.',
  source: errorCodes('AADSTS75008'),
  refuse({ request, settings, app }) {
    if (!request?.destination || formOf({ settings }, switches.requestDestination) === 'ignored') return null;
    return request.destination === app.ssoUrl
      ? null
      : page(75008, `The request is addressed to ${quoted(request.destination)}.`, `Send it to ${app.ssoUrl}.`);
  },
};

const onlySupportedParts: RequestCheck = {
  id: 'entra/unsupported-parts',
  summary: 'Subject, Scoping and Conditions: the first two are refused, Conditions is ignored.',
  source: protocol('Subject, Scoping'),
  refuse({ request }) {
    const part = request?.parts.find((name) => name === 'Subject' || name === 'Scoping');
    return part
      ? page(
          900236,
          `The request carries ${part}, which is not supported.`,
          'Leave it out. For a hint of the user name there is login_hint.',
        )
      : null;
  },
};

const FORMATS: readonly string[] = [
  NAMEID_FORMAT.persistent,
  NAMEID_FORMAT.emailAddress,
  NAMEID_FORMAT.unspecified,
  NAMEID_FORMAT.transient,
];

const knownNameIdFormat: RequestCheck = {
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

const noSpNameQualifier: RequestCheck = {
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

const exactComparison: RequestCheck = {
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
  windows: {
    named: 'WindowsIntegrated',
    classes: ['urn:federation:authentication:windows', `${AC}:Kerberos`, `${AC}:unspecified`],
  },
};

const contextPerformed: RequestCheck = {
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

const sessionWhenPassive: RequestCheck = {
  id: 'entra/passive',
  summary: 'A passive request without a session fails.',
  source: protocol('IsPassive; reference-error-codes.md, AADSTS50058'),
  refuse: ({ request, hasSession }) =>
    request?.isPassive && !hasSession
      ? page(50058, 'The request is passive and nobody is signed in.', 'Send a request that is not passive.')
      : null,
};

const assigned: PersonCheck = {
  id: 'entra/assigned',
  summary: 'Only people assigned to the application get in.',
  source: errorCodes('AADSTS50105'),
  refuse: ({ app }, person) =>
    person.assigned
      ? null
      : page(
          50105,
          `${person.upn} is not assigned to the application "${app.name}".`,
          'Assign the person, or a group that the person is in.',
        ),
};

/** Entra checks the request before it asks who signs in. */
export const requests: RequestProfile = {
  vendor: 'entra',
  checksSignatures: true,
  allowsSha1: (settings) => formOf({ settings }, switches.requestSha1) === 'allowed',
  unreadable: (problem) =>
    problem === 'missing'
      ? page(750054, readings.missing, 'Send it as a query parameter on HTTP-Redirect, as a form field on HTTP-POST.')
      : page(75005, readings[problem], 'Send a SAML 2.0 AuthnRequest.'),
  unknownApplication: ({ place, asked }) =>
    place === 'unknown'
      ? page(90002, `There is no tenant ${quoted(asked)}.`, "Use the tenant's GUID or domain that the metadata shows.")
      : page(
          700016,
          `No application with the identifier ${quoted(asked)} is registered in this tenant.`,
          'Register it as Identifier (Entity ID): letters, case and slashes count.',
        ),
  beforeSignIn: [
    signedWhenRequired,
    identified,
    versioned,
    dated,
    replyUrlRegistered,
    destinationExpected,
    onlySupportedParts,
    knownNameIdFormat,
    noSpNameQualifier,
    exactComparison,
    contextPerformed,
    sessionWhenPassive,
  ],
  afterSignIn: [assigned],
  emptyNameId: ({ settings }, person) =>
    page(
      501241,
      `${person.upn} has no ${settings.nameId?.source ?? 'upn'}, and the NameID is taken from it.`,
      'Fill it in, or take the NameID from something that everybody has.',
    ),
  acsUrl: ({ request }) => request?.acsUrl ?? null,
  switches: Object.values(switches).filter((exported) => typeof exported === 'object'),
};

const quoted = (value: string | null | undefined) => (value == null ? 'absent' : JSON.stringify(value));
const lower = (text: string) => text.toLowerCase();
