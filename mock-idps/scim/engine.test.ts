import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReferenceSp, type ReferenceSp } from '../../harness/reference-sp/index.ts';
import type { ProvisioningSettings, ProvisioningVendor } from './provisioning.ts';
import { connectTo, newGroup, newToken, somebody } from './test-connection.ts';

let sp: ReferenceSp;
beforeAll(async () => {
  sp = await startReferenceSp({ tokens: { owner: 'owner', validation: 'validation' } });
});
afterAll(() => sp.close());

const connect = async (vendor: ProvisioningVendor, settings: ProvisioningSettings = {}) => {
  const { idp, read } = connectTo(sp.url, await newToken(sp.url, 'owner'), vendor, settings);
  return { idp, read };
};

const setups: [ProvisioningVendor, ProvisioningSettings][] = [
  ['entra', {}],
  ['entra', { standardPatch: true }],
  ['entra', { switches: { 'entra/scim-active': 'lower-case', 'entra/scim-active-op': 'add' } }],
  ['okta', {}],
  ['okta', { application: 'catalogue' }],
  ['google', {}],
  ['google', { switches: { 'google/scim-update': 'patch' } }],
];

test.each(setups)('%s %j takes a person through a life', async (vendor, settings) => {
  const { idp, read } = await connect(vendor, settings);
  const ada = somebody('ada');
  expect(await idp.testConnection()).toEqual({ ok: true });
  expect(await idp.assign(ada)).toMatchObject({ kind: 'created' });
  const id = idp.idOf(ada);
  expect(await idp.change(ada)).toMatchObject({ kind: 'skipped', because: 'nothing-to-change' });
  expect(await idp.change({ ...ada, displayName: 'Countess' })).toMatchObject({ kind: 'updated', id });
  expect(await read(`/Users/${id}`)).toMatchObject({ displayName: 'Countess', active: true, userName: ada.upn });
  expect(await idp.deactivate({ ...ada, displayName: 'Countess' })).toMatchObject({ kind: 'deactivated' });
  expect(await read(`/Users/${id}`)).toMatchObject({ active: false });
  expect(await idp.reactivate({ ...ada, displayName: 'Countess' })).toMatchObject({ kind: 'reactivated' });
  expect(await idp.delete(ada)).toMatchObject({ kind: vendor === 'entra' ? 'deleted' : 'deactivated' });
  expect(idp.pending()).toBe(0);
});

test.each(setups.filter(([vendor]) => vendor !== 'google'))('%s %j pushes groups', async (vendor, settings) => {
  const { idp, read } = await connect(vendor, settings);
  const [ada, bob] = [somebody('ada'), somebody('bob')];
  const team = newGroup();
  await idp.assign(ada);
  expect(await idp.pushGroup(team, [ada])).toMatchObject({ kind: 'created' });
  await idp.assign(bob);
  await idp.addMembers(team, [bob]);
  await idp.removeMembers(team, [ada]);
  const renamed = { ...team, name: `${team.name} renamed` };
  expect(await idp.renameGroup(renamed)).toMatchObject({ kind: 'updated' });
  const found = await read<{ displayName: string; members?: { value: string }[] }>(`/Groups/${idp.idOf(team)}`);
  expect([found.displayName, found.members?.map(({ value }) => value)]).toEqual([renamed.name, [idp.idOf(bob)]]);
  expect(await idp.deleteGroup(renamed)).toMatchObject({ kind: 'deleted' });
});

test('any row of changes ends in the same state, whatever the dialect', async () => {
  const connections = await Promise.all(setups.map(([vendor, settings]) => connect(vendor, settings)));
  const act = fc.oneof(
    fc.constant('deactivate' as const),
    fc.constant('reactivate' as const),
    fc.record({ displayName: fc.stringMatching(/^[a-z]{1,8}$/) }),
  );
  const row = fc.array(act, { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(row, async (acts) => {
      const states = await Promise.all(
        connections.map(async ({ idp, read }) => {
          let person = somebody('eve');
          await idp.assign(person);
          for (const each of acts) {
            if (typeof each === 'string') await idp[each](person);
            else await idp.change((person = { ...person, ...each }));
          }
          const { displayName, active } = await read(`/Users/${idp.idOf(person)}`);
          return { displayName, active };
        }),
      );
      for (const state of states) expect(state).toEqual(states[0]);
    }),
    { numRuns: 4, seed: 5 },
  );
});
