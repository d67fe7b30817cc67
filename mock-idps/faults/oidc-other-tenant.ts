import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/other-tenant',
  stage: 'draft',
  summary: "A genuine token of another tenant names the victim's address, which anybody can enter there (nOAuth).",
  source: {
    title: 'Migrate away from email claims for authorization',
    at: 'MicrosoftDocs/entra-docs docs/identity-platform/migrate-off-email-claim-authorization.md',
    basis: 'vendor-doc',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim', 'other-app'],
  touches: [
    'claims.iss',
    'claims.tid',
    'claims.hd',
    'claims.email',
    'signer',
    'header.kid',
    'header.alg',
    'header.typ',
  ],
  apply(draft, _options, { other, victim }) {
    const theirs = other();
    if (theirs.claims.iss === draft.claims.iss) throw new RangeError('The other application has the same issuer.');
    const { email = claimOf(draft, 'email') } = victim();
    return withClaims(
      { ...draft, header: theirs.header, signer: theirs.signer },
      {
        iss: claimOf(theirs, 'iss'),
        tid: theirs.claims.tid,
        hd: theirs.claims.hd,
        email,
      },
    );
  },
});
