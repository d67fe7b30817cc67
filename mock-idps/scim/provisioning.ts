import type { Group, Person } from '../directory/person.ts';
import type { Exchange } from './exchange.ts';
import type { ConnectionTest, CycleReport, ImportReport, Outcome, Task } from './outcome.ts';

/** Vendors that provision over SCIM here. */
export type ProvisioningVendor = 'entra' | 'google' | 'okta';

/** How an administrator sets provisioning up. What is left out is the vendor's default. */
export interface ProvisioningSettings {
  /** Entra: the URL carries `aadOptscim062020`, with which its PATCH follows the standard. Default: whether `baseUrl` has it. */
  standardPatch?: boolean;
  /**
   * Entra: attributes that people are matched by, in this order, until one is found. Okta and Google match by `userName`.
   * Default `['userName']`.
   */
  matchBy?: readonly ('userName' | 'externalId' | 'email')[];
  /** Okta: `custom` (App Integration Wizard, which PUTs) or `catalogue` (Okta Integration Network, which PATCHes). Default `custom`. */
  application?: 'custom' | 'catalogue';
  /** Okta: passwords are sent when they change. Default false. */
  passwordSync?: boolean;
  /** What is done about people at the application; each can be switched off. Default all. */
  actions?: { create?: boolean; update?: boolean; delete?: boolean };
  /** Entra: whoever falls out of scope is left as they are. Default false. */
  skipOutOfScope?: boolean;
  /** Members in one PATCH. Not documented by any vendor. Default 100. */
  membersAtOnce?: number;
  /** Contradictions between sources, and what is not established, by switch id. */
  switches?: Readonly<Record<string, string>>;
}

export interface ProvisioningOptions {
  /** Of the application's SCIM server: `https://app.example/scim/v2`. */
  baseUrl: string;
  /** Bearer token, without the word Bearer. */
  token: string;
  settings?: ProvisioningSettings;
  /**
   * `at-once`: each act sends what a cycle would send for it. `in-cycles`: acts only change the directory, and `runCycle`
   * sends. Default `at-once`.
   */
  send?: 'at-once' | 'in-cycles';
  /** Milliseconds since 1970. Default: the clock of the IdPs. */
  clock?: () => number;
  /** Passes the time before a request is sent again. Default: waits for real. */
  wait?: (milliseconds: number) => Promise<void>;
  /** Milliseconds for one whole exchange. Default 60,000. */
  timeoutMs?: number;
  /** Bytes of an answer that are read. Default 16 MiB. */
  answerLimit?: number;
  /** Every call with its answer, in order, right after it ended. */
  onExchange?: (exchange: Exchange) => void;
}

/** What an administrator changes about a person at the identity provider. Null: taken away. Left out: stays. */
export interface PersonAttributes {
  givenName?: string;
  surname?: string;
  displayName?: string;
  email?: string | null;
  /** Sign-in name: what becomes `userName`. */
  userName?: string;
  phone?: string | null;
  mobile?: string | null;
  fax?: string | null;
  /** Street and number. */
  street?: string | null;
  postalCode?: string | null;
  /** Where the person's desk is. */
  office?: string | null;
  /** Name of the mailbox, Entra's mailNickname. Default: the part of the first UPN before the @. */
  nickname?: string;
  department?: string | null;
  jobTitle?: string;
  employeeNumber?: string | null;
  manager?: Person | null;
}

/**
 * The provisioning of one application by one vendor: a directory of its own, which the acts change, and the link from each of
 * its people and groups to a SCIM id. A person is known by `key`, a group by `id`: whatever else of a person an act brings
 * along is what the directory holds from then on. What failed or waits is owed and sent by a later `runCycle`; nothing is sent
 * twice after it arrived. Acts run one after the other, in the order in which they were called.
 * They never throw over what the application does: outcomes tell it.
 */
export interface Provisioning {
  readonly vendor: ProvisioningVendor;
  /** What the administrator's button does. Sends nothing that changes anything. */
  testConnection(): Promise<ConnectionTest>;
  /** The person is assigned to the application: created there, or linked when they are there already. */
  assign(person: Person, attributes?: PersonAttributes): Promise<Outcome>;
  /** Somebody changed in the directory: their fields as in `person`, then `attributes`. */
  change(person: Person, attributes?: PersonAttributes): Promise<Outcome>;
  /** No longer assigned: deactivated in the application. Entra does not manage them afterwards. */
  unassign(person: Person): Promise<Outcome>;
  /** Disabled or suspended in the directory (Entra also: soft-deleted, after which `delete` is its purge). */
  deactivate(person: Person): Promise<Outcome>;
  /** Enabled or restored in the directory. */
  reactivate(person: Person): Promise<Outcome>;
  /** Gone from the directory for good. Entra deletes in the application, Okta deactivates, Google as switched. */
  delete(person: Person): Promise<Outcome>;
  /**
   * Entra's on-demand provisioning of one person, or of one group with up to five of its members; elsewhere a try of what is owed
   * for them, also where the vendor had stopped. Written as if `aadOptscim062020` were not there, which it does not heed.
   * @throws IdpError `SCIM_OPTION_INVALID` for more members
   */
  provisionOnDemand(what: Person | Group, members?: readonly Person[]): Promise<Outcome>;
  /** Okta, where passwords are synchronised: a new one, drawn at random. */
  changePassword(person: Person): Promise<Outcome>;
  /** The group is assigned or pushed with these members (default: none). Okta's custom applications get the whole group, the others what differs. */
  pushGroup(group: Group, members?: readonly Person[]): Promise<Outcome>;
  /** The group has the name in `group` from now on. */
  renameGroup(group: Group): Promise<Outcome>;
  /** Who has no account in the application yet follows with a later cycle. */
  addMembers(group: Group, members: readonly Person[]): Promise<Outcome>;
  removeMembers(group: Group, members: readonly Person[]): Promise<Outcome>;
  /** Okta's "Push now": its members take the place of those who are in the group. */
  pushNow(group: Group): Promise<Outcome>;
  /** Entra: deleted or unassigned. Okta: unlinked with "delete the group in the target app". */
  deleteGroup(group: Group): Promise<Outcome>;
  /** Sends everything that is owed. The first one at Entra is the initial cycle: all people first, then references. */
  runCycle(): Promise<CycleReport>;
  /**
   * Entra: "Restart provisioning": out of quarantine, and the next cycle is initial again. `links`: it finds everybody anew by
   * filter.
   */
  restart(what?: { links?: boolean }): Promise<void>;
  /** Changes that the vendor does not try again by itself. A new act for the same person or group, or a try on demand, is a new start. */
  tasks(): Task[];
  /** Okta: reads all users of the application, page by page, and matches them. Elsewhere not done: an empty report. */
  importUsers(): Promise<ImportReport>;
  /** SCIM id of that person or group; null while there is none. */
  idOf(what: Person | Group): string | null;
  /** Changes that are owed. */
  pending(): number;
}
