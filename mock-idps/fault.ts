import type { DeliveryPlan } from './saml/delivery.ts';
import type { AttackerKey, SigningKey } from './saml/respond.ts';
import type { Identity, NameId, SamlDraft } from './saml/draft.ts';
import type { LogoutRequestDraft, LogoutResponseDraft, SentLogout } from './saml/logout-draft.ts';
import type { XmlElement } from './saml/xml.ts';
import type { Source } from './source.ts';

/** A fault as scenarios name it, with options that differ from its defaults. */
export interface FaultUse {
  id: string;
  options?: Record<string, unknown>;
}

/**
 * What an order must give for a fault to be possible. `victim-as-prefix`: the signer's NameID is the victim's with something
 * behind it. `earlier`: another sign-in at the same app went before. `next-key-published`: the metadata holds the vendor's
 * other key too; `next-key-unpublished`: it does not. `new-key`: a key that nobody has seen. `groups`: the group claim is sent, and the person is in several.
 */
export type FaultNeed =
  | 'victim'
  | 'victim-as-prefix'
  | 'other-app'
  | 'request'
  | 'earlier'
  | 'next-key-published'
  | 'next-key-unpublished'
  | 'new-key'
  | 'groups';

/** Default of one option; a list names the words it takes, the default first. */
export type OptionDefault = string | number | boolean | readonly [string, ...string[]];

/** What scenarios, the plan and reports need to know of a fault without running it. */
export interface FaultFacts {
  id: `${'saml' | 'oidc' | 'scim'}/${string}`;
  /** `draft`: before signing; `wire`: after signing; `delivery`: order, time, place, browser. */
  stage: 'draft' | 'wire' | 'delivery';
  /** Which message it breaks. Absent: the response of a sign-in. */
  message?: 'logout-request' | 'logout-response' | 'logout-token' | 'logout-frame' | 'logout-return';
  /** `target`: touches what the target fetches for everybody (discovery document, JWK Set), so that nobody else may sign in meanwhile. */
  scope: 'sign-in' | 'target';
  summary: string;
  source: Source;
  /** What a sound service provider does. */
  expect: 'refuse' | 'accept' | 'defined';
  /**
   * `identity`: forges who signs in, so that signing in the genuine signer is harmless.
   * `check`: omits or violates a mandatory check, so that signing in anybody is a failure.
   */
  harm: 'identity' | 'check';
  /** How bad it is when it gets through. */
  grade: 'bypass' | 'check-missing' | 'hygiene';
  /** The signing shapes that can carry it; absent: all. */
  shapes?: readonly ('assertion' | 'response' | 'both' | 'encrypted')[];
  /** OpenID Connect: the response types that can carry it; absent: all. */
  flows?: readonly ('code' | 'id_token' | 'code id_token')[];
  /** OpenID Connect: the answer that it breaks, in place of what the browser brings. */
  answer?: 'token' | 'userinfo' | 'discovery';
  /** OpenID Connect: the parameter of the request that does not come back as it was sent. Where none was sent there is no fault. */
  returned?: 'state' | 'nonce';
  needs?: readonly FaultNeed[];
  options?: Readonly<Record<string, OptionDefault>>;
}

/** What a fault on SAML messages may look at, and the tools it may use. */
export interface SamlFaultContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The message without faults. */
  readonly genuine: SamlDraft;
  /** The draft that was signed: what a wire fault finds written in front of it. */
  readonly draft: SamlDraft;
  readonly attackerKey: AttackerKey;
  /** The vendor's other key: in the metadata or not, as the registration publishes. */
  nextKey(): SigningKey;
  /**
   * Address on the mock that tells when somebody fetches it. It answers with an empty text, or with a document of one empty
   * element.
   */
  canary(answer: 'nothing' | 'document'): string;
  /** The victim as this IdP would tell it. */
  victim(): Identity;
  /** What the other app's IdP would send for the same sign-in to its own service provider. */
  other(): SamlDraft;
  /** Ids of the message of an earlier sign-in. */
  earlier(): Pick<SamlDraft, 'responseId' | 'assertionId'>;
  /** A new message id in the vendor's shape. */
  newId(): string;
  /** A whole message of a draft, signed with the draft's key, as it is sent. */
  message(draft: SamlDraft): string;
  /** The assertion of a draft as it stands inside a message; signed with the draft's key, or without a signature. */
  assertion(draft: SamlDraft, options: { signed: boolean }): XmlElement;
  /** The whole message of a draft, signed as the draft says. */
  response(draft: SamlDraft): XmlElement;
  /**
   * A signature as the draft says, in its vendor's handwriting, with one Reference for each element. `as`: the part whose key
   * information it carries.
   */
  signature(
    elements: readonly [XmlElement, ...XmlElement[]],
    draft: SamlDraft,
    as: 'response' | 'assertion',
  ): XmlElement;
}

interface Definition<Options> extends Omit<
  FaultFacts,
  'scope' | 'stage' | 'options' | 'message' | 'flows' | 'answer' | 'returned'
> {
  id: `saml/${string}`;
  /** Default `sign-in`. */
  scope?: FaultFacts['scope'];
  options?: Options;
}

/** The value of each option. */
export type Chosen<Options> = { readonly [Name in keyof Options]: ChosenValue<Options[Name]> };
type ChosenValue<Default> = Default extends readonly (infer Word)[]
  ? Word
  : Default extends string
    ? string
    : Default extends number
      ? number
      : boolean;

/** Before signing, on what the message says. */
export interface DraftFault<Options> extends Definition<Options> {
  stage: 'draft';
  on?: never;
  /** The only keys it may change. */
  touches: readonly (keyof SamlDraft)[];
  apply(draft: SamlDraft, options: Chosen<Options>, context: SamlFaultContext): SamlDraft;
}

/** Before signing, on how the message says it: its elements, without signatures. What is signed is the result. */
export interface UnsignedFault<Options> extends Definition<Options> {
  stage: 'draft';
  on: 'elements';
  /** Paths of local names (`Response/Assertion/Conditions`): nothing outside these elements may change. */
  touches: readonly string[];
  apply(response: XmlElement, options: Chosen<Options>, context: SamlFaultContext): XmlElement;
}

interface AfterSigning<Options> extends Definition<Options> {
  stage: 'wire';
  /**
   * What becomes of the signatures in the message: `valid` where every one still holds for the element that it names,
   * whatever stands beside it; `foreign`: valid, by a key that is not the IdP's; `mixed`: one by the IdP's key and one that is not.
   */
  signature: 'valid' | 'broken' | 'absent' | 'foreign' | 'mixed';
}

/** After signing, on the elements of the message. */
export interface SignedFault<Options> extends AfterSigning<Options> {
  on: 'elements';
  apply(response: XmlElement, options: Chosen<Options>, context: SamlFaultContext): XmlElement;
}

/** After signing, on the message as text. */
export interface WireFault<Options> extends AfterSigning<Options> {
  on?: never;
  apply(xml: string, options: Chosen<Options>, context: SamlFaultContext): string;
}

/** When, where and by whom the finished message is delivered. */
export interface DeliveryFault<Options> extends Definition<Options> {
  stage: 'delivery';
  on?: never;
  apply(
    deliveries: readonly DeliveryPlan[],
    options: Chosen<Options>,
    context: SamlFaultContext,
  ): readonly DeliveryPlan[];
}

export type FaultDefinition<Options> =
  DraftFault<Options> | UnsignedFault<Options> | SignedFault<Options> | WireFault<Options> | DeliveryFault<Options>;

/** A deliberate departure from what the vendor would send. Pure: `apply` takes one artefact and returns a new one. */
export const defineFault = <const Options extends Readonly<Record<string, OptionDefault>> = Record<never, never>>(
  fault: FaultDefinition<Options>,
): FaultDefinition<Options> => fault;

/** What a fault on a message of single logout may look at, and the tools it may use. */
export interface LogoutFaultContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A key that no metadata holds, with a certificate of the same subject. */
  readonly attackerKey: SigningKey;
  /** The victim as this IdP would name them. */
  victim(): NameId;
  /** What an earlier sign-out at the same application sent. */
  earlier(): SentLogout;
  /** A new message id in the vendor's shape. */
  newId(): string;
}

interface LogoutRequestFault<Options> extends Definition<Options> {
  message: 'logout-request';
  stage: 'draft';
  /** The only keys it may change. */
  touches: readonly (keyof LogoutRequestDraft)[];
  apply(draft: LogoutRequestDraft, options: Chosen<Options>, context: LogoutFaultContext): LogoutRequestDraft;
}

interface LogoutResponseFault<Options> extends Definition<Options> {
  message: 'logout-response';
  stage: 'draft';
  /** The only keys it may change. */
  touches: readonly (keyof LogoutResponseDraft)[];
  apply(draft: LogoutResponseDraft, options: Chosen<Options>, context: LogoutFaultContext): LogoutResponseDraft;
}

/** After signing, on the text of the message. */
interface LogoutWireFault<Options> extends Definition<Options> {
  message: 'logout-request' | 'logout-response';
  stage: 'wire';
  apply(xml: string, options: Chosen<Options>, context: LogoutFaultContext): string;
}

/** What is sent in the place of the finished message. */
interface LogoutDeliveryFault<Options> extends Definition<Options> {
  message: 'logout-request' | 'logout-response';
  stage: 'delivery';
  apply(sent: SentLogout, options: Chosen<Options>, context: LogoutFaultContext): SentLogout;
}

export type LogoutFaultDefinition<Options> =
  LogoutRequestFault<Options> | LogoutResponseFault<Options> | LogoutWireFault<Options> | LogoutDeliveryFault<Options>;

/** The same for the messages of single logout. */
export const defineLogoutFault = <const Options extends Readonly<Record<string, OptionDefault>> = Record<never, never>>(
  fault: LogoutFaultDefinition<Options>,
): LogoutFaultDefinition<Options> => fault;
