import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startReferenceSp, type ReferenceSp } from '../../harness/reference-sp/index.ts';
import type { ProvisioningSettings, ProvisioningVendor } from './provisioning.ts';
import { connectTo, newGroup, newToken, somebody } from './test-connection.ts';
import { unsteadyProxy, type Trouble, type UnsteadyProxy } from './unsteady-proxy.ts';

let sp: ReferenceSp;
let proxy: UnsteadyProxy;
beforeAll(async () => {
  sp = await startReferenceSp({ tokens: { owner: 'owner', validation: 'validation' } });
  proxy = await unsteadyProxy(sp.url);
});
beforeEach(() => {
  proxy.reads.length = 0;
  proxy.writes.length = 0;
});
afterAll(async () => {
  await proxy.close();
  await sp.close();
});

const connect = async (vendor: ProvisioningVendor, settings: ProvisioningSettings = {}) => {
  const baseUrl = `${proxy.origin}/scim/v2`;
  return connectTo(sp.url, await newToken(sp.url, 'owner'), vendor, settings, { baseUrl });
};

const lost: Trouble = { kind: 'reset', arrives: true };
const missing: Trouble = { kind: 'status', status: 404, arrives: false };

interface Listed<T> {
  Resources: T[];
}
const vendors = ['entra', 'okta', 'google'] as const;

test.each(vendors)(
  '%s: somebody who was made without an answer, and is not wanted any more, is not let in',
  async (vendor) => {
    const { idp, read } = await connect(vendor);
    const [ada, bob] = [somebody('ada'), somebody('bob')];
    for (const [person, act] of [
      [ada, 'unassign'],
      [bob, 'delete'],
    ] as const) {
      proxy.writes.push(lost);
      expect(await idp.assign(person)).toMatchObject({ kind: 'failed', because: { code: 'reset' }, id: null });
      await idp[act](person);
    }
    const { Resources: accounts } = await read<Listed<{ active: boolean }>>('/Users');
    expect(accounts.filter(({ active }) => active)).toEqual([]);
    expect(accounts).toHaveLength(vendor === 'entra' ? 1 : 2);
  },
);

test.each(vendors)(
  '%s: somebody who was made without an answer, and has another name now, is not made twice',
  async (vendor) => {
    const { idp, read } = await connect(vendor);
    const ada = somebody('ada', { email: null });
    proxy.writes.push(lost);
    await idp.assign(ada);
    const renamed = { ...ada, upn: 'countess@corp.test', username: 'countess@corp.test' };
    expect(await idp.change(renamed)).toMatchObject({ kind: 'linked' });
    expect((await read<Listed<object>>('/Users')).Resources).toMatchObject([{ userName: 'countess@corp.test' }]);
  },
);

test.each(['entra', 'okta'] as const)(
  '%s: a group that was made without an answer is renamed, and deleted',
  async (vendor) => {
    const { idp, read } = await connect(vendor);
    const groups = async () => (await read<Listed<{ displayName: string }>>('/Groups')).Resources;
    const team = newGroup();
    proxy.writes.push(lost);
    await idp.pushGroup(team);
    const renamed = { ...team, name: `${team.name} renamed` };
    expect(await idp.renameGroup(renamed)).toMatchObject({ kind: 'linked' });
    expect(await groups()).toMatchObject([{ displayName: renamed.name }]);
    const other = newGroup();
    proxy.writes.push(lost);
    await idp.pushGroup(other);
    expect(await idp.deleteGroup(other)).toMatchObject({ kind: 'deleted' });
    expect(await groups()).toHaveLength(1);
  },
);

test.each([
  ['entra', {}],
  ['okta', { application: 'catalogue' }],
] as const)('%s %j: who left a group while it could not be found is removed', async (vendor, settings) => {
  const { idp, read } = await connect(vendor, settings);
  const [ada, bob, team] = [somebody('ada'), somebody('bob'), newGroup()];
  for (const person of [ada, bob]) await idp.assign(person);
  await idp.pushGroup(team, [ada, bob]);
  proxy.reads.push(missing);
  proxy.writes.push(missing);
  await idp.removeMembers(team, [ada]);
  await idp.runCycle();
  expect(idp.pending()).toBe(0);
  expect(await read(`/Groups/${idp.idOf(team)}`)).toMatchObject({ members: [{ value: idp.idOf(bob) }] });
});

test('of several requests for the members of a group, those that arrived are not sent again', async () => {
  const { idp, calls } = await connect('entra', { membersAtOnce: 1 });
  const [ada, bob, team] = [somebody('ada'), somebody('bob'), newGroup()];
  for (const person of [ada, bob]) await idp.assign(person);
  await idp.pushGroup(team);
  proxy.writes.push(null, { kind: 'status', status: 503, arrives: false });
  expect(await idp.addMembers(team, [ada, bob])).toMatchObject({ kind: 'failed' });
  calls();
  await idp.runCycle();
  const patched = calls().filter(({ call }) => call.startsWith('PATCH'));
  expect(patched).toMatchObject([{ body: { Operations: [{ value: [{ value: idp.idOf(bob) }] }] } }]);
});

test('a person whose account was not found for a moment keeps it, and their groups', async () => {
  const { idp, read } = await connect('entra');
  const [ada, team] = [somebody('ada'), newGroup()];
  await idp.assign(ada);
  await idp.pushGroup(team, [ada]);
  const id = idp.idOf(ada);
  proxy.reads.push(missing);
  expect(await idp.deactivate(ada)).toMatchObject({ kind: 'deactivated', id });
  expect(await read(`/Users/${id}`)).toMatchObject({ active: false });
  expect(await read(`/Groups/${idp.idOf(team)}`)).toMatchObject({ members: [{ value: id }] });
});
