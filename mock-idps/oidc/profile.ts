import type { AppSettings, ValueSource, Vendor } from '../app.ts';
import type { AppRecord } from '../app-record.ts';
import type { Person } from '../directory/person.ts';
import type { Place } from '../endpoints.ts';
import type { Located } from '../located.ts';
import type { Refusal } from '../saml/request-profile.ts';
import type { Quirk, Switch } from '../saml/profile.ts';
import type { Source } from '../source.ts';
import type { Claims } from './claims.ts';
import type { PublicKey } from './keys.ts';

/** The vendors that speak OpenID Connect here. `other`: a plain OpenID provider. */
export type OidcVendor = Vendor;

/** What an address is for. `absent`: the vendor has it, and these mocks do not. */
export type Endpoint =
  | 'discovery'
  | 'jwks'
  | 'authorization'
  | 'token'
  | 'userinfo'
  | 'end-session'
  | 'introspection'
  | 'revocation'
  | 'absent';

/** One authorization server: what has an issuer of its own, and becomes one provider instance. */
export interface OidcServer {
  readonly vendor: OidcVendor;
  /** Unique among all servers. */
  readonly id: string;
  /** Servers of one realm share sessions and keep their tokens together. */
  readonly realm: string;
  /** Which of the vendor's kinds, in its own words. */
  readonly kind: string;
  /** The vendor's id of the only tenant whose applications it serves; null: it serves those of all. */
  readonly tenantId: string | null;
  /** As its discovery document says: Entra's may be a template. */
  readonly issuer: string;
  /** Absolute paths on the mock's origin. */
  readonly paths: Readonly<
    Record<Exclude<Endpoint, 'absent' | 'revocation' | 'introspection' | 'end-session'>, string>
  > &
    Readonly<Partial<Record<'revocation' | 'introspection' | 'end-session', string>>>;
}

/** What decides which server an address means. */
export interface Ground {
  readonly at: Located;
  /** The vendor's registrations. */
  readonly apps: readonly AppRecord[];
}

/** One of a vendor's addresses. */
export interface OidcRoute {
  /** As the router writes patterns; letter case does not count. */
  readonly path: string;
  readonly endpoint: Endpoint;
  /** Null: there is no such server. */
  serverAt(place: Place, ground: Ground): OidcServer | null;
  /** What the address asked for, for the page that says it is unknown. */
  asked(place: Place): string;
}

/** One sign-in as a profile sees it when it tells of the person. */
export interface Telling {
  readonly app: AppRecord;
  readonly settings: AppSettings;
  readonly server: OidcServer;
  readonly at: Located;
  readonly person: Person;
  /** Scopes that were asked for. */
  readonly scopes: ReadonlySet<string>;
  /** How the token travels: through the browser, or in the answer of the token endpoint. */
  readonly channel: 'front' | 'back';
  readonly nonce: string | null;
  /** Present where the token comes together with them. */
  readonly accessToken: string | null;
  readonly code: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When the person signed in, milliseconds since 1970. */
  readonly authTime: number;
  /** Session at the IdP, in relation to this application. */
  readonly sid: string;
  readonly seed: number;
  /** An opaque value of its own for each sign-in and purpose. */
  opaque(purpose: string, length: number): string;
  /** What the request asked for beyond the scopes. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A protocol error as the engine found it. */
export interface ProtocolError {
  readonly error: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How a vendor tells applications that somebody signed out. */
export interface LogoutWays {
  /** Front channel: parameters of the address in each frame; null: there are no frames. */
  readonly frames:
    | ((told: {
        readonly issuer: string;
        readonly sid: string;
        readonly settings: AppSettings;
      }) => Readonly<Record<string, string>>)
    | null;
  /** Back channel: a logout token is sent where the application is registered for it. None of the three vendors documents one. */
  readonly token: boolean;
}

/** What turns the one engine into a vendor. */
export interface OidcProfile {
  readonly vendor: OidcVendor;
  /** What addresses and documents were read off. */
  readonly source: Source;
  readonly routes: readonly OidcRoute[];
  /** Scopes and response types that its servers know. */
  readonly scopes: readonly string[];
  readonly responseTypes: readonly string[];
  readonly clientAuthMethods: readonly string[];
  readonly quirks: readonly Pick<Quirk, 'id' | 'summary' | 'source'>[];
  readonly switches: readonly Switch[];
  /**
   * Parameters of a request that tell the sign-in page who may be meant, and what their values name. They hide nobody, and with a
   * session at the IdP there is no page: whoever relies on them is mistaken.
   */
  readonly hints: Readonly<Record<string, 'person' | 'domain'>>;
  /** Its authorization responses hold `iss` (RFC 9207). */
  readonly namesItself: boolean;
  /** What they hold beyond the protocol. `session`: names the session at the IdP. */
  adds?(session: string): Readonly<Record<string, string>>;
  /** How applications hear of the end of a session; null: the vendor tells nobody, and has no address to ask for it. */
  readonly logout: LogoutWays | null;
  /** The server whose issuer the application is told. */
  serverOf(app: Pick<AppRecord, 'tenant' | 'tenantId'>, settings: AppSettings, at: Located): OidcServer;
  discovery(server: OidcServer, at: Located): Claims;
  /** Which keys are published beside those of the server's applications, the signing one aside. */
  readonly publishes: readonly ('a' | 'b' | 'next')[];
  readonly cacheControl: string;
  /** `kid` of a key, which is the vendor's own way of naming it. */
  kid(key: PublicKey): string;
  jwk(key: PublicKey, server: OidcServer): Claims;
  /** Header of an ID token. */
  header(key: PublicKey, server: OidcServer): Claims;
  /** The ID token's claims. */
  idToken(telling: Telling): Claims;
  userinfo(telling: Telling): Claims;
  /** Names of the claims that say who the person is. */
  readonly identity: readonly string[];
  /** Claims that hold a personal value, and which. */
  readonly about: Readonly<Record<string, ValueSource>>;
  /** Group values behind an overage pointer in those claims; null where there is none. */
  groupsBehind(telling: Telling, claims: Claims): readonly string[] | null;
  /** Whether the answer of the token endpoint holds a refresh token. */
  refreshes(request: {
    readonly scopes: ReadonlySet<string>;
    readonly parameters: Readonly<Record<string, string>>;
  }): boolean;
  /** Why the person may not enter, once it is known who it is. */
  admits(person: Person, app: AppRecord): Refusal | null;
  /** Why the request cannot be answered for this application at this server, before anybody signs in. */
  serves(app: AppRecord, settings: AppSettings, server: OidcServer): Refusal | null;
  /** Why no token can be made. */
  fails(telling: Telling): { readonly status: number; readonly error: string; readonly description: string } | null;
  /** The page where the browser cannot be sent back. */
  page(error: ProtocolError): Refusal;
  /** Parameters with which the browser is sent back. */
  errorParameters(error: ProtocolError): Readonly<Record<string, string>>;
  /** JSON with which an application is refused. */
  errorJson(error: ProtocolError, at: Endpoint): Claims;
  /** The token endpoint's answer, with the vendor's members in its order. `asked`: what the application sent. */
  tokenResponse(answer: Claims, asked: Readonly<Record<string, string>>, telling: Telling | null): Claims;
}
