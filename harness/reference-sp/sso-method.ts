/** The identity providers that a team can connect. JIT provisioning is offered for the first three. */
export const IDP_TYPES = ['entra', 'google', 'okta', 'adfs', 'onelogin', 'jumpcloud', 'other'] as const;
export const JIT_IDP_TYPES: readonly IdpType[] = ['entra', 'google', 'okta'];

/** How the identity provider tells us who signs in. */
export const PROTOCOLS = ['saml', 'oidc'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** What the identity provider answers over OpenID Connect: a code, an ID token, or both; ID tokens come by form. */
export const RESPONSE_TYPES = ['code', 'id_token', 'code id_token'] as const;
export type OpenIdResponseType = (typeof RESPONSE_TYPES)[number];

export type IdpType = (typeof IDP_TYPES)[number];

/** `verified` is verified and enabled; `disabled` was verified before. */
export type MethodState = 'waiting' | 'verified' | 'disabled' | 'rejected';

/** One saved connection between a team and its identity provider. */
export interface SsoMethod {
  id: string;
  name: string;
  idpType: IdpType;
  protocol: Protocol;
  jit: boolean;
  /** Part of the JIT login URL; nobody can guess it. */
  slug: string;
  state: MethodState;
  /** Folded. */
  domains: readonly string[];
  issuer: string;
  /** Where browsers are sent to sign in: of OpenID Connect the authorization endpoint. */
  ssoUrl: string;
  /** Takes LogoutRequests and LogoutResponses by HTTP-Redirect; null where the identity provider has no single logout. */
  sloUrl: string | null;
  /** PEM; none over OpenID Connect, which publishes its keys. */
  certificates: readonly string[];
  allowGroups: boolean;
  idpInitiated: boolean;
  /** Its identity provider may encrypt assertions to us. */
  encryption: boolean;
  /** Its AuthnRequests are signed. */
  signRequests: boolean;
  /** Over OpenID Connect ours; with them the groups behind an overage pointer are asked for. */
  clientId: string | null;
  clientSecret: string | null;
  responseType: OpenIdResponseType;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** Who does what to a method, from which states, and where that leads. */
export const TRANSITIONS = {
  verify: { by: 'validation', from: ['waiting', 'rejected'], to: 'verified' },
  reject: { by: 'validation', from: ['waiting', 'verified', 'disabled'], to: 'rejected' },
  disable: { by: 'owner', from: ['verified'], to: 'disabled' },
  enable: { by: 'owner', from: ['disabled'], to: 'verified' },
} as const satisfies Record<string, { by: StaffRole; from: readonly MethodState[]; to: MethodState }>;

export type Transition = keyof typeof TRANSITIONS;

/** The two who work behind the scenes: the owner of the team, and the service's own validation team. */
export type StaffRole = 'owner' | 'validation';
