/** What a target may have or lack. A closed list: an unknown word in `lacks` is an error. */
export const capabilities = [
  'jit',
  'groups',
  'sso-methods',
  'idp-metadata',
  'approved-domains',
  'existing-users',
  'idp-initiated',
  'encryption',
  'signed-requests',
  'sp-metadata',
  'single-logout',
  'saml',
  'oidc',
  'front-channel',
  'rp-initiated-logout',
  'front-channel-logout',
  'back-channel-logout',
  'scim',
  'scim-groups',
  'scim-client-credentials',
  'scim-federated-identity',
  'accounts',
  'restart',
  'persistent-store',
] as const;

export type Capability = (typeof capabilities)[number];
