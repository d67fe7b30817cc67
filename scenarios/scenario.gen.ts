// Generated from scenario.schema.json by "npm run generate". Do not edit.

/**
 * Lines of scenarios/coverage/ that it exercises.
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
export type Fault =
  | string
  | {
      id: string;
      options?: {
        [k: string]: unknown;
      };
    };

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
   * Default: entra, google, okta.
   *
   * @minItems 1
   */
  idps?: Idp[];
  /**
   * Default saml.
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
   * The person called `person`. Default newcomer.
   */
  persona?: string;
  /**
   * Further people by name, each with a persona.
   */
  people?: {
    [k: string]: string;
  };
  given?: Given;
  /**
   * @minItems 1
   */
  steps: Step[];
  /**
   * Ids of the rules that must hold.
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
   * State of the SSO method. Default verified.
   */
  ssoMethod?: 'verified' | 'waiting' | 'rejected' | 'disabled' | 'none';
  /**
   * JIT chosen at creation. Default true; false for the IdP `other`.
   */
  jit?: boolean;
  /**
   * Whether the SSO method takes unsolicited responses. Default: what the target file declares.
   */
  idpInitiated?: boolean;
  /**
   * The method is asked to sign its requests. Default false. Needs signed-requests.
   */
  signedRequests?: boolean;
  /**
   * What the IdP answers over OpenID Connect; ID tokens come through the browser then. Default code, or what a target file declares. Needs front-channel.
   */
  responseType?: 'code' | 'id_token' | 'code id_token';
  /**
   * A second verified method, at another registration of the same vendor with another key.
   */
  otherMethod?: boolean;
  /**
   * Keys in the IdP's metadata: the one that signs (default), also the one that is to sign next, or one of 1024 bits.
   */
  keys?: 'own' | 'rolling' | 'weak';
  /**
   * Approved domains of the method; {domain} stands for that of ordinary addresses. Default that one alone.
   *
   * @minItems 1
   */
  domains?: string[];
  /**
   * People who have an account before the first step, made by the owner.
   */
  accounts?: {
    [k: string]: {
      /**
       * Default member.
       */
      role?: string;
      disabled?: boolean;
      groups?: string[];
    };
  };
  /**
   * Whether the IdP sends the person's groups. Default absent.
   */
  groupClaim?: 'sent' | 'absent';
  /**
   * Entra: object ids by default, the display names of cloud groups, or DOMAIN\name of groups that come from Active Directory.
   */
  groupValues?: 'vendor-default' | 'display-names' | 'netbios-names';
  /**
   * Entra: only groups whose name contains this text are sent.
   */
  groupFilter?: string;
  /**
   * Form of a vendor's habit that has several, by id (`jitmus list quirks`). Each vendor heeds its own.
   */
  switches?: {
    [k: string]: string;
  };
  /**
   * How the administrator sets provisioning up, where it is other than the vendor's default.
   */
  provisioning?: {
    /**
     * Okta: which kind of application. Default custom.
     */
    application?: 'custom' | 'catalogue';
    /**
     * Entra: with aadOptscim062020. Default false.
     */
    standardPatch?: boolean;
    /**
     * Entra: attributes that people are matched by.
     *
     * @minItems 1
     */
    matchBy?: ('userName' | 'externalId' | 'email')[];
    /**
     * Whether acts are sent at once, or by the next cycle. Default at-once.
     */
    send?: 'at-once' | 'in-cycles';
  };
  /**
   * Days since people signed in at the IdP: the session there is that old. Default: they sign in now. Okta does not tell.
   */
  signedInDaysAgo?: number;
  /**
   * NameID setting at the IdP where it differs from the target's own.
   */
  nameId?: {
    format: 'emailAddress' | 'unspecified' | 'persistent' | 'transient' | 'vendor-default';
    source: 'email' | 'upn' | 'username' | 'id';
  };
  /**
   * Attributes sent in addition: name at the IdP → source.
   */
  attributes?: {
    [k: string]: 'email' | 'upn' | 'username' | 'id' | 'name' | 'givenName' | 'surname' | 'department' | 'phone';
  };
}
export interface Step {
  signIn?: SignIn;
  signOut?: SignOut;
  scim?: ScimCall;
  provision?: Provision;
  /**
   * The owner creates an SSO method for this IdP.
   */
  createMethod?: {
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
export interface SignIn {
  /**
   * Name of the person. Default person.
   */
  as?: string;
  /**
   * The JIT login URL, the ordinary login, or an IdP-initiated start. Default jit-url; login where JIT is off.
   */
  through?: 'jit-url' | 'login' | 'idp';
  /**
   * What changed at the IdP since the person's first sign-in.
   */
  changed?: ('name' | 'phone' | 'department' | 'groups' | 'email' | 'email-case' | 'subject' | 'no-groups')[];
  /**
   * @minItems 1
   */
  faults?: Fault[];
  /**
   * Name of the person whom a forgery claims to be.
   */
  victim?: string;
  /**
   * Through the second method (given.otherMethod), by its own IdP, which knows the person too. Default the first.
   */
  method?: 'other';
  /**
   * Signing shape that this step needs.
   */
  shape?: 'assertion' | 'response' | 'both' | 'encrypted';
  /**
   * For this sign-in alone.
   */
  groupClaim?: 'sent' | 'absent';
  /**
   * So many browsers at the same moment. Default one.
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
   * Name of the person. Default person.
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
  headers?: {
    [k: string]: string;
  };
  /**
   * unknown: a bearer token that nobody was given. basic: no bearer token but a user name and password. other-team, revoked and expired as the target file has them. Default own.
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
   * Name of the person. Default person.
   */
  as?: string;
  /**
   * What the directory holds of the person from then on.
   */
  to?: {
    givenName?: string;
    surname?: string;
    displayName?: string;
    department?: string | null;
    jobTitle?: string;
    phone?: string | null;
    /**
     * Name of a person.
     */
    manager?: string | null;
  };
  /**
   * Name of the group in this case.
   */
  group?: string;
  /**
   * Name that the group gets, before the word that makes it this case's own. Default its name in this case.
   */
  named?: string;
  /**
   * Names of people.
   */
  members?: string[];
  /**
   * Of a test of the connection: what the administrator enters. Default own.
   */
  token?: 'own' | 'unknown' | 'other-team' | 'revoked';
  /**
   * Of a test of the connection: what stands behind the base URL. Default nothing.
   */
  at?: string;
}
export interface Variant {
  title?: string;
  why?: string;
  references?: string[];
  covers?: Covers;
  /**
   * @minItems 1
   */
  idps?: Idp[];
  protocols?: Protocols;
  needs?: string[];
  persona?: string;
  people?: {
    [k: string]: string;
  };
  given?: Given1;
  /**
   * @minItems 1
   */
  steps?: Step[];
  /**
   * @minItems 1
   */
  expect?: string[];
}
/**
 * How things stand before the first step.
 */
export interface Given1 {
  /**
   * State of the SSO method. Default verified.
   */
  ssoMethod?: 'verified' | 'waiting' | 'rejected' | 'disabled' | 'none';
  /**
   * JIT chosen at creation. Default true; false for the IdP `other`.
   */
  jit?: boolean;
  /**
   * Whether the SSO method takes unsolicited responses. Default: what the target file declares.
   */
  idpInitiated?: boolean;
  /**
   * The method is asked to sign its requests. Default false. Needs signed-requests.
   */
  signedRequests?: boolean;
  /**
   * What the IdP answers over OpenID Connect; ID tokens come through the browser then. Default code, or what a target file declares. Needs front-channel.
   */
  responseType?: 'code' | 'id_token' | 'code id_token';
  /**
   * A second verified method, at another registration of the same vendor with another key.
   */
  otherMethod?: boolean;
  /**
   * Keys in the IdP's metadata: the one that signs (default), also the one that is to sign next, or one of 1024 bits.
   */
  keys?: 'own' | 'rolling' | 'weak';
  /**
   * Approved domains of the method; {domain} stands for that of ordinary addresses. Default that one alone.
   *
   * @minItems 1
   */
  domains?: string[];
  /**
   * People who have an account before the first step, made by the owner.
   */
  accounts?: {
    [k: string]: {
      /**
       * Default member.
       */
      role?: string;
      disabled?: boolean;
      groups?: string[];
    };
  };
  /**
   * Whether the IdP sends the person's groups. Default absent.
   */
  groupClaim?: 'sent' | 'absent';
  /**
   * Entra: object ids by default, the display names of cloud groups, or DOMAIN\name of groups that come from Active Directory.
   */
  groupValues?: 'vendor-default' | 'display-names' | 'netbios-names';
  /**
   * Entra: only groups whose name contains this text are sent.
   */
  groupFilter?: string;
  /**
   * Form of a vendor's habit that has several, by id (`jitmus list quirks`). Each vendor heeds its own.
   */
  switches?: {
    [k: string]: string;
  };
  /**
   * How the administrator sets provisioning up, where it is other than the vendor's default.
   */
  provisioning?: {
    /**
     * Okta: which kind of application. Default custom.
     */
    application?: 'custom' | 'catalogue';
    /**
     * Entra: with aadOptscim062020. Default false.
     */
    standardPatch?: boolean;
    /**
     * Entra: attributes that people are matched by.
     *
     * @minItems 1
     */
    matchBy?: ('userName' | 'externalId' | 'email')[];
    /**
     * Whether acts are sent at once, or by the next cycle. Default at-once.
     */
    send?: 'at-once' | 'in-cycles';
  };
  /**
   * Days since people signed in at the IdP: the session there is that old. Default: they sign in now. Okta does not tell.
   */
  signedInDaysAgo?: number;
  /**
   * NameID setting at the IdP where it differs from the target's own.
   */
  nameId?: {
    format: 'emailAddress' | 'unspecified' | 'persistent' | 'transient' | 'vendor-default';
    source: 'email' | 'upn' | 'username' | 'id';
  };
  /**
   * Attributes sent in addition: name at the IdP → source.
   */
  attributes?: {
    [k: string]: 'email' | 'upn' | 'username' | 'id' | 'name' | 'givenName' | 'surname' | 'department' | 'phone';
  };
}
