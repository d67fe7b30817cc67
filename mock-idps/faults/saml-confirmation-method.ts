import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

const METHODS = {
  missing: null,
  empty: '',
  'holder-of-key': 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key',
  'sender-vouches': 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches',
} as const;

export default defineFault({
  id: 'saml/confirmation-method',
  stage: 'draft',
  on: 'elements',
  summary: 'The subject is confirmed by another method than bearer, or by none.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage: a bearer SubjectConfirmation',
    at: 'saml-profiles-2.0-os §4.1.4.2, §4.1.4.3, §3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { method: ['missing', 'empty', 'holder-of-key', 'sender-vouches'] },
  touches: ['Response/Assertion/Subject/SubjectConfirmation/@Method'],
  apply: (response, { method }) =>
    withAttributeAt(response, 'Response/Assertion/Subject/SubjectConfirmation', 'Method', METHODS[method]),
});
