import { defineFault } from '../fault.ts';
import { edited, withAttribute } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/conditions-expiry',
  stage: 'draft',
  on: 'elements',
  summary:
    'The conditions ended an hour ago, or say their end in words that are no date; the confirmation still holds.',
  source: {
    title: 'SAML 2.0 Core, Conditions',
    at: 'saml-core-2.0-os §2.5.1.2, §1.3.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { end: ['past', 'malformed'] },
  touches: ['Response/Assertion/Conditions/@NotBefore', 'Response/Assertion/Conditions/@NotOnOrAfter'],
  apply(response, { end }, { now }) {
    const hour = 60 * 60_000;
    const moment = (time: number) => new Date(time).toISOString();
    return edited(response, 'Response/Assertion/Conditions', (conditions) => {
      if (end === 'malformed') return withAttribute(conditions, 'NotOnOrAfter', 'tomorrow');
      const begun = withAttribute(conditions, 'NotBefore', moment(now - 2 * hour));
      return withAttribute(begun, 'NotOnOrAfter', moment(now - hour));
    });
  },
});
