import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim } from '../oidc/edit.ts';
import { part } from '../oidc/jws.ts';

export default defineOidcFault({
  id: 'oidc/unsigned',
  stage: 'wire',
  summary: 'An ID token for the victim whose signature is empty, or cut off.',
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
  options: { form: ['empty', 'cut-off'] },
  signature: 'absent',
  apply(token, { form }, context) {
    const [header = ''] = token.split('.');
    const forged = `${header}.${part(asVictim(context.draft, context).claims)}`;
    return form === 'empty' ? `${forged}.` : forged;
  },
});
