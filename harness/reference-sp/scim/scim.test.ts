import { describe, expect, test } from 'vitest';
import { startWorld, type World } from '../test-world.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { id: string; Resources: Record<string, unknown>[] };
}

type Client = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

async function newToken(world: World, fields: object = {}): Promise<{ id: string; token: string }> {
  const { status, body } = await world.api<{ id: string; token: string }>('POST', '/admin/scim-tokens', fields);
  expect(status).toBe(201);
  return body;
}

function clientOf(world: World, token: string | null): Client {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(`${world.url}/scim/v2${path}`, {
      method,
      headers: {
        connection: 'close',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (text) expect(answer.headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
    return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : {}) as Answer['body'] };
  };
}

async function service(options: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld(options);
  return { world, scim: clientOf(world, (await newToken(world)).token) };
}

const ada = {
  schemas: [USER, ENTERPRISE],
  userName: 'ada@corp.test',
  externalId: 'adal',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [{ primary: true, type: 'work', value: 'ada@corp.test' }],
  roles: [],
  [ENTERPRISE]: { department: 'R&D' },
};

describe('people', () => {
  test('are made, read, found, replaced and deleted', async () => {
    const { world, scim } = await service();
    const made = await scim('POST', '/Users?aadOptscim062020', {
      ...ada,
      id: 'mine',
      password: 'secret',
      groups: [{ value: 'g' }],
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.body).toEqual({
      schemas: [USER, ENTERPRISE],
      id,
      userName: 'ada@corp.test',
      externalId: 'adal',
      active: true,
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      emails: [{ primary: true, type: 'work', value: 'ada@corp.test' }],
      [ENTERPRISE]: { department: 'R&D' },
      meta: {
        resourceType: 'User',
        created: new Date(world.clock.now).toISOString(),
        lastModified: new Date(world.clock.now).toISOString(),
        location: `${world.url}/scim/v2/Users/${id}`,
        version: 'W/"1"',
      },
    });
    expect(id).not.toBe('mine');
    expect(made.headers.get('location')).toBe(`${world.url}/scim/v2/Users/${id}`);
    expect((await scim('GET', `/Users/${id}`)).body).toEqual(made.body);
    for (const filter of [
      'userName eq "ADA@corp.test"',
      'externalId eq "adal"',
      'emails[type eq "work"].value eq "ada@corp.test"',
    ])
      expect(
        (await scim('GET', `/Users?filter=${encodeURIComponent(filter).replaceAll('%20', '+')}`)).body,
      ).toMatchObject({
        totalResults: 1,
        itemsPerPage: 1,
        startIndex: 1,
        Resources: [made.body],
      });

    world.clock.now += 1000;
    const put = await scim('PUT', `/Users/${id}`, {
      schemas: [USER],
      userName: 'al@corp.test',
      emails: [{ value: 'al@corp.test' }],
    });
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject({ id, userName: 'al@corp.test', active: true, meta: { version: 'W/"2"' } });
    expect(put.body).not.toHaveProperty('externalId');
    expect((put.body.meta as Record<string, string>).created).not.toBe(
      (put.body.meta as Record<string, string>).lastModified,
    );
    expect(await world.accounts('al@corp.test')).toMatchObject([{ id, email: 'al@corp.test' }]);

    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE', 'PUT', 'PATCH'])
      expect(await scim(method, `/Users/${id}`, method === 'GET' ? undefined : ada)).toMatchObject({
        status: 404,
        body: { schemas: [ERROR], status: '404' },
      });
    expect(await world.accounts()).toEqual([]);
    expect((await scim('POST', '/Users', ada)).status).toBe(201);
  });

  test('nobody is taken over: names and addresses are taken once', async () => {
    const { world, scim } = await service();
    const method = await world.verifiedMethod();
    expect((await world.signIn(method, 'ada@corp.test')).email).toBe('ada@corp.test');
    const conflict = { status: 409, body: { schemas: [ERROR], status: '409', scimType: 'uniqueness' } };
    expect(await scim('POST', '/Users', { ...ada, userName: 'ADA@corp.test', emails: [] })).toMatchObject(conflict);
    expect(await scim('POST', '/Users', { ...ada, userName: 'other' })).toMatchObject(conflict);
    const bob = await scim('POST', '/Users', { schemas: [USER], userName: 'bob@corp.test' });
    expect(bob.status).toBe(201);
    const rename = { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'userName', value: 'ada@corp.test' }] };
    expect(await scim('PATCH', `/Users/${bob.body.id}`, rename)).toMatchObject(conflict);
    expect(await scim('POST', '/Users', { schemas: [USER], userName: 'no-address' })).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
  });

  test('whom JIT made is seen, and changed when the identity provider says so', async () => {
    const { world, scim } = await service();
    const method = await world.verifiedMethod();
    const browser = world.browser();
    expect((await world.signIn(method, 'ada@corp.test', {}, browser)).email).toBe('ada@corp.test');
    const { body } = await scim('GET', '/Users?filter=userName eq "Ada@corp.test"');
    expect(body).toMatchObject({ totalResults: 1, Resources: [{ userName: 'ada@corp.test', active: true }] });
    const path = `/Users/${String(body.Resources[0]?.id)}`;
    const active = (value: unknown) => ({
      schemas: [PATCH_OP],
      Operations: [{ op: 'Replace', path: 'active', value }],
    });
    expect(await scim('PATCH', path, active('False'))).toMatchObject({ status: 200, body: { active: false } });
    expect((await browser.get('/me')).status).toBe(401);
    expect((await world.signIn(method, 'ada@corp.test')).code).toBe('account-disabled');
    expect((await scim('GET', '/Users?filter=userName eq "ada@corp.test"')).body).toMatchObject({ totalResults: 1 });
    expect(await scim('PATCH', path, active('True'))).toMatchObject({ status: 200, body: { active: true } });
    expect((await browser.get('/me')).status).toBe(401);
    expect((await world.signIn(method, 'ada@corp.test')).email).toBe('ada@corp.test');
  });

  test('whom SCIM made is an existing user for JIT, with nothing changed', async () => {
    const { world, scim } = await service();
    const method = await world.verifiedMethod();
    const { body } = await scim('POST', '/Users', ada);
    expect((await world.signIn(method, 'ada@corp.test')).email).toBe('ada@corp.test');
    expect((await scim('GET', `/Users/${body.id}`)).body).toEqual(body);
    expect(await world.accounts()).toMatchObject([{ id: body.id, provisionedBy: 'scim' }]);
  });

  test('come in pages that neither overlap nor leave anybody out', async () => {
    const { scim } = await service();
    for (let n = 0; n < 7; n++)
      expect((await scim('POST', '/Users', { schemas: [USER], userName: `p${n}@corp.test` })).status).toBe(201);
    const names = async (query: string) => {
      const { body } = await scim('GET', `/Users?${query}`);
      expect(body).toMatchObject({ totalResults: 7, itemsPerPage: body.Resources.length });
      return body.Resources.map(({ userName }) => String(userName)[1]).join('');
    };
    expect(await names('startIndex=1&count=3')).toBe('012');
    expect(await names('startIndex=4&count=3')).toBe('345');
    expect(await names('startIndex=7&count=3')).toBe('6');
    expect(await names('startIndex=8&count=3')).toBe('');
    expect(await names('startIndex=0&count=2')).toBe('01');
    expect(await names('count=0')).toBe('');
    expect(await names('count=-1')).toBe('');
    expect(await names('sortBy=userName&sortOrder=descending&count=2')).toBe('65');
    expect(await names('filter=userName pr&startIndex=6')).toBe('56');
    expect((await scim('GET', '/Users?count=x')).body).toMatchObject({ status: '400', scimType: 'invalidValue' });
  });

  test('are shown as far as is asked for', async () => {
    const { scim } = await service();
    const { id } = (await scim('POST', '/Users', ada)).body;
    const keys = async (query: string) => Object.keys((await scim('GET', `/Users/${id}?${query}`)).body).sort();
    expect(await keys('attributes=userName')).toEqual(['id', 'schemas', 'userName']);
    expect(await keys('attributes=NAME.givenname')).toEqual(['id', 'name', 'schemas']);
    expect(await keys(`attributes=${ENTERPRISE}:department`)).toEqual(['id', 'schemas', ENTERPRISE].sort());
    expect(await keys('excludedAttributes=emails,meta,id')).not.toContain('emails');
    expect(await keys('excludedAttributes=emails,meta,id')).toContain('id');
    const search = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: 'userName sw "ada"',
      attributes: ['userName'],
    };
    expect((await scim('POST', '/Users/.search', search)).body).toMatchObject({
      totalResults: 1,
      Resources: [{ userName: 'ada@corp.test' }],
    });
  });

  test('carry an entity tag', async () => {
    const { scim } = await service();
    const { id } = (await scim('POST', '/Users', ada)).body;
    const path = `/Users/${id}`;
    expect((await scim('GET', path, undefined, { 'if-none-match': 'W/"1"' })).status).toBe(304);
    const title = { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'title', value: 'x' }] };
    expect((await scim('PATCH', path, title, { 'if-match': 'W/"1"' })).headers.get('etag')).toBe('W/"2"');
    expect((await scim('PATCH', path, title, { 'if-match': 'W/"1"' })).status).toBe(412);
    expect((await scim('PATCH', path, title)).headers.get('etag')).toBe('W/"2"');
    expect((await scim('GET', path, undefined, { 'if-none-match': 'W/"1"' })).status).toBe(200);
  });
});

describe('groups', () => {
  test('are made, filled, renamed and deleted', async () => {
    const { world, scim } = await service();
    const u1 = (await scim('POST', '/Users', ada)).body.id;
    const u2 = (await scim('POST', '/Users', { schemas: [USER], userName: 'bob@corp.test' })).body.id;
    const made = await scim('POST', '/Groups', {
      schemas: [GROUP, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: 'o1',
      displayName: 'Eng',
    });
    expect(made).toMatchObject({ status: 201, body: { schemas: [GROUP], displayName: 'Eng', externalId: 'o1' } });
    const path = `/Groups/${made.body.id}`;
    const change = (...operations: object[]) => scim('PATCH', path, { schemas: [PATCH_OP], Operations: operations });
    const members = [
      { $ref: null, value: u1 },
      { $ref: null, value: u2 },
    ];
    expect((await change({ op: 'Add', path: 'members', value: members })).body.members).toEqual([
      { value: u1, display: 'ada@corp.test', $ref: `${world.url}/scim/v2/Users/${u1}`, type: 'User' },
      { value: u2, display: 'bob@corp.test', $ref: `${world.url}/scim/v2/Users/${u2}`, type: 'User' },
    ]);
    expect((await scim('GET', `/Users/${u1}`)).body.groups).toMatchObject([{ value: made.body.id, display: 'Eng' }]);
    expect(await change({ op: 'add', path: 'members', value: [{ value: 'nobody' }] })).toMatchObject({ status: 400 });
    expect((await change({ op: 'Remove', path: 'members', value: [{ value: u1 }] })).body.members).toHaveLength(1);
    expect((await change({ op: 'replace', value: { id: made.body.id, displayName: 'Engineers' } })).status).toBe(200);
    expect(
      (await scim('GET', '/Groups?excludedAttributes=members&filter=displayName eq "engineers"')).body,
    ).toMatchObject({
      totalResults: 1,
      Resources: [expect.not.objectContaining({ members: expect.anything() as unknown })],
    });
    expect((await scim('GET', `/Groups?filter=id eq "${made.body.id}" and members eq "${u2}"`)).body.totalResults).toBe(
      1,
    );
    expect((await scim('GET', `/Groups?filter=id eq "${made.body.id}" and members eq "${u1}"`)).body.totalResults).toBe(
      0,
    );
    expect(await scim('POST', '/Groups', { schemas: [GROUP], displayName: 'Engineers' })).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness' },
    });
    expect(await world.groups()).toEqual([{ name: 'Engineers', members: ['bob@corp.test'] }]);
    expect((await scim('DELETE', `/Users/${u2}`)).status).toBe(204);
    expect((await scim('GET', path)).body).not.toHaveProperty('members');
    expect((await scim('DELETE', path)).status).toBe(204);
    expect((await scim('GET', path)).status).toBe(404);
  });
});

describe('tokens', () => {
  test('are shown once, replaced, revoked, and end', async () => {
    const { world } = await service();
    const until = new Date(world.clock.now + 1000).toISOString();
    const { id, token } = await newToken(world, { label: 'Okta' });
    const ending = await newToken(world, { expiresAt: until });
    const listed = await world.api('GET', '/admin/scim-tokens');
    expect(JSON.stringify(listed.body)).not.toContain(token);
    const status = async (it: string | null) => (await clientOf(world, it)('GET', '/Users')).status;
    expect(await status(token)).toBe(200);
    expect(await status(ending.token)).toBe(200);
    world.clock.now += 1000;
    expect(await status(ending.token)).toBe(401);
    const rotated = await world.api<{ token: string }>('POST', `/admin/scim-tokens/${id}/rotate`);
    expect(await status(token)).toBe(401);
    expect(await status(rotated.body.token)).toBe(200);
    expect((await world.api('POST', `/admin/scim-tokens/${id}/revoke`)).status).toBe(200);
    expect(await status(rotated.body.token)).toBe(401);
    expect((await world.api('POST', `/admin/scim-tokens/${id}/rotate`)).code).toBe('token-unknown');
    for (const wrong of [null, '', 'wrong', TOKENS_OF_STAFF]) expect(await status(wrong)).toBe(401);
    const refused = await clientOf(world, 'wrong')('GET', '/nowhere');
    expect(refused).toMatchObject({ status: 401, body: { schemas: [ERROR], status: '401' } });
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect((await world.api('POST', '/admin/scim-tokens', {}, 'validation-token')).code).toBe('forbidden');
    for (const bad of [{ team: 'A B' }, { label: 7 }, { expiresAt: 'soon' }])
      expect((await world.api('POST', '/admin/scim-tokens', bad)).code).toBe('invalid-field');
  });

  test('open their own team alone', async () => {
    const { world, scim } = await service();
    const other = clientOf(world, (await newToken(world, { team: 'other' })).token);
    const { id } = (await scim('POST', '/Users', ada)).body;
    const group = (await scim('POST', '/Groups', { schemas: [GROUP], displayName: 'Eng' })).body.id;
    for (const path of [`/Users/${id}`, `/Groups/${group}`])
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
        expect((await other(method, path, method === 'GET' ? undefined : ada)).status).toBe(404);
    for (const list of ['/Users', '/Groups', '/Users?filter=userName pr', `/Users?filter=id eq "${id}"`])
      expect((await other('GET', list)).body).toMatchObject({ totalResults: 0, Resources: [] });
    const theirs = await other('POST', '/Users', ada);
    expect(theirs.status).toBe(201);
    const foreign = { schemas: [GROUP], displayName: 'Eng', members: [{ value: id }] };
    expect((await other('POST', '/Groups', foreign)).body).toMatchObject({ scimType: 'invalidValue' });
    expect((await other('GET', '/Groups')).body).toMatchObject({ totalResults: 0 });
    expect((await scim('GET', '/Users')).body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    expect(await world.accounts()).toMatchObject([{ id }]);
  });

  test('are given so many requests a second', async () => {
    const { world, scim } = await service({ scimRequestsPerSecond: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push(await scim('GET', '/Users'));
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(statuses[2]?.headers.get('retry-after')).toBe('1');
    expect((await clientOf(world, (await newToken(world, { team: 'other' })).token)('GET', '/Users')).status).toBe(200);
    world.clock.now += 1000;
    expect((await scim('GET', '/Users')).status).toBe(200);
  });
});

describe('the service', () => {
  test('says what it is', async () => {
    const { scim } = await service();
    expect((await scim('GET', '/ServiceProviderConfig')).body).toMatchObject({
      patch: { supported: true },
      etag: { supported: true },
    });
    expect((await scim('GET', '/Schemas')).body).toMatchObject({ totalResults: 3 });
    expect((await scim('GET', `/Schemas/${ENTERPRISE}`)).body).toMatchObject({ id: ENTERPRISE });
    expect((await scim('GET', '/ResourceTypes/User')).body).toMatchObject({ endpoint: '/Users', schema: USER });
    expect((await scim('GET', '/ResourceTypes?filter=x')).status).toBe(403);
    expect((await scim('GET', '/Schemas/none')).status).toBe(404);
    const refused = await scim('DELETE', '/Users');
    expect(refused.status).toBe(405);
    expect(refused.headers.get('allow')).toBe('GET, POST');
    expect(await scim('GET', '/Nothing')).toMatchObject({ status: 404, body: { schemas: [ERROR] } });
  });

  test.each<[string, unknown, number]>([
    ['no JSON', '{"a":', 400],
    ['a list', [], 400],
    ['no schemas', { userName: 'x@corp.test' }, 400],
    ['no name', { schemas: [USER] }, 400],
    ['a name that is no text', { schemas: [USER], userName: 7 }, 400],
    [
      'two primary addresses',
      {
        ...ada,
        emails: [
          { value: 'a@corp.test', primary: true },
          { value: 'b@corp.test', primary: true },
        ],
      },
      400,
    ],
    ['a NUL character', { ...ada, userName: 'a\0@corp.test' }, 400],
  ])('answers %s with a SCIM error', async (_, body, status) => {
    const { world, scim } = await service();
    expect(await scim('POST', '/Users', body)).toMatchObject({
      status,
      body: { schemas: [ERROR], status: String(status) },
    });
    expect(await world.accounts()).toEqual([]);
    expect(world.errors).toEqual([]);
  });

  test('takes application/json too', async () => {
    const { scim } = await service();
    expect((await scim('POST', '/Users', ada, { 'content-type': 'application/json' })).status).toBe(201);
  });
});

const TOKENS_OF_STAFF = 'owner-token';
