import { defineFault } from '../fault.ts';
import { withMessage } from '../saml/delivery.ts';

export default defineFault({
  id: 'saml/request-answered-twice',
  stage: 'delivery',
  summary: 'A second, new response answers the request that was answered already.',
  source: {
    title: 'SAML 2.0 Profiles, InResponseTo: the request it names is the one that is waited for',
    at: 'saml-profiles-2.0-os §4.1.4.3',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['request'],
  apply(deliveries, _options, context) {
    const second = context.message({ ...context.draft, responseId: context.newId(), assertionId: context.newId() });
    const again = deliveries.slice(-1).map((last) => withMessage(last, () => Buffer.from(second).toString('base64')));
    return [...deliveries, ...again];
  },
});
