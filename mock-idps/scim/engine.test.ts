import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReferenceSp, type ReferenceSp } from '../../harness/reference-sp/index.ts';
import type { Person } from '../directory/person.ts';
import { openProvisioning } from './engine.ts';
import type { ProvisioningSettings, ProvisioningVendor } from './provisioning.ts';

let sp: ReferenceSp;
beforeAll(async () => {
  sp = await startReferenceSp({ tokens: { owner: 'owner', validation: 'validation' } });
});
afterAll(() => sp.close());

let made = 0;
const newPerson = (name: string): Person => {
  const email = `${name}${++made}@corp.test`;
  return {
    key: `${name}${made}`,
    kind: 'member',
    givenName: name,
    surname: 'Lovelace',
    displayName: `${name} Lovelace`,
    email,
    upn: email,
    username: email,
    id: `00u${made}`,
    phone: '+9991',
    department: 'R&D',
    jobTitle: 'Archivist',
    groups: [],
    assigned: true,
  };
};

async function json<T>(method: string, path: string, token: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${sp.url}${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  return (await answer.json()) as T;
}

async function connect(vendor: ProvisioningVendor, settings: ProvisioningSettings = {}) {
  const { token } = await json<{ token: string }>('POST', '/admin/scim-tokens', 'owner', {});
  const connection = { seed: 1, nonce: '0123456789ab', vendor, name: `app${++made}`, clock: () => 0 };
  const idp = openProvisioning(connection, { baseUrl: `${sp.url}/scim/v2`, token, settings });
  const read = (id: string | null) => json<Record<string, unknown>>('GET', `/scim/v2/Users/${id}`, token);
  const group = (id: string | null) =>
    json<{ displayName: string; members?: { value: string }[] }>('GET', `/scim/v2/Groups/${id}`, token);
  return { idp, read, group };
}

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
  const ada = newPerson('ada');
  expect(await idp.testConnection()).toEqual({ ok: true });
  expect(await idp.assign(ada)).toMatchObject({ kind: 'created' });
  const id = idp.idOf(ada);
  expect(await idp.change(ada)).toMatchObject({ kind: 'skipped', because: 'nothing-to-change' });
  expect(await idp.change({ ...ada, displayName: 'Countess' })).toMatchObject({ kind: 'updated', id });
  expect(await read(id)).toMatchObject({ displayName: 'Countess', active: true, userName: ada.upn });
  expect(await idp.deactivate({ ...ada, displayName: 'Countess' })).toMatchObject({ kind: 'deactivated' });
  expect(await read(id)).toMatchObject({ active: false });
  expect(await idp.reactivate({ ...ada, displayName: 'Countess' })).toMatchObject({ kind: 'reactivated' });
  expect(await idp.delete(ada)).toMatchObject({ kind: vendor === 'entra' ? 'deleted' : 'deactivated' });
  expect(idp.pending()).toBe(0);
});

test.each(setups.filter(([vendor]) => vendor !== 'google'))('%s %j pushes groups', async (vendor, settings) => {
  const { idp, group } = await connect(vendor, settings);
  const [ada, bob] = [newPerson('ada'), newPerson('bob')];
  const team = { id: `g${++made}`, name: `Team ${made}` };
  await idp.assign(ada);
  expect(await idp.pushGroup(team, [ada])).toMatchObject({ kind: 'created' });
  await idp.assign(bob);
  await idp.addMembers(team, [bob]);
  await idp.removeMembers(team, [ada]);
  const renamed = { ...team, name: `${team.name} renamed` };
  expect(await idp.renameGroup(renamed)).toMatchObject({ kind: 'updated' });
  const found = await group(idp.idOf(team));
  expect([found.displayName, found.members?.map(({ value }) => value)]).toEqual([renamed.name, [idp.idOf(bob)]]);
  expect(await idp.deleteGroup(renamed)).toMatchObject({ kind: 'deleted' });
});

test('a manager is set and taken away at Entra', async () => {
  const { idp, read } = await connect('entra');
  const [ada, bob] = [newPerson('ada'), newPerson('bob')];
  await idp.assign(bob);
  expect(await idp.assign(ada, { manager: bob })).toMatchObject({ kind: 'created' });
  const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
  expect((await read(idp.idOf(ada)))[enterprise]).toMatchObject({ manager: { value: idp.idOf(bob) } });
  await idp.change(ada, { manager: null });
  expect((await read(idp.idOf(ada)))[enterprise]).not.toHaveProperty('manager');
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
          let person = newPerson('eve');
          await idp.assign(person);
          for (const each of acts) {
            if (typeof each === 'string') await idp[each](person);
            else await idp.change((person = { ...person, ...each }));
          }
          const { displayName, active } = await read(idp.idOf(person));
          return { displayName, active };
        }),
      );
      for (const state of states) expect(state).toEqual(states[0]);
    }),
    { numRuns: 4, seed: 5 },
  );
});
