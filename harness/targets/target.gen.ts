// Generated from target.schema.json by "npm run generate". Do not edit.

/**
 * Where the answer has the email address of the person who is signed in.
 */
export type Pointer = string;
/**
 * In the place of url: program and arguments, run in the folder of this file, that print that JSON.
 *
 * @minItems 1
 */
export type Command = string[];
/**
 * Where the answer has the account. /0 means that the whole list is of this address, so that a second account is seen. Default: the whole answer.
 */
export type Pointer1 = string;
/**
 * Where an account has its email address.
 */
export type Pointer2 = string;
/**
 * Where an account has its list of groups. Left out, rules about groups are skipped.
 */
export type Pointer3 = string;
/**
 * In the place of url: program and arguments that print that JSON.
 *
 * @minItems 1
 */
export type Command1 = string[];
/**
 * Where the answer has the list. Default: the whole answer.
 */
export type Pointer4 = string;
/**
 * Where an account has its email address.
 */
export type Pointer5 = string;
/**
 * Where an account has its list of groups.
 */
export type Pointer6 = string;
/**
 * In the place of url: program and arguments that print that JSON.
 *
 * @minItems 1
 */
export type Command2 = string[];
/**
 * Where the answer has the list. Default: the whole answer.
 */
export type Pointer7 = string;
/**
 * Where a group has its name.
 */
export type Pointer8 = string;
/**
 * Where the answer has the id of the method: {id} in the other calls.
 */
export type Pointer9 = string;
/**
 * Where the answer has the JIT login URL. Left out, JIT is skipped. It may be null where JIT is off.
 */
export type Pointer10 = string;
/**
 * Where the answer has the ordinary login. Default: sso.saml.loginUrl, or sso.oidc.loginUrl.
 */
export type Pointer11 = string;
/**
 * Where the answer has the assertion consumer service. Default: sso.saml.acsUrl.
 */
export type Pointer12 = string;
/**
 * Where the answer has the entity id. Default: sso.saml.entityId.
 */
export type Pointer13 = string;
/**
 * Of a method over OpenID Connect. Default: sso.oidc.redirectUri.
 */
export type Pointer14 = string;
/**
 * Of a method over OpenID Connect. Default: sso.oidc.postLogoutRedirectUri.
 */
export type Pointer15 = string;
/**
 * Of a method over OpenID Connect. Default: sso.oidc.frontchannelLogoutUri.
 */
export type Pointer16 = string;
/**
 * Of a method over OpenID Connect. Default: sso.oidc.backchannelLogoutUri.
 */
export type Pointer17 = string;
/**
 * Address of the application's own metadata for this method.
 */
export type Pointer18 = string;
/**
 * Where messages of single logout go. Default: sso.saml.sloUrl.
 */
export type Pointer19 = string;
/**
 * Where a person signs out, over either protocol. Default: logoutUrl of sso.saml or sso.oidc.
 */
export type Pointer20 = string;
/**
 * PEM of the certificate to which assertions may be encrypted.
 */
export type Pointer21 = string;

/**
 * How to reach an application under test: start it, sign in to it, prepare it, read back what it did.
 */
export interface TargetFile {
  /**
   * Name of the application in reports.
   */
  name: string;
  start?: Start;
  /**
   * Which IdPs the application takes. An application that jitmus starts, and that has no ssoMethods, is started once for each. One that is running already, and has no ssoMethods, takes one: name it. Default: entra, google and okta; with ssoMethods.idpTypes, those that it names.
   *
   * @minItems 1
   */
  idps?: ('entra' | 'google' | 'okta' | 'other')[];
  /**
   * Fixed addresses and keys of the mock IdPs, for an application that is running already and trusts one address.
   */
  mockIdps?: {
    /**
     * host:port to listen on, such as localhost:4700. Needed where the application is running already and has no ssoMethods. Default: localhost, at a free port.
     */
    listen?: string;
    /**
     * host:port of the proxy that leads the application to the vendors' own hosts (--impersonate), such as localhost:4701. Needed for that where the application is running already.
     */
    proxy?: string;
    /**
     * Address under which the application and the browser reach the mock IdPs, where it is another one. Default: http:// and listen.
     */
    publicUrl?: string;
    /**
     * Folder of the IdPs' signing keys, relative to this file. Made when missing. Default: the user's cache folder.
     */
    keys?: string;
  };
  /**
   * Hosts off loopback that may be contacted, as name or name:port. Every other one is refused. Default: none.
   */
  allowHosts?: string[];
  /**
   * Where people sign in.
   */
  sso?: {
    saml?: Saml;
    oidc?: Oidc;
  };
  /**
   * Where the application is provisioned over SCIM 2.0. An application may have nothing else.
   */
  scim?: {
    /**
     * Base URL of the SCIM server: /Users and the rest are put behind it.
     */
    baseUrl: string;
    /**
     * Bearer token, without the word Bearer. Take it from the environment: ${env.NAME}.
     */
    token: string;
    /**
     * Token of another team or tenant: people must not be reached with it. Left out, the isolation of teams is skipped.
     */
    otherTeamToken?: string;
    /**
     * Token that was good once. Left out, what needs it is skipped.
     */
    revokedToken?: string;
    /**
     * Token that was good for a time that is over. Left out, what needs it is skipped.
     */
    expiredToken?: string;
  };
  observe?: Observe;
  ssoMethods?: SsoMethods;
  /**
   * How to make the existing user that some cases need. Left out, those cases are skipped.
   */
  accountsAdmin?: {
    create: Call7;
  };
  /**
   * What made-up people must look like for this application.
   */
  people?: {
    /**
     * Domain of ordinary addresses.
     */
    domain?: string;
  };
  /**
   * What the application does not have: capability → why. Cases that need it are skipped with that reason. What this file does not describe is skipped too.
   */
  lacks?: {
    [k: string]: string;
  };
}
/**
 * How jitmus starts the application. Left out, it must be running already.
 */
export interface Start {
  /**
   * Program and arguments. No shell reads them: no quotes, no $HOME, no &&.
   *
   * @minItems 1
   */
  command: string[];
  /**
   * Folder to start in, relative to this file. Default: the folder of this file.
   */
  cwd?: string;
  /**
   * Environment variables, in addition to those that jitmus has.
   */
  env?: {
    [k: string]: string;
  };
  /**
   * How to know that it is up.
   */
  ready: {
    /**
     * Answers below 500 once the application is up. Nothing may answer there before it is started.
     */
    url: string;
    /**
     * How long to wait for that, in milliseconds.
     */
    timeoutMs?: number;
  };
  /**
   * Program and arguments that stop it. Default: SIGTERM, then SIGKILL after 5 s, to the process and all that it started.
   *
   * @minItems 1
   */
  stop?: string[];
}
/**
 * The application as a SAML service provider. Without ssoMethods, entityId, acsUrl and loginUrl are needed.
 */
export interface Saml {
  /**
   * Entity id of the application, exactly as it writes it in its requests.
   */
  entityId?: string;
  /**
   * Assertion consumer service: where the IdP posts its response.
   */
  acsUrl?: string;
  /**
   * Where a sign-in starts: opened with GET, it leads to the IdP.
   */
  loginUrl?: string;
  /**
   * Where messages of single logout go. Left out, single logout is skipped.
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
   * Certificate in PEM, relative to this file. Requests are signed by its key, and must be.
   */
  signingCertificateFile?: string;
  /**
   * Certificate in PEM, relative to this file, to which assertions may be encrypted. Left out, encryption is skipped.
   */
  encryptionCertificateFile?: string;
  /**
   * Whether the application means to accept responses that it did not ask for.
   */
  idpInitiated?: boolean;
  /**
   * How an administrator sets the application up at the IdPs. A setting that is left out is the vendor's default.
   */
  idpApp?: {
    /**
     * What the NameID is. Default: emailAddress, from email.
     */
    nameId?: {
      /**
       * Format of the NameID.
       */
      format: 'emailAddress' | 'unspecified' | 'persistent' | 'transient' | 'vendor-default';
      /**
       * What of the person it is. upn, username and id are other values than the address.
       */
      source: 'email' | 'upn' | 'username' | 'id';
    };
    /**
     * What the IdP signs. jitmus tries the other shapes too, and goes on with those that the application accepts.
     */
    sign?: 'assertion' | 'response' | 'both';
    /**
     * The group claim, or none. In a run the scenario says whether groups are sent; here stands under which name.
     */
    groups?:
      | 'none'
      | {
          /**
           * Name of the claim, or vendor-default for the vendor's own.
           */
          claim?: string;
          /**
           * Whether groups are sent, where nothing else says so: for jitmus idp.
           */
          send: 'security' | 'none';
        };
    /**
     * Further attributes: name at the IdP → what of the person it is. Google and Okta, unless told otherwise, send email, firstName and lastName; Entra always sends its own claims.
     */
    attributes?: {
      [k: string]: 'email' | 'upn' | 'username' | 'id' | 'name' | 'givenName' | 'surname' | 'department' | 'phone';
    };
  };
}
/**
 * The application as an OpenID Connect client.
 */
export interface Oidc {
  /**
   * Where a sign-in starts: opened with GET, it leads to the IdP.
   */
  loginUrl: string;
  /**
   * Where the IdP leads the browser back to. Registered at the IdPs.
   */
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
   * How the application proves who it is at the token endpoint. private_key_jwt needs jwksFile, and Google does not take it.
   */
  clientAuth?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';
  /**
   * JWK Set of the application's public keys, relative to this file: for private_key_jwt.
   */
  jwksFile?: string;
  /**
   * What the application asks the IdP for.
   */
  responseType?: 'code' | 'id_token' | 'code id_token';
}
/**
 * How to see what the application did. Needed unless it has SCIM alone.
 */
export interface Observe {
  /**
   * Who is signed in: a status of 200, and a text at the pointer. Needed unless the application has SCIM alone.
   */
  whoAmI?: {
    /**
     * Opened with the browser's cookies.
     */
    url: string;
    email: Pointer;
  };
  /**
   * Reads the accounts of one address; {email} in url and command stands for it. Preferred to accounts.
   */
  account?: {
    /**
     * Answers with JSON. 404 means that there is no such account.
     */
    url?: string;
    command?: Command;
    headers?: Headers;
    item?: Pointer1;
    email: Pointer2;
    groups?: Pointer3;
    /**
     * Whether the answer is all that the application stores. Without it, that nothing but the email is stored cannot be judged.
     */
    complete?: boolean;
  };
  /**
   * Reads all accounts: where there is no way to ask for one address.
   */
  accounts?: {
    /**
     * Answers with JSON.
     */
    url?: string;
    command?: Command1;
    headers?: Headers1;
    items?: Pointer4;
    email?: Pointer5;
    groups?: Pointer6;
    /**
     * Whether the answer is all that the application stores.
     */
    complete?: boolean;
    /**
     * Accounts read over SCIM: not possible yet, give url or command.
     */
    scim?: true;
  };
  /**
   * Reads groups: all of them, or where {groups} stands in url or command, those whose names are in that JSON list. Left out, that no group was left behind cannot be judged.
   */
  groups?: {
    /**
     * Answers with JSON.
     */
    url?: string;
    command?: Command2;
    headers?: Headers2;
    items?: Pointer7;
    name: Pointer8;
  };
  reset?: Call;
}
/**
 * Headers of the request.
 */
export interface Headers {
  [k: string]: string;
}
/**
 * Headers of the request.
 */
export interface Headers1 {
  [k: string]: string;
}
/**
 * Headers of the request.
 */
export interface Headers2 {
  [k: string]: string;
}
/**
 * Clears people, not SSO methods. Called once, at the start of a run.
 */
export interface Call {
  /**
   * HTTP method.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Address. Placeholders in it are percent-encoded.
   */
  url: string;
  headers?: Headers3;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
/**
 * Headers of the request. Calls of ssoMethods take those of create where they have none.
 */
export interface Headers3 {
  [k: string]: string;
}
/**
 * How to prepare SSO methods through the application's own admin API. Left out, the application has one method, as sso describes it.
 */
export interface SsoMethods {
  /**
   * Makes a method. What it answers wins over sso, and is what the mock IdPs register.
   */
  create: {
    /**
     * HTTP method.
     */
    method: 'POST' | 'PUT';
    /**
     * Address.
     */
    url: string;
    headers?: Headers4;
    /**
     * Sent as JSON. A string that is one placeholder alone takes its type. Placeholders that stand here say what can be set: without {jit}, {domains}, {idpInitiated}, {signRequests} or {responseType}, what needs it is skipped.
     */
    body?: {
      [k: string]: unknown;
    };
    id: Pointer9;
    jitLoginUrl?: Pointer10;
    loginUrl?: Pointer11;
    acsUrl?: Pointer12;
    entityId?: Pointer13;
    redirectUri?: Pointer14;
    postLogoutRedirectUri?: Pointer15;
    frontchannelLogoutUri?: Pointer16;
    backchannelLogoutUri?: Pointer17;
    metadataUrl?: Pointer18;
    sloUrl?: Pointer19;
    logoutUrl?: Pointer20;
    encryptionCertificate?: Pointer21;
  };
  verify?: Call1;
  reject?: Call2;
  disable?: Call3;
  enable?: Call4;
  show?: Call5;
  update?: Call6;
  /**
   * The application's own words for {idp}. Default: entra, google, okta, other.
   */
  idpTypes?: {
    /**
     * Its word for Microsoft Entra ID.
     */
    entra?: string;
    /**
     * Its word for Google Workspace.
     */
    google?: string;
    /**
     * Its word for Okta.
     */
    okta?: string;
    /**
     * Its word for a plain IdP, such as ADFS.
     */
    other?: string;
  };
}
/**
 * Headers of the request. They hold for the other calls too, where those have none.
 */
export interface Headers4 {
  [k: string]: string;
}
/**
 * The validation team verifies the method. Where nobody verifies anything, give a call that changes nothing, such as that of show. Left out, whatever needs a verified method is blocked.
 */
export interface Call1 {
  /**
   * HTTP method.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Address. Placeholders in it are percent-encoded.
   */
  url: string;
  headers?: Headers3;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
/**
 * The validation team rejects the method.
 */
export interface Call2 {
  /**
   * HTTP method.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Address. Placeholders in it are percent-encoded.
   */
  url: string;
  headers?: Headers3;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
/**
 * The owner disables the method.
 */
export interface Call3 {
  /**
   * HTTP method.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Address. Placeholders in it are percent-encoded.
   */
  url: string;
  headers?: Headers3;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
/**
 * The owner enables it again.
 */
export interface Call4 {
  /**
   * HTTP method.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Address. Placeholders in it are percent-encoded.
   */
  url: string;
  headers?: Headers3;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
/**
 * The owner looks at the method. Its answer is read as that of create.
 */
export interface Call5 {
  /**
   * HTTP method.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Address. Placeholders in it are percent-encoded.
   */
  url: string;
  headers?: Headers3;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
/**
 * The owner changes the method: {jit} in url or body.
 */
export interface Call6 {
  /**
   * HTTP method.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Address. Placeholders in it are percent-encoded.
   */
  url: string;
  headers?: Headers3;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
/**
 * Placeholders in url and body: {email} {name} {role} {groups} {disabled}.
 */
export interface Call7 {
  /**
   * HTTP method.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Address. Placeholders in it are percent-encoded.
   */
  url: string;
  headers?: Headers3;
  /**
   * Sent as JSON. A string that is one placeholder alone takes its type.
   */
  body?: {
    [k: string]: unknown;
  };
}
