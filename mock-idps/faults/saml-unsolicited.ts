import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/unsolicited',
  stage: 'draft',
  summary: 'The response says of no request that it answers it, as if the sign-in had started at the IdP.',
  source: {
    title: 'SAML 2.0 Profiles, unsolicited responses',
    at: 'saml-profiles-2.0-os §4.1.5',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['request'],
  touches: ['inResponseTo', 'confirmationInResponseTo'],
  apply: (draft) => ({ ...draft, inResponseTo: null, confirmationInResponseTo: null }),
});
