import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startReferenceSp, type ReferenceSp } from '../../harness/reference-sp/index.ts';
import { tlsIdentity } from '../tls.ts';
import type { ProvisioningSettings } from './provisioning.ts';
import { connectTo, newGroup, newToken, serve, somebody } from './test-connection.ts';

let sp: ReferenceSp;
beforeAll(async () => {
  sp = await startReferenceSp({
    tokens: { owner: 'owner', validation: 'validation' },
    scimTokens: { own: 'own-token', revoked: 'revoked-token' },
  });
});
afterAll(() => sp.close());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Origin of a server that answers so. */
async function answering(answer: RequestListener): Promise<string> {
  const { port, close } = await serve(createServer(), answer);
  closing.push(close);
  return `http://127.0.0.1:${port}`;
}

const scimAnswer = (status: number, body: object): RequestListener => {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/scim+json' }).end(JSON.stringify(body));
  };
};

const connect = async (settings: ProvisioningSettings = {}) =>
  connectTo(sp.url, await newToken(sp.url, 'owner'), 'okta', settings);

const CORE_USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const CORE_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

describe('people', () => {
  test('are looked for, and made with a password that nobody knows', async () => {
    const { idp, calls } = await connect();
    const ada = somebody('ada');
    expect(await idp.assign(ada)).toMatchObject({ kind: 'created' });
    expect(calls()).toEqual([
      { call: `GET /Users?filter=userName eq "${ada.username}"&startIndex=1&count=100`, body: null },
      {
        call: 'POST /Users',
        body: {
          schemas: [CORE_USER],
          userName: ada.username,
          name: { givenName: 'ada', familyName: 'Lovelace' },
          emails: [{ primary: true, value: ada.email, type: 'work' }],
          displayName: ada.displayName,
          locale: 'en-US',
          externalId: ada.id,
          groups: [],
          password: expect.stringMatching(/^\w{20}$/) as string,
          active: true,
        },
      },
    ]);
  });

  test.each([
    ['custom', 'PUT', { active: false, userName: expect.any(String) as string, id: expect.any(String) as string }],
    ['catalogue', 'PATCH', { Operations: [{ op: 'replace', value: { active: false } }] }],
  ] as const)('of a %s application are deactivated by %s, and changed by PUT', async (application, method, body) => {
    const { idp, calls, read } = await connect({ application });
    const ada = somebody('ada');
    await idp.assign(ada);
    const id = idp.idOf(ada);
    calls();
    await idp.change({ ...ada, surname: 'King' });
    expect(calls()).toMatchObject([
      { call: `GET /Users/${id}` },
      { call: `PUT /Users/${id}`, body: { id, active: true } },
    ]);
    expect(await idp.deactivate({ ...ada, surname: 'King' })).toEqual({ kind: 'deactivated', id });
    expect(calls()[1]).toMatchObject({ call: `${method} /Users/${id}`, body });
    expect(await idp.reactivate({ ...ada, surname: 'King' })).toEqual({ kind: 'reactivated', id });
    await idp.unassign({ ...ada, surname: 'King' });
    await idp.delete(ada);
    expect(await read(`/Users/${id}`)).toMatchObject({ active: false, name: { familyName: 'King' } });
    expect(calls().filter(({ call }) => call.startsWith('DELETE'))).toEqual([]);
  });

  test('who are assigned again are looked for again', async () => {
    const { idp, calls } = await connect();
    const ada = somebody('ada');
    await idp.assign(ada);
    await idp.unassign(ada);
    calls();
    expect(await idp.assign(ada)).toEqual({ kind: 'linked', id: idp.idOf(ada) });
    expect(calls().map(({ call }) => call.split('?')[0])).toEqual([
      'GET /Users',
      `GET /Users/${idp.idOf(ada)}`,
      `PUT /Users/${idp.idOf(ada)}`,
    ]);
  });

  test('keep what the application alone knows of them', async () => {
    const { idp, read, write } = await connect();
    const ada = somebody('ada');
    const known = {
      schemas: [CORE_USER],
      userName: ada.username,
      name: { middleName: 'Augusta' },
      nickName: 'Enchantress',
    };
    await write('POST', '/Users', { ...known, emails: [{ value: ada.email }] });
    await idp.assign(ada);
    expect(await read(`/Users/${idp.idOf(ada)}`)).toMatchObject({
      name: { middleName: 'Augusta', familyName: 'Lovelace' },
      nickName: 'Enchantress',
    });
  });

  test('get a new password where passwords are synchronised', async () => {
    const password = expect.stringMatching(/^\w{20}$/) as string;
    for (const [application, sent] of [
      ['custom', { call: expect.stringMatching(/^PUT/) as string, body: { password, active: true } }],
      [
        'catalogue',
        {
          call: expect.stringMatching(/^PATCH/) as string,
          body: { Operations: [{ op: 'replace', value: { password } }] },
        },
      ],
    ] as const) {
      const { idp, calls } = await connect({ application, passwordSync: true });
      const ada = somebody('ada');
      await idp.assign(ada);
      expect(await idp.changePassword(ada)).toMatchObject({ kind: 'updated' });
      expect(calls().at(-1)).toMatchObject(sent);
    }
    const { idp } = await connect();
    expect(await idp.changePassword(somebody('ada'))).toMatchObject({ kind: 'skipped', because: 'switched-off' });
  });
});

describe('what stops a job', () => {
  test('a conflict is shown to the administrator, and tried again by hand alone', async () => {
    const token = await newToken(sp.url, 'owner');
    const { idp, calls, write } = connectTo(sp.url, token, 'okta');
    const ada = somebody('ada');
    const local = { schemas: [CORE_USER], userName: 'local', emails: [{ value: ada.email }] };
    await write('POST', '/Users', local);
    expect(await idp.assign(ada)).toMatchObject({
      kind: 'failed',
      again: false,
      because: { code: 'conflict', status: 409, scimType: 'uniqueness' },
    });
    expect(idp.tasks()).toMatchObject([{ type: 'user', key: ada.key, because: { code: 'conflict' } }]);
    expect(idp.pending()).toBe(0);
    calls();
    expect(await idp.runCycle()).toMatchObject({ outcomes: [] });
    expect(calls()).toEqual([]);
    const other = { ...ada, email: `other-${ada.email}` };
    expect(await idp.change(other)).toMatchObject({ kind: 'created' });
    expect(idp.tasks()).toEqual([]);
  });

  test('a PATCH that is not implemented is not followed by a PUT', async () => {
    const user = { id: 'u1', userName: 'x', active: true };
    const methods: string[] = [];
    const origin = await answering((request, response) => {
      methods.push(request.method ?? '');
      const [status, body]: [number, object] =
        request.method === 'PATCH'
          ? [501, { detail: 'no PATCH' }]
          : request.method === 'POST'
            ? [201, user]
            : request.url?.includes('filter')
              ? [200, { totalResults: 0, Resources: [] }]
              : [200, { ...user, ...profile }];
      scimAnswer(status, body)(request, response);
    });
    const { idp } = connectTo(origin, 'token', 'okta', { application: 'catalogue' });
    const ada = somebody('ada');
    const profile = {
      userName: ada.username,
      displayName: ada.displayName,
      name: { givenName: ada.givenName, familyName: ada.surname },
      emails: [{ value: ada.email }],
    };
    await idp.assign(ada);
    expect(await idp.deactivate(ada)).toMatchObject({
      kind: 'failed',
      again: false,
      because: { code: 'not-implemented', detail: 'no PATCH' },
    });
    expect(await idp.runCycle()).toMatchObject({ outcomes: [] });
    expect(methods).toEqual(['GET', 'POST', 'GET', 'PATCH']);
    expect(idp.tasks()).toMatchObject([{ key: ada.key, because: { code: 'not-implemented' } }]);
  });
});

describe('import', () => {
  /** A server that has so many users, and shows no more of them on a page than `most`. */
  const listing = (total: number, most = 100) =>
    answering((request, response) => {
      const query = new URL(request.url ?? '', 'http://x').searchParams;
      const [start, count] = [Number(query.get('startIndex')), Math.min(most, Number(query.get('count')))];
      const left = Math.max(0, Math.min(count, total - start + 1));
      const resources = Array.from({ length: left }, (_, index) => ({ id: `id-${start + index}`, active: 'False' }));
      scimAnswer(200, { totalResults: total, startIndex: start, itemsPerPage: left, Resources: resources })(
        request,
        response,
      );
    });

  test.each([
    [0, ['startIndex=1&count=100']],
    [100, ['startIndex=1&count=100']],
    [230, ['startIndex=1&count=100', 'startIndex=101&count=100', 'startIndex=201&count=100']],
  ])('of %i users goes by pages of 100 to totalResults', async (total, pages) => {
    const { idp, calls } = connectTo(await listing(total), 'token', 'okta');
    const report = await idp.importUsers();
    expect(report).toMatchObject({ total, pages: pages.length, failure: null });
    expect(new Set(report.users.map(({ id }) => id)).size).toBe(total);
    expect(report.users.every(({ active }) => active === false)).toBe(true);
    expect(calls().map(({ call }) => call.replace(/^.*\?/, ''))).toEqual(pages);
  });

  test('goes on 100 further where pages are shorter, and says who is missing', async () => {
    const { idp } = connectTo(await listing(150, 50), 'token', 'okta');
    const { users, failure } = await idp.importUsers();
    expect(users).toHaveLength(100);
    expect(failure).toMatchObject({ code: 'list-incomplete' });
  });

  test('takes no numbers that are texts', async () => {
    const origin = await answering(scimAnswer(200, { totalResults: '0', Resources: [] }));
    expect(await connectTo(origin, 'token', 'okta').idp.importUsers()).toMatchObject({
      failure: { code: 'malformed-answer' },
    });
  });

  test('matches by id and by name', async () => {
    const { idp, write } = await connect();
    const [ada, bob] = [somebody('ada'), somebody('bob')];
    await idp.assign(ada);
    await idp.change(bob);
    await write('POST', '/Users', { schemas: [CORE_USER], userName: bob.username.toUpperCase() });
    await write('POST', '/Users', { schemas: [CORE_USER], userName: 'stranger@corp.test' });
    const { users } = await idp.importUsers();
    expect(users.map(({ key }) => key)).toEqual([ada.key, bob.key, null]);
  });
});

describe('group push', () => {
  test.each(['custom', 'catalogue'] as const)('of a %s application', async (application) => {
    const { idp, calls, read } = await connect({ application });
    const people = [somebody('ada'), somebody('bob')] as const;
    for (const person of people) await idp.assign(person);
    const [ada, bob] = people;
    const [a, b] = people.map((person) => ({ value: idp.idOf(person), display: person.username }));
    const team = newGroup();
    calls();
    expect(await idp.pushGroup(team, [ada])).toMatchObject({ kind: 'created' });
    const id = idp.idOf(team);
    const path = `/Groups/${id}`;
    const whole = (name: string, ...members: unknown[]) => ({
      call: `PUT ${path}`,
      body: { schemas: [CORE_GROUP], id, displayName: name, members },
    });
    const patched = (...operations: unknown[]) => ({ call: `PATCH ${path}`, body: { Operations: operations } });
    const named = (name: string) => patched({ op: 'replace', value: { id, displayName: name } });
    const added = { op: 'add', path: 'members', value: [b] };
    const removed = { op: 'remove', path: `members[value eq "${a?.value}"]` };
    const isCustom = application === 'custom';
    expect(calls()).toMatchObject([
      { call: `GET /Groups?filter=displayName eq "${team.name}"` },
      { call: 'POST /Groups', body: { schemas: [CORE_GROUP], displayName: team.name, members: [] } },
      ...(isCustom ? [whole(team.name, a)] : [named(team.name), patched({ op: 'add', path: 'members', value: [a] })]),
    ]);
    await idp.pushGroup(team, [bob]);
    expect(calls()).toMatchObject(isCustom ? [whole(team.name, b)] : [named(team.name), patched(removed, added)]);
    const renamed = { ...team, name: `${team.name} renamed` };
    await idp.renameGroup(renamed);
    expect(calls()).toMatchObject([isCustom ? whole(renamed.name, b) : named(renamed.name)]);
    await idp.pushNow(renamed);
    const replaced = (...members: unknown[]) => patched({ op: 'replace', path: 'members', value: members });
    expect(calls()).toMatchObject([isCustom ? whole(renamed.name, b) : replaced(b)]);
    await idp.removeMembers(renamed, [bob]);
    calls();
    await idp.pushNow(renamed);
    expect(calls()).toMatchObject([isCustom ? whole(renamed.name) : replaced()]);
    const { members = [], displayName } = await read<{ members?: unknown[]; displayName: string }>(path);
    expect([displayName, members]).toEqual([renamed.name, []]);
    expect(await idp.deleteGroup(renamed)).toEqual({ kind: 'deleted', id });
    expect(calls()).toEqual([{ call: `DELETE ${path}`, body: null }]);
  });

  test.each([
    ['replaced', 1],
    ['kept', 2],
  ] as const)('links a group that is there; its members are %s', async (form, size) => {
    const { idp, read, write } = await connect({
      application: 'catalogue',
      switches: { 'okta/scim-linked-members': form },
    });
    const [ada, bob, team] = [somebody('ada'), somebody('bob'), newGroup()];
    for (const person of [ada, bob]) await idp.assign(person);
    const members = [{ value: idp.idOf(bob) }];
    await write('POST', '/Groups', { schemas: [CORE_GROUP], displayName: team.name, members });
    expect(await idp.pushGroup(team, [ada])).toMatchObject({ kind: 'linked' });
    const found = await read<{ members: object[] }>(`/Groups/${idp.idOf(team)}`);
    expect(found.members).toHaveLength(size);
  });

  test('adds nobody who is inactive, and leaves in whoever becomes so', async () => {
    const { idp, read } = await connect();
    const [ada, bob, team] = [somebody('ada'), somebody('bob'), newGroup()];
    for (const person of [ada, bob]) await idp.assign(person);
    await idp.deactivate(bob);
    await idp.pushGroup(team, [ada, bob]);
    await idp.deactivate(ada);
    const membersOf = async () => (await read<{ members: object[] }>(`/Groups/${idp.idOf(team)}`)).members;
    await idp.pushNow(team);
    expect(await membersOf()).toMatchObject([{ value: idp.idOf(ada) }]);
    await idp.reactivate(bob);
    await idp.pushNow(team);
    expect(await membersOf()).toHaveLength(2);
  });
});

describe('Test API Credentials', () => {
  test.each([
    [{}, 'count=2&startIndex=1'],
    [{ switches: { 'okta/scim-test-count': 'one' } }, 'count=1&startIndex=1'],
  ])('asks for users: %j', async (settings, query) => {
    const { idp, calls } = await connect(settings);
    expect(await idp.testConnection()).toEqual({ ok: true });
    expect(calls()).toEqual([{ call: `GET /Users?${query}`, body: null }]);
  });

  const html: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
  };
  const text: RequestListener = (_request, response) => {
    response.writeHead(500, { 'content-type': 'text/plain' }).end('Oops');
  };
  const truncated: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/scim+json' }).end('{"totalResults":1,"Res');
  };
  const moved: RequestListener = (_request, response) => {
    response.writeHead(301, { location: 'https://app.test/scim' }).end();
  };
  test.each([
    ['a web page', html, 'html', /web page/, /base URL/],
    [
      'an error in plain text',
      text,
      'server-error',
      /answered with 500; the answer is of the type "text\/plain"/,
      /logged/,
    ],
    ['JSON that ends early', truncated, 'broken-json', /no whole JSON/, /logged/],
    ['a redirect', moved, 'redirected', /answered with 301/, /Give the address/],
    ['another JSON', scimAnswer(200, []), 'malformed-answer', /not what SCIM says/, /logged/],
    ['no such path', scimAnswer(404, {}), 'not-found', /answered with 404/, /base URL/],
    ['a missing right', scimAnswer(403, {}), 'forbidden', /answered with 403/, /the right to read/],
  ])('tells %s', async (_what, answer, code, says, mend) => {
    const { idp } = connectTo(await answering(answer), 'token', 'okta');
    const result = await idp.testConnection();
    expect(result).toMatchObject({ ok: false, because: { code } });
    if (result.ok) return;
    expect([result.because.says, result.because.mend]).toEqual([
      expect.stringMatching(says),
      expect.stringMatching(mend),
    ]);
  });

  test.each(['wrong-token', 'revoked-token'])('tells that the token is not taken: %s', async (token) => {
    expect(await connectTo(sp.url, token, 'okta').idp.testConnection()).toMatchObject({
      ok: false,
      because: { code: 'unauthorized', status: 401, mend: 'Make a new token in the application, and enter it whole.' },
    });
    expect(await connectTo(sp.url, 'own-token', 'okta').idp.testConnection()).toEqual({ ok: true });
  });

  test.each([
    ['', /is empty/],
    ['own-token\n', /line break/],
  ])('takes no token like %j', (token, says) => {
    expect(() => connectTo(sp.url, token, 'okta')).toThrow(says);
  });

  test('tells that nobody listens at the base URL', async () => {
    const origin = await answering(html);
    await Promise.all(closing.splice(0).map((close) => close()));
    expect(await connectTo(origin, 'token', 'okta').idp.testConnection()).toMatchObject({
      ok: false,
      because: { code: 'unreachable', mend: 'Check the base URL, and that the application runs.' },
    });
  });

  test('tells that the certificate is of an authority that nobody knows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jitmus-scim-'));
    closing.push(() => rm(folder, { recursive: true }));
    const { key, certificate } = await tlsIdentity(folder);
    const { port, close } = await serve(
      createTlsServer({ key, cert: certificate }),
      scimAnswer(200, { totalResults: 0 }),
    );
    closing.push(close);
    const result = await connectTo(`https://127.0.0.1:${port}`, 'token', 'okta').idp.testConnection();
    expect(result).toMatchObject({ ok: false, because: { code: 'certificate' } });
    if (result.ok) return;
    expect(result.because.says).toMatch(
      /certificate is not trusted: .*UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER/,
    );
    expect(result.because.mend).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('takes JSON by another name, as the examples of the reference have it', async () => {
    const origin = await answering((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/json;charset=UTF-8' }).end('{"totalResults":0}');
    });
    expect(await connectTo(origin, 'token', 'okta').idp.testConnection()).toEqual({ ok: true });
    expect(await connectTo(origin, 'token', 'entra').idp.testConnection()).toMatchObject({
      because: { code: 'content-type' },
    });
  });
});
