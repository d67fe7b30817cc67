// Generated from scenario.schema.json by "npm run generate". Do not edit.

/**
 * Lines of scenarios/coverage/ that it exercises (jitmus list coverage).
 *
 * @minItems 1
 */
export type Covers = string[];
export type Idp = 'entra' | 'google' | 'okta' | 'other';
/**
 * In the place of protocol: the same over each of them.
 *
 * @minItems 1
 */
export type Protocols = ('saml' | 'oidc')[];
/**
 * Id of a fault (jitmus list faults), or id and options.
 */
export type Fault =
  | string
  | {
      /**
       * Id of the fault.
       */
      id: string;
      /**
       * Options of the fault: name → value. Default: those of the fault.
       */
      options?: {
        [k: string]: unknown;
      };
    };
/**
 * Lines of scenarios/coverage/ that it exercises.
 *
 * @minItems 1
 */
export type Covers1 = string[];
/**
 * In the place of protocol: the same over each of them.
 *
 * @minItems 1
 */
export type Protocols1 = ('saml' | 'oidc')[];

/**
 * Who signs in, from which IdPs, with which faults, in which steps, and which rules must hold. Its id is its path below scenarios/.
 */
export interface Scenario {
  /**
   * A sentence that is true when the scenario passes.
   */
  title: string;
  /**
   * What a user loses when it does not.
   */
  why: string;
  /**
   * Threads, advisories and documents where this was seen.
   */
  references?: string[];
  covers?: Covers;
  /**
   * Which IdPs it is run from. Default: entra, google and okta.
   *
   * @minItems 1
   */
  idps?: Idp[];
  /**
   * The protocol that people sign in over, or scim where the application is provisioned.
   */
  protocol?: 'saml' | 'oidc' | 'scim';
  protocols?: Protocols;
  /**
   * Capabilities of the target, beside those that the rules need. Without one of them the case is skipped.
   */
  needs?: string[];
  /**
   * Capabilities with which the scenario says nothing: where the target has one, the case is skipped.
   */
  unless?: string[];
  /**
   * Kind of the person called person (jitmus list personas).
   */
  persona?: string;
  /**
   * Further people: name in this scenario → persona.
   */
  people?: {
    [k: string]: string;
  };
  given?: Given;
  /**
   * What happens, in order.
   *
   * @minItems 1
   */
  steps: Step[];
  /**
   * Ids of the rules that must hold (jitmus list rules).
   *
   * @minItems 1
   */
  expect: string[];
  /**
   * The same scenario in several forms: each replaces the keys it names.
   */
  variants?: {
    [k: string]: Variant;
  };
}
/**
 * How things stand before the first step.
 */
export interface Given {
  /**
   * State of the SSO method.
   */
  ssoMethod?: 'verified' | 'waiting' | 'rejected' | 'disabled' | 'none';
  /**
   * Whether JIT was chosen when the method was made. Default: true, and false for the IdP other.
   */
  jit?: boolean;
  /**
   * Whether the SSO method takes unsolicited responses. Default: what the target file declares.
   */
  idpInitiated?: boolean;
  /**
   * Whether the method is asked to sign its requests. Needs signed-requests.
   */
  signedRequests?: boolean;
  /**
   * What the IdP answers over OpenID Connect; with an ID token it comes through the browser, which needs front-channel. Default: code, or what the target file says.
   */
  responseType?: 'code' | 'id_token' | 'code id_token';
  /**
   * Whether there is a second verified method, at another registration of the same vendor with another key.
   */
  otherMethod?: boolean;
  /**
   * Keys in the IdP's metadata: the one that signs, also the one that is to sign next, or one of 1024 bits.
   */
  keys?: 'own' | 'rolling' | 'weak';
  /**
   * Approved domains of the method; {domain} stands for that of ordinary addresses. Default: that one alone.
   *
   * @minItems 1
   */
  domains?: string[];
  /**
   * People who have an account before the first step, made by the owner: name of the person → account.
   */
  accounts?: {
    [k: string]: {
      /**
       * Role in the application.
       */
      role?: string;
      /**
       * Whether the account is disabled.
       */
      disabled?: boolean;
      /**
       * Groups of the account. Default: none.
       */
      groups?: string[];
    };
  };
  /**
   * Whether the IdP sends the person's groups.
   */
  groupClaim?: 'sent' | 'absent';
  /**
   * Entra: what is sent of a group. Object ids, the display names of cloud groups, or DOMAIN\name of groups that come from Active Directory.
   */
  groupValues?: 'vendor-default' | 'display-names' | 'netbios-names';
  /**
   * Entra: only groups whose name contains this text are sent.
   */
  groupFilter?: string;
  /**
   * Form of a vendor habit that has several: id → form (jitmus list quirks). Each vendor heeds its own.
   */
  switches?: {
    [k: string]: string;
  };
  /**
   * How the administrator sets provisioning up, where it is other than the vendor's default.
   */
  provisioning?: {
    /**
     * Okta: which kind of application.
     */
    application?: 'custom' | 'catalogue';
    /**
     * Entra: with the flag aadOptscim062020.
     */
    standardPatch?: boolean;
    /**
     * Entra: attributes that people are matched by. Default: userName.
     *
     * @minItems 1
     */
    matchBy?: ('userName' | 'externalId' | 'email')[];
    /**
     * Whether acts are sent at once, or by the next cycle.
     */
    send?: 'at-once' | 'in-cycles';
  };
  /**
   * Days since people signed in at the IdP: the session there is that old. Okta does not tell. Default: they sign in now.
   */
  signedInDaysAgo?: number;
  /**
   * NameID setting at the IdP, where it differs from the target's own.
   */
  nameId?: {
    /**
     * Format of the NameID.
     */
    format: 'emailAddress' | 'unspecified' | 'persistent' | 'transient' | 'vendor-default';
    /**
     * What of the person it is.
     */
    source: 'email' | 'upn' | 'username' | 'id';
  };
  /**
   * Attributes sent in addition: name at the IdP → what of the person it is.
   */
  attributes?: {
    [k: string]: 'email' | 'upn' | 'username' | 'id' | 'name' | 'givenName' | 'surname' | 'department' | 'phone';
  };
}
/**
 * One thing that happens: exactly one of these keys.
 */
export interface Step {
  signIn?: SignIn;
  signOut?: SignOut;
  scim?: ScimCall;
  provision?: Provision;
  /**
   * The owner creates an SSO method for this IdP.
   */
  createMethod?: {
    /**
     * Whether JIT is chosen.
     */
    jit: boolean;
    /**
     * Of the discovery document, from then until the case ends.
     *
     * @minItems 1
     */
    faults?: Fault[];
  };
  /**
   * The owner changes the method.
   */
  updateMethod?: {
    /**
     * Whether JIT is asked for.
     */
    jit: boolean;
  };
  /**
   * The administrator of the IdP reads the application's metadata. Does nothing where it has none.
   */
  readMetadata?: {};
  /**
   * The owner comes back to look at the method.
   */
  showMethod?: {};
  /**
   * The validation team verifies the method.
   */
  verifyMethod?: {};
  /**
   * The validation team rejects the method.
   */
  rejectMethod?: {};
  /**
   * The owner disables the method.
   */
  disableMethod?: {};
  /**
   * The owner enables the method again.
   */
  enableMethod?: {};
}
/**
 * Somebody signs in, in a browser of their own.
 */
export interface SignIn {
  /**
   * Name of the person.
   */
  as?: string;
  /**
   * Where it starts: at the JIT login URL, at the ordinary login, or at the IdP. Default: jit-url, and login where JIT is off.
   */
  through?: 'jit-url' | 'login' | 'idp';
  /**
   * What changed at the IdP since the person's first sign-in.
   */
  changed?: ('name' | 'phone' | 'department' | 'groups' | 'email' | 'email-case' | 'subject' | 'no-groups')[];
  /**
   * What is wrong with the message. Several are laid over each other.
   *
   * @minItems 1
   */
  faults?: Fault[];
  /**
   * Name of the person whom a forgery claims to be.
   */
  victim?: string;
  /**
   * Through the second method (given.otherMethod), by its own IdP, which knows the person too. Default: through the first.
   */
  method?: 'other';
  /**
   * Signing shape that this step needs. Default: one that the target accepts.
   */
  shape?: 'assertion' | 'response' | 'both' | 'encrypted';
  /**
   * For this sign-in alone.
   */
  groupClaim?: 'sent' | 'absent';
  /**
   * So many browsers at the same moment.
   */
  atOnce?: number;
}
/**
 * Somebody who signed in signs out, in the same browser.
 */
export interface SignOut {
  /**
   * At the application, which tells the IdP; or at the IdP, which tells the application.
   */
  at: 'application' | 'idp';
  /**
   * Name of the person.
   */
  as?: string;
  /**
   * Which of the sign-ins of that person so far opened it, counted from 1. Default: the last one.
   */
  session?: number;
  /**
   * Of the LogoutRequest or LogoutResponse that the IdP sends. At the IdP, one of LogoutResponses sends such a message in place of the LogoutRequest.
   *
   * @minItems 1
   */
  faults?: Fault[];
  /**
   * Name of the person whom a LogoutRequest for somebody else names.
   */
  victim?: string;
}
/**
 * One call of the application's SCIM server. Texts may hold {name} (id of what was kept by that name), {name.etag}, {person.email} and further fields of people, {unique} (a word that only this case of this run uses) and {unknown} (an id of nobody).
 */
export interface ScimCall {
  /**
   * HTTP method.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Below the base URL: /Users/{ada}.
   */
  path: string;
  /**
   * Parameters by name, not encoded: { filter: 'userName eq "{person.email}"' }.
   */
  query?: {
    [k: string]: string;
  };
  /**
   * Name of a person: the body is theirs, as a user of the core and enterprise schema. What body says stands in the place of what it would hold.
   */
  user?: string;
  /**
   * Attributes of that user that are left out.
   */
  without?: string[];
  /**
   * Sent as JSON.
   */
  body?: {
    [k: string]: unknown;
  };
  /**
   * In the place of body: those of a PatchOp.
   */
  operations?: {
    [k: string]: unknown;
  }[];
  /**
   * Name of a resource: the body is all of it, as it was read last. What body says stands in the place of what it would hold.
   */
  whole?: string;
  /**
   * Operations of further PatchOps that are sent to the same address at the same moment.
   *
   * @minItems 1
   */
  atOnce?: {
    [k: string]: unknown;
  }[][];
  /**
   * In the place of body: sent as it is.
   */
  text?: string;
  /**
   * Headers of the request, beside those that every call has.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * unknown: a bearer token that nobody was given. basic: no bearer token but a user name and password. other-team, revoked and expired as the target file has them.
   */
  token?: 'own' | 'none' | 'empty' | 'unknown' | 'basic' | 'other-team' | 'revoked' | 'expired';
  /**
   * Name of the resource in the answer from now on.
   */
  keep?: string;
  /**
   * Names of further resources that are read before and after. The one in the path of a call that changes something always is, and so is what is kept.
   *
   * @minItems 1
   */
  readBack?: string[];
  /**
   * Names of those of this case that the answer must hold, and no others of it.
   */
  finds?: string[];
  /**
   * What the resource must hold afterwards: objects hold at least these members, lists exactly these values in any order, null is nothing.
   */
  then?: {
    [k: string]: unknown;
  };
}
/**
 * An administrator does something at the identity provider, which provisions the application over SCIM.
 */
export interface Provision {
  /**
   * What the administrator does.
   */
  act:
    | 'test-connection'
    | 'assign'
    | 'change'
    | 'unassign'
    | 'deactivate'
    | 'reactivate'
    | 'delete'
    | 'on-demand'
    | 'push-group'
    | 'rename-group'
    | 'add-members'
    | 'remove-members'
    | 'push-now'
    | 'delete-group'
    | 'cycle'
    | 'restart';
  /**
   * Name of the person.
   */
  as?: string;
  /**
   * What the directory holds of the person from then on.
   */
  to?: {
    /**
     * Given name.
     */
    givenName?: string;
    /**
     * Surname.
     */
    surname?: string;
    /**
     * Display name.
     */
    displayName?: string;
    /**
     * Department; null takes it away.
     */
    department?: string | null;
    /**
     * Job title.
     */
    jobTitle?: string;
    /**
     * Phone number; null takes it away.
     */
    phone?: string | null;
    /**
     * Name of a person; null takes it away.
     */
    manager?: string | null;
  };
  /**
   * Name of the group in this case.
   */
  group?: string;
  /**
   * Name that the group gets, before the word that makes it this case's own. Default: its name in this case.
   */
  named?: string;
  /**
   * Names of people: the members of the group, or those that come or go.
   */
  members?: string[];
  /**
   * Of a test of the connection: what the administrator enters.
   */
  token?: 'own' | 'unknown' | 'other-team' | 'revoked';
  /**
   * Of a test of the connection: what stands behind the base URL. Default: nothing.
   */
  at?: string;
}
export interface Variant {
  /**
   * In the place of the title.
   */
  title?: string;
  /**
   * In the place of the reason.
   */
  why?: string;
  /**
   * In the place of the references.
   */
  references?: string[];
  covers?: Covers1;
  /**
   * In the place of the IdPs.
   *
   * @minItems 1
   */
  idps?: Idp[];
  protocols?: Protocols1;
  /**
   * In the place of the needs.
   */
  needs?: string[];
  /**
   * In the place of the persona.
   */
  persona?: string;
  /**
   * In the place of the further people.
   */
  people?: {
    [k: string]: string;
  };
  given?: Given1;
  /**
   * In the place of the steps.
   *
   * @minItems 1
   */
  steps?: Step[];
  /**
   * In the place of the rules.
   *
   * @minItems 1
   */
  expect?: string[];
}
/**
 * How things stand before the first step.
 */
export interface Given1 {
  /**
   * State of the SSO method.
   */
  ssoMethod?: 'verified' | 'waiting' | 'rejected' | 'disabled' | 'none';
  /**
   * Whether JIT was chosen when the method was made. Default: true, and false for the IdP other.
   */
  jit?: boolean;
  /**
   * Whether the SSO method takes unsolicited responses. Default: what the target file declares.
   */
  idpInitiated?: boolean;
  /**
   * Whether the method is asked to sign its requests. Needs signed-requests.
   */
  signedRequests?: boolean;
  /**
   * What the IdP answers over OpenID Connect; with an ID token it comes through the browser, which needs front-channel. Default: code, or what the target file says.
   */
  responseType?: 'code' | 'id_token' | 'code id_token';
  /**
   * Whether there is a second verified method, at another registration of the same vendor with another key.
   */
  otherMethod?: boolean;
  /**
   * Keys in the IdP's metadata: the one that signs, also the one that is to sign next, or one of 1024 bits.
   */
  keys?: 'own' | 'rolling' | 'weak';
  /**
   * Approved domains of the method; {domain} stands for that of ordinary addresses. Default: that one alone.
   *
   * @minItems 1
   */
  domains?: string[];
  /**
   * People who have an account before the first step, made by the owner: name of the person → account.
   */
  accounts?: {
    [k: string]: {
      /**
       * Role in the application.
       */
      role?: string;
      /**
       * Whether the account is disabled.
       */
      disabled?: boolean;
      /**
       * Groups of the account. Default: none.
       */
      groups?: string[];
    };
  };
  /**
   * Whether the IdP sends the person's groups.
   */
  groupClaim?: 'sent' | 'absent';
  /**
   * Entra: what is sent of a group. Object ids, the display names of cloud groups, or DOMAIN\name of groups that come from Active Directory.
   */
  groupValues?: 'vendor-default' | 'display-names' | 'netbios-names';
  /**
   * Entra: only groups whose name contains this text are sent.
   */
  groupFilter?: string;
  /**
   * Form of a vendor habit that has several: id → form (jitmus list quirks). Each vendor heeds its own.
   */
  switches?: {
    [k: string]: string;
  };
  /**
   * How the administrator sets provisioning up, where it is other than the vendor's default.
   */
  provisioning?: {
    /**
     * Okta: which kind of application.
     */
    application?: 'custom' | 'catalogue';
    /**
     * Entra: with the flag aadOptscim062020.
     */
    standardPatch?: boolean;
    /**
     * Entra: attributes that people are matched by. Default: userName.
     *
     * @minItems 1
     */
    matchBy?: ('userName' | 'externalId' | 'email')[];
    /**
     * Whether acts are sent at once, or by the next cycle.
     */
    send?: 'at-once' | 'in-cycles';
  };
  /**
   * Days since people signed in at the IdP: the session there is that old. Okta does not tell. Default: they sign in now.
   */
  signedInDaysAgo?: number;
  /**
   * NameID setting at the IdP, where it differs from the target's own.
   */
  nameId?: {
    /**
     * Format of the NameID.
     */
    format: 'emailAddress' | 'unspecified' | 'persistent' | 'transient' | 'vendor-default';
    /**
     * What of the person it is.
     */
    source: 'email' | 'upn' | 'username' | 'id';
  };
  /**
   * Attributes sent in addition: name at the IdP → what of the person it is.
   */
  attributes?: {
    [k: string]: 'email' | 'upn' | 'username' | 'id' | 'name' | 'givenName' | 'surname' | 'department' | 'phone';
  };
}
