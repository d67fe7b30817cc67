import type { PersonCheck, Refusal, RequestCheck, RequestProfile } from '../saml/request-profile.ts';
import { readings } from '../saml/request-profile.ts';
import type { Source } from '../source.ts';

const core = (at: string): Source => ({
  title: 'SAML 2.0 Core',
  at: `saml-core-2.0-os ${at}`,
  basis: 'specification',
  checked: '2026-11-23',
});

const refusal = (status: number, code: string, says: string, mend: string): Refusal => ({
  status,
  code: `mock:${code}`,
  says,
  mend,
});

const issuerKnown: RequestCheck = {
  id: 'other/issuer-known',
  summary: "The request's Issuer has to be the registered service provider.",
  source: core('§3.2.1'),
  refuse({ request, settings }) {
    const registered = settings.serviceProvider?.entityId;
    return request && request.issuer !== registered
      ? refusal(
          400,
          'unknown_issuer',
          `The request's Issuer is ${JSON.stringify(request.issuer)}, not ${JSON.stringify(registered)}.`,
          'Register it.',
        )
      : null;
  },
};

const acsRegistered: RequestCheck = {
  id: 'other/acs-registered',
  summary: 'An AssertionConsumerServiceURL has to be the registered one.',
  source: core('§3.4.1'),
  refuse({ request, settings }) {
    const registered = settings.serviceProvider?.acsUrl;
    return request?.acsUrl != null && request.acsUrl !== registered
      ? refusal(
          400,
          'unknown_acs_url',
          `The ACS URL ${request.acsUrl} is not registered, ${registered ?? 'none'} is.`,
          'Register it.',
        )
      : null;
  },
};

const signedWhenRequired: RequestCheck = {
  id: 'other/signed-when-required',
  summary: 'With signed requests required, an unsigned or wrongly signed one is refused.',
  source: core('§3.2.1'),
  refuse: ({ settings, request, signature }) =>
    settings.requireSignedRequests && request && signature !== 'valid'
      ? refusal(
          400,
          'request_signature',
          `The request's signature is ${signature}.`,
          'Sign requests with the key of the registered certificate.',
        )
      : null,
};

const assigned: PersonCheck = {
  id: 'other/assigned',
  summary: 'Only people assigned to the application get in.',
  source: core('§3.2.2.2, RequestDenied'),
  refuse: ({ app }, person) =>
    person.assigned
      ? null
      : refusal(403, 'not_assigned', `${person.username} is not assigned to "${app.name}".`, 'Assign the person.'),
};

/** What a careful administrator puts around a library that checks none of this itself. */
export const requests: RequestProfile = {
  vendor: 'other',
  checksSignatures: true,
  allowsSha1: () => false,
  unreadable: (problem) => refusal(400, 'unreadable_request', readings[problem], 'Send a SAML 2.0 AuthnRequest.'),
  unknownApplication: ({ asked }) =>
    refusal(
      404,
      'unknown_application',
      `There is no application at ${JSON.stringify(asked)}.`,
      'Use the address in the metadata.',
    ),
  beforeSignIn: [signedWhenRequired, issuerKnown, acsRegistered],
  afterSignIn: [assigned],
  emptyNameId: (_arrival, person) =>
    refusal(400, 'empty_subject', `${person.username} lacks what the NameID is taken from.`, 'Fill it in.'),
  acsUrl: () => null,
  switches: [],
};
