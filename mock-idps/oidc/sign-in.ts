import type { AppSettings } from '../app.ts';
import type { Person } from '../directory/person.ts';
import type { Registration } from '../registration.ts';
import type { Refusal } from '../saml/request-profile.ts';
import type { Order } from '../server/sign-in.ts';
import type { Claims } from './claims.ts';
import type { OidcProfile, OidcServer } from './profile.ts';

/** An authorization request on its way through the provider. */
export interface Passage {
  readonly server: OidcServer;
  readonly profile: OidcProfile;
  /** Null: nobody ordered it, a session at the IdP or the sign-in page decides. */
  readonly order: Order | null;
  readonly ticket: string | null;
  /** Null where the request names no application of this server. */
  readonly app: Registration | null;
  readonly settings: AppSettings;
  readonly parameters: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Set on the way: what came of it, or why the vendor lets the person not in. */
  signIn?: SignIn;
  refusal?: Refusal;
}

/** One sign-in at one application, as codes and tokens lead back to it. */
export interface SignIn {
  readonly server: OidcServer;
  readonly profile: OidcProfile;
  readonly app: Registration;
  readonly settings: AppSettings;
  readonly person: Person;
  /** Fixes every choice of its tokens, with seed and nonce. */
  readonly key: string;
  readonly order: Order | null;
  readonly ticket: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly scopes: ReadonlySet<string>;
  /** When the person signed in, milliseconds since 1970. */
  readonly authTime: number;
  readonly sid: string;
  /** What the last ID token said of the person, so that userinfo says the same. */
  told?: Claims;
}

/** Scopes of a request. */
export const scopesOf = ({ scope = '' }: Readonly<Record<string, string>>): ReadonlySet<string> =>
  new Set(scope.split(' ').filter(Boolean));
