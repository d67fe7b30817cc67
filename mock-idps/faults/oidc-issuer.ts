import { defineOidcFault } from '../oidc/fault.ts';
import { textOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/issuer',
  stage: 'draft',
  summary: "The ID token's issuer is another one, is missing, or is no text.",
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['other', 'trailing-slash', 'missing', 'a-list'] },
  touches: ['claims.iss'],
  apply(draft, { form }) {
    const iss = textOf(draft, 'iss');
    const forms = {
      other: 'https://issuer.evil.test',
      'trailing-slash': iss.endsWith('/') ? iss.slice(0, -1) : `${iss}/`,
      missing: undefined,
      'a-list': [iss],
    };
    return withClaims(draft, { iss: forms[form] });
  },
});
