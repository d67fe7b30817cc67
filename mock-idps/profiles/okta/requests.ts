import { NAMEID_FORMAT } from '../../saml/names.ts';
import { formOf, type Switch } from '../../saml/profile.ts';
import type { Arrival, PersonCheck, Refusal, RequestCheck, RequestProfile } from '../../saml/request-profile.ts';
import { readings } from '../../saml/request-profile.ts';
import type { Source } from '../../source.ts';

const checked = '2026-11-23';
const notEstablished: Source = { title: 'Okta, not established', at: 'no capture', basis: 'inferred', checked };

/** What Okta's pages are headed; it shows no codes for these. */
const badRequest = (says: string, mend: string): Refusal => ({ status: 400, code: 'Bad SAML request', says, mend });

const unregisteredAcs: Switch = {
  id: 'okta/unregistered-acs',
  summary: 'What becomes of an unsigned request that names another ACS URL than the configured one.',
  forms: {
    ignored: 'the response goes to the configured one (not established)',
    refused: 'an error page (not established)',
  },
  source: notEstablished,
};

const nameIdPolicy: Switch = {
  id: 'okta/nameid-policy',
  summary: 'Whether the format that NameIDPolicy asks for has to be the configured one.',
  forms: {
    ignored: 'as captured in 2017',
    'must-match': 'as newer help pages say; what is shown then is not established',
  },
  source: {
    title: 'Okta messages of 2017, against the help page of the SAML wizard',
    at: 'okta/okta-developer-docs guides/saml-tracer',
    basis: 'capture',
    checked,
  },
};

const passive: Switch = {
  id: 'okta/is-passive',
  summary: 'What becomes of a passive request when nobody is signed in.',
  forms: {
    ignored: 'the sign-in page is shown (not established)',
    'no-passive': 'the status that saml-core-2.0-os §3.2.2.2 provides for it',
  },
  source: notEstablished,
};

const signedWhenRequired: RequestCheck = {
  id: 'okta/signed-when-required',
  summary: 'With "Signed Requests" on, an unsigned or wrongly signed request fails.',
  source: {
    title: 'Okta Management API, settings.signOn.samlSignedRequestEnabled',
    at: 'okta/okta-management-openapi-spec management-minimal.yaml',
    basis: 'vendor-doc',
    checked,
  },
  refuse({ settings, request, signature }) {
    if (!settings.requireSignedRequests || !request || signature === 'valid') return null;
    return signature === 'absent'
      ? badRequest('The request is not signed.', 'Sign it, or turn "Signed Requests" off.')
      : badRequest(
          "The request's signature does not fit the certificate.",
          'Upload the certificate of the key that signs the requests.',
        );
  },
};

const acsRegistered: RequestCheck = {
  id: 'okta/acs-registered',
  summary: 'Whether another ACS URL than the configured one is refused is a switch.',
  source: unregisteredAcs.source,
  refuse({ settings, request }) {
    const configured = settings.serviceProvider?.acsUrl;
    const differs = request?.acsUrl != null && request.acsUrl !== configured;
    return differs && !settings.requireSignedRequests && formOf({ settings }, unregisteredAcs) === 'refused'
      ? badRequest(
          `The ACS URL ${JSON.stringify(request.acsUrl)} is not the configured one, ${configured ?? 'absent'}.`,
          'Configure it as Single sign-on URL.',
        )
      : null;
  },
};

const formatAsConfigured: RequestCheck = {
  id: 'okta/nameid-format-as-configured',
  summary: nameIdPolicy.summary,
  source: nameIdPolicy.source,
  refuse({ settings, request }) {
    const asked = request?.nameIdPolicy?.format;
    if (asked == null || formOf({ settings }, nameIdPolicy) === 'ignored') return null;
    const format = settings.nameId?.format ?? 'vendor-default';
    const configured = NAMEID_FORMAT[format === 'vendor-default' ? 'unspecified' : format];
    return asked === configured
      ? null
      : badRequest(`NameIDPolicy asks for ${asked}, and the application sends ${configured}.`, 'Make the two equal.');
  },
};

const sessionWhenPassive: RequestCheck = {
  id: 'okta/passive',
  summary: passive.summary,
  source: passive.source,
  refuse({ request, settings, hasSession }) {
    if (!request?.isPassive || hasSession || formOf({ settings }, passive) === 'ignored') return null;
    const says = 'The request is passive and nobody is signed in.';
    return {
      ...badRequest(says, 'Send a request that is not passive.'),
      answer: {
        codes: ['Responder', 'NoPassive'],
        message: says,
        to: settings.serviceProvider?.acsUrl ?? '',
        carries: ['Destination', 'InResponseTo'],
      },
    };
  },
};

const assigned: PersonCheck = {
  id: 'okta/assigned',
  summary: 'Only people assigned to the application get in.',
  source: {
    title: 'App Sign-on Error 403',
    at: 'support.okta.com, article of that name',
    basis: 'vendor-doc',
    checked,
  },
  refuse: ({ app }, person) =>
    person.assigned
      ? null
      : {
          status: 403,
          code: 'App Not Assigned',
          says: `${person.username} is not assigned to "${app.name}".`,
          mend: 'Assign the person, or a group that the person is in.',
        },
};

const fromRequest = ({ settings, request }: Arrival) =>
  settings.requireSignedRequests ? (request?.acsUrl ?? null) : null;

/** Issuer and RequestedAuthnContext are not looked at: the address names the application, its settings the context (inferred). */
export const requests: RequestProfile = {
  vendor: 'okta',
  checksSignatures: true,
  allowsSha1: () => true,
  unreadable: (problem) => badRequest(readings[problem], 'Send a SAML 2.0 AuthnRequest.'),
  unknownApplication: ({ asked }) => ({
    status: 404,
    code: 'Page Not Found',
    says: `There is no application at ${JSON.stringify(asked)}.`,
    mend: 'Use the address that the sign-on tab of the application shows.',
  }),
  beforeSignIn: [signedWhenRequired, acsRegistered, formatAsConfigured, sessionWhenPassive],
  afterSignIn: [assigned],
  emptyNameId: (_arrival, person) => ({
    status: 400,
    code: 'mock:empty_subject',
    says: `${person.username} lacks what the NameID is taken from.`,
    mend: 'Fill it in, or choose another application username.',
  }),
  // A signed request may name any address (inferred).
  acsUrl: fromRequest,
  switches: [unregisteredAcs, nameIdPolicy, passive],
};
