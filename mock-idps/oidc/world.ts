import type { Context } from 'koa';
import type { Person } from '../directory/person.ts';
import type { SigningKey } from '../saml/respond.ts';
import type { Runtime } from '../server/runtime.ts';
import { Waiting } from '../server/waiting.ts';
import type { KeySetMistake } from './fault.ts';
import type { PlannedResponse } from './pipeline.ts';
import type { OidcProfile, OidcServer } from './profile.ts';
import type { Passage, SignIn } from './sign-in.ts';

/** What an authorization request led to: decided at one of the provider's seams, sent when the provider is through. */
export type Outcome =
  | {
      readonly kind: 'response';
      readonly mode: PlannedResponse['mode'];
      readonly to: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'error'; readonly error: string; readonly description: string };

/** A request that waits for somebody to be chosen. */
export interface OidcVisit {
  readonly id: string;
  readonly passage: Passage;
  /** Where the browser goes on. */
  readonly goesOn: string;
}

/** What all OpenID Connect requests to the running mocks share. */
export interface World {
  readonly runtime: Runtime;
  /** By grant. */
  readonly signIns: Waiting<SignIn>;
  /** By the id of the session in relation to the application. */
  readonly sessions: Waiting<SignIn>;
  /** What a sign-out sent in the back channel, by the key of its order. */
  readonly logoutTokens: Waiting<string>;
  /** People with a session at an IdP, by account id. */
  readonly accounts: Waiting<Person>;
  readonly visits: Waiting<OidcVisit>;
  /** Responses that can be delivered once more, or elsewhere. */
  readonly responses: Waiting<readonly PlannedResponse[]>;
  /** What a sign-in was asked and answered with, by the key of its order. */
  readonly earlier: Waiting<{
    readonly state: string;
    readonly code: string;
    readonly nonce: string;
    readonly code_challenge: string;
  }>;
  /** Keys that servers publish since they first signed with them, by the id of the server. */
  readonly rolledOver: Map<string, SigningKey>;
  /** What is wrong with the JWK Sets of servers until they next make an ID token, by the id of the server. */
  readonly spoiltKeys: Map<string, KeySetMistake>;
  readonly passages: WeakMap<object, Passage>;
  readonly outcomes: WeakMap<object, Outcome>;
  /** A number that nobody had before. */
  readonly count: () => number;
}

export function openWorld(runtime: Runtime): World {
  let count = 0;
  return {
    runtime,
    signIns: new Waiting(20_000),
    sessions: new Waiting(20_000),
    logoutTokens: new Waiting(),
    accounts: new Waiting(20_000),
    visits: new Waiting(),
    responses: new Waiting(),
    earlier: new Waiting(),
    rolledOver: new Map(),
    spoiltKeys: new Map(),
    passages: new WeakMap(),
    outcomes: new WeakMap(),
    count: () => count++,
  };
}

/** A request at one of a vendor's addresses. */
export interface Call {
  readonly world: World;
  readonly ctx: Context;
  readonly server: OidcServer;
  readonly profile: OidcProfile;
}
