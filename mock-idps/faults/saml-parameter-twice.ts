import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/parameter-twice',
  stage: 'delivery',
  summary: 'The form brings two responses: the genuine one, and one for the victim that nobody signed.',
  source: {
    title: 'SAML 2.0 Bindings, message encoding of HTTP POST: one control holds one message',
    at: 'saml-bindings-2.0-os §3.5.4',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  needs: ['victim'],
  options: { forged: ['last', 'first'] },
  apply(deliveries, { forged }, context) {
    const message = context.message({
      ...context.draft,
      ...context.victim(),
      responseId: context.newId(),
      assertionId: context.newId(),
      sign: 'none',
    });
    const field = ['SAMLResponse', Buffer.from(message).toString('base64')] as const;
    return deliveries.map((plan) => ({
      ...plan,
      fields: forged === 'first' ? [field, ...plan.fields] : [...plan.fields, field],
    }));
  },
});
