// Generated from api.schema.json by "npm run generate". Do not edit.

/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Vendor".
 */
export type Vendor = 'entra' | 'google' | 'okta' | 'other';
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "WebAddress".
 */
export type WebAddress = string;
/**
 * What of a SAML message is signed.
 *
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Shape".
 */
export type Shape = 'assertion' | 'response' | 'both' | 'encrypted';
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "PersonChange".
 */
export type PersonChange =
  'name' | 'phone' | 'department' | 'groups' | 'email' | 'email-case' | 'subject' | 'no-groups';
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "FaultChoice".
 */
export type FaultChoice =
  | string
  | {
      id: string;
      options?: {
        [k: string]: unknown;
      };
    };
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ValueSource".
 */
export type ValueSource =
  'email' | 'upn' | 'username' | 'id' | 'name' | 'givenName' | 'surname' | 'department' | 'phone';
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SamlInput".
 */
export type SamlInput =
  | SamlFields
  | {
      /**
       * The application's SAML metadata, as XML.
       */
      metadata: string;
    }
  | {
      metadataUrl: WebAddress;
    };

/**
 * What the control API of the mock identity providers takes and answers.
 */
export interface ControlApi {}
/**
 * RFC 9457.
 *
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  /**
   * about:blank, as the code tells what it is.
   */
  type: string;
  title: string;
  status: number;
  /**
   * Stable: programs may match on it.
   */
  code: string;
  detail: string;
  /**
   * What to do.
   */
  hint?: string;
  /**
   * JSON Pointer into the body, name of a parameter, or address.
   */
  at?: string;
  /**
   * Words that were probably meant.
   */
  suggestions?: string[];
  /**
   * Each, where there are several.
   */
  problems?: Problem[];
}
/**
 * Where a claim comes from, and how strong that is.
 *
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Source".
 */
export interface Source {
  title: string;
  at: string;
  basis: 'specification' | 'vendor-doc' | 'capture' | 'issue' | 'inferred';
  /**
   * Day on which it was last read.
   */
  checked: string;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Desk".
 */
export interface Desk {
  tool: {
    name: string;
    version: string;
  };
  /**
   * Of the mock identity providers.
   */
  origin: string;
  /**
   * Address of this API.
   */
  api: string;
  /**
   * Address of the console.
   */
  console: string;
  /**
   * Null over http.
   */
  tls: {
    caFile: string;
    /**
     * PEM of the authority that has to be trusted.
     */
    ca: string;
  } | null;
  /**
   * Leads the vendors' own hosts to the mocks. Null: nobody is impersonated.
   */
  proxy: {
    url: string;
  } | null;
  seed: number;
  vendors: Vendor[];
  clock: Clock;
  /**
   * Number of the newest event; 0 before the first.
   */
  newestEvent: number;
  links: {
    [k: string]: string;
  };
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Clock".
 */
export interface Clock {
  /**
   * Milliseconds since 1970, as the mocks have it.
   */
  now: number;
  frozen: boolean;
  /**
   * To the real clock; while frozen, at this moment.
   */
  offsetMs: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "FaultOption".
 */
export interface FaultOption {
  name: string;
  kind: 'text' | 'number' | 'boolean' | 'words';
  default: string | number | boolean;
  words?: string[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Fault".
 */
export interface Fault {
  id: string;
  protocol: 'saml' | 'oidc' | 'scim';
  /**
   * Where it can be given: to a sign-in, to a sign-out, or to an application's discovery document (`discoveryFaults`).
   */
  of: 'sign-in' | 'sign-out' | 'discovery';
  message?: string;
  stage: 'draft' | 'wire' | 'delivery';
  summary: string;
  expect: 'refuse' | 'accept' | 'defined';
  /**
   * What a sound application does, in a sentence.
   */
  says: string;
  harm: 'identity' | 'check';
  grade: 'bypass' | 'check-missing' | 'hygiene';
  shapes?: Shape[];
  flows?: string[];
  answer?: string;
  needs?: string[];
  options: FaultOption[];
  source: Source;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "FaultList".
 */
export interface FaultList {
  faults: Fault[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Persona".
 */
export interface Persona {
  name: string;
  says: string;
  spec: PersonaSpec;
}
/**
 * What is asked of a made-up person. Every field has a plain default.
 *
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "PersonaSpec".
 */
export interface PersonaSpec {
  kind?: 'member' | 'guest';
  email?: 'plain' | 'missing' | 'mixed-case' | 'plus-address' | 'apostrophe' | 'non-ascii';
  upn?: 'same' | 'different' | 'other-name' | 'no-address';
  name?: 'plain' | 'non-ascii' | 'decomposed' | 'emoji' | 'apostrophe' | 'markup';
  profile?: 'full' | 'bare' | 'long' | 'lines' | 'separators';
  /**
   * How many.
   */
  groups?:
    | number
    | {
        direct: number;
        nested: number;
      };
  groupNames?: 'plain' | 'hostile' | 'commas' | 'non-ascii';
  /**
   * To the application. Default true.
   */
  assigned?: boolean;
  /**
   * Of the address. Default corp.test.
   */
  domain?: string;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "PersonaList".
 */
export interface PersonaList {
  personas: Persona[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Switch".
 */
export interface Switch {
  id: string;
  vendor: Vendor;
  protocol: 'saml' | 'oidc' | 'scim';
  summary: string;
  /**
   * False: no source tells, and every form is a guess.
   */
  established: boolean;
  forms: {
    [k: string]: string;
  };
  default: string;
  source: Source;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SwitchList".
 */
export interface SwitchList {
  switches: Switch[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Quirk".
 */
export interface Quirk {
  id: string;
  vendor: Vendor;
  protocol: 'saml' | 'oidc' | 'scim';
  /**
   * What the vendor always does, or what it looks at before it answers.
   */
  kind: 'habit' | 'check';
  summary: string;
  source: Source;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "QuirkList".
 */
export interface QuirkList {
  quirks: Quirk[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Tenant".
 */
export interface Tenant {
  vendor: Vendor;
  tenant: string;
  apps: Id[];
  /**
   * People who were made by hand here.
   */
  made: number;
  /**
   * People whom a search looks through; more are there by number.
   */
  people: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "TenantList".
 */
export interface TenantList {
  tenants: Tenant[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Group".
 */
export interface Group {
  id: string;
  name: string;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "PersonSummary".
 */
export interface PersonSummary {
  id: Id;
  vendor: Vendor;
  tenant: string;
  /**
   * Of the directory; null for who was made by hand.
   */
  number: number | null;
  /**
   * Name of the persona.
   */
  persona: string | null;
  displayName: string;
  email: string | null;
  upn: string;
  groupCount: number;
  assigned: boolean;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Person".
 */
export interface Person {
  id: Id;
  vendor: Vendor;
  tenant: string;
  /**
   * Of the directory; null for who was made by hand.
   */
  number: number | null;
  /**
   * Name of the persona.
   */
  persona: string | null;
  displayName: string;
  email: string | null;
  upn: string;
  groupCount: number;
  assigned: boolean;
  /**
   * What they were made from, where it is not the directory's usual.
   */
  spec: PersonaSpec;
  /**
   * What was changed, in order.
   */
  changes: PersonChange[];
  key: string;
  kind: 'member' | 'guest';
  givenName: string;
  surname: string;
  username: string;
  /**
   * Lasting id at the vendor.
   */
  directoryId: string;
  phone: string | null;
  department: string | null;
  jobTitle: string;
  groups: Group[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "PeopleQuery".
 */
export interface PeopleQuery {
  vendor: Vendor;
  tenant?: string;
  /**
   * Words of which each has to stand in the name, the address or the number.
   */
  search?: string;
  /**
   * Number of the first person that may be shown. Default 0.
   */
  from?: number;
  /**
   * Default 20.
   */
  limit?: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "PersonPage".
 */
export interface PersonPage {
  people: PersonSummary[];
  /**
   * Those made by hand who match; only with from=0.
   */
  made: PersonSummary[];
  /**
   * How many in all match, among the first `among`.
   */
  matches: number;
  among: number;
  /**
   * `from` of the next page; null: this was the last.
   */
  next: number | null;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "PersonInput".
 */
export interface PersonInput {
  vendor: Vendor;
  /**
   * Default corp.
   */
  tenant?: string;
  /**
   * Name of a persona.
   */
  persona?: string;
  /**
   * In the place of persona, or laid over it.
   */
  spec?: PersonaSpec;
  /**
   * The same key makes the same person. Default: somebody new.
   */
  key?: string;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "PersonPatch".
 */
export interface PersonPatch {
  /**
   * Laid over what is asked of them so far: { groups: 151 }, { assigned: false }.
   */
  spec?: PersonaSpec;
  /**
   * What changes now, after all earlier changes. Keeps the id unless subject is named.
   *
   * @maxItems 50
   */
  changes?: PersonChange[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "FaultUse".
 */
export interface FaultUse {
  id: string;
  options?: {
    [k: string]: unknown;
  };
}
/**
 * How an administrator sets the application up. What is left out is the vendor's default; the NameID is the email address.
 *
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "AppSettings".
 */
export interface AppSettings {
  nameId?: {
    format: 'emailAddress' | 'unspecified' | 'persistent' | 'transient' | 'vendor-default';
    source: ValueSource;
  };
  sign?: 'assertion' | 'response' | 'both';
  groups?: {
    /**
     * Attribute name, or vendor-default.
     */
    claim: string;
    send: 'security' | 'none';
    /**
     * Entra.
     */
    values?: 'vendor-default' | 'display-names' | 'netbios-names';
    /**
     * Entra: only groups whose name contains this text.
     */
    filter?: string;
  };
  /**
   * Attribute name at the IdP → source.
   */
  attributes?: {
    [k: string]: ValueSource;
  };
  requireSignedRequests?: boolean;
  /**
   * Okta: single logout is ticked.
   */
  singleLogout?: boolean;
  /**
   * Of an IdP-initiated start.
   */
  relayState?: string;
  authorizationServer?: string;
  optionalClaims?: string[];
  switches?: {
    [k: string]: string;
  };
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SamlFields".
 */
export interface SamlFields {
  entityId: string;
  acsUrl: WebAddress;
  /**
   * Where a tile leads when it starts at the application.
   */
  startUrl?: WebAddress;
  sloUrl?: WebAddress;
  /**
   * PEM.
   */
  signingCertificate?: string;
  /**
   * PEM.
   */
  encryptionCertificate?: string;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "OidcFields".
 */
export interface OidcFields {
  redirectUri: WebAddress;
  postLogoutRedirectUri?: WebAddress;
  frontchannelLogoutUri?: WebAddress;
  backchannelLogoutUri?: WebAddress;
  clientAuth?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';
  responseType?: 'code' | 'id_token' | 'code id_token';
  jwks?: {
    keys: {
      [k: string]: unknown;
    }[];
  };
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "AppInput".
 */
export interface AppInput {
  vendor: Vendor;
  /**
   * Default corp.
   */
  tenant?: string;
  name: string;
  saml?: SamlInput;
  oidc?: OidcFields;
  /**
   * Where a sign-in begins at the application.
   */
  loginUrl?: WebAddress;
  settings?: AppSettings;
  /**
   * Faults of the discovery document, for whoever asks there.
   */
  discoveryFaults?: FaultChoice[];
}
/**
 * Replaces what is named, keeps the rest. `settings` are laid over those there are.
 *
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "AppPatch".
 */
export interface AppPatch {
  saml?: SamlInput;
  oidc?: OidcFields;
  /**
   * Where a sign-in begins at the application.
   */
  loginUrl?: WebAddress;
  settings?: AppSettings;
  /**
   * Faults of the discovery document, for whoever asks there.
   */
  discoveryFaults?: FaultChoice[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SetUpValue".
 */
export interface SetUpValue {
  id: string;
  /**
   * As the standard calls it, or the vendor's page where that is established.
   */
  name: string;
  value: string;
  protocol: 'saml' | 'oidc' | 'scim';
  /**
   * To be shown on demand only.
   */
  secret: boolean;
  /**
   * Where it stands on the vendor's admin pages, in the vendor's words; null: not established.
   */
  place: {
    vendor: string;
    source: Source;
  } | null;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SigningKey".
 */
export interface SigningKey {
  slot: 'a' | 'b' | 'weak';
  signs: boolean;
  /**
   * SHA-256 of the certificate, in hex.
   */
  fingerprint: string;
  /**
   * PEM.
   */
  certificate: string;
  validTo: string;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "App".
 */
export interface App {
  id: Id;
  vendor: Vendor;
  tenant: string;
  name: string;
  saml: SamlFields | null;
  oidc: OidcFields | null;
  loginUrl: string | null;
  settings: AppSettings;
  discoveryFaults: FaultUse[];
  /**
   * What can be signed with these settings, the configured one first.
   */
  shapes: Shape[];
  setUp: {
    /**
     * What is entered in the application.
     */
    toCopy: SetUpValue[];
    /**
     * What the vendor was told of the application.
     */
    entered: SetUpValue[];
  };
  /**
   * IdP-initiated start: the tile.
   */
  startUrl: string;
  /**
   * Those in the metadata.
   */
  keys: SigningKey[];
  /**
   * Of a key rotation; null where the vendor's metadata holds one key.
   */
  nextStep: 'publish-next' | 'use-next' | 'retire-old' | null;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "AppList".
 */
export interface AppList {
  apps: App[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "KeyAct".
 */
export interface KeyAct {
  /**
   * The next key is published beside the one that signs; then it signs; then the old one leaves the metadata.
   */
  act: 'publish-next' | 'use-next' | 'retire-old';
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Expectation".
 */
export interface Expectation {
  /**
   * What a sound application does. defined: the application defines it.
   */
  answer: 'accept' | 'refuse' | 'defined';
  /**
   * In a sentence.
   */
  says: string;
  because: {
    fault: string;
    expect: 'refuse' | 'accept' | 'defined';
    summary: string;
    grade: string;
    source: Source;
  }[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SignInInput".
 */
export interface SignInInput {
  app: Id;
  /**
   * Name of a persona, or a description: somebody new. Default newcomer.
   */
  as?: string | PersonaSpec;
  /**
   * In the place of as: somebody who is there.
   */
  person?: Id;
  /**
   * Composed in this order.
   *
   * @maxItems 20
   */
  faults?: FaultChoice[];
  /**
   * Where it begins. Default application.
   */
  at?: 'application' | 'idp';
  /**
   * Where it begins at the application, if not at its loginUrl.
   */
  loginUrl?: WebAddress;
  shape?: Shape;
  /**
   * For this sign-in alone.
   */
  settings?: AppSettings;
  /**
   * Milliseconds since the person signed in at the IdP. Default 0.
   */
  signedInAgo?: number;
  /**
   * Whom a forgery claims to be. Default: somebody new, where a fault needs one.
   */
  victim?: Id;
  /**
   * An earlier sign-in, for faults that use one again.
   */
  earlier?: Id;
  /**
   * Another registration, for faults that mix two.
   */
  otherApp?: Id;
  /**
   * once (default): for the browser that opens `url`. every: for every browser that asks to sign in at this application without an address of its own, until it is ended.
   */
  times?: 'once' | 'every';
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Refusal".
 */
export interface Refusal {
  status: number;
  /**
   * The vendor's code; mock: where it is not established.
   */
  code: string;
  /**
   * In plain words, with what to mend.
   */
  says: string;
  /**
   * What the real vendor would do and show.
   */
  vendorShows: string;
  established: boolean;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Trip".
 */
export interface Trip {
  n: number;
  method: 'POST' | 'GET';
  to: string;
  /**
   * To be opened by hand; null: it rode along.
   */
  url: string | null;
  browser: 'same' | 'other';
  genuine: boolean;
  /**
   * What has to happen before.
   */
  after?: string;
  /**
   * The browser has to begin a sign-in of its own before.
   */
  asksFirst?: boolean;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SignIn".
 */
export interface SignIn {
  id: Id;
  app: Id;
  vendor: Vendor;
  /**
   * Null until it began.
   */
  protocol: 'saml' | 'oidc' | null;
  person: PersonSummary;
  victim: PersonSummary | null;
  faults: FaultUse[];
  at: 'application' | 'idp';
  times: 'once' | 'every';
  /**
   * Opening it begins the sign-in in that browser. With every: where anybody begins.
   */
  url: string;
  /**
   * refused: by the identity provider itself. ended: a sticky one that is over.
   */
  state: 'waiting' | 'started' | 'answered' | 'refused' | 'ended';
  /**
   * The sticky sign-in that it came of.
   */
  sticky: Id | null;
  /**
   * Of a sticky one: those that came of it.
   */
  signIns: Id[];
  expects: Expectation;
  refused: Refusal | null;
  trips: Trip[];
  /**
   * Numbers of its events, up to the newest 200.
   */
  events: number[];
  /**
   * Milliseconds since 1970.
   */
  armedAt: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SignInList".
 */
export interface SignInList {
  signIns: SignIn[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SignOutInput".
 */
export interface SignOutInput {
  app: Id;
  /**
   * Over which the session began. Default: what the application is registered for, SAML first.
   */
  protocol?: 'saml' | 'oidc';
  /**
   * Where it begins. Default idp.
   */
  at?: 'idp' | 'application';
  /**
   * @maxItems 20
   */
  faults?: FaultChoice[];
  settings?: AppSettings;
  victim?: Id;
  /**
   * An earlier sign-out.
   */
  earlier?: Id;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SignOut".
 */
export interface SignOut {
  id: Id;
  app: Id;
  vendor: Vendor;
  protocol: 'saml' | 'oidc';
  at: 'idp' | 'application';
  /**
   * To be opened in the browser that is signed in: begins it at the IdP, or arms the browser for a sign-out that begins at the application.
   */
  url: string;
  faults: FaultUse[];
  victim: PersonSummary | null;
  state: 'waiting' | 'started' | 'answered' | 'refused';
  expects: Expectation;
  refused: Refusal | null;
  events: number[];
  armedAt: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "SignOutList".
 */
export interface SignOutList {
  signOuts: SignOut[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ScimSettings".
 */
export interface ScimSettings {
  standardPatch?: boolean;
  /**
   * @minItems 1
   */
  matchBy?: ('userName' | 'externalId' | 'email')[];
  application?: 'custom' | 'catalogue';
  passwordSync?: boolean;
  actions?: {
    create?: boolean;
    update?: boolean;
    delete?: boolean;
  };
  skipOutOfScope?: boolean;
  membersAtOnce?: number;
  switches?: {
    [k: string]: string;
  };
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ProvisioningInput".
 */
export interface ProvisioningInput {
  app: Id;
  /**
   * Of the application's SCIM server.
   */
  baseUrl: WebAddress;
  /**
   * Bearer token, without the word Bearer.
   */
  token: string;
  settings?: ScimSettings;
  /**
   * Default at-once.
   */
  send?: 'at-once' | 'in-cycles';
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ScimFailure".
 */
export interface ScimFailure {
  code: string;
  says: string;
  mend: string;
  status: number | null;
  detail: string | null;
  scimType: string | null;
  exchange: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ScimOutcome".
 */
export interface ScimOutcome {
  kind: 'created' | 'updated' | 'linked' | 'deactivated' | 'reactivated' | 'deleted' | 'skipped' | 'waiting' | 'failed';
  /**
   * Of the SCIM resource.
   */
  id: string | null;
  because?: string | ScimFailure;
  again?: boolean;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Exchange".
 */
export interface Exchange {
  n: number;
  provisioning: Id;
  /**
   * Number of the act.
   */
  act: number;
  purpose: string;
  at: number;
  method: string;
  url: string;
  headers: {
    [k: string]: string;
  };
  body: string | null;
  ending: string;
  status: number | null;
  answerHeaders: {
    [k: string]: string;
  };
  /**
   * Cut at 64 KB.
   */
  answerBody: string | null;
  says: string | null;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ActInput".
 */
export interface ActInput {
  act:
    | 'test'
    | 'assign'
    | 'change'
    | 'unassign'
    | 'deactivate'
    | 'reactivate'
    | 'delete'
    | 'on-demand'
    | 'password'
    | 'push-group'
    | 'rename-group'
    | 'add-members'
    | 'remove-members'
    | 'push-now'
    | 'delete-group'
    | 'cycle'
    | 'restart'
    | 'import';
  person?: Id;
  /**
   * What the directory holds of the person from then on.
   */
  attributes?: {
    givenName?: string;
    surname?: string;
    displayName?: string;
    email?: string | null;
    userName?: string;
    phone?: string | null;
    mobile?: string | null;
    fax?: string | null;
    street?: string | null;
    postalCode?: string | null;
    office?: string | null;
    nickname?: string;
    department?: string | null;
    jobTitle?: string;
    employeeNumber?: string | null;
    manager?: Id | null;
  };
  /**
   * What the group is called here.
   */
  group?: string;
  /**
   * Its name in the directory. Default what it is called here.
   */
  named?: string;
  /**
   * @maxItems 1000
   */
  members?: Id[];
  /**
   * Of restart: everybody is found anew.
   */
  links?: boolean;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Act".
 */
export interface Act {
  n: number;
  act: string;
  at: number;
  /**
   * What came of it, in a sentence.
   */
  says: string;
  ok: boolean;
  outcome?: ScimOutcome;
  cycle?: {
    kind: 'initial' | 'incremental';
    ran: boolean;
    outcomes: {
      type: 'user' | 'group';
      key: string;
      outcome: ScimOutcome;
    }[];
    quarantined: boolean;
    disabled: boolean;
    pending: number;
  };
  failure?: ScimFailure | null;
  imported?: {
    [k: string]: unknown;
  }[];
  exchanges: Exchange[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Provisioning".
 */
export interface Provisioning {
  id: Id;
  app: Id;
  vendor: Vendor;
  baseUrl: string;
  settings: ScimSettings;
  send: 'at-once' | 'in-cycles';
  /**
   * Changes that are owed.
   */
  pending: number;
  tasks: {
    type: 'user' | 'group';
    key: string;
    because: ScimFailure;
  }[];
  people: {
    person: PersonSummary;
    scimId: string | null;
  }[];
  groups: {
    group: string;
    name: string;
    id: string;
    scimId: string | null;
    members: Id[];
  }[];
  /**
   * The newest 50, with their exchanges.
   */
  acts: Act[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ProvisioningList".
 */
export interface ProvisioningList {
  provisioning: Provisioning[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Event".
 */
export interface Event {
  n: number;
  /**
   * Milliseconds since 1970, by the clock of the mocks.
   */
  at: number;
  vendor: Vendor;
  /**
   * Arrived at the mock, left it, or only happened.
   */
  direction: 'in' | 'out' | 'note';
  /**
   * Kind of `event`; scim for an exchange; desk for an act of the desk itself.
   */
  kind: string;
  /**
   * False: a refusal or failure.
   */
  ok: boolean;
  /**
   * In a plain sentence.
   */
  says: string;
  app?: Id;
  signIn?: Id;
  signOut?: Id;
  provisioning?: Id;
  refusal?: Refusal;
  /**
   * Of a token: header and claims.
   */
  decoded?: {
    [k: string]: unknown;
  };
  /**
   * The fact itself, with whole messages.
   */
  event: {
    [k: string]: unknown;
  };
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "EventQuery".
 */
export interface EventQuery {
  /**
   * Only events after this number. Default: Last-Event-ID, else all that are kept.
   */
  since?: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "EventPage".
 */
export interface EventPage {
  events: Event[];
  newest: number;
  /**
   * How many of those asked for are not kept any more.
   */
  forgotten: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ClockPatch".
 */
export interface ClockPatch {
  frozen?: boolean;
  offsetMs?: number;
  /**
   * In the place of offsetMs.
   */
  now?: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ClockAdvance".
 */
export interface ClockAdvance {
  ms: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "NetworkFault".
 */
export interface NetworkFault {
  endpoint: 'metadata' | 'discovery' | 'jwks' | 'token' | 'userinfo';
  /**
   * Default: all.
   */
  vendor?: Vendor;
  /**
   * Before it answers. Default 0.
   */
  latencyMs?: number;
  /**
   * What happens in place of the answer. html: a web page; broken: the answer ends in the middle; reset: the connection is cut; hang: no answer at all. Default: it is answered.
   */
  fail?: 'status-500' | 'status-503' | 'status-429' | 'not-found' | 'html' | 'broken' | 'empty' | 'reset' | 'hang';
  /**
   * For so many requests. Default: until it is taken away.
   */
  times?: number;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Network".
 */
export interface Network {
  faults: NetworkFault[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "NetworkInput".
 */
export interface NetworkInput {
  /**
   * @maxItems 50
   */
  faults: NetworkFault[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "ScenarioInput".
 */
export interface ScenarioInput {
  /**
   * @maxItems 20
   */
  signIns?: Id[];
  /**
   * Its acts become steps.
   */
  provisioning?: Id;
  title?: string;
  why?: string;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Scenario".
 */
export interface Scenario {
  /**
   * A file that `jitmus run` takes.
   */
  yaml: string;
  /**
   * A name for it.
   */
  file: string;
  /**
   * How it is run.
   */
  command: string;
  /**
   * What could not be said in it.
   */
  notes: string[];
  /**
   * A file to be kept beside it, where it needs people who do not come with jitmus.
   */
  personas: {
    file: string;
    yaml: string;
  } | null;
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "StateQuery".
 */
export interface StateQuery {
  /**
   * Default redacted.
   */
  secrets?: 'redacted' | 'included';
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "State".
 */
export interface State {
  schemaVersion: 1;
  tool?: {
    name: string;
    version: string;
  };
  seed: number;
  clock: ClockPatch;
  network: NetworkFault[];
  apps: {
    id: Id;
    vendor: Vendor;
    tenant: string;
    name: string;
    saml: SamlFields | null;
    oidc: OidcFields | null;
    loginUrl: string | null;
    settings: AppSettings;
    discoveryFaults: FaultUse[];
    signingKey: 'a' | 'b';
    publishesNextKey: boolean;
  }[];
  people: {
    id: Id;
    vendor: Vendor;
    tenant: string;
    key: string;
    number: number | null;
    persona: string | null;
    spec: PersonaSpec;
    changes: PersonChange[];
  }[];
  sticky: {
    id: Id;
    order: SignInInput;
  }[];
  provisioning: {
    id: Id;
    app: Id;
    baseUrl: string;
    /**
     * Null: redacted.
     */
    token: string | null;
    settings: ScimSettings;
    send: 'at-once' | 'in-cycles';
  }[];
}
/**
 * This interface was referenced by `ControlApi`'s JSON-Schema
 * via the `definition` "Imported".
 */
export interface Imported {
  apps: number;
  people: number;
  sticky: number;
  provisioning: number;
  /**
   * What the document did not hold, in words.
   */
  leftOut: string[];
}
