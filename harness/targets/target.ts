import type { AppSettings, RelyingParty, Vendor } from '../../mock-idps/index.ts';
import type { Capability } from '../capability.ts';
import type { Means } from '../means.ts';
import type { Account, MethodFacts } from '../observation.ts';
import type { Redactor } from '../redactor.ts';

/** Where something listens. */
export interface Listening {
  host: string;
  port: number;
}

/** The application under test as we can reach it, before it runs. */
export interface Target {
  readonly name: string;
  readonly kind: 'reference' | 'file';
  readonly file?: string;
  readonly defect?: string;
  readonly idps: readonly Vendor[];
  /** It knows one IdP at a time, so it is started anew for each. */
  readonly oneIdpAtATime: boolean;
  /** Its file says where it takes OpenID Connect. */
  readonly describesOpenId: boolean;
  /** Of its one method over OpenID Connect, which cannot be changed. */
  readonly responseType?: 'code' | 'id_token' | 'code id_token';
  /** It has no way to prepare SSO methods: one fixed method stands for all, taken as verified and with JIT. */
  readonly fixedMethod: boolean;
  /** Capability → why the target does not have it: declared, or simply not described. */
  readonly lacks: ReadonlyMap<Capability, string>;
  /** What its file leaves out of SSO methods and accounts that it describes otherwise. */
  readonly undescribed: ReadonlySet<Means>;
  readonly idpInitiated: boolean;
  /** Each SSO method can be told whether it takes unsolicited responses. */
  readonly idpInitiatedByMethod: boolean;
  /** Domain of ordinary people's addresses. */
  readonly domain: string;
  /** How the application is set up at the IdPs. */
  readonly idpApp: AppSettings;
  /** Its file says how people are cleared (observe.reset). */
  readonly resets: boolean;
  /** Names of the variables by which it is told something when it is started: `idp.saml.ssoUrl`. */
  readonly startVariables: ReadonlySet<string>;
  readonly mockIdps?: { listen?: Listening; proxy?: Listening; publicUrl?: string; keys?: string };
  /** Starts it, or finds it running. `idp`: the registration that a target with a fixed method trusts. */
  start(context: StartContext): Promise<RunningTarget>;
}

export interface StartContext {
  redactor: Redactor;
  /** Folder for files that the target reads (metadata, certificate). Removed when the run ends. */
  scratch: string;
  /** What the application has to trust where the mock IdPs answer over https; null over http. */
  caFile?: string | null;
  /** What leads it to the vendors' own hosts where the mock IdPs stand in for them; null: they do not. */
  proxyUrl?: string | null;
  idp?: {
    id: Vendor;
    entityId: string;
    ssoUrl: string;
    sloUrl: string | null;
    metadataUrl: string;
    metadata: string;
    certificate: string;
    openid: { issuer: string; clientId: string; clientSecret: string };
  };
}

/** What the mock IdPs tell the application about themselves when an SSO method is made. */
export interface NewMethod {
  name: string;
  vendor: Vendor;
  protocol: 'saml' | 'oidc';
  jit: boolean;
  domains: readonly string[];
  /** Asked to sign its requests. */
  signRequests: boolean;
  /** What it is to ask for over OpenID Connect. */
  responseType: 'code' | 'id_token' | 'code id_token';
  metadataUrl: string;
  metadataXml: string;
  issuer: string;
  ssoUrl: string;
  /** Null where the vendor has no single logout. */
  sloUrl: string | null;
  /** PEM. */
  certificate: string;
  clientId: string;
  clientSecret: string;
  /** Whether it is to take unsolicited responses. */
  idpInitiated: boolean;
  /** Whether its IdP will encrypt assertions. */
  encryption: boolean;
}

/** What the application answered about an SSO method. */
export interface MethodAnswer {
  facts: MethodFacts;
  id: string | null;
  acsUrl: string | null;
  entityId: string | null;
  /** Over OpenID Connect, where acsUrl and entityId are null. */
  redirectUri: string | null;
  /** Of the addresses that have to do with logout over OpenID Connect, those that it answered. */
  logoutUris: Pick<RelyingParty, 'postLogoutRedirectUri' | 'frontchannelLogoutUri' | 'backchannelLogoutUri'>;
  /** Where messages of single logout go. */
  sloUrl: string | null;
  /** Where a person signs out. */
  logoutUrl: string | null;
  /** PEM. */
  encryptionCertificate: string | null;
  /** Of the application's own metadata for this method. */
  metadataUrl: string | null;
}

export type MethodAct = 'show' | 'verify' | 'reject' | 'disable' | 'enable';

export interface MethodsAdmin {
  create: (method: NewMethod) => Promise<MethodAnswer>;
  act: (action: MethodAct, id: string) => Promise<MethodAnswer>;
  update: (id: string, jit: boolean) => Promise<MethodAnswer>;
  can: (action: MethodAct | 'update') => boolean;
}

export interface NewAccount {
  email: string;
  name: string;
  role: string;
  groups: readonly string[];
  disabled: boolean;
}

/** What could be read, or why nothing could. */
export type Reading<T> = { value: T } | { problem: string };

export interface Observer {
  /** Address to ask in the person's own browser, and how to read the answer. Null where nobody signs in. */
  whoAmI: { url: string; pointer: string; email: (status: number, body: string) => string | null } | null;
  /**
   * Accounts of that address, letter case aside. `spellings`: further ones that the person has had, for applications that
   * look up to the letter.
   */
  accounts: (
    email: string,
    spellings?: readonly string[],
  ) => Promise<Reading<{ accounts: readonly Account[]; complete: boolean }>>;
  /** Which of these group names the application holds. Null: it cannot be asked. */
  groups: ((sought: readonly string[]) => Promise<Reading<readonly string[]>>) | null;
}

/** How SCIM is reached. */
export interface ScimAccess {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly token: string;
  readonly otherTeamToken: string | null;
  readonly revokedToken: string | null;
  readonly expiredToken: string | null;
}

/** The application while it runs. */
export interface RunningTarget {
  /** The one method of an application that cannot be asked for more. */
  readonly fixed: {
    entityId: string;
    acsUrl: string;
    loginUrl: string;
    sloUrl: string | null;
    logoutUrl: string | null;
  } | null;
  /** What a file says of OpenID Connect: of the one method, or the same for every method where that does not answer it. */
  readonly openId: { loginUrl: string; logoutUrl: string | null; relyingParty: RelyingParty } | null;
  /** To which assertions may be encrypted, where a file says so; PEM. */
  readonly encryptionCertificate: string | null;
  /** Of its metadata, where one document stands for all methods. */
  readonly metadataUrl: string | null;
  /** PEM, one certificate or several: requests are signed by the key of one of them. Null where nothing is said. */
  readonly signingCertificate: string | null;
  /** What an address of the application's metadata serves. */
  readMetadata: (url: string) => Promise<Reading<{ status: number; text: string }>>;
  readonly methods: MethodsAdmin | null;
  readonly observe: Observer;
  readonly scim: ScimAccess | null;
  readonly createAccount: ((account: NewAccount) => Promise<Reading<true>>) | null;
  reset: () => Promise<void>;
  /** May the browser go there? */
  allows: (url: string) => boolean;
  /** Hosts off loopback where it may go. */
  readonly hosts: readonly string[];
  /** Why the application is gone; null while it answers. */
  gone: () => Promise<string | null>;
  /** Ends the application and starts it again, at the same addresses; null where it was running before. */
  readonly restart: (() => Promise<void>) | null;
  /** The last lines that it printed; empty where jitmus did not start it. */
  printed: () => string;
  stop: () => Promise<void>;
}
