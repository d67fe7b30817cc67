import { judgeFault } from '../judge.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'oidc/hosted-domain',
  level: 'SHOULD',
  says: 'A relying party that lets in the people of a domain SHOULD refuse an account of Google whose hosted domain is missing or another one.',
  source: {
    title: 'OpenID Connect, hd',
    at: 'developers.google.com/identity/openid-connect/openid-connect',
    basis: 'vendor-doc',
    checked: '2026-11-24',
  },
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/hosted-domain'),
});
