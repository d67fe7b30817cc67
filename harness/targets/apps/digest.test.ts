import { expect, test } from 'vitest';
import type { Report } from '../../../reports/index.ts';
import { digest } from './digest.ts';

const verdict = (rule: string, status: string, because = '') => ({ rule, status, because });

const report = {
  rules: ['saml/a', 'saml/b', 'saml/c', 'scim/a', 'sso/a'].map((id) => ({ id })),
  cases: [
    {
      id: 'x@entra.saml',
      protocol: 'saml',
      verdicts: [
        verdict('saml/a', 'pass'),
        verdict('saml/b', 'skipped', 'encryption: No key.'),
        verdict('sso/a', 'fail'),
      ],
    },
    { id: 'y@other.scim', protocol: 'scim', verdicts: [verdict('scim/a', 'skipped', 'scim: It has none.')] },
    { id: 'z@other.scim', protocol: 'scim', verdicts: [verdict('sso/a', 'skipped', 'scim: It has none.')] },
  ],
} as unknown as Report;

test('tells what did not pass, and nothing of a protocol that the target does not speak', () => {
  expect(digest(report)).toEqual({
    notPassed: { 'sso/a': { 'x@entra.saml': 'fail' } },
    skipped: { 'encryption: No key.': 1 },
    rulesThatNeverPassed: { 'saml/b': 'skipped', 'saml/c': 'no case', 'sso/a': 'fail' },
  });
});
