import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/in-response-to-unknown',
  stage: 'draft',
  summary: 'The response answers a request that the service provider never sent.',
  source: {
    title: 'SAML 2.0 Profiles, Response message processing rules',
    at: 'saml-profiles-2.0-os §4.1.4.3; saml-core-2.0-os §3.2.2',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['request'],
  touches: ['inResponseTo', 'confirmationInResponseTo'],
  apply(draft, _options, context) {
    const unknown = context.newId();
    return { ...draft, inResponseTo: unknown, confirmationInResponseTo: unknown };
  },
});
