import { defineFault } from '../fault.ts';
import { withMessage } from '../saml/delivery.ts';

export default defineFault({
  id: 'saml/response-garbled',
  stage: 'delivery',
  summary: 'What stands in the field SAMLResponse cannot be read.',
  source: {
    title: 'SAML 2.0 Bindings, message encoding of HTTP POST',
    at: 'saml-bindings-2.0-os §3.5.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  options: { form: ['not-base64', 'truncated', 'empty', 'not-xml', 'not-utf8'] },
  apply: (deliveries, { form }) =>
    deliveries.map((plan) =>
      withMessage(plan, (base64) => {
        switch (form) {
          case 'not-base64':
            return '%%% this is no base64 %%%';
          case 'truncated':
            return base64.slice(0, Math.floor(base64.length / 8) * 4);
          case 'empty':
            return '';
          case 'not-xml':
            return Buffer.from('{"this": "is no XML"}').toString('base64');
          case 'not-utf8':
            return Buffer.from('<Response>\xff\xfe\xc3</Response>', 'latin1').toString('base64');
        }
      }),
    ),
});
