import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/audience',
  stage: 'draft',
  summary: 'The ID token is made for another application, or for none.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['other', 'missing', 'empty-list', 'other-in-list'] },
  touches: ['claims.aud'],
  apply(draft, { form }) {
    claimOf(draft, 'aud');
    const forms = {
      other: 'another-application',
      missing: undefined,
      'empty-list': [],
      'other-in-list': ['another-application'],
    };
    return withClaims(draft, { aud: forms[form] });
  },
});
