import { defineOidcFault } from '../oidc/fault.ts';
import { withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/critical-header',
  stage: 'draft',
  summary: 'The header demands an extension that nobody knows; who does not know it must refuse the token.',
  source: {
    title: 'JSON Web Signature, Critical',
    at: 'RFC 7515 §4.1.11',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['header.crit', 'header.https://extension.evil.test'],
  apply: (draft) => withHeader(draft, { crit: ['https://extension.evil.test'], 'https://extension.evil.test': true }),
});
