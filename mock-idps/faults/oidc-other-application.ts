import { defineOidcFault } from '../oidc/fault.ts';
import { only } from '../oidc/claims.ts';

export default defineOidcFault({
  id: 'oidc/other-application',
  stage: 'draft',
  summary: 'A genuine ID token that the identity provider made for another application.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['other-app'],
  touches: [
    'signer',
    'claims',
    'claims.aud',
    'claims.azp',
    'claims.iss',
    'claims.tid',
    'claims.idp',
    'claims.at_hash',
    'claims.c_hash',
    'header.kid',
    'header.alg',
    'header.typ',
  ],
  apply(draft, _options, { other }) {
    const theirs = other();
    return { ...theirs, claims: { ...theirs.claims, ...only(draft.claims, ['nonce']) } };
  },
});
