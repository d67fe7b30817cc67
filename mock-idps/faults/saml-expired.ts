import { defineFault } from '../fault.ts';
import { shifted } from '../saml/window.ts';

export default defineFault({
  id: 'saml/expired',
  stage: 'draft',
  summary: 'A response whose time has run out: all its windows ended an hour ago.',
  source: {
    title: 'SAML 2.0 Core, Conditions; Profiles, SubjectConfirmationData',
    at: 'saml-core-2.0-os §2.5.1.2; saml-profiles-2.0-os §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { minutes: 60 },
  touches: ['notBefore', 'notOnOrAfter', 'confirmationNotOnOrAfter'],
  apply(draft, { minutes }, { now }) {
    const last = Math.max(draft.notOnOrAfter ?? now, draft.confirmationNotOnOrAfter ?? now);
    return shifted(draft, now - minutes * 60_000 - last);
  },
});
