import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

const VERSIONS = { '1.1': '1.1', '3.0': '3.0', missing: null, empty: '' } as const;

export default defineFault({
  id: 'saml/response-version',
  stage: 'draft',
  on: 'elements',
  summary: 'The response is of another major version of SAML than 2, or of none.',
  source: {
    title: 'SAML 2.0 Core, Response Version',
    at: 'saml-core-2.0-os §4.1.3.2, §4.1.3.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { version: ['1.1', '3.0', 'missing', 'empty'] },
  touches: ['Response/@Version'],
  apply: (response, { version }) => withAttributeAt(response, 'Response', 'Version', VERSIONS[version]),
});
