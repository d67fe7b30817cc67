import { deflateRawSync } from 'node:zlib';
import { defineFault } from '../fault.ts';
import { withMessage, xmlOf } from '../saml/delivery.ts';

/** What is sent, and what it unpacks to: enough to show whether anybody counts, and no harm to any machine. */
const SENT = 2 * 1024 * 1024;
const UNPACKED = 16 * 1024 * 1024;

export default defineFault({
  id: 'saml/response-oversized',
  stage: 'delivery',
  summary: 'White space behind the response makes megabytes of it, as sent or once it is unpacked.',
  source: {
    title: 'SAML 2.0 Security and Privacy Considerations, denial of service',
    at: 'saml-sec-consider-2.0-os §6.4.1',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'identity',
  grade: 'hygiene',
  options: { form: ['padded', 'deflate-bomb'] },
  apply: (deliveries, { form }) =>
    deliveries.map((plan) =>
      withMessage(plan, (base64) => {
        const padded = Buffer.concat([xmlOf(base64), Buffer.alloc(form === 'padded' ? SENT : UNPACKED, ' ')]);
        return (form === 'padded' ? padded : deflateRawSync(padded)).toString('base64');
      }),
    ),
});
