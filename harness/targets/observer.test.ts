import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openApi, type Api, type Reply } from './api.fixture.ts';
import { observer } from './observer.ts';
import type { Observe } from './target.gen.ts';

const whoAmI = { url: 'http://127.0.0.1:1/me', email: '/user/email' };
const anna = { email: 'anna@corp.test', groups: ['g1', { id: 2 }], extra: true };
const found = { email: 'anna@corp.test', groups: ['g1', '{"id":2}'], fields: anna };

let api: Api | undefined;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-observer-'));
});
afterEach(async () => {
  await api?.close();
  api = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function observing(replies: Record<string, Reply | 'reset'>, observe: (url: string) => Omit<Observe, 'whoAmI'>) {
  api = await openApi(replies);
  return observer({ whoAmI, ...observe(api.url) }, folder);
}

describe('who is signed in', () => {
  const asked = observer({ whoAmI }, '.').whoAmI;
  test.each<[number, string, string | null]>([
    [200, '{"user":{"email":"anna@corp.test"}}', 'anna@corp.test'],
    [200, '{"user":null}', null],
    [200, '{"user":{"email":""}}', null],
    [200, '<html>Sign in</html>', null],
    [401, '{"user":{"email":"anna@corp.test"}}', null],
    [302, '', null],
  ])('%i %s: %s', (status, body, who) => {
    expect(asked?.email(status, body)).toBe(who);
  });
});

describe('the account of one address', () => {
  const byAddress = (item: string) => (url: string) => ({
    account: { url: `${url}/accounts?email={email}`, item, email: '/email', groups: '/groups', complete: true },
  });
  const one = '/accounts?email=anna%40corp.test';

  test.each<[string, string, Reply, unknown[]]>([
    ['an item of a list', '/0', { body: [anna] }, [found]],
    [
      'every item of that list',
      '/0',
      { body: [anna, { email: 'ANNA@corp.test' }] },
      [found, { email: 'ANNA@corp.test', groups: null, fields: { email: 'ANNA@corp.test' } }],
    ],
    ['an empty list', '/0', { body: [] }, []],
    ['a list inside', '/data/0', { body: { data: [anna] } }, [found]],
    ['an object', '', { body: anna }, [found]],
    ['an object inside', '/user', { body: { user: anna } }, [found]],
    ['nothing', '', { body: null }, []],
    ['nothing instead of a list', '/0', { body: null }, []],
    ['nothing inside', '/user', { body: { user: null } }, []],
    ['not found', '/0', { status: 404, body: 'no such account' }, []],
    ['somebody else, whom the application thought near enough', '/0', { body: [{ email: 'joanna@corp.test' }] }, []],
  ])('%s', async (_, item, reply, accounts) => {
    const { accounts: read } = await observing({ [`GET ${one}`]: reply }, byAddress(item));
    expect(await read('anna@corp.test')).toEqual({ value: { accounts, complete: true } });
  });

  test('is asked for in lower case too, so that a second one is seen', async () => {
    const upper = { email: 'Anna@corp.test' };
    const { accounts: read } = await observing(
      { 'GET /accounts?email=Anna%40corp.test': { body: [upper] }, [`GET ${one}`]: { body: [upper, anna] } },
      byAddress('/0'),
    );
    const reading = await read('Anna@corp.test');
    expect('value' in reading && reading.value.accounts.map(({ email }) => email)).toEqual([
      'Anna@corp.test',
      'anna@corp.test',
    ]);
    expect(api?.asked).toHaveLength(2);
  });

  test('is asked for in every spelling that the person has had', async () => {
    const old = { email: 'ANNA@corp.test' };
    const { accounts: read } = await observing(
      { [`GET ${one}`]: { body: [] }, 'GET /accounts?email=ANNA%40corp.test': { body: [old] } },
      byAddress('/0'),
    );
    const reading = await read('anna@corp.test', ['ANNA@corp.test', 'anna@corp.test']);
    expect('value' in reading && reading.value.accounts.map(({ email }) => email)).toEqual(['ANNA@corp.test']);
    expect(api?.asked).toHaveLength(2);
  });

  test.each<[string, Reply | 'reset', RegExp]>([
    ['a server error', { status: 500 }, /\/accounts\?email=\{email\} answered 500\.$/],
    ['no JSON', { body: '<html>' }, /answered no JSON\.$/],
    ['no content', { status: 204 }, /answered 204\.$/],
    [
      'no list where one was to be',
      { body: { accounts: [anna] } },
      /^The answer has no list at "" \(observe\.account\.item\)\.$/,
    ],
    ['an account without an address', { body: [{ mail: 'anna@corp.test' }] }, /^No account has a text at "\/email"/],
    ['a closed connection', 'reset', /the connection was closed$/],
  ])('%s is no proof that there is none', async (_, reply, problem) => {
    const { accounts: read } = await observing({ [`GET ${one}`]: reply }, byAddress('/0'));
    expect(await read('anna@corp.test')).toEqual({ problem: expect.stringMatching(problem) as string });
  });
});

describe('all accounts', () => {
  const all = (items?: string) => (url: string) => ({
    accounts: {
      url: `${url}/all`,
      headers: { 'x-key': 'k' },
      ...(items === undefined ? {} : { items }),
      email: '/email',
    },
  });

  test('those of the address, letter case aside', async () => {
    const list = [anna, { email: 'ANNA@CORP.TEST' }, { email: 'bob@corp.test' }, { email: null }];
    const { accounts: read } = await observing({ 'GET /all': { body: { people: list } } }, all('/people'));
    const reading = await read('Anna@corp.test');
    expect('value' in reading && [reading.value.complete, reading.value.accounts.map(({ fields }) => fields)]).toEqual([
      false,
      [anna, { email: 'ANNA@CORP.TEST' }],
    ]);
    expect(api?.asked[0]?.headers['x-key']).toBe('k');
  });

  test.each<[string, Reply, RegExp]>([
    ['a wrong address', { status: 404 }, /answered 404\.$/],
    ['no list', { body: { people: [] } }, /^The answer has no list at "" \(observe\.accounts\.items\)\.$/],
    ['no address anywhere', { body: [{ mail: 'a@corp.test' }] }, /^No account has a text at "\/email"/],
  ])('%s is no proof that there is none', async (_, reply, problem) => {
    const { accounts: read } = await observing({ 'GET /all': reply }, all());
    expect(await read('anna@corp.test')).toEqual({ problem: expect.stringMatching(problem) as string });
  });

  test('none at all is an answer', async () => {
    const { accounts: read } = await observing({ 'GET /all': { body: [] } }, all(''));
    expect(await read('anna@corp.test')).toEqual({ value: { accounts: [], complete: false } });
  });

  test('cannot be read where the file says nothing', async () => {
    expect(await observer({ whoAmI }, '.').accounts('x@corp.test')).toEqual({ problem: expect.any(String) as string });
    expect(await observer({ whoAmI, accounts: { scim: true } }, '.').accounts('x@corp.test')).toEqual({
      problem: 'The target file gives neither url nor command.',
    });
  });
});

describe('groups', () => {
  const groups = (url: string) => ({ groups: { url: `${url}/groups`, items: '/list', name: '/name' } });

  test('those that were sought', async () => {
    const list = [{ name: 'staff' }, { name: 'Admins' }, { name: 7 }];
    const { groups: among } = await observing({ 'GET /groups': { body: { list } } }, groups);
    expect(await among?.(['staff', 'admins', '7'])).toEqual({ value: ['staff'] });
  });

  test.each<[string, Reply, RegExp]>([
    ['a wrong address', { status: 404 }, /answered 404\.$/],
    ['no list', { body: [] }, /^The answer has no list at "\/list"/],
    ['no name anywhere', { body: { list: [{ title: 'staff' }] } }, /^No group has a text at "\/name"/],
  ])('%s is no proof that there are none', async (_, reply, problem) => {
    const { groups: among } = await observing({ 'GET /groups': reply }, groups);
    expect(await among?.(['staff'])).toEqual({ problem: expect.stringMatching(problem) as string });
  });

  test('only those that are sought are asked for where the file says how, some at a time', async () => {
    const sought = Array.from({ length: 90 }, (_, n) => `group ${n}`);
    const list = sought.slice(35, 60).map((name) => ({ name }));
    const { groups: among } = await observing({ 'GET /groups': { body: { list } } }, (url) => ({
      groups: { url: `${url}/groups?among={groups}`, items: '/list', name: '/name' },
    }));
    expect(await among?.(sought)).toEqual({ value: sought.slice(35, 60) });
    const asked = (api?.asked ?? []).map(
      ({ path }) => JSON.parse(new URL(path, api?.url).searchParams.get('among') ?? '') as string[],
    );
    expect(asked.flat()).toEqual(sought);
    expect(asked.map((names) => names.length)).toEqual([40, 40, 10]);
  });

  test('are not asked for where the file says nothing', () => {
    expect(observer({ whoAmI }, '.').groups).toBeNull();
  });
});

describe('commands', () => {
  const script = async (text: string) => {
    await writeFile(join(folder, 'read.mjs'), text);
    return [process.execPath, 'read.mjs', '{email}', '--for={email}'];
  };
  const read = async (text: string) => {
    const account = { command: await script(text), item: '/0', email: '/email' };
    return observer({ whoAmI, account }, folder).accounts("o'brien; rm@corp.test");
  };

  test('run in the folder of the file, without a shell, and print JSON', async () => {
    const reading = await read(
      'const [, , email, option] = process.argv; console.log(JSON.stringify([{ email, option, at: process.cwd() }]))',
    );
    const fields = {
      email: "o'brien; rm@corp.test",
      option: "--for=o'brien; rm@corp.test",
      at: expect.stringContaining('jitmus-observer-') as string,
    };
    expect(reading).toMatchObject({ value: { accounts: [{ fields }] } });
  });

  test.each<[string, string, RegExp]>([
    [
      'fails',
      'console.error("first"); console.error("the database is away"); process.exit(3)',
      /failed: the database is away$/,
    ],
    ['prints something else', 'console.log("Done.")', /printed no JSON\.$/],
    ['prints nothing', '', /printed no JSON\.$/],
  ])('one that %s is no proof of anything', async (_, text, problem) => {
    expect(await read(text)).toEqual({ problem: expect.stringMatching(problem) as string });
  });

  test('one that does not exist is told', async () => {
    const account = { command: ['./no-such-program'], email: '/email' };
    expect(await observer({ whoAmI, account }, folder).accounts('a@corp.test')).toEqual({
      problem: './no-such-program failed: spawn ./no-such-program ENOENT',
    });
  });
});
