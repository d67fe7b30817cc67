import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/version-type',
  stage: 'draft',
  summary: 'The version claim is a text where the vendor sends a number, or the other way round.',
  source: {
    title: 'ID token claims of Okta and Entra differ in the type of ver',
    at: 'okta/okta-management-openapi-spec oauth-minimal.yaml',
    basis: 'vendor-doc',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  touches: ['claims.ver'],
  apply(draft) {
    const ver = claimOf(draft, 'ver');
    return withClaims(draft, { ver: typeof ver === 'number' ? `${ver}.0` : Number(ver) });
  },
});
