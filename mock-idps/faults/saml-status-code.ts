import { defineFault } from '../fault.ts';
import { edited, sibling, withAttributeAt, withChildren } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/status-code',
  stage: 'draft',
  on: 'elements',
  summary:
    'The response does not say that the request succeeded: its StatusCode is empty or missing, or the whole Status is.',
  source: {
    title: 'SAML 2.0 Core, Status and StatusCode',
    at: 'saml-core-2.0-os §3.2.2, §3.2.2.1, §3.2.2.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { spelling: ['missing', 'empty', 'status-empty', 'status-missing'] },
  touches: ['Response/Status'],
  apply: (response, { spelling }) =>
    edited(response, 'Response/Status', (status) => {
      switch (spelling) {
        case 'missing':
          return withChildren(status, [sibling(status, 'StatusMessage', [], ['No code.'])]);
        case 'empty':
          return withAttributeAt(status, 'Status/StatusCode', 'Value', '');
        case 'status-empty':
          return withChildren(status, []);
        case 'status-missing':
          return null;
      }
    }),
});
