import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { defineFault } from '../fault.ts';
import { withMessage, xmlOf } from '../saml/delivery.ts';

const WRITERS = {
  deflate: deflateRawSync,
  zlib: deflateSync,
  gzip: gzipSync,
  'not-encoded': null,
} as const;

export default defineFault({
  id: 'saml/response-compressed',
  stage: 'delivery',
  summary: 'The response in the form is compressed, or not even in base64.',
  source: {
    title: 'SAML 2.0 Bindings, message encoding of HTTP POST',
    at: 'saml-bindings-2.0-os §3.5.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'identity',
  grade: 'hygiene',
  options: { form: ['deflate', 'zlib', 'gzip', 'not-encoded'] },
  apply: (deliveries, { form }) =>
    deliveries.map((plan) =>
      withMessage(plan, (base64) => {
        const compress = WRITERS[form];
        return compress ? compress(xmlOf(base64)).toString('base64') : xmlOf(base64).toString();
      }),
    ),
});
