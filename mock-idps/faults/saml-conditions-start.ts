import { defineFault } from '../fault.ts';
import { edited, withAttribute } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/conditions-start',
  stage: 'draft',
  on: 'elements',
  summary:
    'The conditions begin in an hour, or say their beginning in words that are no date; the confirmation holds by now.',
  source: {
    title: 'SAML 2.0 Core, Conditions',
    at: 'saml-core-2.0-os §2.5.1.2, §1.3.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { start: ['future', 'malformed'] },
  touches: ['Response/Assertion/Conditions/@NotBefore', 'Response/Assertion/Conditions/@NotOnOrAfter'],
  apply(response, { start }, { now }) {
    const hour = 60 * 60_000;
    const moment = (time: number) => new Date(time).toISOString();
    return edited(response, 'Response/Assertion/Conditions', (conditions) => {
      if (start === 'malformed') return withAttribute(conditions, 'NotBefore', 'yesterday');
      const begun = withAttribute(conditions, 'NotBefore', moment(now + hour));
      return withAttribute(begun, 'NotOnOrAfter', moment(now + 2 * hour));
    });
  },
});
