import { defineOidcFault } from '../oidc/fault.ts';
import { textOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/subject',
  stage: 'draft',
  summary: 'The ID token names no subject, or one that is empty or no text.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token',
    at: 'openid-connect-core-1_0 §2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['missing', 'empty', 'a-list'] },
  touches: ['claims.sub'],
  apply(draft, { form }) {
    const sub = textOf(draft, 'sub');
    return withClaims(draft, {
      sub: { missing: undefined, empty: '', 'a-list': [sub] }[form],
    });
  },
});
