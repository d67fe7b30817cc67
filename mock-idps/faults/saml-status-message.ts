import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';
import { withCodes } from '../saml/failed-status.ts';

export default defineFault({
  id: 'saml/status-message',
  stage: 'draft',
  on: 'elements',
  summary: 'The response says Success, and has a message to go with it.',
  source: {
    title: 'SAML 2.0 Core, StatusMessage',
    at: 'saml-core-2.0-os §3.2.2.1, §3.2.2.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  touches: ['Response/Status'],
  apply: (response) => edited(response, 'Response/Status', (status) => withCodes(status, ['Success'], 'Welcome.')),
});
