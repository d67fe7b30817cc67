// Generated from target.schema.json by "npm run generate". Do not edit.

/**
 * JSON Pointer (RFC 6901).
 */
export type Pointer = string;
/**
 * argv, run in the folder of this file; prints the same JSON.
 *
 * @minItems 1
 */
export type Command = string[];

/**
 * How to reach an application under test: start it, sign in to it, prepare it, read back what it did.
 */
export interface TargetFile {
  name: string;
  start?: Start;
  /**
   * Which IdPs the application takes. Default entra, google, okta; with ssoMethods.idpTypes those that it names.
   *
   * @minItems 1
   */
  idps?: ('entra' | 'google' | 'okta' | 'other')[];
  /**
   * For a target that is running already: the same addresses, keys and certificates in every run.
   */
  mockIdps?: {
    /**
     * host:port
     */
    listen?: string;
    publicUrl?: string;
    /**
     * Folder, relative to this file. Made when missing.
     */
    keys?: string;
  };
  /**
   * Hosts off loopback that may be contacted. Every other one is refused.
   */
  allowHosts?: string[];
  sso?: {
    saml?: Saml;
    oidc?: Oidc;
  };
  /**
   * Where the application is provisioned over SCIM 2.0. An application may have nothing else.
   */
  scim?: {
    /**
     * /Users and the rest are put behind it.
     */
    baseUrl: string;
    /**
     * Bearer token, without the word Bearer.
     */
    token: string;
    /**
     * Good for another team or tenant: for the isolation of teams.
     */
    otherTeamToken?: string;
    /**
     * Was good once.
     */
    revokedToken?: string;
    /**
     * Was good for a time that is over.
     */
    expiredToken?: string;
  };
  observe?: Observe;
  ssoMethods?: SsoMethods;
  /**
   * How to make an existing user. Placeholders: email name role groups disabled.
   */
  accountsAdmin?: {
    create: Call2;
  };
  /**
   * What made-up people must look like for this application.
   */
  people?: {
    /**
     * Domain of ordinary addresses. Default corp.test.
     */
    domain?: string;
  };
  /**
   * Capability → why the application does not have it.
   */
  lacks?: {
    [k: string]: string;
  };
}
export interface Start {
  /**
   * argv, no shell.
   *
   * @minItems 1
   */
  command: string[];
  /**
   * Relative to this file. Default its folder.
   */
  cwd?: string;
  env?: {
    [k: string]: string;
  };
  ready: {
    /**
     * Answers below 500 once the application is up.
     */
    url: string;
    /**
     * Default 20000.
     */
    timeoutMs?: number;
  };
  /**
   * argv. Default: SIGTERM, then SIGKILL after 5 s.
   *
   * @minItems 1
   */
  stop?: string[];
}
export interface Saml {
  entityId?: string;
  acsUrl?: string;
  /**
   * Where a sign-in starts (the JIT login URL).
   */
  loginUrl?: string;
  /**
   * Where messages of single logout go.
   */
  sloUrl?: string;
  /**
   * Where a person signs out, and the IdP is told. Opened with GET.
   */
  logoutUrl?: string;
  /**
   * Where the application serves its metadata; judged when given.
   */
  metadataUrl?: string;
  /**
   * PEM, relative to this file. Requests are signed by its key, and must be.
   */
  signingCertificateFile?: string;
  encryptionCertificateFile?: string;
  /**
   * Does the application mean to accept unsolicited responses? Default false.
   */
  idpInitiated?: boolean;
  /**
   * How an administrator sets the application up at the IdPs. Left out: the vendor's default.
   */
  idpApp?: {
    nameId?: {
      format: 'emailAddress' | 'unspecified' | 'persistent' | 'transient' | 'vendor-default';
      source: 'email' | 'upn' | 'username' | 'id';
    };
    sign?: 'assertion' | 'response' | 'both';
    groups?:
      | 'none'
      | {
          claim?: string;
          send: 'security' | 'none';
        };
    attributes?: {
      [k: string]: 'email' | 'upn' | 'username' | 'id' | 'name' | 'givenName' | 'surname' | 'department' | 'phone';
    };
  };
}
export interface Oidc {
  loginUrl: string;
  redirectUri: string;
  /**
   * Where a person signs out, and the IdP is asked to end its session. Opened with GET.
   */
  logoutUrl?: string;
  /**
   * Where the IdP leads the browser back to after that. Registered at the IdPs.
   */
  postLogoutRedirectUri?: string;
  /**
   * Loaded in a frame when the session at Entra or Okta ends. Google tells nobody.
   */
  frontchannelLogoutUri?: string;
  /**
   * Is sent a logout token when the session at the IdP ends. Of the mock IdPs only "other" sends one: name it in idps.
   */
  backchannelLogoutUri?: string;
  /**
   * Default client_secret_basic. Google takes no private_key_jwt.
   */
  clientAuth?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';
  /**
   * JWK Set of the application's public keys, relative to this file: for private_key_jwt.
   */
  jwksFile?: string;
  responseType?: 'code' | 'id_token' | 'code id_token';
}
export interface Observe {
  /**
   * Signed in = 200 and the pointer gives a string. Only an application with SCIM alone may leave it out.
   */
  whoAmI?: {
    url: string;
    email: Pointer;
  };
  /**
   * Reads the accounts of one address. {email} stands in url and command.
   */
  account?: {
    url?: string;
    command?: Command;
    headers?: Headers;
    /**
     * JSON Pointer (RFC 6901).
     */
    item?: string;
    email: Pointer;
    groups?: Pointer;
    /**
     * The answer is all that is stored.
     */
    complete?: boolean;
  };
  /**
   * Reads all accounts.
   */
  accounts?: {
    url?: string;
    command?: Command;
    headers?: Headers;
    items?: Pointer;
    email?: Pointer;
    groups?: Pointer;
    complete?: boolean;
    scim?: true;
  };
  /**
   * Reads groups: all of them, or where {groups} stands in url or command, those whose names are in that JSON list.
   */
  groups?: {
    url?: string;
    command?: Command;
    headers?: Headers;
    items?: Pointer;
    name: Pointer;
  };
  reset?: Call;
}
export interface Headers {
  [k: string]: string;
}
/**
 * Clears people, not SSO methods. Called once, at the start of a run.
 */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Headers;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
/**
 * How to prepare SSO methods. Placeholders: name idp type protocol jit domains metadataUrl metadataXml entityId ssoUrl sloUrl certificate issuer clientId clientSecret signRequests responseType id.
 */
export interface SsoMethods {
  create: {
    method: 'POST' | 'PUT';
    url: string;
    headers?: Headers;
    body?: {
      [k: string]: unknown;
    };
    id: Pointer;
    jitLoginUrl?: Pointer;
    loginUrl?: Pointer;
    /**
     * JSON Pointer (RFC 6901).
     */
    acsUrl?: string;
    entityId?: Pointer;
    /**
     * JSON Pointer (RFC 6901).
     */
    redirectUri?: string;
    /**
     * JSON Pointer (RFC 6901).
     */
    postLogoutRedirectUri?: string;
    frontchannelLogoutUri?: Pointer;
    backchannelLogoutUri?: Pointer;
    /**
     * JSON Pointer (RFC 6901).
     */
    metadataUrl?: string;
    /**
     * JSON Pointer (RFC 6901).
     */
    sloUrl?: string;
    logoutUrl?: Pointer;
    /**
     * JSON Pointer (RFC 6901).
     */
    encryptionCertificate?: string;
  };
  verify?: Call1;
  reject?: Call2;
  disable?: Call2;
  enable?: Call2;
  show?: Call2;
  update?: Call2;
  /**
   * The application's own words for {idp}.
   */
  idpTypes?: {
    entra?: string;
    google?: string;
    okta?: string;
    other?: string;
  };
}
/**
 * Where nobody verifies anything, a call that changes nothing, such as that of show.
 */
export interface Call1 {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Headers;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
export interface Call2 {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Headers;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
