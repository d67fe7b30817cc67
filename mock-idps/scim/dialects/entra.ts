import type { Switch } from '../../saml/profile.ts';
import type { Source } from '../../source.ts';
import { isActive } from '../active.ts';
import { chosen, CORE_GROUP, CORE_USER, ENTERPRISE, partOf, patchOf, quoted, valueIn } from '../dialect.ts';
import type { Dialect, Json, UserFields } from '../dialect.ts';

const checked = '2026-11-23';
const guide: Source = {
  title: 'Develop and plan provisioning for a SCIM endpoint; SCIM 2.0 protocol compliance',
  at: 'MicrosoftDocs/entra-docs docs/identity/app-provisioning/use-scim-to-provision-users-and-groups.md, application-provisioning-config-problem-scim-compatibility.md',
  basis: 'vendor-doc',
  checked,
};

/** Without the flag. */
const active: Switch = {
  id: 'entra/scim-active',
  summary: 'How Entra writes active in a PATCH without aadOptscim062020.',
  forms: {
    capitalised: '"True" and "False", as the page on compliance has it',
    boolean: 'true and false, as the sample of the guide has it',
    'lower-case': '"true" and "false", where the mapping is an expression (scimmyjs/scimmy#86)',
  },
  source: guide,
};

const activeOp: Switch = {
  id: 'entra/scim-active-op',
  summary: 'Operation by which Entra changes active.',
  forms: { replace: 'as documented', add: 'as seen in rancher/rancher#54025' },
  source: { title: 'Entra SCIM deprovisioning fails', at: 'rancher/rancher#54025', basis: 'issue', checked },
};

const createActive: Switch = {
  id: 'entra/scim-create-active',
  summary: 'How Entra writes active in a POST.',
  forms: { boolean: 'true', string: '"True", in older jobs' },
  source: { title: 'active is a string', at: 'bytebase/bytebase#19073', basis: 'issue', checked },
};

const manager: Switch = {
  id: 'entra/scim-manager',
  summary: 'How Entra names a manager.',
  forms: {
    'urn-path': 'path with the URN and the id alone, as is commonly reported (inferred)',
    list: 'path "manager" with a list of one, as in the guide',
  },
  source: guide,
};

/** Path → what the directory holds: the default mappings of a custom application. */
const mappings: Readonly<Record<string, (user: UserFields) => string | null>> = {
  userName: (user) => user.userName,
  displayName: (user) => user.displayName,
  'emails[type eq "work"].value': (user) => user.email,
  'name.givenName': (user) => user.givenName,
  'name.familyName': (user) => user.familyName,
  title: (user) => user.title,
  externalId: (user) => externalIdOf(user),
  'phoneNumbers[type eq "work"].value': (user) => user.phone,
  [`${ENTERPRISE}:department`]: (user) => user.department,
  [`${ENTERPRISE}:employeeNumber`]: (user) => user.employeeNumber,
};

/** mailNickname is the default; the directory holds none, so that the part before the @ is it. */
const externalIdOf = ({ userName }: UserFields): string => userName.split('@')[0] ?? userName;

function read(resource: Json, path: string): unknown {
  if (path.startsWith(`${ENTERPRISE}:`)) return partOf(resource[ENTERPRISE], path.slice(ENTERPRISE.length + 1));
  const filtered = /^(\w+)\[type eq "(\w+)"\]\.value$/.exec(path);
  if (filtered) return valueIn(resource[filtered[1] ?? ''], filtered[2]);
  const [name = '', part] = path.split('.');
  return part === undefined ? resource[name] : partOf(resource[name], part);
}

const isFiltered = (path: string) => path.includes('[');

export const entra: Dialect = {
  source: guide,
  switches: [active, activeOp, createActive, manager],
  headers: { accept: 'application/scim+json' },
  contentType: 'application/scim+json; charset=utf-8',
  deletesUsers: () => true,
  pushesGroups: true,
  test: (guid, { matchBy = ['userName'] }) => entra.query(`${attributeOf[matchBy[0] ?? 'userName']} eq "${guid}"`),
  matches: (user, { matchBy = ['userName'] }) =>
    matchBy.flatMap((by) => {
      const value = by === 'userName' ? user.userName : by === 'email' ? user.email : externalIdOf(user);
      return value === null ? [] : [`${attributeOf[by]} eq ${quoted(value)}`];
    }),
  // Spaces as + were seen in logs (azure-docs#21660, issue).
  query: (filter) => `filter=${encodeURIComponent(filter).replaceAll('%20', '+')}`,
  groupQuery: (displayName) => `excludedAttributes=members&${entra.query(`displayName eq ${quoted(displayName)}`)}`,
  createUser(user, settings) {
    const { displayName, givenName, familyName, email, phone, department, employeeNumber, title } = user;
    const enterprise = {
      ...(department !== null && { department }),
      ...(employeeNumber !== null && { employeeNumber }),
    };
    return {
      schemas: [CORE_USER, ENTERPRISE],
      externalId: externalIdOf(user),
      userName: user.userName,
      active: chosen(settings, createActive) === 'string' ? 'True' : true,
      displayName,
      ...(email !== null && { emails: [{ primary: true, type: 'work', value: email }] }),
      ...(phone !== null && { phoneNumbers: [{ type: 'work', value: phone }] }),
      ...(title !== null && { title }),
      meta: { resourceType: 'User' },
      name: { formatted: displayName, familyName, givenName },
      roles: [],
      ...(Object.keys(enterprise).length > 0 && { [ENTERPRISE]: enterprise }),
    };
  },
  updateUser(user, current, settings) {
    const changed: [string, unknown, 'Add' | 'Replace'][] = [];
    for (const [path, valueOf] of Object.entries(mappings)) {
      const [wanted, present] = [valueOf(user), read(current, path)];
      // Values that are empty in the directory are not provisioned.
      if (wanted !== null && wanted !== present)
        changed.push([path, wanted, present === undefined ? 'Add' : 'Replace']);
    }
    const switches = user.active !== isActive(current);
    if (!switches && changed.length === 0) return null;
    const flag = settings.standardPatch === true;
    const op = chosen(settings, activeOp) === 'add' ? 'Add' : 'Replace';
    if (!flag)
      return patchOf([
        ...(switches ? [{ op, path: 'active', value: writtenActive(user.active, chosen(settings, active)) }] : []),
        ...changed.map(([path, value, how]) => ({ op: how, path, value })),
      ]);
    const plain = changed.filter(([path]) => !isFiltered(path));
    return patchOf([
      ...(switches ? [{ op: op.toLowerCase(), path: 'active', value: user.active }] : []),
      ...changed
        .filter(([path]) => isFiltered(path))
        .map(([path, value, how]) => ({ op: how.toLowerCase(), path, value })),
      ...(plain.length > 0
        ? [{ op: 'replace', value: Object.fromEntries(plain.map(([path, value]) => [path, value])) }]
        : []),
    ]);
  },
  setManager(managerId, current, settings) {
    const present = partOf(partOf(current[ENTERPRISE], 'manager'), 'value');
    if ((present ?? null) === managerId) return null;
    const cased = (op: string) => (settings.standardPatch ? op.toLowerCase() : op);
    const path = chosen(settings, manager) === 'urn-path' ? `${ENTERPRISE}:manager` : 'manager';
    if (managerId === null) return patchOf([{ op: cased('Replace'), path, value: '' }]);
    const value = path === 'manager' ? [{ value: managerId }] : managerId;
    return patchOf([{ op: cased(present === undefined ? 'Add' : 'Replace'), path, value }]);
  },
  createGroup: ({ id, name }) => ({
    schemas: [CORE_GROUP, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
    externalId: id,
    displayName: name,
    meta: { resourceType: 'Group' },
  }),
  renameGroup: (_id, name, _members, { standardPatch }) =>
    patchOf([
      standardPatch
        ? { op: 'replace', value: { displayName: name } }
        : { op: 'Replace', path: 'displayName', value: name },
    ]),
  changeMembers(_group, added, removed, { standardPatch, membersAtOnce = 100 }) {
    const entry = (id: string) => ({ $ref: null, value: id });
    return [
      ...chunks(removed, membersAtOnce).map((ids) =>
        patchOf(
          standardPatch
            ? ids.map((id) => ({ op: 'remove', path: `members[value eq ${quoted(id)}]` }))
            : [{ op: 'Remove', path: 'members', value: ids.map(entry) }],
        ),
      ),
      ...chunks(added, membersAtOnce).map((members) =>
        patchOf([{ op: standardPatch ? 'add' : 'Add', path: 'members', value: members.map(({ id }) => entry(id)) }]),
      ),
    ];
  },
};

const attributeOf = { userName: 'userName', externalId: 'externalId', email: 'emails[type eq "work"].value' } as const;

function writtenActive(value: boolean, form: string): unknown {
  if (form === 'boolean') return value;
  const word = String(value);
  return form === 'lower-case' ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
