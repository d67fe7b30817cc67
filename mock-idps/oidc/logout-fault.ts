import type { Chosen, FaultFacts, OptionDefault } from '../fault.ts';
import type { SigningKey } from '../saml/respond.ts';
import type { IdTokenDraft } from './draft.ts';

/** What a fault on a logout token may look at, and the tools it may use. */
export interface LogoutTokenContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A key that no JWK Set holds. */
  readonly attackerKey: SigningKey;
  readonly clientSecret: string;
  /** An ID token of the session that ended, as this IdP would issue it now. */
  readonly idToken: () => IdTokenDraft;
  /** Subject of the victim, as this IdP would tell the application. */
  readonly victim: () => string;
  /** The logout token that an earlier sign-out from the same application sent. */
  readonly earlier: () => string;
  /** An opaque value that nothing else has. */
  readonly unheardOf: string;
}

interface Definition<Options> extends Omit<
  FaultFacts,
  'scope' | 'stage' | 'options' | 'shapes' | 'flows' | 'answer' | 'returned' | 'message' | 'id'
> {
  id: `oidc/logout-${string}`;
  options?: Options;
  scope?: never;
}

/** Before signing, on what the logout token says. */
export interface LogoutTokenDraftFault<Options> extends Definition<Options> {
  message: 'logout-token';
  stage: 'draft';
  /** The only ones it may change: `claims.iss`, `header.kid`, `signer`. */
  touches: readonly ('signer' | `claims.${string}` | `header.${string}`)[];
  apply(draft: IdTokenDraft, options: Chosen<Options>, context: LogoutTokenContext): IdTokenDraft;
}

/** After signing, on the logout token as text; or what is sent in its place. */
export interface LogoutTokenWireFault<Options> extends Definition<Options> {
  message: 'logout-token';
  stage: 'wire' | 'delivery';
  apply(token: string, options: Chosen<Options>, context: LogoutTokenContext): string;
}

/** On the address of a frame, or on the one that a browser is led back to. */
export interface LogoutAddressFault<Options> extends Definition<Options> {
  message: 'logout-frame' | 'logout-return';
  stage: 'delivery';
  apply(address: URL, options: Chosen<Options>, context: Pick<LogoutTokenContext, 'unheardOf'>): URL;
}

export type OidcLogoutFaultDefinition<Options> =
  LogoutTokenDraftFault<Options> | LogoutTokenWireFault<Options> | LogoutAddressFault<Options>;

export type AnyOidcLogoutFault = OidcLogoutFaultDefinition<Readonly<Record<string, OptionDefault>>>;

/** A fault with every option set. */
export interface PlannedOidcLogoutFault {
  readonly fault: AnyOidcLogoutFault;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** A deliberate departure from what an IdP would tell applications of a logout over OpenID Connect. Pure. */
export const defineOidcLogoutFault = <
  const Options extends Readonly<Record<string, OptionDefault>> = Record<never, never>,
>(
  fault: OidcLogoutFaultDefinition<Options>,
): OidcLogoutFaultDefinition<Options> => fault;
