import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openApi, type Api, type Reply } from './api.fixture.ts';
import { freePort } from './free-port.ts';
import { runTarget } from './running-target.ts';
import type { RunningTarget } from './target.ts';
import type { TargetFile } from './target.gen.ts';

let api: Api | undefined;
let running: RunningTarget | undefined;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-running-'));
});
afterEach(async () => {
  await running?.stop();
  await api?.close();
  running = api = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function run(replies: Record<string, Reply | 'reset'>, more: (url: string) => Partial<TargetFile> = () => ({})) {
  api = await openApi({ 'GET /me': { status: 401 }, ...replies });
  const { url } = api;
  running = await runTarget(
    { name: 'app', observe: { whoAmI: { url: `${url}/me`, email: '/email' } }, ...more(url) },
    folder,
  );
  return running;
}

describe('what an application publishes', () => {
  const signing = (name: string) => () => ({ sso: { saml: { signingCertificateFile: name } } });
  const PEM = '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n';

  test('is the certificate that its file names, and the metadata', async () => {
    await writeFile(join(folder, 'sign.pem'), PEM);
    expect(await run({}, signing('sign.pem'))).toMatchObject({ signingCertificate: PEM, metadataUrl: null });
    await running?.stop();
    await api?.close();
    const described = await run({ 'GET /metadata': { body: '<a/>' } }, (url) => ({
      sso: { saml: { metadataUrl: `${url}/metadata` } },
    }));
    expect(described).toMatchObject({ signingCertificate: null, metadataUrl: `${api?.url}/metadata` });
    expect(await described.readMetadata(described.metadataUrl ?? '')).toEqual({ value: { status: 200, text: '<a/>' } });
    expect(await described.readMetadata('http://elsewhere.test/')).toHaveProperty('problem');
  });

  test('is told to be missing, or no certificate, before anything is run', async () => {
    await writeFile(join(folder, 'key.pem'), '-----BEGIN PUBLIC KEY-----');
    await expect(run({}, signing('nowhere.pem'))).rejects.toMatchObject({
      code: 'TARGET_INVALID',
      at: 'sso.saml.signingCertificateFile',
    });
    await api?.close();
    await expect(run({}, signing('key.pem'))).rejects.toMatchObject({
      code: 'TARGET_INVALID',
      message: 'This is no certificate in PEM.',
    });
  });
});

describe('an application that is running already', () => {
  test('is there when it answers anything at all', async () => {
    const target = await run({}, () => ({ allowHosts: ['staging.example'] }));
    expect(target).toMatchObject({
      fixed: null,
      methods: null,
      createAccount: null,
      restart: null,
      hosts: ['staging.example'],
    });
    expect(target.allows('https://staging.example/')).toBe(true);
    expect(target.allows('https://elsewhere.example/')).toBe(false);
    expect(await target.gone()).toBeNull();
    await target.reset();
  });

  test('is told to be away before anything is run', async () => {
    const url = `http://127.0.0.1:${await freePort()}/me`;
    await expect(
      runTarget({ name: 'app', observe: { whoAmI: { url, email: '/email' } } }, folder),
    ).rejects.toMatchObject({
      code: 'TARGET_UNREACHABLE',
      message: 'The target does not answer: connection refused.',
      at: url,
    });
  });

  test('is gone when nobody listens any more', async () => {
    const { gone } = await run({});
    await api?.close();
    expect(await gone()).toBe(`connection refused at ${api?.url}/me`);
  });

  test('is not gone when it merely stumbles', async () => {
    const { gone } = await run({});
    api?.fail();
    expect(await gone()).toBeNull();
  });

  test('says to whom may be encrypted where a file holds the certificate', async () => {
    await writeFile(join(folder, 'sp.pem'), 'PEM');
    const saml = { encryptionCertificateFile: 'sp.pem' };
    expect((await run({}, () => ({ sso: { saml } }))).encryptionCertificate).toBe('PEM');
    await api?.close();
    await expect(run({}, () => ({ sso: { saml: { encryptionCertificateFile: 'none.pem' } } }))).rejects.toMatchObject({
      code: 'TARGET_INVALID',
    });
  });

  test('has one method where the file tells all about it', async () => {
    const saml = { entityId: 'urn:sp', acsUrl: 'http://127.0.0.1:1/acs', loginUrl: 'http://127.0.0.1:1/login' };
    expect((await run({}, () => ({ sso: { saml } }))).fixed).toEqual({ ...saml, sloUrl: null, logoutUrl: null });
    await api?.close();
    expect((await run({}, () => ({ sso: { saml: { ...saml, loginUrl: '' } } }))).fixed).toBeNull();
  });

  test('has methods made where the file tells how', async () => {
    const target = await run({}, (url) => ({
      ssoMethods: { create: { method: 'POST', url: `${url}/methods`, id: '/id' } },
    }));
    expect(target.fixed).toBeNull();
    expect(target.methods?.can('verify')).toBe(false);
  });
});

describe('preparing', () => {
  const account = { email: 'a@corp.test', name: 'Anna', role: 'member', groups: ['g'], disabled: false };
  const admin = (url: string): Partial<TargetFile> => ({
    accountsAdmin: {
      create: {
        method: 'POST',
        url: `${url}/accounts`,
        body: { mail: '{email}', groups: '{groups}', off: '{disabled}' },
      },
    },
  });

  test('makes an account', async () => {
    const { createAccount } = await run({ 'POST /accounts': { status: 201 } }, admin);
    expect(await createAccount?.(account)).toEqual({ value: true });
    expect(api?.asked.at(-1)?.body).toEqual({ mail: 'a@corp.test', groups: ['g'], off: false });
  });

  test.each<[string, Reply | 'reset', RegExp]>([
    [
      'refused',
      { status: 409, body: 'There is one already.' },
      /^POST http:.*\/accounts answered 409: There is one already\.$/,
    ],
    ['redirected', { status: 302, headers: { location: '/login' } }, /answered 302/],
    ['closed', 'reset', /the connection was closed$/],
  ])('tells why it was %s', async (_, reply, problem) => {
    const { createAccount } = await run({ 'POST /accounts': reply }, admin);
    expect(await createAccount?.(account)).toEqual({ problem: expect.stringMatching(problem) as string });
  });

  const resetting = (url: string): Partial<TargetFile> => ({
    observe: { whoAmI: { url: `${url}/me`, email: '/email' }, reset: { method: 'POST', url: `${url}/reset` } },
  });

  test('resets', async () => {
    const { reset } = await run({ 'POST /reset': { status: 204 } }, resetting);
    await reset();
    expect(api?.asked.at(-1)).toMatchObject({ method: 'POST', path: '/reset' });
  });

  test.each<[string, Reply | 'reset', RegExp]>([
    ['refused', { status: 403, body: 'Not you.' }, /^The answer was 403: Not you\.$/],
    ['redirected', { status: 302, headers: { location: '/login' } }, /^The answer was 302/],
    ['closed', 'reset', /the connection was closed$/],
  ])('a reset that is %s ends the run', async (_, reply, message) => {
    const { reset } = await run({ 'POST /reset': reply }, resetting);
    await expect(reset()).rejects.toMatchObject({
      code: 'TARGET_RESET_FAILED',
      at: `${api?.url}/reset`,
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('an application that is started', () => {
  const server = `
    const server = require('node:http').createServer((request, response) => {
      response.end('ok');
      if (request.url === '/die') { console.log('starting'); console.error('Error: out of memory'); process.exitCode = 9; server.close(); server.closeAllConnections(); }
    }).listen(Number(process.env.PORT), '127.0.0.1');`;

  test('runs in its folder, and tells its last line when it has gone', async () => {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const start = { command: [process.execPath, '-e', server], cwd: '.', env: { PORT: port }, ready: { url } };
    running = await runTarget(
      { name: 'app', start, observe: { whoAmI: { url: `${url}/me`, email: '/email' } } },
      folder,
    );
    expect(await running.gone()).toBeNull();
    await fetch(`${url}/die`).catch(() => undefined);
    const { gone } = running;
    await expect.poll(gone, { timeout: 15_000 }).toBe('It exited with code 9. Its last line: Error: out of memory');
  });

  test('is another process at the same address after a restart', async () => {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const telling = server.replace("'ok'", 'String(process.pid)');
    const start = { command: [process.execPath, '-e', telling], env: { PORT: port }, ready: { url } };
    running = await runTarget(
      { name: 'app', start, observe: { whoAmI: { url: `${url}/me`, email: '/email' } } },
      folder,
    );
    const pid = async () => (await fetch(url, { headers: { connection: 'close' } })).text();
    const before = await pid();
    await running.restart?.();
    expect(await pid()).not.toBe(before);
    expect(await running.gone()).toBeNull();
  });
});
