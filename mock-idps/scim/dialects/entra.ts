import { isActive } from '../active.ts';
import {
  chosen,
  chunksOf,
  CORE_GROUP,
  CORE_USER,
  ENTERPRISE,
  partOf,
  patchOf,
  putAt,
  quoted,
  valueAt,
} from '../dialect.ts';
import type { Dialect, Json, Member, UserFields } from '../dialect.ts';
import type { ProvisioningSettings } from '../provisioning.ts';
import { mappings, matchings } from './entra-mapping.ts';
import {
  active,
  activeOp,
  createActive,
  externalId,
  guide,
  manager,
  memberRef,
  probe,
  rateLimit,
  referenceCheck,
} from './entra-switches.ts';

const isFiltered = (path: string) => path.includes('[');

/** How operations are written: the flag makes them lower case. */
const cased = (op: 'Add' | 'Replace' | 'Remove', { standardPatch }: ProvisioningSettings) =>
  standardPatch ? op.toLowerCase() : op;

export const entra: Dialect = {
  source: guide,
  switches: [active, activeOp, createActive, externalId, manager, memberRef, probe, referenceCheck, rateLimit],
  headers: { accept: 'application/scim+json' },
  contentType: 'application/scim+json; charset=utf-8',
  afterRateLimit: rateLimit,
  habits: {
    deletesUsers: () => true,
    pushesGroups: true,
    noMatch: [],
    letsGo: true,
    looksAgain: false,
    readsGroups: true,
    namesWithMembers: false,
    replacesLinked: () => false,
    activeMembersOnly: false,
    quarantines: true,
    // provision-on-demand.md (vendor-doc, 2026-11-29).
    onDemand: { members: 5 },
    anyContentType: false,
    retries: () => true,
  },
  tests(guid, settings) {
    const { matchBy = ['userName'] } = settings;
    const user = entra.query(`${matchings[matchBy[0] ?? 'userName']} eq ${quoted(guid)}`);
    return [
      { path: '/Users' as const, query: user, finds: 'nobody' as const },
      ...(chosen(settings, probe) === 'user-and-group'
        ? [{ path: '/Groups' as const, query: entra.groupQuery(guid), finds: 'nobody' as const }]
        : []),
    ];
  },
  matches: (user, settings) =>
    (settings.matchBy ?? ['userName']).flatMap((by) => {
      const path = matchings[by];
      const value = mappings[path]?.(user, settings) ?? null;
      return value === null ? [] : [{ path, value }];
    }),
  // Spaces as + were seen in logs (azure-docs#21660, issue).
  query: (filter) => `filter=${encodeURIComponent(filter).replaceAll('%20', '+')}`,
  groupQuery: (displayName) => `excludedAttributes=members&${entra.query(`displayName eq ${quoted(displayName)}`)}`,
  createUser(user, settings) {
    const { displayName, givenName, familyName } = user;
    const made: Record<string, unknown> = {
      schemas: [CORE_USER, ENTERPRISE],
      active: chosen(settings, createActive) === 'string' ? 'True' : true,
      meta: { resourceType: 'User' },
      name: { formatted: displayName, familyName, givenName },
      roles: [],
    };
    for (const [path, valueOf] of Object.entries(mappings)) {
      const value = valueOf(user, settings);
      if (value !== null) putAt(made, path, value);
    }
    if (made.emails) made.emails = [{ primary: true, ...(made.emails as Json[])[0] }];
    return made;
  },
  updateUser(user, current, settings) {
    const changes = changesOf(user, current, settings);
    const switches = user.active !== isActive(current);
    if (!switches && changes.length === 0) return null;
    return patchOf([...(switches ? [activeOperation(user.active, settings)] : []), ...operations(changes, settings)]);
  },
  setManager(managerId, current, settings, base) {
    const present = partOf(partOf(current[ENTERPRISE], 'manager'), 'value');
    if ((present ?? null) === managerId) return null;
    const path = chosen(settings, manager) === 'urn-path' ? `${ENTERPRISE}:manager` : 'manager';
    if (managerId === null) return patchOf([{ op: cased('Replace', settings), path, value: '' }]);
    const value = path === 'manager' ? [{ $ref: `${base}/Users/${managerId}`, value: managerId }] : managerId;
    return patchOf([{ op: cased(present === undefined ? 'Add' : 'Replace', settings), path, value }]);
  },
  referenceQuery: (id, attribute, other, settings) =>
    chosen(settings, referenceCheck) === 'none'
      ? null
      : `${entra.query(`id eq ${quoted(id)} and ${attribute} eq ${quoted(other)}`)}&attributes=id`,
  createGroup: ({ id, name }) => ({
    schemas: [CORE_GROUP, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
    externalId: id,
    displayName: name,
    meta: { resourceType: 'Group' },
  }),
  renameGroup({ name, directoryId }, current, settings) {
    const wanted = { displayName: name, externalId: directoryId };
    const changes = Object.entries(wanted).flatMap(([path, value]) => changeOf(path, value, current ?? {}));
    return changes.length === 0 ? null : patchOf(operations(changes, settings));
  },
  changeMembers(_group, added, removed, settings) {
    const { standardPatch, membersAtOnce = 100 } = settings;
    const entry = (id: string) =>
      standardPatch || chosen(settings, memberRef) === 'null' ? { $ref: null, value: id } : { value: id };
    return [
      ...chunksOf(removed, membersAtOnce).map((ids) => ({
        ...patchOf(
          standardPatch
            ? ids.map((id) => ({ op: 'remove', path: `members[value eq ${quoted(id)}]` }))
            : [{ op: 'Remove', path: 'members', value: ids.map(entry) }],
        ),
        added: [],
        removed: ids,
      })),
      ...chunksOf(added, membersAtOnce).map((members: Member[]) => ({
        ...patchOf([{ op: cased('Add', settings), path: 'members', value: members.map(({ id }) => entry(id)) }]),
        added: members,
        removed: [],
      })),
    ];
  },
  replaceMembers: () => null,
  changePassword: () => null,
};

interface Change {
  op: 'Add' | 'Replace';
  path: string;
  value: string;
}

/** Values that are empty in the directory are not provisioned. */
const changesOf = (user: UserFields, current: Json, settings: ProvisioningSettings): Change[] =>
  Object.entries(mappings).flatMap(([path, valueOf]) => {
    const value = valueOf(user, settings);
    return value === null ? [] : changeOf(path, value, current);
  });

function changeOf(path: string, value: string, current: Json): Change[] {
  const present = valueAt(current, path);
  return value === present ? [] : [{ op: present === undefined || present === null ? 'Add' : 'Replace', path, value }];
}

/** With the flag, several replacements of plain attributes are one operation without a path. */
function operations(changes: readonly Change[], settings: ProvisioningSettings): Json[] {
  const written = ({ op, path, value }: Change) => ({ op: cased(op, settings), path, value });
  const plain = changes.filter(({ op, path }) => op === 'Replace' && !isFiltered(path));
  if (!settings.standardPatch || plain.length < 2) return changes.map(written);
  return [
    ...changes.filter((change) => !plain.includes(change)).map(written),
    { op: 'replace', value: Object.fromEntries(plain.map(({ path, value }) => [path, value])) },
  ];
}

function activeOperation(value: boolean, settings: ProvisioningSettings): Json {
  const op = cased(chosen(settings, activeOp) === 'add' ? 'Add' : 'Replace', settings);
  return { op, path: 'active', value: settings.standardPatch ? value : writtenActive(value, chosen(settings, active)) };
}

function writtenActive(value: boolean, form: string): unknown {
  if (form === 'boolean') return value;
  const word = String(value);
  return form === 'lower-case' ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
