import { defineFault } from '../fault.ts';
import { shifted } from '../saml/window.ts';

export default defineFault({
  id: 'saml/not-yet-valid',
  stage: 'draft',
  summary: 'A response from the future: it becomes valid in an hour.',
  source: {
    title: 'SAML 2.0 Core, Conditions',
    at: 'saml-core-2.0-os §2.5.1.2',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { minutes: 60 },
  touches: ['notBefore', 'notOnOrAfter', 'confirmationNotOnOrAfter'],
  apply: (draft, { minutes }, { now }) => shifted(draft, now + minutes * 60_000 - (draft.notBefore ?? now)),
});
