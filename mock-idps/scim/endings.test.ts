import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReferenceSp, type ReferenceSp } from '../../harness/reference-sp/index.ts';
import type { Group, Person } from '../directory/person.ts';
import { ENTERPRISE } from './dialect.ts';
import type { Provisioning, ProvisioningSettings, ProvisioningVendor } from './provisioning.ts';
import { connectTo, fresh, newToken, somebody, type TestConnection } from './test-connection.ts';
import { unsteadyProxy, type Trouble, type UnsteadyProxy } from './unsteady-proxy.ts';

let sp: ReferenceSp;
let proxy: UnsteadyProxy;
beforeAll(async () => {
  sp = await startReferenceSp({ tokens: { owner: 'owner', validation: 'validation' } });
  proxy = await unsteadyProxy(sp.url);
});
afterAll(async () => {
  await proxy.close();
  await sp.close();
});

const MINUTE = 60_000;

/** Somebody as the directory has them. */
interface Entry {
  person: Person;
  assigned: boolean;
  enabled: boolean;
  gone: boolean;
  manager: Entry | null;
}

interface Team {
  group: Group;
  members: Set<Entry>;
  pushed: boolean;
}

/** The directory that the acts change, one of which is the provisioning's and one ours to compare with. */
class World {
  now = 0;
  readonly people: Entry[] = ['ada', 'bob'].map((name) => {
    // Without an address the userName alone tells people apart, so that somebody could be made twice.
    const person = somebody(name, { email: null, displayName: `${name} 0` });
    return {
      person: { ...person, surname: person.key },
      assigned: false,
      enabled: true,
      gone: false,
      manager: null,
    };
  });
  readonly teams: Team[] = [1].map((number) => ({
    group: { id: `g${fresh()}`, name: `${number}-0` },
    members: new Set(),
    pushed: false,
  }));

  entry = (index: number): Entry => this.people[index % this.people.length] as Entry;
  team = (index: number): Team => this.teams[index % this.teams.length] as Team;
}

type Act = (world: World, idp: Provisioning) => Promise<unknown>;

/** An act that a counterexample can name. */
class Named {
  readonly name: string;
  readonly act: Act;
  constructor(name: string, act: Act) {
    this.name = name;
    this.act = act;
  }
  toString = () => this.name;
}

const index = fc.nat({ max: 3 });
const about = (
  name: string,
  apply: (entry: Entry, world: World, other: number) => void,
  send: (idp: Provisioning, entry: Entry) => Promise<unknown>,
) =>
  fc.tuple(index, index).map(
    ([who, other]) =>
      new Named(`${name} ${who % 2} ${other}`, (world, idp) => {
        const entry = world.entry(who);
        apply(entry, world, other);
        return send(idp, entry);
      }),
  );
const withPerson =
  (act: 'assign' | 'unassign' | 'deactivate' | 'reactivate' | 'delete' | 'change') =>
  (idp: Provisioning, { person, manager }: Entry) =>
    act === 'assign' || act === 'change' ? idp[act](person, { manager: manager?.person ?? null }) : idp[act](person);
const renamed = (entry: Entry, change: Partial<Person>) =>
  Object.assign(entry, { person: { ...entry.person, ...change } });

const personActs = [
  about('assign', (entry) => Object.assign(entry, { assigned: true, gone: false }), withPerson('assign')),
  about('unassign', (entry) => Object.assign(entry, { assigned: false }), withPerson('unassign')),
  about('deactivate', (entry) => Object.assign(entry, { enabled: false }), withPerson('deactivate')),
  about('reactivate', (entry) => Object.assign(entry, { enabled: true, gone: false }), withPerson('reactivate')),
  about('delete', (entry) => Object.assign(entry, { gone: true }), withPerson('delete')),
  about('name', (entry, _world, other) => renamed(entry, { displayName: `name ${other}` }), withPerson('change')),
  about(
    'userName',
    (entry, _world, other) => {
      const name = `${entry.person.key}-${other}@corp.test`;
      renamed(entry, { upn: name, username: name });
    },
    withPerson('change'),
  ),
  about(
    'manager',
    (entry, world, other) => {
      const manager = world.entry(other);
      entry.manager = manager === entry ? null : manager;
    },
    withPerson('change'),
  ),
];

const groupAct = (
  name: string,
  act: (team: Team, entry: Entry, idp: Provisioning, other: number) => Promise<unknown>,
) =>
  fc.tuple(index, index, index).map(
    ([which, who, other]) =>
      new Named(`${name} ${who % 2} ${other}`, async (world, idp) => {
        const team = world.team(which);
        if (team.pushed || name === 'push') await act(team, world.entry(who), idp, other);
      }),
  );
const groupActs = [
  groupAct('push', (team, entry, idp) => {
    team.pushed = true;
    team.members = new Set([entry]);
    return idp.pushGroup(team.group, [entry.person]);
  }),
  groupAct('add', (team, entry, idp) => {
    team.members.add(entry);
    return idp.addMembers(team.group, [entry.person]);
  }),
  groupAct('remove', (team, entry, idp) => {
    team.members.delete(entry);
    return idp.removeMembers(team.group, [entry.person]);
  }),
  groupAct('rename', (team, _entry, idp, other) => {
    team.group = { ...team.group, name: `${team.group.name.split('-')[0]}-${other}` };
    return idp.renameGroup(team.group);
  }),
  groupAct('delete group', (team, _entry, idp) => {
    team.pushed = false;
    team.members = new Set();
    return idp.deleteGroup(team.group);
  }),
];

const jobActs = [
  fc.constantFrom(40, 7 * 60).map(
    (minutes) =>
      new Named(`cycle after ${minutes} minutes`, (world, idp) => {
        world.now += minutes * MINUTE;
        return idp.runCycle();
      }),
  ),
  fc.boolean().map((links) => new Named(`restart ${links}`, (_world, idp) => idp.restart({ links }))),
];

/** More often than not: it is the answer that gets lost. */
const arrives = fc.constantFrom(true, true, false);
const trouble: fc.Arbitrary<Trouble | null> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  fc.constantFrom(401, 403, 404, 409, 412, 429).map((status): Trouble => ({ kind: 'status', status, arrives: false })),
  fc
    .constantFrom('0', '7200')
    .map((retryAfter): Trouble => ({ kind: 'status', status: 429, retryAfter, arrives: false })),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(500, 501, 503), arrives }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reset' as const), arrives }) },
  fc.record({ kind: fc.constant('html' as const), arrives }),
  fc.constant<Trouble>({ kind: 'truncated' }),
  fc.constant<Trouble>({ kind: 'other-page' }),
);
const troubles = fc.array(trouble, { maxLength: 2 });

const often = (weight: number, arbitraries: fc.Arbitrary<Named>[]) =>
  arbitraries.map((arbitrary) => ({ weight, arbitrary }));
const act = fc.oneof(
  ...often(4, personActs.slice(0, 2)),
  ...often(2, personActs.slice(2)),
  ...often(3, groupActs),
  ...often(2, jobActs),
);
const steps = fc.array(fc.record({ act, reads: troubles, writes: troubles }), { minLength: 5, maxLength: 12 });

/** Until the application was told everything: days pass, and an administrator sees to what the vendor stopped at. */
async function calm(world: World, idp: Provisioning): Promise<void> {
  for (let day = 0; day < 12 && (day === 0 || idp.pending() + idp.tasks().length > 0); day++) {
    for (const { type, key } of idp.tasks())
      await (type === 'user'
        ? idp.provisionOnDemand((world.people.find(({ person }) => person.key === key) as Entry).person)
        : idp.provisionOnDemand((world.teams.find(({ group }) => group.id === key) as Team).group));
    world.now += 25 * 60 * MINUTE;
    await idp.runCycle();
  }
  for (const { group, pushed } of world.teams) if (pushed) await idp.pushNow(group);
  await idp.runCycle();
}

interface Listed<T> {
  Resources: T[];
}
interface Account {
  id: string;
  userName: string;
  displayName: string;
  active: boolean;
  name: { familyName: string };
  [ENTERPRISE]?: { manager?: { value: string } };
}
interface Found {
  displayName: string;
  members?: { value: string }[];
}

const isWanted = ({ assigned, enabled, gone }: Entry) => assigned && enabled && !gone;

async function expectEnd(
  vendor: ProvisioningVendor,
  settings: ProvisioningSettings,
  world: World,
  { idp, read }: TestConnection,
) {
  expect([idp.pending(), idp.tasks()]).toEqual([0, []]);
  const accounts = (await read<Listed<Account>>('/Users')).Resources;
  const accountOf = new Map<Entry, Account>();
  for (const entry of world.people) {
    const { person, gone, assigned, manager } = entry;
    const [account, ...twice] = accounts.filter(({ name }) => name.familyName === person.key);
    expect(twice).toEqual([]);
    if (account) accountOf.set(entry, account);
    if (isWanted(entry)) {
      expect(account).toMatchObject({ userName: person.upn, displayName: person.displayName, active: true });
      const managed =
        manager && isWanted(manager)
          ? accounts.find(({ name }) => name.familyName === manager.person.key)?.id
          : undefined;
      if (vendor === 'entra' && (managed || !manager)) expect(account?.[ENTERPRISE]?.manager?.value).toBe(managed);
    } else expect(account?.active ?? false).toBe(false);
    const isDeleted = vendor === 'entra' ? assigned : settings.switches?.['google/scim-deprovision'] === 'delete';
    if (gone && isDeleted) expect(account).toBeUndefined();
  }
  const groups = (await read<Listed<Found>>('/Groups')).Resources;
  if (vendor === 'google') return expect(groups).toEqual([]);
  expect(groups.map(({ displayName }) => displayName).sort()).toEqual(
    world.teams
      .filter(({ pushed }) => pushed)
      .map(({ group }) => group.name)
      .sort(),
  );
  for (const { group, members, pushed } of world.teams) {
    if (!pushed) continue;
    const found = groups.find(({ displayName }) => displayName === group.name)?.members ?? [];
    const ids = found.map(({ value }) => value);
    expect(new Set(ids).size).toBe(ids.length);
    const idsOf = (entries: Entry[]) => entries.map((entry) => accountOf.get(entry)?.id);
    expect(idsOf([...members])).toEqual(expect.arrayContaining(ids));
    expect(ids).toEqual(expect.arrayContaining(idsOf([...members].filter(isWanted))));
  }
}

const setups: [ProvisioningVendor, ProvisioningSettings][] = [
  ['entra', {}],
  ['entra', { standardPatch: true, matchBy: ['externalId', 'userName'], membersAtOnce: 1 }],
  ['entra', { switches: { 'entra/scim-reference-check': 'filter', 'entra/scim-429': 'next-cycle' } }],
  ['okta', {}],
  ['okta', { application: 'catalogue', membersAtOnce: 1 }],
  ['google', {}],
  ['google', { switches: { 'google/scim-update': 'patch', 'google/scim-deprovision': 'delete' } }],
];

test.each(setups)('%s %j: after any trouble the application has what the directory has', async (vendor, settings) => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom('at-once' as const, 'in-cycles' as const), async (row, send) => {
      const world = new World();
      const token = await newToken(sp.url, 'owner');
      const connection = connectTo(sp.url, token, vendor, settings, {
        baseUrl: `${proxy.origin}/scim/v2`,
        send,
        clock: () => world.now,
        wait: () => Promise.resolve(),
      });
      for (const { act, reads, writes } of row) {
        proxy.reads.push(...reads);
        proxy.writes.push(...writes);
        await act.act(world, connection.idp);
      }
      for (const queue of [proxy.reads, proxy.writes]) queue.length = 0;
      await calm(world, connection.idp);
      await expectEnd(vendor, settings, world, connection);
    }),
    { numRuns: 6, seed: 7 },
  );
});
