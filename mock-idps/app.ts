import type { FaultUse } from './fault.ts';

/** The mock identity providers. `other` is a plain one, samlp and oidc-provider as they come, for the IdP types that offer no JIT. */
export type Vendor = 'entra' | 'google' | 'okta' | 'other';

/** What of a SAML message is signed. `encrypted`: assertion signed, then encrypted to the service provider. */
export type SigningShape = 'assertion' | 'response' | 'both' | 'encrypted';

/** Where an attribute or the NameID takes its value from, in words that no vendor owns. */
export type ValueSource =
  'email' | 'upn' | 'username' | 'id' | 'name' | 'givenName' | 'surname' | 'department' | 'phone';

/** How an administrator sets the application up at the IdP. What is left out is the vendor's default. */
export interface AppSettings {
  /** The service provider as registered. Without it every request ends on the vendor's error page. */
  serviceProvider?: {
    entityId: string;
    acsUrl: string;
    /** Where a tile leads when it starts at the service provider; absent: the tile posts a response to the ACS. */
    startUrl?: string;
    sloUrl?: string;
    /** PEM, one certificate or several. Signatures of requests are looked at, and with `requireSignedRequests` demanded. */
    signingCertificate?: string;
    /** PEM. Needed for the shape `encrypted`. */
    encryptionCertificate?: string;
  };
  /** The application as registered for OpenID Connect. Without it every authorization request ends on the vendor's error page. */
  relyingParty?: RelyingParty;
  /**
   * The authorization server that the application is told. Entra: `tenant`, `common`, `organizations` or `consumers`, with
   * `/v2.0` or `/v1.0` (default `tenant/v2.0`). Okta: `org` (default), `default` or `custom`.
   */
  authorizationServer?: string;
  /** Entra: claims that an ID token holds only where the registration asks for them. */
  optionalClaims?: readonly string[];
  nameId?: {
    format: 'emailAddress' | 'unspecified' | 'persistent' | 'transient' | 'vendor-default';
    source: ValueSource;
  };
  sign?: 'assertion' | 'response' | 'both';
  groups?: {
    /** Attribute name, or `vendor-default`. */
    claim: string;
    /** Every vendor's default is none. */
    send: 'security' | 'none';
    /**
     * Entra can send other things than object ids: cloud display names, for groups assigned to the application, or
     * `DOMAIN\\name`, for groups that come from Active Directory. Google and Okta send names.
     */
    values?: 'vendor-default' | 'display-names' | 'netbios-names';
    /** Entra: only groups whose display name contains this text. */
    filter?: string;
  };
  /** Attribute name at the IdP → source. Added to what the vendor always sends; replaces Google's and Okta's `email, firstName, lastName`. */
  attributes?: Record<string, ValueSource>;
  requireSignedRequests?: boolean;
  /** Okta: "Allow application to initiate Single Logout" is ticked. Its metadata lists the address only then. */
  singleLogout?: boolean;
  /** Faults of the discovery document of the application's authorization server, for whoever asks there. */
  discoveryFaults?: readonly FaultUse[];
  /** RelayState of an IdP-initiated start. */
  relayState?: string;
  /** Contradictions between sources, by switch id (`jitmus list quirks`). */
  switches?: Record<string, string>;
}

/** What an identity provider knows of an application that signs people in over OpenID Connect. */
export interface RelyingParty {
  redirectUri: string;
  postLogoutRedirectUri?: string;
  /** Where a browser is sent, in a frame, when the session at the IdP ends. */
  frontchannelLogoutUri?: string;
  /** Where a logout token is sent when the session at the IdP ends. Only `other` sends one. */
  backchannelLogoutUri?: string;
  /** Default `client_secret_basic`; Basic and form are taken from either. `private_key_jwt` needs `jwks`. */
  clientAuth?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';
  /** Default `code`. Entra issues an ID token from the authorization endpoint only where one of the other two is set. */
  responseType?: 'code' | 'id_token' | 'code id_token';
  /** Public keys of the application. */
  jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

/**
 * A step of a key rotation: the other key stands in the metadata too; it signs from now on, and the one that signed stays where
 * the metadata holds two; the one that does not sign leaves the metadata.
 */
export type KeyStep = 'publish-next' | 'use-next' | 'retire-old';

/** One application registration at one tenant of one vendor: what a service provider calls "the IdP". */
export interface App {
  readonly vendor: Vendor;
  readonly tenant: string;
  readonly name: string;
  /** The IdP's entity id: the Issuer of its messages. */
  readonly entityId: string;
  readonly ssoUrl: string;
  /** Null where the vendor has none. */
  readonly sloUrl: string | null;
  /** Always served, also for vendors who only offer a download. */
  readonly metadataUrl: string;
  /** IdP-initiated start: My Apps tile, app launcher, chiclet. */
  readonly startUrl: string;
  /** PEM of the certificate whose key signs. */
  readonly certificate: string;
  /** PEM of every certificate in its metadata, the one that signs first. */
  readonly certificates: readonly string[];
  /** Which of the vendor's keys signs. */
  readonly signingKey: 'a' | 'b' | 'weak';
  /** Whether the metadata holds the vendor's other key too. */
  readonly publishesNextKey: boolean;
  /** Client credentials for OpenID Connect, and with which the application may ask the vendor's directory (Entra: Graph). */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the application finds this IdP over OpenID Connect, as it is set up. */
  readonly openid: { readonly issuer: string; readonly discoveryUrl: string };
  readonly settings: Readonly<AppSettings>;
  metadata(): string;
  /** @throws IdpError `IDPS_OPTION_INVALID` where the vendor's metadata holds one key, or the key is weak; `KEY_*` */
  rollKeys(step: KeyStep): Promise<void>;
  /** Replaces the settings named, keeps the others. */
  configure(settings: AppSettings): void;
  /** The signing shapes that this vendor can emit with these settings, the configured one first. */
  shapes(): SigningShape[];
}
