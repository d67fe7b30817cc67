import { expect, test } from 'vitest';
import type { Observation } from '../../report.ts';
import { beforeAndAfter } from './before-after.ts';

const seen = (id: string, kind: string, data: Observation['data']): Observation => ({
  ...{ id, kind, data, atMs: 0, step: 1, from: 'target', says: '' },
});
const account = (id: string, when: string, accounts: unknown) =>
  seen(id, 'target.account', { when, email: 'ada@corp.test', accounts });

test('an account that appears, changes and goes', () => {
  const ada = { email: 'ada@corp.test', fields: { role: 'member' } };
  const owner = { email: 'ada@corp.test', fields: { role: 'owner' } };
  const rows = beforeAndAfter([
    account('o1', 'before', []),
    account('o2', 'after', [ada]),
    account('o3', 'before', [ada]),
    account('o4', 'after', [owner]),
    account('o5', 'after', []),
  ]);
  expect(rows.map(({ observation, before, after }) => [observation, before, after])).toEqual([
    ['o2', null, '{"role":"member"}'],
    ['o4', '{"role":"member"}', '{"role":"owner"}'],
    ['o5', '{"role":"owner"}', null],
  ]);
});

test('what could not be read, or was read once, says nothing', () => {
  expect(beforeAndAfter([account('o1', 'before', []), account('o2', 'after', null)])).toEqual([]);
  expect(beforeAndAfter([account('o1', 'after', [])])).toEqual([]);
});

test('resources over SCIM are told apart by their name, groups by their content', () => {
  const rows = beforeAndAfter([
    seen('o1', 'scim.reading', { name: 'ada', resource: { active: true } }),
    seen('o2', 'scim.reading', { name: 'grace', resource: { active: true } }),
    seen('o3', 'scim.reading', { name: 'ada', resource: { active: false } }),
    seen('o4', 'target.groups', { when: 'before', found: [] }),
    seen('o5', 'target.groups', { when: 'after', found: ['Owners'] }),
  ]);
  expect(rows.map(({ name, before, after }) => [name, before, after])).toEqual([
    ['ada over SCIM', '{"active":true}', '{"active":false}'],
    ['groups of these people', null, '"Owners"'],
  ]);
});
