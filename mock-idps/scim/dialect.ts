import type { Switch } from '../saml/profile.ts';
import type { Source } from '../source.ts';
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
  displayName: string;
  givenName: string;
  familyName: string;
  email: string | null;
  phone: string | null;
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

/** One vendor's way of saying things over SCIM. Pure. */
export interface Dialect {
  readonly source: Source;
  readonly switches: readonly Switch[];
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly deletesUsers: (settings: ProvisioningSettings) => boolean;
  readonly pushesGroups: boolean;
  /** Query of the test of the connection, below `/Users`. `guid`: drawn at random. */
  test(guid: string, settings: ProvisioningSettings): string;
  /** Filters by which a person is looked for, in order. */
  matches(user: UserFields, settings: ProvisioningSettings): string[];
  /** A filter as the query writes it. */
  query(filter: string): string;
  groupQuery(displayName: string): string;
  createUser(user: UserFields, settings: ProvisioningSettings, password: string): Json;
  /** What changes `current` (as the application has it) to what the directory has; null: nothing. */
  updateUser(user: UserFields, current: Json, settings: ProvisioningSettings): Write | null;
  /** Null: the vendor provisions none. `managerId` null: taken away. */
  setManager(managerId: string | null, current: Json, settings: ProvisioningSettings): Write | null;
  createGroup(group: { id: string; name: string }): Json;
  renameGroup(id: string, name: string, members: readonly Member[], settings: ProvisioningSettings): Write;
  changeMembers(
    group: { id: string; name: string; members: readonly Member[] },
    added: readonly Member[],
    removed: readonly string[],
    settings: ProvisioningSettings,
  ): Write[];
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

interface Valued {
  type?: unknown;
  value?: unknown;
}

/** Value of the first with that type; of the first of all, where no type is named. */
export function valueIn(list: unknown, type?: string): unknown {
  if (!Array.isArray(list)) return undefined;
  return (list as Valued[]).find((each) => type === undefined || each?.type === type)?.value;
}

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
  (email === null || valueIn(current.emails) === email);
