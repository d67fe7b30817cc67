import type { KeyObject } from 'node:crypto';
import type { Chosen, FaultFacts, OptionDefault } from '../fault.ts';
import type { SigningKey } from '../saml/respond.ts';
import type { Claims, Json } from './claims.ts';
import type { ResponsePlan } from './delivery.ts';
import type { IdTokenDraft } from './draft.ts';
import type { PublicKey } from './keys.ts';

/** An answer in JSON, or what stands in its place. */
export interface JsonAnswer {
  readonly status: number;
  readonly contentType: string;
  /** As it is written. */
  readonly body: string;
}

/** What is wrong with a JWK Set. `twice`: two keys bear the name of the attacker's, first that one, then the one that signs. */
export type KeySetMistake = 'empty' | 'error' | 'cut-off' | 'twice';

/** What a fault on ID tokens may look at, and the tools it may use. */
export interface OidcFaultContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly channel: 'front' | 'back';
  /** The token without faults. */
  readonly genuine: IdTokenDraft;
  /** The draft that was signed. */
  readonly draft: IdTokenDraft;
  /** The key that signs, as the JWK Set publishes it. */
  readonly publicKey: PublicKey;
  /** A key that no JWK Set holds. */
  readonly attackerKey: SigningKey;
  /** Its public half, as a JWK Set of this vendor would write it. */
  readonly attackerJwk: Claims;
  readonly attackerEcKey: KeyObject;
  readonly clientSecret: string;
  /** Address on the mock, ending in that word, that tells when somebody fetches it. */
  readonly canary: (what: string) => string;
  /** Claims of the genuine token that say who the person is, as this IdP would tell the victim. */
  readonly victim: () => Claims;
  /** Names of those claims. */
  readonly identity: readonly string[];
  /** What the other app's IdP would send for the same sign-in to its own relying party. */
  readonly other: () => IdTokenDraft;
  /** A key that the JWK Set holds from now on, and how the header names it. */
  readonly rollOver: () => { readonly key: SigningKey; readonly kid: Json | undefined; readonly x5t: Json | undefined };
  /** The JWK Set has this mistake until the server makes its next ID token. */
  readonly spoilKeys: (mistake: KeySetMistake) => void;
  /** Nonce of an earlier sign-in. */
  readonly earlierNonce: () => string;
}

/** What a fault on responses and answers may look at. */
export interface ResponseFaultContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of the server that answers. */
  readonly issuer: string;
  /** Issuer of the other app's server. */
  readonly otherIssuer: () => string;
  /** Claims that tell of the victim. */
  readonly victim: () => Claims;
  /** State and code of an earlier sign-in. */
  readonly earlier: () => { readonly state: string; readonly code: string };
}

interface Definition<Options> extends Omit<
  FaultFacts,
  'scope' | 'stage' | 'options' | 'shapes' | 'message' | 'id' | 'answer'
> {
  id: `oidc/${string}`;
  /** Default `sign-in`. */
  scope?: FaultFacts['scope'];
  options?: Options;
}

/** Before signing, on what the token says. */
export interface TokenDraftFault<Options> extends Definition<Options> {
  stage: 'draft';
  on?: never;
  /** Only tokens that come this way carry what it changes. Default both. */
  channel?: 'front';
  /** The only ones it may change: `claims.iss`, `header.kid`, `signer`. `claims`: those that say who the person is. */
  touches: readonly ('signer' | 'claims' | `claims.${string}` | `header.${string}`)[];
  apply(draft: IdTokenDraft, options: Chosen<Options>, context: OidcFaultContext): IdTokenDraft;
}

/** After signing, on the token as text. */
export interface TokenWireFault<Options> extends Definition<Options> {
  stage: 'wire';
  on?: never;
  /** What becomes of the signature. */
  signature: 'valid' | 'broken' | 'absent' | 'foreign';
  apply(token: string, options: Chosen<Options>, context: OidcFaultContext): string;
}

/** When, where and by whom the authorization response is delivered, and with which parameters. */
export interface ResponseFault<Options> extends Definition<Options> {
  stage: 'delivery';
  on?: never;
  apply(
    plans: readonly ResponsePlan[],
    options: Chosen<Options>,
    context: ResponseFaultContext,
  ): readonly ResponsePlan[];
}

/** What the token endpoint or userinfo answers, or the discovery document says. */
export interface AnswerFault<Options> extends Definition<Options> {
  stage: 'delivery';
  on: 'token' | 'userinfo' | 'discovery';
  apply(answer: JsonAnswer, options: Chosen<Options>, context: ResponseFaultContext): JsonAnswer;
}

export type OidcFaultDefinition<Options> =
  TokenDraftFault<Options> | TokenWireFault<Options> | ResponseFault<Options> | AnswerFault<Options>;

export type AnyOidcFault = OidcFaultDefinition<Readonly<Record<string, OptionDefault>>>;

/** A fault with every option set. */
export interface PlannedOidcFault {
  readonly fault: AnyOidcFault;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** A deliberate departure from what the vendor would send over OpenID Connect. Pure: `apply` takes one artefact and returns a new one. */
export const defineOidcFault = <const Options extends Readonly<Record<string, OptionDefault>> = Record<never, never>>(
  fault: OidcFaultDefinition<Options>,
): OidcFaultDefinition<Options> => fault;
