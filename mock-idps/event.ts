import type { SigningShape, Vendor } from './app.ts';
import type { ResponseMode } from './oidc/delivery.ts';
import type { Unreadable } from './saml/request.ts';

/**
 * What a look at a request's signature found, whether or not the vendor looks. `unchecked`: no certificate is registered.
 * `unsupported`: made by an algorithm that these mocks do not know.
 */
export type RequestSignature = 'absent' | 'unchecked' | 'unsupported' | 'invalid' | 'valid';

interface Common {
  vendor: Vendor;
  /** Ticket of the sign-in it belongs to; null for a person who came without one. */
  ticket: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** A SAML request, or an IdP-initiated start, arrived at the IdP. */
export interface RequestReceived extends Common {
  kind: 'request';
  binding: 'redirect' | 'post' | 'idp-initiated';
  relayState: string | null;
  /** The decoded AuthnRequest; null for an IdP-initiated start or when it could not be decoded. */
  xml: string | null;
  /** Why it could not be read; null where it could, and for an IdP-initiated start. */
  problem: Unreadable | null;
  signature: RequestSignature;
  /** SigAlg of HTTP-Redirect. */
  signatureAlgorithm: string | null;
  fields: {
    id: string | null;
    issuer: string | null;
    destination: string | null;
    acsUrl: string | null;
    nameIdFormat: string | null;
    authnContext: readonly string[];
    forceAuthn: boolean;
    isPassive: boolean;
    signed: boolean;
  } | null;
}

/** The IdP let nobody in: it showed its own error page, and no assertion goes to the service provider. */
export interface Refused extends Common {
  kind: 'refused';
  /** HTTP status of the page. */
  status: number;
  /** The vendor's code: AADSTS50105, app_not_enabled_for_user … */
  code: string;
  /** What the page says, plus what to mend. */
  says: string;
  /** Where the vendor tells the service provider by a failed SAML status instead of a page: what went there. */
  answered?: { to: string; xml: string };
  /** Where the vendor sends the browser back to the relying party with an error instead: what went there. */
  sentBack?: { to: string; parameters: Readonly<Record<string, string>> };
}

/** How one message travels to the service provider. The first with `browser: 'same'` rides in the answer to the request. */
export interface Delivery {
  /** From 1. */
  n: number;
  browser: 'same' | 'other';
  /** The browser has to begin a sign-in of its own before. */
  asksFirst?: true;
  /** What has to happen to the service provider before. */
  after?: 'restart';
  /** The trip that the vendor would have made: the first, in the same browser, with the form as it is. */
  genuine: boolean;
  method: 'POST' | 'GET';
  /** Where the browser is sent: the ACS. */
  to: string;
  /** Page on the IdP's origin that makes a browser deliver it (again); null for the one that rode along. */
  url: string | null;
}

/** A response left the IdP. */
export interface Emitted extends Common {
  kind: 'emitted';
  shape: SigningShape;
  faults: readonly string[];
  /** The message as sent. */
  xml: string;
  /** What the vendor would have sent; null where no fault was asked for. */
  genuineXml: string | null;
  inResponseTo: string | null;
  /** The subject of the genuine message. */
  nameId: { value: string | null; format: string | null };
  /** Whom the message as sent claims to be, where a forgery changed it. */
  claims: { victim: string | null };
  /** Group values as sent; `overage` when a pointer replaces them; null without a group claim. */
  groups: readonly string[] | 'overage' | null;
  /** Of the genuine message; null where it has none, or where that is not known. */
  sessionIndex: string | null;
  /** What the groups behind an overage pointer are. */
  groupsBehindOverage: readonly string[] | null;
  /** Personal values in the message other than the NameID's: name of the value → the value. */
  personal: Readonly<Record<string, string>>;
  /** The lasting subject the vendor sends beside the NameID (Entra: object id); null elsewhere. */
  subjectId: string | null;
  deliveries: readonly Delivery[];
}

/** An authorization request of OpenID Connect arrived. */
export interface AuthorizationRequested extends Common {
  kind: 'authorization-request';
  /** Of the server that was asked. */
  issuer: string;
  /** As sent; of one that came more than once, the last. */
  parameters: Readonly<Record<string, string>>;
  /** Names of those that should be another in every request, and are as in the sign-in before in the case. */
  repeated: readonly string[];
}

/** An authorization response left the IdP. */
export interface AuthorizationAnswered extends Common {
  kind: 'authorization-response';
  faults: readonly string[];
  mode: ResponseMode;
  /** Of the first trip, as sent. */
  parameters: Readonly<Record<string, string>>;
  /** `GET` for a redirect, `POST` for a form. */
  deliveries: readonly Delivery[];
}

/** The relying party was told who signed in: by an ID token through the browser or from the token endpoint, or by userinfo. */
export interface ClaimsTold extends Common {
  kind: 'claims';
  through: 'front-channel' | 'token-endpoint' | 'refresh' | 'userinfo';
  faults: readonly string[];
  /** The ID token, or userinfo's JSON, as sent. */
  sent: string;
  /** What the vendor would have sent; null where no fault was asked for. */
  genuine: string | null;
  /** Of the genuine one. */
  subject: string | null;
  email: string | null;
  /** Whom it claims to tell of, where a forgery changed it. */
  claims: { victim: string | null };
  /** Group values as sent; `overage` when a pointer replaces them; null without a group claim. */
  groups: readonly string[] | 'overage' | null;
  groupsBehindOverage: readonly string[] | null;
  /** Personal values beside the email: name of the value → the value. */
  personal: Readonly<Record<string, string>>;
}

/** The relying party, or its server, asked the IdP without a browser in between. */
export interface BackChannelCall extends Common {
  kind: 'back-channel';
  endpoint: 'discovery' | 'jwks' | 'token' | 'userinfo' | 'introspection' | 'revocation';
  issuer: string;
  /** HTTP status of the answer. */
  status: number;
  /** OAuth's error code; null where it succeeded. */
  error: string | null;
  /** Ids of the faults that broke this answer. */
  faults: readonly string[];
  says: string;
}

/** Anything else that happened at the IdP and helps to understand a sign-in (sign-in page shown, metadata fetched …). */
export interface Happened extends Common {
  kind: 'happened';
  what: string;
  says: string;
}

/** A message of single logout arrived at the IdP. */
export interface LogoutReceived extends Common {
  kind: 'logout-received';
  message: 'request' | 'response';
  binding: 'redirect' | 'post';
  xml: string;
  signature: RequestSignature;
  /** SigAlg of HTTP-Redirect. */
  signatureAlgorithm: string | null;
  fields: {
    id: string | null;
    issuer: string | null;
    destination: string | null;
    nameId: { value: string; format: string | null } | null;
    sessionIndexes: readonly string[];
    inResponseTo: string | null;
    /** Value of the outermost StatusCode. */
    status: string | null;
  };
}

/** A message of single logout left the IdP. */
export interface LogoutSent extends Common {
  kind: 'logout-sent';
  message: 'request' | 'response';
  binding: 'redirect' | 'post';
  faults: readonly string[];
  /** Where the browser is sent. */
  to: string;
  /** ID of the message as the vendor would have sent it. */
  id: string;
  /** Whom a LogoutRequest would have named. */
  nameId: { value: string; format: string | null } | null;
  /** The message as sent. */
  xml: string;
  /** What the vendor would have sent; null where no fault was asked for. */
  genuineXml: string | null;
}

/** An application asked for the end of the session at the IdP over OpenID Connect. */
export interface EndSessionRequested extends Common {
  kind: 'end-session';
  /** As sent; of one that came more than once, the last. */
  parameters: Readonly<Record<string, string>>;
  /**
   * What its id_token_hint is worth. `foreign`: no ID token that this IdP issued to the application; `of-somebody-else`: one of
   * another person than is signed in in this browser.
   */
  hint: 'absent' | 'unreadable' | 'foreign' | 'of-somebody-else' | 'sound';
  /** Where the application asked to be led back to at its registration. */
  registered: string | null;
}

/** An application was told over OpenID Connect that a session ended, or had its browser back after it had asked for that. */
export interface LogoutTold extends Common {
  kind: 'logout-told';
  through: 'back-channel' | 'front-channel' | 'return';
  faults: readonly string[];
  /** Address of the application. */
  to: string;
  /** The logout token, or the whole address that the browser is sent to. */
  sent: string;
  /** What the vendor would have sent; null where no fault was asked for. */
  genuine: string | null;
  /** Whose session ended, and which, as the genuine one names them; null where it does not. */
  subject: string | null;
  sid: string | null;
  /** What the application answered in the back channel; null where it did not, or where the browser brings it. */
  answer: { readonly status: number; readonly says: string } | null;
  /** Why there is no answer in the back channel. */
  failure: string | null;
}

/** What the mock identity providers saw and did. */
export type IdpEvent =
  | RequestReceived
  | Refused
  | Emitted
  | LogoutReceived
  | LogoutSent
  | AuthorizationRequested
  | AuthorizationAnswered
  | ClaimsTold
  | BackChannelCall
  | EndSessionRequested
  | LogoutTold
  | Happened;
