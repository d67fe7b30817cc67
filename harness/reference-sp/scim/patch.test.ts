import { describe, expect, test } from 'vitest';
import type { Values } from './attribute.ts';
import { patch } from './patch.ts';
import { groupType, userType } from './schemas.ts';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const ada: Values = {
  userName: 'ada@corp.test',
  active: true,
  displayName: 'Ada',
  name: { givenName: 'Ada', familyName: 'King' },
  emails: [
    { type: 'work', value: 'ada@corp.test', primary: true },
    { type: 'home', value: 'ada@home.test' },
  ],
  [ENTERPRISE]: { department: 'R&D' },
};
const team: Values = { displayName: 'Eng', members: [{ value: 'u1', display: 'U 1' }, { value: 'u2' }] };

const patched = (values: Values, ...operations: object[]) =>
  patch(values === team ? groupType : userType, values, { schemas: [PATCH_OP], Operations: operations });

describe('every spelling of the vendors', () => {
  test.each<[string, object, Values]>([
    ['Entra disables', { op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    ['Entra disables by an expression', { op: 'Add', path: 'active', value: 'false' }, { active: false }],
    ['Entra disables, with the flag', { op: 'replace', path: 'active', value: false }, { active: false }],
    ['Okta disables', { op: 'replace', value: { active: false } }, { active: false }],
    [
      'Entra changes one address',
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'al@corp.test' },
      {
        emails: [
          { type: 'work', value: 'al@corp.test', primary: true },
          { type: 'home', value: 'ada@home.test' },
        ],
      },
    ],
    [
      'Entra adds a telephone that is not there yet',
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1555' },
      { phoneNumbers: [{ type: 'mobile', value: '+1555' }] },
    ],
    [
      'Entra replaces a telephone that is not there yet',
      { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '+1555' },
      { phoneNumbers: [{ type: 'mobile', value: '+1555' }] },
    ],
    [
      'Entra merges changes, with the flag',
      { op: 'replace', value: { displayName: 'A', 'name.givenName': 'Al', [`${ENTERPRISE}:employeeNumber`]: '18' } },
      {
        displayName: 'A',
        name: { givenName: 'Al', familyName: 'King' },
        [ENTERPRISE]: { department: 'R&D', employeeNumber: '18' },
      },
    ],
    [
      'Entra changes the department',
      { op: 'Replace', path: `${ENTERPRISE}:department`, value: 'X' },
      { [ENTERPRISE]: { department: 'X' } },
    ],
    [
      'an extension as a whole',
      { op: 'add', value: { [ENTERPRISE]: { costCenter: '7' } } },
      { [ENTERPRISE]: { department: 'R&D', costCenter: '7' } },
    ],
    [
      'Entra sets the manager by a list',
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: [{ $ref: 'x/Users/m1', value: 'm1' }] },
      { [ENTERPRISE]: { department: 'R&D', manager: { $ref: 'x/Users/m1', value: 'm1' } } },
    ],
    [
      'Entra sets the manager by the id alone',
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: 'm1' },
      { [ENTERPRISE]: { department: 'R&D', manager: { value: 'm1' } } },
    ],
    ['an empty text is no value', { op: 'Replace', path: 'displayName', value: '' }, { displayName: undefined }],
    ['null is no value', { op: 'replace', path: 'displayName', value: null }, { displayName: undefined }],
    [
      'the last address for home goes',
      { op: 'remove', path: 'emails[type eq "home"]' },
      { emails: [{ type: 'work', value: 'ada@corp.test', primary: true }] },
    ],
    [
      'its value goes, and nothing is left of it',
      { op: 'Remove', path: 'emails[type eq "home"].value' },
      { emails: [{ type: 'work', value: 'ada@corp.test', primary: true }] },
    ],
    [
      'a new primary takes the place of the old',
      { op: 'add', path: 'emails', value: [{ type: 'other', value: 'x@corp.test', primary: true }] },
      {
        emails: [
          { type: 'work', value: 'ada@corp.test', primary: false },
          { type: 'home', value: 'ada@home.test' },
          { type: 'other', value: 'x@corp.test', primary: true },
        ],
      },
    ],
    [
      'one value becomes the primary',
      { op: 'replace', path: 'emails[type eq "home"].primary', value: true },
      {
        emails: [
          { type: 'work', value: 'ada@corp.test', primary: false },
          { type: 'home', value: 'ada@home.test', primary: true },
        ],
      },
    ],
    ['what is there already is not added again', { op: 'add', path: 'emails', value: ada.emails }, {}],
    ['names without regard to case', { op: 'REPLACE', path: 'DISPLAYNAME', value: 'A' }, { displayName: 'A' }],
    ['what is unknown is left aside without a path', { op: 'replace', value: { shoeSize: 37, id: 'x' } }, {}],
  ])('%s', (_, operation, changes) => {
    const expected = Object.fromEntries(
      Object.entries({ ...ada, ...changes }).filter(([, value]) => value !== undefined),
    );
    expect(patched(ada, operation)).toEqual(expected);
  });
});

describe('members', () => {
  test.each<[string, object, unknown]>([
    ['Entra adds two', { op: 'Add', path: 'members', value: [{ $ref: null, value: 'u3' }] }, ['u1', 'u2', 'u3']],
    ['one who is in already', { op: 'Add', path: 'members', value: [{ $ref: null, value: 'u1' }] }, ['u1', 'u2']],
    ['Okta adds', { op: 'add', path: 'members', value: [{ value: 'u3', display: 'x' }] }, ['u1', 'u2', 'u3']],
    ['Entra removes', { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'u1' }] }, ['u2']],
    ['Entra removes, with the flag', { op: 'remove', path: 'members[value eq "u1"]' }, ['u2']],
    ['one who is not in', { op: 'remove', path: 'members[value eq "u9"]' }, ['u1', 'u2']],
    ['all go', { op: 'remove', path: 'members' }, []],
    ['Okta pushes an empty group', { op: 'replace', path: 'members', value: [] }, []],
    ['Okta pushes all', { op: 'replace', path: 'members', value: [{ value: 'u7' }] }, ['u7']],
    ['all without a path', { op: 'replace', value: { members: [{ value: 'u7' }] } }, ['u7']],
    ['Okta renames with the id', { op: 'replace', value: { id: 'g1', displayName: 'Eng' } }, ['u1', 'u2']],
  ])('%s', (_, operation, ids) => {
    const { members = [] } = patched(team, operation) as { members?: Values[] };
    expect(members.map(({ value }) => value)).toEqual(ids);
  });
});

describe('a PATCH is refused', () => {
  test.each<[string, string, object]>([
    ['an unknown operation', 'invalidSyntax', { op: 'copy', path: 'title', value: 'x' }],
    ['no operation', 'invalidSyntax', { path: 'title', value: 'x' }],
    ['remove without a path', 'noTarget', { op: 'remove' }],
    ['an unknown attribute', 'invalidPath', { op: 'replace', path: 'shoeSize', value: 37 }],
    ['a path that cannot be read', 'invalidPath', { op: 'replace', path: 'emails[type eq', value: 'x' }],
    ['a broken filter', 'invalidPath', { op: 'replace', path: 'emails[type foo "x"].value', value: 'x' }],
    ['a filter on a single value', 'invalidPath', { op: 'replace', path: 'name[givenName eq "x"]', value: 'x' }],
    ['a read-only attribute', 'mutability', { op: 'replace', path: 'id', value: 'x' }],
    ['a read-only part', 'mutability', { op: 'replace', path: 'groups.value', value: 'x' }],
    ['a required attribute removed', 'invalidValue', { op: 'remove', path: 'userName' }],
    ['a value that no filter implies', 'noTarget', { op: 'replace', path: 'emails[value co "z"].type', value: 'work' }],
    ['a value of another type', 'invalidValue', { op: 'replace', path: 'displayName', value: { x: 1 } }],
    ['a word that is no boolean', 'invalidValue', { op: 'replace', path: 'active', value: 'no' }],
    ['a text without a path', 'invalidValue', { op: 'replace', value: 'x' }],
  ])('%s: %s', (_, scimType, operation) => {
    const first = { op: 'replace', path: 'title', value: 'Countess' };
    const before = structuredClone(ada);
    expect(() => patched(ada, first, operation)).toThrow(expect.objectContaining({ status: 400, scimType }));
    expect(ada).toEqual(before);
  });

  test.each([[{}], [{ schemas: [PATCH_OP] }], [{ schemas: [PATCH_OP], Operations: [] }], [null], [{ Operations: [] }]])(
    '%j: invalidSyntax',
    (body) => {
      expect(() => patch(userType, ada, body)).toThrow(expect.objectContaining({ scimType: 'invalidSyntax' }));
    },
  );
});
