import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { jitmus, scratch } from './built.fixture.ts';
import { askAll } from './init/ask-all.ts';
import type { Asker } from './init/asker.ts';
import { givenIn } from './init/questions.ts';
import { targetText } from './init/target-text.ts';
import { terminalAsker } from './init/terminal-asker.ts';
import { fullMetadata } from './lint/documents.fixture.ts';
import { packageRoot } from './package-root.ts';
import { openApi } from './targets/api.fixture.ts';
import { loadTarget } from './targets/target-file.ts';
import type { TargetFile } from './targets/target.gen.ts';

// Each starts an application, and machines are shared.
vi.setConfig({ testTimeout: 120_000 });

let place: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => void (place = await scratch()));
afterEach(() => place.remove());

const init = (args: readonly string[], env: Record<string, string> = {}) =>
  jitmus(['init', ...args], { cwd: place.folder, env });
const read = async (name: string) => parse(await readFile(join(place.folder, name), 'utf8')) as TargetFile;

const around = { name: 'portal', start: 'npm start' };
/** Takes every default, and whatever these options say. */
const answers = (flags: Record<string, unknown>) => {
  const takesDefaults = {
    text: async ({ otherwise = '' }) => otherwise,
    choice: async ({ otherwise }) => otherwise,
    choices: async ({ otherwise }) => otherwise,
    agrees: async () => true,
    tell: () => undefined,
  } as Asker;
  return askAll(givenIn(flags), takesDefaults, around);
};

describe('without a terminal', () => {
  test('every missing answer is named with its option', async () => {
    const { code, stderr } = await init(['--name', 'portal', '--login-url', '/login']);
    expect(code).toBe(2);
    expect(stderr).toContain('USAGE  jitmus init  There is no terminal to ask at');
    for (const option of ['start', 'base-url', 'acs-url', 'who-am-i', 'account', 'idp', 'lacks'])
      expect(stderr).toMatch(new RegExp(`\\n {2}--${option} +\\S`));
    expect(stderr).not.toMatch(/--(name|login-url) /);
    expect(stderr).toContain('--yes');
  });

  test('--yes takes the defaults, and says which answer has none', async () => {
    const without = await init(['--yes']);
    expect(without.stderr).toMatch(/missing\.\n {2}--start +By which command does it start\?.*--base-url\)\n$/);
    await writeFile(join(place.folder, 'package.json'), '{"name":"@corp/portal","scripts":{"start":"node ."}}');
    const { code, stdout } = await init(['--yes']);
    expect(stdout).toBe('Written: portal.yaml\nNext: jitmus doctor portal.yaml\n');
    expect(code).toBe(0);
    expect((await read('portal.yaml')).start?.command).toEqual(['npm', 'start']);
  });

  test.each([
    [['--acs-url', 'acs'], '"acs" is neither a path (/login) nor an http or https address.'],
    [['--who-am-i-email', 'email'], 'A JSON Pointer begins with a slash: /email'],
    [['--account', '/accounts'], 'Put {email} where the address stands.'],
    [['--protocol', 'smal'], 'Did you mean "saml"?'],
    [['--lacks', 'group'], 'Did you mean "groups"?'],
    [['--env', 'IDP'], 'Write NAME=value'],
    [['--login-url', 'https://staging.example/login'], 'it is not this machine'],
    [['--base-url', 'https://staging.example'], 'name it: --allow-host staging.example'],
    [['--protocol', 'scim', '--scim-token-env', 'ey.a.b'], 'Give the name of a variable, not the token.'],
  ])('%j is bad usage', async (args, hint) => {
    const { code, stderr } = await init(['--yes', '--start', 'npm start', ...args]);
    expect(stderr.replace('staging.example is not', 'it is not')).toContain(hint);
    expect(stderr).toMatch(/--[a-z-]+/);
    expect(code).toBe(2);
    await expect(readFile(join(place.folder, 'portal.yaml'))).rejects.toThrow();
  });

  test('a file that is there is left as it is, unless told', async () => {
    await writeFile(join(place.folder, 'mine.yaml'), 'precious');
    const args = ['--yes', '--start', 'npm start', '--output', 'mine.yaml'];
    const { code, stderr } = await init(args);
    expect(code).toBe(2);
    expect(stderr).toContain('USAGE  mine.yaml  The file is there already');
    expect(stderr).toContain('--force');
    expect(await readFile(join(place.folder, 'mine.yaml'), 'utf8')).toBe('precious');
    expect(await init([...args, '--force'])).toMatchObject({ code: 0 });
    expect(await read('mine.yaml')).toHaveProperty('start');
  });
});

test('what is written has doctor sign people in', { timeout: 120_000 }, async () => {
  const app = join(packageRoot, 'harness/targets/apps/passport-saml/app.mjs');
  const account = '/__accounts?email={email}';
  const options = ['--name', 'portal', '--start', `node ${app}`, '--ready', '/__health', '--account', account];
  expect(await init(['--yes', '--idp', 'okta', ...options])).toMatchObject({ code: 0, stderr: '' });
  const { code, stdout } = await jitmus(['doctor', 'portal.yaml'], { cwd: place.folder });
  expect(stdout).toContain('Nothing to mend. 1 sign-in ended in a session of the right person.');
  expect(code).toBe(0);
});

test('what is written has doctor list users, with a token that stays out of it', { timeout: 120_000 }, async () => {
  const command = `${process.execPath} ${packageRoot}dist/jitmus.js sp --quiet --port '\${port}'`;
  const env = ['--env', 'JITMUS_SP_SCIM_TOKEN=${env.SCIM_TOKEN}'];
  const args = [
    '--yes',
    '--name',
    'portal',
    '--start',
    command,
    '--ready',
    '/healthz',
    '--scim-url',
    '/scim/v2',
    ...env,
  ];
  const { stdout } = await init(args);
  expect(stdout).toContain('Next: SCIM_TOKEN=… jitmus doctor portal.yaml');
  const secret = { SCIM_TOKEN: 'the-token-of-the-team' };
  expect(await readFile(join(place.folder, 'portal.yaml'), 'utf8')).not.toContain(secret.SCIM_TOKEN);
  const checked = await jitmus(['doctor', 'portal.yaml'], { cwd: place.folder, env: secret });
  expect(checked.stdout).toMatch(/✓ a user +is made, read back and removed/);
  expect(checked.code).toBe(0);
});

test('metadata that can be read answers entity id and ACS', async () => {
  const api = await openApi({ 'GET /metadata': { body: fullMetadata } });
  try {
    const args = ['--yes', '--name', 'portal', '--base-url', api.url, '--metadata-url', '/metadata'];
    const { stdout } = await init(args);
    expect(stdout).toContain('Read from the metadata: http://sp.test/metadata, ACS http://sp.test/acs');
  } finally {
    await api.close();
  }
});

test('of a whoAmI that answers, the likeliest text is taken', async () => {
  const body = { user: { id: '7', name: 'Ada', contact: { mail: 'ada@corp.test' } } };
  const api = await openApi({ 'GET /me': { body } });
  try {
    const { whoAmI } = await answers({ baseUrl: api.url });
    expect(whoAmI).toEqual({ url: `${api.url}/me`, email: '/user/contact/mail' });
  } finally {
    await api.close();
  }
});

describe('the file', () => {
  const kinds: [string, Record<string, unknown>][] = [
    ['started', { start: 'npm start' }],
    ['at a fixed port', { start: 'npm run "my server"', port: '3000', ready: '/up' }],
    ['running', { baseUrl: 'http://127.0.0.1:3000', idp: ['okta'] }],
    ['elsewhere', { baseUrl: 'https://staging.example', allowHost: 'staging.example' }],
    ['over OpenID Connect', { start: 'npm start', redirectUri: '/cb' }],
    ['over all three', { start: 'npm start', protocol: ['saml', 'oidc', 'scim'], account: '/a?e={email}' }],
    ['provisioned alone', { start: 'npm start', scimUrl: '/scim/v2' }],
    ['with odd words', { start: `node -e "a: 'b' # c"`, name: '# {x}: [y]\n…', lacks: ['groups', 'jit'] }],
  ];

  beforeEach(() => void (process.env.SCIM_TOKEN = 'of-the-test'));
  afterEach(() => void delete process.env.SCIM_TOKEN);

  test.each(kinds)('of an application %s is valid', async (_, flags) => {
    const given = await answers(flags);
    const path = join(place.folder, 'portal.yaml');
    await writeFile(path, targetText(given));
    const target = await loadTarget(path);
    expect(target.name).toBe(given.name);
    expect(target.idps).toEqual(given.idps);
    if (given.start) expect((await read('portal.yaml')).start?.command).toEqual(given.start.command);
  });

  test.each(kinds)('of an application %s is valid with every comment taken in that is an example', async (_, flags) => {
    const given = await answers(flags);
    const path = join(place.folder, 'portal.yaml');
    const text = targetText(given);
    const live = text.replaceAll(/^( *)# ( *[a-zA-Z]+: ?(?=\S|$).*)$/gm, '$1$2');
    expect(live).not.toBe(text);
    // With SSO methods it is told of the IdP in another way.
    await writeFile(path, given.saml || given.oidc ? live.replaceAll(/\$\{idp\.[a-zA-Z.]+\}/g, 'told') : live);
    const { ssoMethods } = await read('portal.yaml');
    if (given.saml ?? given.oidc) expect(ssoMethods).toHaveProperty('verify');
    await expect(loadTarget(path).then(({ lacks }) => lacks.has('sso-methods'))).resolves.toBe(
      !(given.saml ?? given.oidc),
    );
  });
});

describe('at a terminal', () => {
  /** Answers each question, once it is asked, by keys. */
  async function typing(keys: readonly [question: RegExp, keys: string][]): Promise<Asker> {
    const input = new PassThrough();
    const open = [...keys];
    let shown = '';
    const output = new Writable({
      write(chunk: Buffer, _, done) {
        shown += chunk.toString();
        const [next] = open;
        if (next?.[0].test(shown)) {
          open.shift();
          shown = '';
          setImmediate(() => input.write(next[1]));
        }
        done();
      },
    });
    return terminalAsker({ input, output });
  }

  test('the questions have answers that stand there already, and keys change them', async () => {
    const asker = await typing([
      [/called/, '\r'],
      [/running already/, '\r'],
      [/By which command/, '\r'],
      [/its port/, '\r'],
      [/once it is up/, 'health\r'],
      [/What does it speak/, '\r'],
      [/metadata\? \(empty/, '\r'],
      [/entity id/, '\r'],
      [/ACS/, '\r'],
      [/sign-in begin/, '\r'],
      [/who is signed in/, '\r'],
      [/JSON Pointer/, '\r'],
      [/the account of/, '\r'],
      [/identity providers/, '\u001b[B \r'],
      [/environment variables/, '\r'],
      [/not have/, ' \r'],
    ]);
    const given = await askAll(new Map(), asker, around);
    expect(given).toMatchObject({
      name: 'portal',
      start: { command: ['npm', 'start'], readyUrl: 'http://127.0.0.1:${port}/health' },
      saml: { acsUrl: 'http://127.0.0.1:${port}/acs', loginUrl: 'http://127.0.0.1:${port}/login' },
      whoAmI: { email: '/email' },
      idps: ['entra', 'okta'],
      lacks: ['groups'],
    });
  });

  test('Ctrl-C writes nothing', async () => {
    const asker = await typing([[/called/, '\u0003']]);
    await expect(askAll(new Map(), asker, around)).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
