import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-request-destination',
  message: 'logout-request',
  stage: 'draft',
  summary: 'A signed LogoutRequest that was made for another address.',
  source: {
    title: 'SAML 2.0 Bindings, Security Considerations of HTTP-Redirect and HTTP-POST',
    at: 'saml-bindings-2.0-os §3.4.5.2, §3.5.5.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { destination: 'https://other-sp.example/slo' },
  touches: ['destination'],
  apply: (draft, { destination }) => ({ ...draft, destination }),
});
