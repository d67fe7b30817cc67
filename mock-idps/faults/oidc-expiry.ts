import { defineOidcFault } from '../oidc/fault.ts';
import { secondsOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/expiry',
  stage: 'draft',
  summary: 'The ID token does not say when it runs out, or says it in a way that is no time.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token',
    at: 'openid-connect-core-1_0 §2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['missing', 'text', 'null'] },
  touches: ['claims.exp'],
  apply(draft, { form }) {
    const exp = secondsOf(draft, 'exp');
    const forms = { missing: undefined, text: String(exp), null: null };
    return withClaims(draft, { exp: forms[form] });
  },
});
