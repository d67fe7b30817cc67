import { defineFault } from '../fault.ts';
import { attributeOf, edited, withAttribute } from '../saml/elements.ts';

const TIMES = [
  ['Response', 'IssueInstant'],
  ['Response/Assertion', 'IssueInstant'],
  ['Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData', 'NotOnOrAfter'],
  ['Response/Assertion/Conditions', 'NotBefore'],
  ['Response/Assertion/Conditions', 'NotOnOrAfter'],
  ['Response/Assertion/AuthnStatement', 'AuthnInstant'],
] as const;

const ENDS = { seconds: 'Z', microseconds: '.$1000Z' } as const;

export default defineFault({
  id: 'saml/time-precision',
  stage: 'draft',
  on: 'elements',
  summary: 'All times are written in whole seconds, or down to microseconds.',
  source: {
    title: 'SAML 2.0 Core, Time Values: any xs:dateTime in UTC',
    at: 'saml-core-2.0-os §1.3.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  options: { precision: ['seconds', 'microseconds'] },
  touches: [
    'Response/@IssueInstant',
    'Response/Assertion/@IssueInstant',
    'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@NotOnOrAfter',
    'Response/Assertion/Conditions/@NotBefore',
    'Response/Assertion/Conditions/@NotOnOrAfter',
    'Response/Assertion/AuthnStatement/@AuthnInstant',
  ],
  apply: (response, { precision }) =>
    TIMES.reduce(
      (rest, [path, name]) =>
        edited(rest, path, (element) => {
          const time = attributeOf(element, name);
          return time === null ? element : withAttribute(element, name, time.replace(/\.(\d{3})Z$/, ENDS[precision]));
        }),
      response,
    ),
});
