import { defineFault } from '../fault.ts';
import { edited, withChildren } from '../saml/elements.ts';

const text = (spelling: 'other' | 'longer' | 'empty', issuer: string): string[] =>
  ({ other: ['https://other-idp.example/metadata'], longer: [`${issuer}.evil.example`], empty: [] })[spelling];

export default defineFault({
  id: 'saml/assertion-issuer',
  stage: 'draft',
  on: 'elements',
  summary:
    'The Issuer of the assertion is another than that of the response around it, only begins like it, or is not there.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage; Core, Assertion',
    at: 'saml-profiles-2.0-os §4.1.4.2; saml-core-2.0-os §2.2.5, §2.3.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { spelling: ['other', 'longer', 'missing', 'empty'] },
  touches: ['Response/Assertion/Issuer'],
  apply: (response, { spelling }, { draft }) =>
    edited(response, 'Response/Assertion/Issuer', (issuer) =>
      spelling === 'missing' ? null : withChildren(issuer, text(spelling, draft.issuer)),
    ),
});
