import { deflateRawSync } from 'node:zlib';
import { defineFault } from '../fault.ts';
import { withMessage, xmlOf } from '../saml/delivery.ts';

export default defineFault({
  id: 'saml/get-delivery',
  stage: 'delivery',
  summary: 'The response comes in the query of a GET.',
  source: {
    title: 'SAML 2.0 Profiles, a response must not use the HTTP Redirect binding',
    at: 'saml-profiles-2.0-os §4.1.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  // As HTTP POST writes it, or as HTTP Redirect would.
  options: { encoding: ['post', 'redirect'] },
  apply: (deliveries, { encoding }) =>
    deliveries.map((plan) => ({
      ...withMessage(plan, (base64) =>
        encoding === 'post' ? base64 : deflateRawSync(xmlOf(base64)).toString('base64'),
      ),
      method: 'GET' as const,
    })),
});
