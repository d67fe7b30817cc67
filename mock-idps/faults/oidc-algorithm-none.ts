import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim } from '../oidc/edit.ts';
import { part, readJws } from '../oidc/jws.ts';

export default defineOidcFault({
  id: 'oidc/algorithm-none',
  stage: 'wire',
  summary: 'An ID token for the victim that says it needs no signature, in one of the spellings of none.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: { spelling: ['none', 'None', 'NONE', 'nOnE'] },
  signature: 'absent',
  apply(token, { spelling }, context) {
    const { header } = readJws(token);
    const { claims } = asVictim(context.draft, context);
    return `${part({ ...header, alg: spelling })}.${part(claims)}.`;
  },
});
