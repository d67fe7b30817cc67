import { defineOidcFault } from '../oidc/fault.ts';

export default defineOidcFault({
  id: 'oidc/signature-altered',
  stage: 'wire',
  summary: "One character of the ID token's signature is another.",
  source: {
    title: 'JSON Web Signature, Message Signature or MAC Validation',
    at: 'RFC 7515 §5.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  signature: 'broken',
  apply(token) {
    const at = token.lastIndexOf('.') + 5;
    return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
  },
});
