import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim, textOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/email-twisted',
  stage: 'draft',
  summary: 'The email claim is no single address: a list, two addresses in one text, or an object.',
  source: {
    title: 'OpenID Connect Core 1.0, Standard Claims',
    at: 'openid-connect-core-1_0 §5.1, email',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  needs: ['victim'],
  options: { form: ['a-list', 'two-addresses', 'an-object'] },
  touches: ['claims.email'],
  apply(draft, { form }, context) {
    const own = textOf(draft, 'email');
    const theirs = textOf(asVictim(draft, context), 'email');
    return withClaims(draft, {
      email: { 'a-list': [theirs, own], 'two-addresses': `${theirs},${own}`, 'an-object': { value: theirs } }[form],
    });
  },
});
