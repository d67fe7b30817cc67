import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Report } from '../../../reports/index.ts';
import type { TargetFile } from '../target.gen.ts';
import { verdictsOf, written } from './digest.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const command = fileURLToPath(new URL('../../../dist/jitmus.js', import.meta.url));
/** Milliseconds that runs of the built command may take altogether: they do not, but machines are shared. */
const PATIENCE = 300_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-apps-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe.each([
  { app: 'passport-saml', exitCode: 1 },
  { app: 'team-portal', exitCode: 0 },
])('$app', ({ app, exitCode }) => {
  test('the verdicts are those of expected.json', { timeout: PATIENCE }, async () => {
    const result = await jitmusRun(join(here, app, 'target.yaml'), 'report');

    expect(result.report.errors).toEqual([]);
    expect(result.exitCode, result.output).toBe(exitCode);
    // After a change that is meant: npx vitest run harness/targets/apps -u
    await expect(written(result.report)).toMatchFileSnapshot(join(here, app, 'expected.json'));
  });
});

test(
  'an application that authenticates by a signed assertion signs people in (O051)',
  { timeout: PATIENCE },
  async () => {
    const file = parse(await readFile(join(here, 'openid-client', 'target.yaml'), 'utf8')) as TargetFile;
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [keyFile, jwksFile] = [join(folder, 'key.pem'), join(folder, 'jwks.json')];
    await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(jwksFile, JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'RS256' }] }));
    Object.assign(file.start!, { cwd: join(here, 'openid-client') });
    Object.assign(file.start!.env!, { CLIENT_KEY_FILE: keyFile });
    Object.assign(file.sso!.oidc!, { clientAuth: 'private_key_jwt', jwksFile });
    const path = join(folder, 'assertion.yaml');
    await writeFile(path, stringify({ ...file, idps: ['entra', 'okta'] }));
    const { exitCode, output, report } = await jitmusRun(path, 'assertion', ['jit/first-sign-in']);
    expect(exitCode, output).toBe(0);
    expect(report.totals).toMatchObject({ fail: 0, blocked: 0, error: 0 });
    expect(report.totals.pass).toBeGreaterThan(2);
  },
);

test(
  "an application that takes the vendors' real issuers alone signs people in, and nobody else is asked",
  { timeout: PATIENCE },
  async () => {
    const app = join(here, 'openid-client', 'target.yaml');
    const { exitCode, output, report } = await jitmusRun(app, 'real', ['jit/first-sign-in', '--impersonate']);
    expect(exitCode, output).toBe(0);
    expect(report.run).toMatchObject({ tls: true, impersonate: true });
    expect(report.totals).toMatchObject({ fail: 0, blocked: 0, error: 0 });
    const asked = new Map<string, Set<string>>();
    for (const { idp, observations } of report.cases)
      for (const { kind, data } of observations) {
        if (kind !== 'http.exchange') continue;
        const { url } = data as { url: string };
        asked.set(idp, (asked.get(idp) ?? new Set()).add(new URL(url.replace('{target}', '1')).host));
      }
    expect(Object.fromEntries([...asked].map(([idp, hosts]) => [idp, [...hosts].sort()]))).toEqual({
      entra: ['127.0.0.1:1', 'login.microsoftonline.com'],
      google: ['127.0.0.1:1', 'accounts.google.com'],
      okta: ['127.0.0.1:1', 'corp.okta.com'],
    });
  },
);

describe('an application that is described in part', () => {
  const described = async () =>
    parse(await readFile(join(here, 'team-portal', 'target.yaml'), 'utf8')) as TargetFile & {
      ssoMethods: NonNullable<TargetFile['ssoMethods']>;
      accountsAdmin: NonNullable<TargetFile['accountsAdmin']>;
    };

  test.each<[string, (file: Awaited<ReturnType<typeof described>>) => unknown, string, string[]]>([
    [
      'that makes no accounts by itself',
      (file) => (file.lacks = { ...file.lacks, jit: 'It invites people.' }),
      'jit: It',
      ['sso/', 'jit/o', 'jit/s'],
    ],
    ['without the act of rejecting', (file) => delete file.ssoMethods.reject, '(ssoMethods.reject)', ['jit/closed']],
    [
      'without disabled accounts',
      (file) => delete file.accountsAdmin.create.body!.disabled,
      '({disabled} in',
      ['sso/'],
    ],
  ])(
    '%s: what needs it is skipped, and nothing is red',
    { timeout: PATIENCE },
    async (_, leaveOut, because, patterns) => {
      const file = await described();
      leaveOut(file);
      file.start!.cwd = join(here, 'team-portal');
      const path = join(folder, 'part.yaml');
      await writeFile(path, stringify(file));
      const { exitCode, output, report } = await jitmusRun(path, 'part', ['--idp', 'entra', ...patterns]);
      expect(exitCode, output).toBe(0);
      const skipped = report.cases
        .flatMap(({ verdicts }) => verdicts)
        // It says nothing of that in full either.
        .filter(({ status, because }) => status === 'skipped' && !because.startsWith('idp-initiated: '));
      expect(skipped.length).toBeGreaterThan(0);
      expect(report.totals.pass).toBeGreaterThan(0);
      for (const verdict of skipped) expect(verdict.because).toContain(because);
    },
  );
});

describe('an application that is running already and keeps its accounts', () => {
  let app: ChildProcess | undefined;
  afterEach(async () => {
    if (!app || app.exitCode !== null) return;
    app.kill();
    await once(app, 'exit');
  });

  test('gives the same verdicts twice', { timeout: PATIENCE }, async () => {
    const ports = { app: await freePort(), idps: await freePort() };
    const { start, ...described } = parse(
      (await readFile(join(here, 'team-portal', 'target.yaml'), 'utf8')).replaceAll('${port}', `${ports.app}`),
    ) as TargetFile & { start: NonNullable<TargetFile['start']> };
    app = spawn(process.execPath, ['app.mjs'], {
      cwd: join(here, 'team-portal'),
      env: { ...process.env, ...start.env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(app.stdout!, 'data');

    delete described.observe?.reset;
    const file = join(folder, 'running.yaml');
    const mockIdps = { listen: `localhost:${ports.idps}`, keys: './keys' };
    await writeFile(file, stringify({ ...described, mockIdps }));
    // What leaves accounts behind; refused forgeries leave none.
    const some = ['jit/', 'sso/', 'edge/', '--idp', 'entra'];
    const first = await jitmusRun(file, 'first', some);
    const kept = await accountsOf(ports.app, start.env?.OWNER_TOKEN);
    const second = await jitmusRun(file, 'second', some);

    expect(first.exitCode, first.output).toBe(0);
    expect(kept).toBeGreaterThan(0);
    expect(await accountsOf(ports.app, start.env?.OWNER_TOKEN)).toBeGreaterThan(kept);
    expect(second.exitCode, second.output).toBe(0);
    expect(second.report.run.seed).toBe(first.report.run.seed);
    expect(statuses(second.report)).toEqual(statuses(first.report));
  });
});

/** Runs the built command and reads what it wrote. */
async function jitmusRun(target: string, name: string, more: string[] = []) {
  const output = join(folder, name);
  const args = [command, 'run', '--target', target, '--reporter', 'json', '--output', output, ...more];
  const ended = await new Promise<{ exitCode: number; output: string }>((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 1024 ** 3 }, (error, stdout, stderr) =>
      resolve({ exitCode: error ? Number(error.code) : 0, output: (stdout + stderr).slice(-4_000) }),
    );
  });
  const report = JSON.parse(
    await readFile(join(output, 'report.json'), 'utf8').catch(() => expect.fail(ended.output)),
  ) as Report;
  return { ...ended, report };
}

const statuses = (report: Report) =>
  Object.fromEntries(verdictsOf(report).map(({ id, rule, status }) => [`${rule} ${id}`, status]));

async function accountsOf(port: number, token = ''): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/accounts`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as unknown[]).length;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
