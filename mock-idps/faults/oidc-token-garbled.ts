import { defineOidcFault } from '../oidc/fault.ts';

export default defineOidcFault({
  id: 'oidc/token-garbled',
  stage: 'wire',
  summary: 'The ID token is no token: not three parts, not base64url, or without an object in it.',
  source: {
    title: 'JSON Web Token, Validating a JWT',
    at: 'RFC 7519 §7.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['two-parts', 'four-parts', 'not-base64url', 'a-list', 'a-word'] },
  signature: 'broken',
  apply(token, { form }) {
    const [header = '', , signature = ''] = token.split('.');
    return {
      'two-parts': token.slice(0, token.lastIndexOf('.')),
      'four-parts': `${token}.${signature}`,
      'not-base64url': `${header}.%%%.${signature}`,
      'a-list': `${header}.${Buffer.from('[]').toString('base64url')}.${signature}`,
      'a-word': 'token',
    }[form];
  },
});
