import { defineFault } from '../fault.ts';
import { CANONICALIZATIONS } from '../saml/signature-form.ts';

export default defineFault({
  id: 'saml/many-transforms',
  stage: 'draft',
  summary: 'The signature names so many transforms that verifying it costs more than it should.',
  source: {
    title: 'SAML 2.0 Core, Transforms; denial of service by transforms (CVE-2021-39171)',
    at: 'saml-core-2.0-os §5.4.4; GHSA-5379-r78w-42h2 (passport-saml)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  options: { count: 120 },
  touches: ['signature'],
  apply: (draft, { count }) => ({
    ...draft,
    signature: {
      ...draft.signature,
      transforms: Array.from({ length: Math.ceil(Math.min(count, 1000)) }, () => ({
        algorithm: CANONICALIZATIONS.exclusive,
      })),
    },
  }),
});
