/** Faults after which an ID token does not bear the signature of its issuer, made as announced. */
export const BROKEN_TOKEN_SIGNATURES = [
  'oidc/changed-payload',
  'oidc/foreign-key',
  'oidc/unknown-key',
  'oidc/signature-altered',
  'oidc/es256',
  'oidc/keys-unavailable',
] as const;
