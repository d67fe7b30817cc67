import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { GROUPS, GROUPS_LINK, metadataXml } from './test-idp.ts';
import { startWorld } from './test-world.ts';

const GUIDS = ['0aa00000-0000-4000-8000-000000000001', '0aa00000-0000-4000-8000-000000000002'];

interface Asked {
  path: string;
  authorization: string | undefined;
  body: string;
}

interface Answers {
  tokenStatus?: number;
  directoryStatus?: number;
  value?: unknown;
}

/** A tenant's token endpoint and directory. */
async function serveDirectory({ tokenStatus = 200, directoryStatus = 200, value = GUIDS }: Answers = {}) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
      const isToken = request.url === '/tenant/oauth2/v2.0/token';
      response.writeHead(isToken ? tokenStatus : directoryStatus, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isToken ? { access_token: 'opaque', token_type: 'Bearer' } : { value }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function signInWithPointer(directory: { origin: string }, link: string, changes: Record<string, unknown> = {}) {
  const world = await startWorld();
  world.idp.ssoUrl = `${directory.origin}/tenant/saml2`;
  const credentials = { clientId: 'client', clientSecret: 'sesame' };
  const method = await world.verifiedMethod({ ...credentials, ...changes });
  const signIn = (email: string) =>
    world.signIn(method, email, { settings: { attributes: { [GROUPS_LINK]: [link] } } });
  return { world, signIn, outcome: await signIn('ada@corp.test') };
}

const path = '/graph/tenant/users/oid/getMemberObjects';

test('the groups behind a pointer are fetched with the credentials of the method', async () => {
  const directory = await serveDirectory();
  const { world, outcome } = await signInWithPointer(directory, directory.origin + path);
  expect(outcome.email).toBe('ada@corp.test');
  expect((await world.accounts())[0]?.groups).toEqual(GUIDS);
  const [token, members] = directory.asked;
  expect(Object.fromEntries(new URLSearchParams(token!.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: 'client',
    client_secret: 'sesame',
    scope: `${directory.origin}/.default`,
  });
  expect(members).toMatchObject({ path, authorization: 'Bearer opaque' });
});

test.each([
  ['the token is refused', { tokenStatus: 401 }],
  ['the directory fails', { directoryStatus: 503 }],
  ['the directory leads elsewhere', { directoryStatus: 302 }],
  ['the answer is no list', { value: { no: 'list' } }],
])('%s: the person is signed in without groups', async (_, answers) => {
  const directory = await serveDirectory(answers);
  const { world, outcome } = await signInWithPointer(directory, directory.origin + path);
  expect(outcome.email).toBe('ada@corp.test');
  expect((await world.accounts())[0]?.groups).toEqual([]);
  expect(world.errors).toEqual([]);
});

test.each([
  ['without credentials', { clientId: null, clientSecret: null }],
  ['where the method takes no groups', { allowGroups: false }],
])('%s nobody is asked', async (_, changes) => {
  const directory = await serveDirectory();
  const { outcome } = await signInWithPointer(directory, directory.origin + path, changes);
  expect([outcome.email, directory.asked]).toEqual(['ada@corp.test', []]);
});

test('a pointer to somewhere else is not followed, and no token is asked for', async () => {
  const [directory, elsewhere] = await Promise.all([serveDirectory(), serveDirectory()]);
  const { outcome } = await signInWithPointer(directory, elsewhere.origin + path);
  expect([outcome.email, directory.asked, elsewhere.asked]).toEqual(['ada@corp.test', [], []]);
});

test('a pointer leaves the groups of an existing person alone', async () => {
  const directory = await serveDirectory({ value: [] });
  const { world, signIn } = await signInWithPointer(directory, directory.origin + path);
  await world.api('POST', '/admin/accounts', { email: 'bob@corp.test', groups: ['staff'] });
  expect((await signIn('bob@corp.test')).email).toBe('bob@corp.test');
  expect((await world.accounts('bob@corp.test'))[0]?.groups).toEqual(['staff']);
});

test('groups that are there are taken, whatever the pointer says', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod({ metadataXml: metadataXml({ ...world.idp, keys: [world.idp.key] }) });
  const attributes = { [GROUPS]: ['staff'], [GROUPS_LINK]: ['https://graph.microsoft.com/x'] };
  await world.signIn(method, 'ada@corp.test', { settings: { attributes } });
  expect((await world.accounts())[0]?.groups).toEqual(['staff']);
});
