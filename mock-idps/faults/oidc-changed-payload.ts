import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim } from '../oidc/edit.ts';
import { part } from '../oidc/jws.ts';

export default defineOidcFault({
  id: 'oidc/changed-payload',
  stage: 'wire',
  summary: 'The victim was written into an ID token after it had been signed.',
  source: {
    title: 'JSON Web Signature, Message Signature or MAC Validation',
    at: 'RFC 7515 §5.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  signature: 'broken',
  apply(token, _options, context) {
    const [header = '', , signature = ''] = token.split('.');
    return `${header}.${part(asVictim(context.draft, context).claims)}.${signature}`;
  },
});
