import type { Artefact, Observation as Reported } from '../reports/index.ts';
import type { AuthnRequestFacts, RelayStateFacts } from './lint/authn-request.ts';
import type { MetadataFacts } from './lint/metadata.ts';

/** The fact of each kind of observation. Rules read these and nothing else. */
export interface Facts {
  /** What the case starts from. */
  'case.given': {
    idp: 'entra' | 'google' | 'okta' | 'other';
    protocol: 'saml' | 'oidc' | 'scim';
    /** Whether the application means to accept unsolicited responses. */
    idpInitiated: boolean;
    /** Keys in the IdP's metadata, where they are other than the one that signs. */
    keys?: 'own' | 'rolling' | 'weak';
    /** What the application tells administrators to sign; null or absent: whatever the IdP signs by itself. */
    signs?: string | null;
  };
  /** A sign-in begins: everything known about it beforehand. */
  'signin.started': SignInFacts;
  /** It is over: how the browser fared. */
  'signin.ended': SignInEnd;
  /** The IdP received a request. */
  'idp.request': RequestFacts;
  /** The IdP showed its own error page. */
  'idp.refused': { attempt: number; status: number; code: string; says: string };
  /** The IdP answered an authorization request: what the browser brings. */
  'idp.answered': { attempt: number; mode: string; faults: readonly string[]; parameters: readonly string[] };
  /** The IdP sent a response, or told of somebody by an ID token. */
  'idp.emitted': EmittedFacts;
  /** Anything else that happened at the IdP. */
  'idp.happened': { attempt: number; what: string; asked?: AskedFacts };
  /** One HTTP exchange of a browser. */
  'http.exchange': HttpFacts;
  /** The page where a browser came to rest. */
  page: { attempt: number; url: string; status: number; title: string; text: string };
  /** Who is signed in, asked in one browser at `whoAmI`. */
  'target.session': { attempt: number; status: number; email: string | null; browser: string };
  /** Accounts of one address, read back. */
  'target.account': AccountFacts;
  /** Groups of the application that carry a name of this case's people. */
  'target.groups': { attempt: number; when: 'before' | 'after'; sought: readonly string[]; found: readonly string[] };
  /** An SSO method was created, shown, changed … */
  'target.method': MethodFacts;
  /** The application's metadata was read. */
  'target.metadata': MetadataReading;
  /** Something of the application could not be read. */
  'target.unreadable': { attempt: number; what: string; because: string };
  /** The application was ended and started again. */
  'target.restarted': { attempt: number };
  /** Somebody who is signed in is about to sign out. */
  'signout.started': SignOutFacts;
  /** It is over: how the browser fared. */
  'signout.ended': SignOutEnd;
  /** The IdP received a message of single logout. */
  'idp.logout-received': LogoutReceivedFacts;
  /** The IdP sent one. */
  'idp.logout-sent': LogoutSentFacts;
  /** The application asked the IdP over OpenID Connect to end its session. */
  'idp.end-session': EndSessionFacts;
  /** The IdP told the application over OpenID Connect of a sign-out, or led the browser back to it. */
  'idp.logout-told': LogoutToldFacts;
  /** Who is signed in, asked in one browser before or after a sign-out. */
  'signout.session': SignOutSession;
  /** What the SCIM server says that it supports. */
  'scim.service': ScimServiceFacts;
  /** The SCIM server was called. */
  'scim.call': ScimCallFacts;
  /** One resource that the case made, read over SCIM before and after a call. */
  'scim.reading': ScimReading;
  /** Something that the case made and that could not be removed again. */
  'scim.left': { path: string; status: number | null };
  /** An administrator did something at the identity provider that concerns provisioning. */
  'provision.act': ProvisionAct;
  /** One call of the identity provider that provisions. */
  'provision.exchange': { n: number; method: string; path: string; status: number | null; failure: string | null };
  /** What the application has of somebody after that. */
  'provision.state': ProvisionedState;
  /** Who is signed in, in a browser that was kept open while somebody was provisioned. */
  'provision.session': { n: number; person: string; email: string | null; status: number };
  /** A genuine sign-in straight after a server error, to tell a refusal from a crash. */
  'control.after': { attempt: number; accepted: boolean; because: string };
}

export type Kind = keyof Facts;

export interface SignInFacts {
  /** Number of the sign-in within the case, from 1. */
  attempt: number;
  person: string;
  /** Address that the application is told; null where the IdP has none to tell. */
  email: string | null;
  through: 'jit-url' | 'login' | 'idp';
  method: { state: 'verified' | 'waiting' | 'rejected' | 'disabled'; jit: boolean; domains: readonly string[] };
  assigned: boolean;
  /** The owner disabled the person's account before. */
  accountDisabled: boolean;
  /** The owner made an account for the person before; asked only where accounts could not be read. */
  accountMade?: boolean;
  changed: readonly string[];
  /** Milliseconds since the person signed in at the IdP, where they did before. */
  signedInAgo?: number;
  groupClaim: boolean;
  faults: readonly {
    id: string;
    expect: string;
    harm: 'identity' | 'check';
    grade: 'bypass' | 'check-missing' | 'hygiene';
    /** Those that the scenario gives. */
    options?: Readonly<Record<string, unknown>>;
  }[];
  /** Whom a forgery claims to be. `groups`: ids and names of groups that the victim is in and the person is not. */
  victim: { name: string; email: string | null; groups?: readonly string[] } | null;
  /** Browsers that do the same at the same moment. */
  browsers: readonly string[];
}

export interface SignInEnd {
  attempt: number;
  browser: string;
  /** `page`: an answer below 500; the others are never a refusal by themselves. */
  outcome:
    'page' | 'server-error' | 'redirect-loop' | 'timeout' | 'dead-socket' | 'too-large' | 'no-script' | 'not-allowed';
  /** Status of the last answer, where there was one. */
  status: number | null;
  /** Whether a message of this sign-in reached the target through this browser, and whether it was a faulted one. */
  delivered: 'none' | 'genuine' | 'faulted';
  /** Where the browser was sent at last, by whatever means, and may not go. */
  barred?: string;
}

export interface SignOutFacts {
  /** Number of the sign-out within the case, from 1. */
  signOut: number;
  /** The sign-in whose session is to end. */
  attempt: number;
  person: string;
  email: string | null;
  /** Where the person signs out: what is told to whom follows from it. */
  at: 'application' | 'idp';
  protocol: 'saml' | 'oidc';
  browser: string;
  faults: SignInFacts['faults'];
}

export interface SignOutEnd {
  signOut: number;
  browser: string;
  outcome: SignInEnd['outcome'];
  status: number | null;
  /**
   * Which message of single logout this browser brought to the application; the first of several. Over OpenID Connect: whether it
   * loaded the frame of the application, or came back to it.
   */
  brought: 'request' | 'response' | 'frame' | 'return' | null;
}

export interface LogoutReceivedFacts {
  signOut: number;
  message: 'request' | 'response';
  binding: 'redirect' | 'post';
  id: string | null;
  issuer: string | null;
  nameId: { value: string; format: string | null } | null;
  sessionIndexes: readonly string[];
  inResponseTo: string | null;
  status: string | null;
  signature: RequestFacts['signature'];
  expected: { entityId: string | null };
}

export interface LogoutSentFacts {
  signOut: number;
  message: 'request' | 'response';
  binding: 'redirect' | 'post';
  faults: readonly string[];
  id: string;
  /** Whom a genuine LogoutRequest names. */
  nameId: { value: string; format: string | null } | null;
}

export interface EndSessionFacts {
  signOut: number;
  /** What its id_token_hint is worth. */
  hint: 'absent' | 'unreadable' | 'foreign' | 'of-somebody-else' | 'sound';
  /** Names of its parameters that have a value. */
  parameters: readonly string[];
  /** Where it asks to be led back to, and where it may. */
  returnTo: string | null;
  registered: string | null;
}

export interface LogoutToldFacts {
  signOut: number;
  through: 'back-channel' | 'front-channel' | 'return';
  faults: readonly string[];
  /** What the application answered in the back channel; null where it did not, or where the browser brings it. */
  status: number | null;
  /** Why it did not. */
  failure: string | null;
}

export interface SignOutSession {
  signOut: number;
  when: 'before' | 'after';
  /** The sign-in that opened the session. */
  attempt: number;
  browser: string;
  /** `own`: the session that is to end; `other`: one that has nothing to do with it. */
  whose: 'own' | 'other';
  status: number;
  email: string | null;
}

/** As /ServiceProviderConfig says it; null where it says nothing. */
export interface ScimServiceFacts {
  /** Null where there was no answer. */
  status: number | null;
  patch: boolean | null;
  filter: boolean | null;
  sort: boolean | null;
  etag: boolean | null;
}

export interface ScimCallFacts {
  /** Number of the call within the case, from 1. */
  call: number;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL. */
  path: string;
  /** Parameters by name, not encoded. */
  query: Readonly<Record<string, string>>;
  /** Name of the resource that the path leads to, where the case made it. */
  of: string | null;
  /** By which name what was made is kept. */
  kept: string | null;
  /** Which token comes along. */
  caller: 'own' | 'none' | 'empty' | 'unknown' | 'basic' | 'other-team' | 'revoked' | 'expired';
  /** Those that the scenario gives; names as written there. */
  headers: Readonly<Record<string, string>>;
  /** Body; null without one, and where it is no JSON. */
  sent: unknown;
  /** Null where there was none. */
  answer: {
    status: number;
    /** Content-Type, Location, ETag, WWW-Authenticate, Allow and Retry-After; names in small letters. */
    headers: Readonly<Record<string, string>>;
    isEmpty: boolean;
    /** Null where it is none. Of lists of people and groups only those of this run. */
    json: unknown;
    /** Of everything in `Resources`; null where something has none, and in the place of the list where there is none. */
    ids: readonly (string | null)[] | null;
    /** How it begins. */
    text: string;
  } | null;
  /** What went wrong below HTTP. */
  failure: string | null;
  /** Ids of those of this case that the answer must hold, and of all that it made; null where nothing is said. */
  finds: { these: readonly string[]; all: readonly string[] } | null;
  /** What the resource must hold afterwards. */
  then: Readonly<Record<string, unknown>> | null;
}

export interface ProvisionAct {
  /** Number of the act within the case, from 1. */
  n: number;
  act: string;
  /** Null where it is about a group, or about all. */
  person: string | null;
  group: string | null;
  /** Of a test of the connection: what was entered. */
  entered: { caller: 'own' | 'unknown' | 'other-team' | 'revoked'; at: string };
  /** `done`: a cycle or a restart. `tested`: the test of the connection succeeded. Else as the vendor has it. */
  outcome: {
    kind: string;
    /** Why it failed; null where it did not. */
    because: { code: string; says: string; status: number | null } | null;
  };
  /** Calls that were to change something. */
  writes: number;
  /** Whether there was anything to send. */
  changes: boolean;
}

export interface ProvisionedState {
  /** Of the act before. */
  n: number;
  type: 'user' | 'group';
  name: string;
  /** What must be held; null: nothing, or nobody who is active. */
  wanted: Readonly<Record<string, unknown>> | null;
  /** Null where there was no answer. */
  status: number | null;
  resource: unknown;
  /** How many accounts of theirs the application itself shows; null where that was not asked. */
  accounts: number | null;
  /** The vendor knows it by the id that it had before. */
  sameId: boolean;
}

export interface ScimReading {
  call: number;
  when: 'before' | 'after';
  /** By which the resource is kept. */
  name: string;
  /** Null where there was no answer. */
  status: number | null;
  /** Null where it is not there, or is no JSON. */
  resource: unknown;
}

/** An authorization request of OpenID Connect. */
export interface AskedFacts {
  /** Names of its parameters that have a value. */
  parameters: readonly string[];
  /** Names of those that should be another in every request, and are as in the sign-in before in the case. */
  repeated: readonly string[];
  responseType: string;
  /** PKCE: how the challenge is made; null where there is none. */
  challenge: string | null;
  scope: readonly string[];
}

export interface RequestFacts {
  attempt: number;
  binding: 'redirect' | 'post' | 'idp-initiated';
  id: string | null;
  issuer: string | null;
  acsUrl: string | null;
  /** Why it is no AuthnRequest that can be judged; null where it is one, and for a start at the IdP. */
  problem: string | null;
  /** What it says; null where there is a problem, and for a start at the IdP. */
  request: AuthnRequestFacts | null;
  signature: {
    /** `unchecked`: the application's certificate is not known. `unsupported`: an algorithm that jitmus does not know. */
    state: 'absent' | 'unchecked' | 'unsupported' | 'invalid' | 'valid';
    /** Of the signature and of what it digests. */
    algorithms: readonly string[];
    /** What says that requests are signed, beside the metadata; null where nothing does. */
    promisedBy: string | null;
  };
  relayState: RelayStateFacts | null;
  /** The application as it describes itself, and the address where the IdP takes requests. */
  expected: { entityId: string | null; acsUrl: string | null; ssoUrl: string };
}

export interface MetadataReading {
  url: string;
  /** Why it cannot be told what is served there; null where something answered. */
  unreachable: string | null;
  /** Why what is served is no metadata; null where it is. */
  problem: string | null;
  metadata: MetadataFacts | null;
  /** The application as it describes itself elsewhere. */
  expected: { entityId: string; acsUrl: string };
}

export interface EmittedFacts {
  attempt: number;
  /** Signing shape; `id-token` over OpenID Connect. */
  shape: string;
  faults: readonly string[];
  /** Over OpenID Connect the email claim. */
  nameId: { value: string | null; format: string | null };
  sessionIndex: string | null;
  claimsVictim: string | null;
  /** Group values as sent, `overage`, or null without a group claim. */
  groups: readonly string[] | 'overage' | null;
  groupsBehindOverage: readonly string[] | null;
  personal: Readonly<Record<string, string>>;
  subjectId: string | null;
}

export interface HttpFacts {
  attempt: number | null;
  browser: string;
  method: string;
  url: string;
  status: number | null;
  location: string | null;
  contentType: string | null;
  /** Names of cookies sent and set; values never. */
  cookiesSent: readonly string[];
  cookiesSet: readonly string[];
  /** What went wrong below HTTP. */
  failure: string | null;
}

export interface AccountFacts {
  attempt: number;
  when: 'before' | 'after';
  /** Name of the person it was looked up for. */
  person: string;
  /** Address asked for. */
  email: string;
  /** Accounts found whose address is that one, letter case aside. */
  accounts: readonly Account[];
  /** The answer is all that the application stores. */
  complete: boolean;
}

export interface Account {
  email: string | null;
  /** Null where the target file does not say how to read them. */
  groups: readonly string[] | null;
  /** Everything that was read back. */
  fields: unknown;
}

export interface MethodFacts {
  action: 'create' | 'show' | 'update' | 'verify' | 'reject' | 'disable' | 'enable';
  /** HTTP status; null where the call failed below HTTP. */
  status: number | null;
  accepted: boolean;
  jitAsked: boolean | null;
  jitLoginUrl: string | null;
  loginUrl: string | null;
  /** Beginning of the answer, for the words of a refusal. */
  text: string;
}

/** One immutable numbered fact of a case. */
export type Observation<K extends Kind = Kind> = {
  [P in K]: Omit<Reported, 'kind' | 'data'> & { kind: P; data: Facts[P] };
}[K];

/** What is given to the log; it adds number and time. */
export type NewObservation<K extends Kind> = Pick<Observation<K>, 'kind' | 'from' | 'says' | 'data'> &
  Partial<Pick<Observation, 'to' | 'browser' | 'step'>> & { artefacts?: readonly Artefact[] };

/** What rules are given: the observations of one case, in order. */
export class CaseLog {
  readonly observations: readonly Observation[];

  constructor(observations: readonly Observation[]) {
    this.observations = observations;
  }

  all<K extends Kind>(kind: K): Observation<K>[] {
    return this.observations.filter((observation) => observation.kind === kind) as Observation<K>[];
  }

  last<K extends Kind>(kind: K): Observation<K> | undefined {
    return this.all(kind).at(-1);
  }

  /** What was seen before that observation. */
  before(observation: Observation): CaseLog {
    return new CaseLog(this.observations.slice(0, this.observations.indexOf(observation)));
  }

  /** What was seen after that observation. */
  after(observation: Observation): CaseLog {
    return new CaseLog(this.observations.slice(this.observations.indexOf(observation) + 1));
  }
}
