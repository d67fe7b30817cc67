import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';
import { withCodes } from '../saml/failed-status.ts';

const CODES = {
  responder: ['Responder'],
  requester: ['Requester'],
  'authn-failed': ['Responder', 'AuthnFailed'],
  'no-authn-context': ['Responder', 'NoAuthnContext'],
  'no-passive': ['Responder', 'NoPassive'],
  'request-denied': ['Requester', 'RequestDenied'],
  'request-unsupported': ['Requester', 'RequestUnsupported'],
  'unknown-principal': ['Responder', 'UnknownPrincipal'],
} as const;

export default defineFault({
  id: 'saml/idp-error',
  stage: 'wire',
  on: 'elements',
  summary: 'The IdP answers that it could not sign the person in: a failed status, no assertion, no signature.',
  source: {
    title: 'SAML 2.0 Core, StatusCode; Profiles, Response usage',
    at: 'saml-core-2.0-os §3.2.2.2; saml-profiles-2.0-os §4.1.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: {
    status: [
      'responder',
      'requester',
      'authn-failed',
      'no-authn-context',
      'no-passive',
      'request-denied',
      'request-unsupported',
      'unknown-principal',
    ],
  },
  signature: 'absent',
  apply(response, { status }) {
    const bare = ['Signature', 'Assertion'].reduce(
      (rest, name) => edited(rest, `Response/${name}`, () => null),
      response,
    );
    return edited(bare, 'Response/Status', (element) => withCodes(element, CODES[status], 'The sign-in failed.'));
  },
});
