import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startIdps, type Idps, type IdpsOptions } from './index.ts';

let keys: string;
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'jitmus-tls-'));
});
afterAll(() => rm(keys, { recursive: true }));

const running: Idps[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((idps) => idps.close()));
});

async function start(options: IdpsOptions = {}) {
  const idps = await startIdps({ keys, tls: true, ...options });
  running.push(idps);
  return { idps, tls: idps.tls ?? { ca: '', caFile: '', certificate: '' } };
}

/** Status and text; rejects where the certificate is not trusted. */
const read = (url: string, ca?: string) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    get(url, { ca, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    }).on('error', reject);
  });

it('answers over https whoever trusts its authority, by name and by address', async () => {
  const { idps, tls } = await start();
  const { port, protocol } = new URL(idps.origin);
  expect(protocol).toBe('https:');
  for (const host of ['localhost', '127.0.0.1'])
    expect(await read(`https://${host}:${port}/`, tls.ca)).toMatchObject({ status: 200 });
  await expect(read(idps.origin)).rejects.toThrow(/certificate/);
});

it.each(['entra', 'google', 'okta'] as const)('names https everywhere: %s', async (vendor) => {
  const { idps, tls } = await start();
  const app = await idps.app(vendor, 'app');
  expect(app.ssoUrl).toMatch(/^https:/);
  const { text } = await read(app.openid?.discoveryUrl ?? '', tls.ca);
  const discovery = JSON.parse(text) as Record<string, unknown>;
  expect(discovery.issuer).toBe(app.openid?.issuer);
  expect(text).not.toContain('http:');
});

it('keeps the authority from run to run, and its key nowhere', async () => {
  const [first, second] = [await start(), await start()];
  expect(second.tls).toEqual(first.tls);
  expect(await readFile(first.tls.caFile, 'utf8')).toBe(first.tls.ca);
  const files = (await readdir(keys)).filter((name) => name.startsWith('tls'));
  const texts = await Promise.all(files.map((name) => readFile(join(keys, name), 'utf8')));
  expect(texts.join('').match(/BEGIN PRIVATE KEY/g)).toHaveLength(1);
});

it('says what is wrong with a public URL of http', async () => {
  await expect(start({ publicUrl: 'http://idp.localhost:4700' })).rejects.toMatchObject({
    code: 'IDPS_OPTION_INVALID',
  });
});

it('answers at the host of its public URL', async () => {
  const { idps, tls } = await start({ publicUrl: 'https://idp.test' });
  expect(idps.origin).toBe('https://idp.test');
  expect(tls.certificate).not.toBe((await start()).tls.certificate);
});

it('says which file is broken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jitmus-tls-'));
  await (await startIdps({ keys: folder, tls: true })).close();
  const [name = ''] = (await readdir(folder)).filter((each) => /^tls-\d/.test(each));
  await writeFile(join(folder, name), 'not a key');
  await expect(startIdps({ keys: folder, tls: true })).rejects.toMatchObject({ code: 'KEY_FILE_BROKEN' });
  await rm(folder, { recursive: true });
});
