import type { Switch } from '../saml/profile.ts';
import type { Source } from '../source.ts';
import type { Failure } from './outcome.ts';
import type { ProvisioningSettings } from './provisioning.ts';

export const CORE_USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const CORE_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** What the directory holds of a person, in words that no vendor owns. Null: nothing. */
export interface UserFields {
  /** Id in the directory. */
  directoryId: string;
  userName: string;
  /** Name of the mailbox. Given once: a new sign-in name does not change it. */
  nickname: string;
  displayName: string;
  givenName: string;
  familyName: string;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  fax: string | null;
  street: string | null;
  postalCode: string | null;
  office: string | null;
  department: string | null;
  title: string | null;
  employeeNumber: string | null;
  active: boolean;
}

export type Json = Readonly<Record<string, unknown>>;

/** What goes out: the method, and the body. */
export interface Write {
  method: 'PUT' | 'PATCH';
  body: Json;
}

/** A member as it is sent. */
export interface Member {
  id: string;
  userName: string;
}

/** A write to a group, and who is in it afterwards that was not before, or the other way round. */
export interface MemberWrite extends Write {
  added: readonly Member[];
  removed: readonly string[];
}

/** A group as the application is to have it. `members`: all of them. */
export interface GroupState {
  id: string;
  name: string;
  members: readonly Member[];
}

/** A look-up that tests the connection. `finds`: nobody, or whoever is there. */
export interface ConnectionProbe {
  path: '/Users' | '/Groups';
  query: string;
  finds: 'nobody' | 'anybody';
}

/** What a person is looked for by: the resource has to hold `value` at `path`. */
export interface Match {
  path: string;
  value: string;
}

/** What a vendor does, beside how it writes it. */
export interface Habits {
  /** Whether somebody who is gone from the directory is deleted at the application. */
  deletesUsers(settings: ProvisioningSettings): boolean;
  pushesGroups: boolean;
  /** Statuses of a look-up that mean nobody, beside an empty list. */
  noMatch: readonly number[];
  /** Whoever was unassigned is not cared for any more: what happens to them later sends nothing. */
  letsGo: boolean;
  /** Whoever is assigned again is looked for again. */
  looksAgain: boolean;
  /** A group is read before it is changed. */
  readsGroups: boolean;
  /** A change of members carries the name too. */
  namesWithMembers: boolean;
  /** Whether the members of a group that was found give way to those of the directory. */
  replacesLinked(settings: ProvisioningSettings): boolean;
  /** Whoever is inactive is not added to a group. */
  activeMembersOnly: boolean;
  /** Cycles begin with a test of the connection, and what fails at large ends in quarantine. */
  quarantines: boolean;
  /** Provisioning on demand serves those alone who are let in, and a group with so many members at a time; null: it is a try like any other. */
  onDemand: { members: number } | null;
  /** Whether JSON is read by whatever name its type goes. */
  anyContentType: boolean;
  /** Whether the vendor tries again by itself, later. */
  retries(failure: Failure): boolean;
}

/** One vendor's way of saying things over SCIM. Pure. */
export interface Dialect {
  readonly source: Source;
  readonly switches: readonly Switch[];
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly habits: Habits;
  /** What becomes of an answer with 429. */
  readonly afterRateLimit: Switch;
  /** Look-ups that test the connection. `guid`: drawn at random. */
  tests(guid: string, settings: ProvisioningSettings): ConnectionProbe[];
  /** What people are looked for by, in order. */
  matches(user: UserFields, settings: ProvisioningSettings): Match[];
  /** A filter as the query writes it. */
  query(filter: string): string;
  groupQuery(displayName: string): string;
  createUser(user: UserFields, settings: ProvisioningSettings, password: string): Json;
  /** What changes `current` (as the application has it) to what the directory has; null: nothing. */
  updateUser(user: UserFields, current: Json, settings: ProvisioningSettings): Write | null;
  /** Null: the vendor provisions none, or nothing changes. `managerId` null: taken away. `base`: the base URL without query. */
  setManager(managerId: string | null, current: Json, settings: ProvisioningSettings, base: string): Write | null;
  /** A question whether the resource refers to that id already; null: it is not asked. */
  referenceQuery(
    id: string,
    attribute: 'manager' | 'members',
    other: string,
    settings: ProvisioningSettings,
  ): string | null;
  createGroup(group: { id: string; name: string }): Json;
  /** `current`: as the application has it, where groups are read. Null: nothing to change. */
  renameGroup(
    group: GroupState & { directoryId: string },
    current: Json | null,
    settings: ProvisioningSettings,
  ): Write | null;
  changeMembers(
    group: GroupState,
    added: readonly Member[],
    removed: readonly string[],
    settings: ProvisioningSettings,
  ): MemberWrite[];
  /** Makes the members of the group these and nobody else; null: the vendor does not do this. */
  replaceMembers(group: GroupState, settings: ProvisioningSettings): Write | null;
  /** Null: the vendor does not do this. */
  changePassword(password: string, current: Json, settings: ProvisioningSettings): Write | null;
}

/** The form that holds of a switch. */
export const chosen = (settings: ProvisioningSettings, { id, forms }: Switch): string =>
  settings.switches?.[id] ?? Object.keys(forms)[0] ?? '';

export const patchOf = (operations: readonly Json[]): Write => ({
  method: 'PATCH',
  body: { schemas: [PATCH_OP], Operations: operations },
});

/** A text as a filter quotes it. */
export const quoted = (value: string): string => JSON.stringify(value);

export const filterOf = ({ path, value }: Match): string => `${path} eq ${quoted(value)}`;

/** `list[type eq "work"].value`: the name of the list, the type, and what of it. */
const FILTERED = /^(\w+)\[type eq "(\w+)"\]\.(\w+)$/;

/** What a resource holds at the path of an attribute; undefined: nothing. */
export function valueAt(resource: Json, path: string): unknown {
  const [urn, attribute] = splitUrn(path);
  if (urn !== null) return partOf(resource[urn], attribute);
  const [, list, type, part] = FILTERED.exec(path) ?? [];
  if (list !== undefined && part !== undefined) return partOf(valueOfType(resource[list], type), part);
  const [name = '', inner] = path.split('.');
  return inner === undefined ? resource[name] : partOf(resource[name], inner);
}

/** Puts a value into a resource that is being made. */
export function putAt(resource: Record<string, unknown>, path: string, value: unknown): void {
  const [urn, attribute] = splitUrn(path);
  const [, list, type, part] = FILTERED.exec(path) ?? [];
  if (urn !== null) resource[urn] = { ...(resource[urn] as object | undefined), [attribute]: value };
  else if (list !== undefined && part !== undefined) {
    const values = (resource[list] ??= []) as Record<string, unknown>[];
    const found = values.find((each) => each.type === type);
    if (found) found[part] = value;
    else values.push({ type, [part]: value });
  } else {
    const [name = '', inner] = path.split('.');
    resource[name] = inner === undefined ? value : { ...(resource[name] as object | undefined), [inner]: value };
  }
}

function splitUrn(path: string): [string | null, string] {
  const at = path.startsWith('urn:') ? path.lastIndexOf(':') : -1;
  return at < 0 ? [null, path] : [path.slice(0, at), path.slice(at + 1)];
}

const valueOfType = (list: unknown, type: string | undefined): unknown =>
  Array.isArray(list) ? list.find((each: Json | null) => each?.type === type) : undefined;

export const partOf = (holder: unknown, name: string): unknown => (holder as Json | null | undefined)?.[name];

/** Whether the application has names and address of somebody as the directory has them. */
export const hasProfile = (
  current: Json,
  { userName, displayName, givenName, familyName, email }: UserFields,
): boolean =>
  current.userName === userName &&
  current.displayName === displayName &&
  partOf(current.name, 'givenName') === givenName &&
  partOf(current.name, 'familyName') === familyName &&
  (email === null || partOf(primaryOf(current.emails), 'value') === email);

/** The primary value of a list, else its first. */
const primaryOf = (list: unknown): unknown =>
  Array.isArray(list) ? (list.find((each: Json | null) => each?.primary === true) ?? (list[0] as unknown)) : undefined;

export const chunksOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
