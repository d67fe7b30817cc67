import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startReferenceSp, type ReferenceSp } from '../../harness/reference-sp/index.ts';
import { ENTERPRISE } from './dialect.ts';
import type { ProvisioningOptions, ProvisioningSettings } from './provisioning.ts';
import { connectTo, newGroup, newToken, somebody } from './test-connection.ts';

let sp: ReferenceSp;
beforeAll(async () => {
  sp = await startReferenceSp({ tokens: { owner: 'owner', validation: 'validation' } });
});
afterAll(() => sp.close());

const connect = async (settings: ProvisioningSettings = {}, options: Partial<ProvisioningOptions> = {}) =>
  connectTo(sp.url, await newToken(sp.url, 'owner'), 'entra', settings, options);

const patched = (body: unknown) => (body as { Operations: unknown[] }).Operations;

describe('scope and assignment', () => {
  test('whoever was unassigned keeps the account and the link, and is not managed any more', async () => {
    const { idp, calls, read } = await connect();
    const [ada, team] = [somebody('ada'), newGroup()];
    await idp.assign(ada);
    await idp.pushGroup(team, [ada]);
    const id = idp.idOf(ada);
    expect(await idp.unassign(ada)).toEqual({ kind: 'deactivated', id });
    calls();
    const renamed = { ...ada, displayName: 'Countess' };
    for (const act of [() => idp.deactivate(renamed), () => idp.change(renamed), () => idp.delete(renamed)])
      expect(await act()).toEqual({ kind: 'skipped', because: 'out-of-scope', id });
    expect(calls()).toEqual([]);
    expect(await read(`/Users/${id}`)).toMatchObject({ active: false, displayName: ada.displayName });
    // Memberships are the application's to keep.
    expect((await read<{ members: unknown[] }>(`/Groups/${idp.idOf(team)}`)).members).toHaveLength(1);
    await idp.reactivate(renamed);
    expect(await idp.assign(renamed)).toEqual({ kind: 'reactivated', id });
    expect(calls().map(({ call }) => call)).toEqual([`GET /Users/${id}`, `PATCH /Users/${id}`]);
    expect(await read(`/Users/${id}`)).toMatchObject({ active: true, displayName: 'Countess' });
  });

  test('a soft-deleted person is deactivated, restored, and deleted with the purge', async () => {
    const { idp, read, write } = await connect();
    const ada = somebody('ada');
    await idp.assign(ada);
    const id = idp.idOf(ada);
    expect(await idp.deactivate(ada)).toEqual({ kind: 'deactivated', id });
    expect(await idp.reactivate(ada)).toEqual({ kind: 'reactivated', id });
    await idp.deactivate(ada);
    expect(await idp.delete(ada)).toEqual({ kind: 'deleted', id });
    expect(await read(`/Users/${id}`)).toMatchObject({ status: '404' });
    expect(await idp.reactivate(ada)).toMatchObject({ kind: 'created' });
    await write('DELETE', `/Users/${idp.idOf(ada)}`);
    expect(await idp.delete(ada)).toMatchObject({ kind: 'skipped', because: 'already-gone' });
  });

  test('whoever is disabled, or out of scope, is not created', async () => {
    const { idp, calls } = await connect();
    const [ada, bob] = [somebody('ada'), somebody('bob')];
    await idp.deactivate(ada);
    expect(await idp.assign(ada)).toMatchObject({ kind: 'skipped', because: 'never-created' });
    expect(await idp.change(bob)).toMatchObject({ kind: 'skipped', because: 'out-of-scope' });
    expect(calls()).toEqual([]);
  });

  test.each([
    [{ actions: { create: false } }, 'assign'],
    [{ actions: { update: false } }, 'change'],
    [{ actions: { delete: false } }, 'delete'],
  ] as const)('%j sends nothing for it', async (settings, act) => {
    const token = await newToken(sp.url, 'owner');
    const ada = somebody('ada');
    if (act !== 'assign') await connectTo(sp.url, token, 'entra').idp.assign(ada);
    const { idp, calls } = connectTo(sp.url, token, 'entra', settings);
    if (act !== 'assign') await idp.assign(ada);
    calls();
    expect(await idp[act]({ ...ada, displayName: 'Countess' })).toMatchObject({
      kind: 'skipped',
      because: 'switched-off',
    });
    expect(calls().filter(({ call }) => !call.startsWith('GET'))).toEqual([]);
  });

  test('out-of-scope deletions can be skipped', async () => {
    const { idp, read } = await connect({ skipOutOfScope: true });
    const ada = somebody('ada');
    await idp.assign(ada);
    expect(await idp.unassign(ada)).toMatchObject({ kind: 'skipped', because: 'out-of-scope' });
    expect(await read(`/Users/${idp.idOf(ada)}`)).toMatchObject({ active: true });
  });
});

describe('what is sent of a person', () => {
  const everything = {
    mobile: '+9992',
    fax: '+9993',
    street: '1 Engine Road',
    postalCode: 'AB1',
    office: 'Tower',
    employeeNumber: '17',
    nickname: 'countess',
  };

  test('is the default mapping, in a POST', async () => {
    const { idp, calls } = await connect();
    const ada = somebody('ada');
    await idp.assign(ada, everything);
    expect(calls()).toEqual([
      { call: `GET /Users?filter=userName eq "${ada.upn}"`, body: null },
      {
        call: 'POST /Users',
        body: {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
          externalId: 'countess',
          userName: ada.upn,
          active: true,
          displayName: ada.displayName,
          title: 'Archivist',
          emails: [{ primary: true, type: 'work', value: ada.email }],
          phoneNumbers: [
            { type: 'work', value: '+9991' },
            { type: 'mobile', value: '+9992' },
            { type: 'fax', value: '+9993' },
          ],
          addresses: [
            { type: 'work', streetAddress: '1 Engine Road', postalCode: 'AB1' },
            { type: 'other', formatted: 'Tower' },
          ],
          meta: { resourceType: 'User' },
          name: { formatted: ada.displayName, familyName: 'Lovelace', givenName: 'ada' },
          roles: [],
          [ENTERPRISE]: { department: 'R&D', employeeNumber: '17' },
        },
      },
    ]);
  });

  test('and in PATCHes, one operation for each attribute', async () => {
    const { idp, calls, read } = await connect();
    const ada = somebody('ada');
    await idp.assign(ada);
    calls();
    await idp.change({ ...ada, phone: '+9994', surname: 'King' }, { mobile: '+9992', office: 'Tower' });
    expect(patched(calls()[1]?.body)).toEqual([
      { op: 'Replace', path: 'name.familyName', value: 'King' },
      { op: 'Replace', path: 'phoneNumbers[type eq "work"].value', value: '+9994' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+9992' },
      { op: 'Add', path: 'addresses[type eq "other"].formatted', value: 'Tower' },
    ]);
    expect(await read(`/Users/${idp.idOf(ada)}`)).toMatchObject({
      phoneNumbers: [
        { type: 'work', value: '+9994' },
        { type: 'mobile', value: '+9992' },
      ],
      addresses: [{ type: 'other', formatted: 'Tower' }],
    });
    expect(await idp.change({ ...ada, phone: '+9994', surname: 'King' })).toMatchObject({
      because: 'nothing-to-change',
    });
  });

  test('with aadOptscim062020 what is replaced comes together, and what is added or filtered does not', async () => {
    const { idp, calls } = await connect({ standardPatch: true });
    const ada = somebody('ada');
    await idp.assign(ada);
    calls();
    const changed = { ...ada, phone: '+9994', surname: 'King', displayName: 'Ada King' };
    await idp.change(changed, { employeeNumber: '18' });
    const [get, patch] = calls();
    expect(get?.call).toBe(`GET /Users/${idp.idOf(ada)}?aadOptscim062020`);
    expect(patched(patch?.body)).toEqual([
      { op: 'replace', path: 'phoneNumbers[type eq "work"].value', value: '+9994' },
      { op: 'add', path: `${ENTERPRISE}:employeeNumber`, value: '18' },
      { op: 'replace', value: { displayName: 'Ada King', 'name.familyName': 'King' } },
    ]);
    await idp.deactivate(changed);
    expect(patched(calls()[1]?.body)).toEqual([{ op: 'replace', path: 'active', value: false }]);
    // The flag is not heeded on demand.
    await idp.reactivate(changed);
    await idp.provisionOnDemand({ ...changed, displayName: 'Countess' });
    expect(patched(calls().at(-1)?.body)).toEqual([{ op: 'Replace', path: 'displayName', value: 'Countess' }]);
  });

  test('the flag of the base URL counts as the setting does', async () => {
    const token = await newToken(sp.url, 'owner');
    const { idp, calls } = connectTo(sp.url, token, 'entra', {}, { baseUrl: `${sp.url}/scim/v2?aadOptscim062020` });
    const ada = somebody('ada');
    await idp.assign(ada);
    await idp.deactivate(ada);
    expect(patched(calls().at(-1)?.body)).toEqual([{ op: 'replace', path: 'active', value: false }]);
    expect(() =>
      connectTo(sp.url, token, 'entra', { standardPatch: true }, { baseUrl: `${sp.url}/scim?AzureAdScimPatch2017` }),
    ).toThrow(expect.objectContaining({ code: 'SCIM_OPTION_INVALID' }));
  });

  test('a guest has the address of their home for a name', async () => {
    const { idp, calls } = await connect();
    const ada = somebody('ada', { kind: 'guest', upn: 'ada_b_partner.example#EXT#@corp.test' });
    await idp.assign(ada);
    expect(calls()[1]?.body).toMatchObject({ userName: 'ada_b@partner.example' });
  });

  test('externalId is the nickname, which a new sign-in name does not change, or the object id', async () => {
    for (const [form, value] of [
      ['mail-nickname', 'ada'],
      ['object-id', 'the-id'],
    ] as const) {
      const { idp, calls, read } = await connect({ switches: { 'entra/scim-external-id': form } });
      const ada = somebody('ada', { id: 'the-id', upn: `ada@${form}.test` });
      await idp.assign(ada);
      expect(calls()[1]?.body).toMatchObject({ externalId: value });
      await idp.change({ ...ada, upn: `countess@${form}.test` });
      expect(await read(`/Users/${idp.idOf(ada)}`)).toMatchObject({
        externalId: value,
        userName: `countess@${form}.test`,
      });
    }
  });
});

describe('active', () => {
  test.each([
    [{}, true, { op: 'Replace', path: 'active', value: 'False' }],
    [{ 'entra/scim-active': 'boolean' }, true, { op: 'Replace', path: 'active', value: false }],
    [{ 'entra/scim-active': 'lower-case' }, true, { op: 'Replace', path: 'active', value: 'false' }],
    [{ 'entra/scim-active-op': 'add' }, true, { op: 'Add', path: 'active', value: 'False' }],
    [{ 'entra/scim-create-active': 'string' }, 'True', { op: 'Replace', path: 'active', value: 'False' }],
  ])('%j: is written so in a POST and in a PATCH', async (switches, posted, operation) => {
    const { idp, calls, read } = await connect({ switches });
    const ada = somebody('ada');
    await idp.assign(ada);
    await idp.deactivate(ada);
    const sent = calls();
    expect(sent[1]?.body).toMatchObject({ active: posted });
    expect(patched(sent.at(-1)?.body)).toEqual([operation]);
    expect(await read(`/Users/${idp.idOf(ada)}`)).toMatchObject({ active: false });
  });
});

describe('matching', () => {
  test('goes through the attributes in order, and stops at the first match', async () => {
    const { idp, calls, write } = await connect({ matchBy: ['externalId', 'email', 'userName'] });
    const ada = somebody('ada');
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    const emails = [{ type: 'work', value: ada.email }];
    await write('POST', '/Users', { schemas, userName: 'somebody-local', emails });
    expect(await idp.assign(ada)).toMatchObject({ kind: 'linked' });
    const asked = calls();
    expect(asked.slice(0, 2).map(({ call }) => call)).toEqual([
      `GET /Users?filter=externalId eq "${ada.upn.split('@')[0]}"`,
      `GET /Users?filter=emails[type eq "work"].value eq "${ada.email}"`,
    ]);
    expect(asked[2]?.call).toMatch(/^GET \/Users\/[^?]+$/);
    expect(asked[3]?.body).toMatchObject({
      Operations: expect.arrayContaining([{ op: 'Replace', path: 'userName', value: ada.upn }]) as unknown,
    });
  });

  test('whoever has no value for an attribute is not looked for by it', async () => {
    const { idp, calls } = await connect({ matchBy: ['email', 'userName'] });
    const ada = somebody('ada', { email: null });
    await idp.assign(ada);
    expect(calls()[0]?.call).toBe(`GET /Users?filter=userName eq "${ada.upn}"`);
  });

  test('the test of the connection asks for nobody, by the first of them', async () => {
    const { idp, calls } = await connect({
      matchBy: ['externalId'],
      switches: { 'entra/scim-probe': 'user-and-group' },
    });
    expect(await idp.testConnection()).toEqual({ ok: true });
    expect(calls().map(({ call }) => call.replace(/[0-9a-f-]{36}/, 'guid'))).toEqual([
      'GET /Users?filter=externalId eq "guid"',
      'GET /Groups?excludedAttributes=members&filter=displayName eq "guid"',
    ]);
  });
});

describe('groups', () => {
  test('are made empty, filled, renamed, emptied and deleted', async () => {
    const { idp, calls, read } = await connect({ membersAtOnce: 2 });
    const people = [somebody('ada'), somebody('bob'), somebody('eve')];
    for (const person of people) await idp.assign(person);
    const [ada, bob, eve] = people.map((person) => idp.idOf(person));
    const team = newGroup();
    calls();
    expect(await idp.pushGroup(team, people)).toMatchObject({ kind: 'created' });
    const id = idp.idOf(team);
    const lookUp = `GET /Groups?excludedAttributes=members&filter=displayName eq "${team.name}"`;
    const read1 = `GET /Groups/${id}?excludedAttributes=members`;
    const members = (op: string, ...ids: unknown[]) => [
      { op, path: 'members', value: ids.map((value) => ({ $ref: null, value })) },
    ];
    expect(calls()).toMatchObject([
      { call: lookUp },
      {
        call: 'POST /Groups',
        body: { displayName: team.name, externalId: team.id, meta: { resourceType: 'Group' } },
      },
      { call: `PATCH /Groups/${id}`, body: { Operations: members('Add', ada, bob) } },
      { call: `PATCH /Groups/${id}`, body: { Operations: members('Add', eve) } },
    ]);
    const renamed = { ...team, name: `${team.name} renamed` };
    expect(await idp.renameGroup(renamed)).toEqual({ kind: 'updated', id });
    expect(calls()).toMatchObject([
      { call: read1 },
      { body: { Operations: [{ op: 'Replace', path: 'displayName', value: renamed.name }] } },
    ]);
    await idp.removeMembers(renamed, people.slice(1));
    expect(calls()).toMatchObject([{ call: read1 }, { body: { Operations: members('Remove', bob, eve) } }]);
    expect(await read(`/Groups/${id}`)).toMatchObject({ displayName: renamed.name, members: [{ value: ada }] });
    expect(await idp.deleteGroup(renamed)).toEqual({ kind: 'deleted', id });
    expect(await idp.deleteGroup(renamed)).toMatchObject({ kind: 'skipped', because: 'already-gone' });
    // Restored: the directory has it again, with those who were in it.
    expect(await idp.pushGroup(renamed, [somebody('newcomer'), ...people])).toMatchObject({ kind: 'created' });
    expect(await read(`/Groups/${idp.idOf(renamed)}`)).toMatchObject({
      externalId: team.id,
      members: [{ value: ada }, { value: bob }, { value: eve }],
    });
  });

  test('lose each member by a path of its own with aadOptscim062020', async () => {
    const { idp, calls } = await connect({ standardPatch: true });
    const [ada, team] = [somebody('ada'), newGroup()];
    await idp.assign(ada);
    await idp.pushGroup(team, [ada]);
    await idp.removeMembers(team, [ada]);
    expect(patched(calls().at(-1)?.body)).toEqual([{ op: 'remove', path: `members[value eq "${idp.idOf(ada)}"]` }]);
  });

  test('carry no $ref where the switch says so', async () => {
    const { idp, calls } = await connect({ switches: { 'entra/scim-member-ref': 'left-out' } });
    const [ada, team] = [somebody('ada'), newGroup()];
    await idp.assign(ada);
    await idp.pushGroup(team, [ada]);
    expect(patched(calls().at(-1)?.body)).toEqual([{ op: 'Add', path: 'members', value: [{ value: idp.idOf(ada) }] }]);
  });

  test('that are there are linked by name, and get the id of the directory', async () => {
    const { idp, write, read } = await connect();
    const team = newGroup();
    await write('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: team.name,
    });
    expect(await idp.pushGroup(team)).toMatchObject({ kind: 'linked' });
    expect(await read(`/Groups/${idp.idOf(team)}`)).toMatchObject({ externalId: team.id });
  });

  test('that went missing are made anew, with all who are in them', async () => {
    const { idp, write, read } = await connect();
    const [ada, team] = [somebody('ada'), newGroup()];
    await idp.assign(ada);
    await idp.pushGroup(team, [ada]);
    await write('DELETE', `/Groups/${idp.idOf(team)}`);
    expect(await idp.renameGroup(team)).toMatchObject({ kind: 'created' });
    expect(await read(`/Groups/${idp.idOf(team)}`)).toMatchObject({ members: [{ value: idp.idOf(ada) }] });
  });

  test('get a member who is assigned later with the next cycle, and nobody who is not assigned', async () => {
    const { idp, read } = await connect();
    const [ada, bob, team] = [somebody('ada'), somebody('bob'), newGroup()];
    await idp.pushGroup(team, [ada, bob]);
    expect(idp.pending()).toBe(0);
    await idp.assign(ada);
    expect(await idp.runCycle()).toMatchObject({ outcomes: [{ type: 'group', outcome: { kind: 'updated' } }] });
    const { members } = await read<{ members: object[] }>(`/Groups/${idp.idOf(team)}`);
    expect(members).toMatchObject([{ value: idp.idOf(ada) }]);
    await idp.assign(bob);
    await idp.unassign(bob);
    expect(await idp.runCycle()).toMatchObject({ pending: 0 });
    expect(await read<{ members: object[] }>(`/Groups/${idp.idOf(team)}`)).toMatchObject({ members });
  });

  test('are asked about a member before one is sent, where the switch says so', async () => {
    const { idp, calls } = await connect({ switches: { 'entra/scim-reference-check': 'filter' } });
    const [ada, team] = [somebody('ada'), newGroup()];
    await idp.assign(ada);
    await idp.pushGroup(team, [ada]);
    expect(calls().at(-2)?.call).toBe(
      `GET /Groups?filter=id eq "${idp.idOf(team)}" and members eq "${idp.idOf(ada)}"&attributes=id`,
    );
  });
});

describe('managers', () => {
  test.each(['urn-path', 'list'] as const)('are set, changed and taken away: %s', async (form) => {
    const { idp, calls } = await connect({ switches: { 'entra/scim-manager': form } });
    const [ada, bob, eve] = [somebody('ada'), somebody('bob'), somebody('eve')];
    for (const person of [bob, eve]) await idp.assign(person);
    const sent = async (act: Promise<unknown>) => {
      await act;
      return patched(calls().at(-1)?.body)[0];
    };
    const path = form === 'list' ? 'manager' : `${ENTERPRISE}:manager`;
    const valueOf = (id: string | null) =>
      form === 'list' ? [{ $ref: `${sp.url}/scim/v2/Users/${id}`, value: id }] : id;
    expect(await sent(idp.assign(ada, { manager: bob }))).toEqual({ op: 'Add', path, value: valueOf(idp.idOf(bob)) });
    // The reference knows no manager but by the URN.
    if (form === 'list') return;
    expect(await sent(idp.change(ada, { manager: eve }))).toEqual({ op: 'Replace', path, value: idp.idOf(eve) });
    expect(await sent(idp.change(ada, { manager: null }))).toEqual({ op: 'Replace', path, value: '' });
  });

  test('follow in a second pass, however people are ordered', async () => {
    const { idp, read, calls } = await connect({}, { send: 'in-cycles' });
    const [ada, bob, eve] = [somebody('ada'), somebody('bob'), somebody('eve')];
    await idp.assign(ada, { manager: bob });
    await idp.assign(bob, { manager: eve });
    await idp.assign(eve);
    expect(calls()).toEqual([]);
    expect(await idp.runCycle()).toMatchObject({ kind: 'initial', pending: 0, quarantine: null });
    for (const [person, manager] of [
      [ada, bob],
      [bob, eve],
    ] as const)
      expect(await read(`/Users/${idp.idOf(person)}`)).toMatchObject({
        [ENTERPRISE]: { manager: { value: idp.idOf(manager) } },
      });
    const methods = calls().map(({ call }) => call.split(' ')[0]);
    expect(methods.lastIndexOf('POST')).toBeLessThan(methods.indexOf('PATCH'));
    expect(await idp.runCycle()).toMatchObject({ kind: 'incremental', outcomes: [] });
  });

  test('who are assigned later follow then', async () => {
    const { idp, read } = await connect();
    const [ada, bob] = [somebody('ada'), somebody('bob')];
    expect(await idp.assign(ada, { manager: bob })).toMatchObject({ kind: 'created' });
    await idp.assign(bob);
    expect(await idp.runCycle()).toMatchObject({ pending: 0 });
    expect(await read(`/Users/${idp.idOf(ada)}`)).toMatchObject({
      [ENTERPRISE]: { manager: { value: idp.idOf(bob) } },
    });
  });
});

describe('on demand', () => {
  test('one person is provisioned, after a test of the connection', async () => {
    const { idp, calls } = await connect({}, { send: 'in-cycles' });
    const ada = somebody('ada');
    await idp.assign(ada);
    expect(await idp.provisionOnDemand(ada)).toMatchObject({ kind: 'created' });
    expect(calls().map(({ call }) => call.replace(/"[0-9a-f]{8}-[^"]+"/, 'guid'))).toEqual([
      'GET /Users?filter=userName eq guid',
      `GET /Users?filter=userName eq "${ada.upn}"`,
      'POST /Users',
    ]);
    await idp.unassign(ada);
    expect(await idp.provisionOnDemand(ada)).toMatchObject({ kind: 'deactivated' });
    await idp.deactivate(ada);
    expect(await idp.provisionOnDemand(ada)).toMatchObject({ kind: 'skipped', because: 'not-done-by-vendor' });
  });

  test('a group goes with up to five members, and the others stay owed', async () => {
    const { idp, read } = await connect({}, { send: 'in-cycles' });
    const people = Array.from({ length: 6 }, (_, index) => somebody(`person-${index}-`));
    for (const person of people) await idp.assign(person);
    await idp.runCycle();
    const team = newGroup();
    await idp.pushGroup(team, people);
    await expect(idp.provisionOnDemand(team, people)).rejects.toMatchObject({ code: 'SCIM_OPTION_INVALID' });
    expect(await idp.provisionOnDemand(team, people.slice(0, 2))).toMatchObject({ kind: 'created' });
    const size = async () => (await read<{ members: object[] }>(`/Groups/${idp.idOf(team)}`)).members.length;
    expect([await size(), idp.pending()]).toEqual([2, 1]);
    await idp.runCycle();
    expect([await size(), idp.pending()]).toEqual([6, 0]);
  });
});

describe('restart', () => {
  test('looks at everybody again by their id, and with broken links by filter', async () => {
    const { idp, calls } = await connect({}, { send: 'in-cycles' });
    const [ada, bob, team] = [somebody('ada'), somebody('bob'), newGroup()];
    await idp.assign(ada);
    await idp.assign(bob);
    await idp.deactivate(bob);
    await idp.pushGroup(team, [ada]);
    await idp.runCycle();
    const ids = [idp.idOf(ada), idp.idOf(team)];
    await idp.restart();
    calls();
    expect(await idp.runCycle()).toMatchObject({ kind: 'initial' });
    expect(
      calls()
        .slice(1)
        .map(({ call }) => call),
    ).toEqual([`GET /Users/${ids[0]}`, `GET /Groups/${ids[1]}?excludedAttributes=members`]);
    await idp.restart({ links: true });
    expect(idp.idOf(ada)).toBeNull();
    expect(await idp.runCycle()).toMatchObject({
      kind: 'initial',
      outcomes: [
        { outcome: { kind: 'linked' } },
        { outcome: { because: 'never-created' } },
        { outcome: { kind: 'linked' } },
      ],
    });
    expect(
      calls()
        .slice(1)
        .map(({ call }) => call),
    ).toEqual([
      `GET /Users?filter=userName eq "${ada.upn}"`,
      `GET /Users/${ids[0]}`,
      `GET /Groups?excludedAttributes=members&filter=displayName eq "${team.name}"`,
    ]);
    expect([idp.idOf(ada), idp.idOf(team)]).toEqual(ids);
  });

  test('with broken links loses nothing that is owed', async () => {
    const { idp, read } = await connect({}, { send: 'in-cycles' });
    const [ada, bob] = [somebody('ada'), somebody('bob')];
    for (const person of [ada, bob]) await idp.assign(person);
    await idp.runCycle();
    const ids = [idp.idOf(ada), idp.idOf(bob)];
    await idp.deactivate(ada);
    await idp.delete(bob);
    await idp.restart({ links: true });
    await idp.runCycle();
    expect(await read(`/Users/${ids[0]}`)).toMatchObject({ active: false });
    expect(await read(`/Users/${ids[1]}`)).toMatchObject({ status: '404' });
  });
});
