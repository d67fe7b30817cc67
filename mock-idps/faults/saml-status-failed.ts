import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';
import { withCodes } from '../saml/failed-status.ts';

const CODES = {
  requester: ['Requester'],
  responder: ['Responder'],
  'version-mismatch': ['VersionMismatch'],
  'authn-failed': ['Responder', 'AuthnFailed'],
  'request-denied': ['Requester', 'RequestDenied'],
  // Who looks for Success anywhere in the Status finds it.
  'success-inside': ['Responder', 'Success'],
  unknown: ['urn:example:status:Success'],
} as const;

export default defineFault({
  id: 'saml/status-failed',
  stage: 'draft',
  on: 'elements',
  summary: 'The response says that the sign-in failed, and holds a valid assertion all the same.',
  source: {
    title: 'SAML 2.0 Core, StatusCode; Profiles, Response usage: no assertion beside an error',
    at: 'saml-core-2.0-os §3.2.2.2; saml-profiles-2.0-os §4.1.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: {
    status: [
      'requester',
      'responder',
      'version-mismatch',
      'authn-failed',
      'request-denied',
      'success-inside',
      'unknown',
    ],
  },
  touches: ['Response/Status'],
  apply: (response, { status }) => edited(response, 'Response/Status', (element) => withCodes(element, CODES[status])),
});
