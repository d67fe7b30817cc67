import { spawn } from 'node:child_process';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { deflateRawSync } from 'node:zlib';
import { startIdps, type App, type Idps, type Vendor } from '../../mock-idps/index.ts';
import type { Report } from '../../reports/index.ts';
import { packageRoot } from '../package-root.ts';
import type { LoadResult, Shot } from './load.ts';

/** Sign-ins of each measured run. */
const SIGN_INS = 3_000;
const CONCURRENCY = 16;
const ROUNDS = 3;

const serviceProvider = { entityId: 'http://127.0.0.1:9/metadata', acsUrl: 'http://127.0.0.1:9/acs' };

console.log(`Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? ''}\n`);
const raw = rawSigning();
line('raw RSA-2048 signatures, one thread', `${raw.toFixed(0)}/s`);
await signedResponses(raw);
await startUp();
await suite();

/** How fast the processor signs: nothing that issues signed messages in one process is faster. */
function rawSigning(): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const message = Buffer.alloc(800, 'x');
  const sign = () => createSign('RSA-SHA256').update(message).sign(privateKey);
  for (let warm = 0; warm < 200; warm++) sign();
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < 2_000) {
    sign();
    count++;
  }
  return count / ((performance.now() - began) / 1000);
}

/** Signed responses over HTTP: the three vendors' emitter and samlp, on the same server, under the same load from another thread. */
async function signedResponses(raw: number): Promise<void> {
  const idps = await startIdps();
  const median = new Map<Vendor, number>();
  try {
    for (const vendor of ['entra', 'google', 'okta', 'other'] as const) {
      const app = await idps.app(vendor, 'bench', {
        settings: { serviceProvider, nameId: { format: 'emailAddress', source: 'email' } },
      });
      await load(shots(idps, app, 300));
      const rates: LoadResult[] = [];
      for (let round = 0; round < ROUNDS; round++) rates.push(await load(shots(idps, app, SIGN_INS)));
      const middle = rates.sort((a, b) => a.seconds - b.seconds)[Math.floor(ROUNDS / 2)];
      if (!middle || middle.failures)
        throw new Error(`${vendor}: ${middle?.failures} of ${middle?.requests} requests failed.`);
      const rate = middle.requests / middle.seconds;
      median.set(vendor, rate);
      const name = vendor === 'other' ? 'other (samlp)' : vendor;
      line(
        `${name}: signed responses over HTTP`,
        `${rate.toFixed(0)}/s  p50 ${middle.p50.toFixed(1)} ms  p99 ${middle.p99.toFixed(1)} ms  ${((100 * rate) / raw).toFixed(0)} % of raw signing`,
      );
    }
  } finally {
    await idps.close();
  }
  const samlp = median.get('other') ?? NaN;
  for (const vendor of ['entra', 'google', 'okta'] as const)
    line(`${vendor} against samlp`, `${((median.get(vendor) ?? 0) / samlp).toFixed(1)} ×`);
}

/** Each a sign-in of a new person, armed beforehand. */
function shots(idps: Idps, app: App, count: number): Shot[] {
  const request = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_bench" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${app.ssoUrl}" AssertionConsumerServiceURL="${serviceProvider.acsUrl}" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"><saml:Issuer>${serviceProvider.entityId}</saml:Issuer></samlp:AuthnRequest>`;
  const url = new URL(app.ssoUrl);
  url.searchParams.set('SAMLRequest', deflateRawSync(request).toString('base64'));
  return Array.from({ length: count }, (_, n) => {
    const person = idps.person(app.vendor, { groups: 3 }, `bench/${n % 50}`);
    const ticket = idps.arm({ key: `bench/${n}`, app, person });
    return { url: url.href, cookie: `jitmus_${app.vendor}=${ticket.id}` };
  });
}

function load(shots: Shot[]): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bench-load.js', import.meta.url), {
      workerData: { shots, concurrency: CONCURRENCY },
    });
    worker.once('message', resolve).once('error', reject);
  });
}

/** From process start to the first answer, with keys on disk. */
async function startUp(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const port = await free();
    const began = performance.now();
    const child = spawn(process.execPath, [`${packageRoot}dist/jitmus.js`, 'idp', '--port', String(port), '--quiet'], {
      stdio: 'ignore',
    });
    while (!(await answers(`http://localhost:${port}/`)))
      if (child.exitCode !== null) throw new Error('jitmus idp ended.');
    times.push(performance.now() - began);
    child.kill('SIGTERM');
  }
  times.sort((a, b) => a - b);
  line('jitmus idp: first request answered', `${times[2]?.toFixed(0)} ms after process start (median of 5)`);
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

function free(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The main job, from the built command. */
async function suite(): Promise<void> {
  const output = await mkdtemp(join(tmpdir(), 'jitmus-bench-'));
  const began = performance.now();
  const child = spawn(process.execPath, [`${packageRoot}dist/jitmus.js`, 'run', '--quiet', '--output', output], {
    stdio: 'ignore',
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const seconds = (performance.now() - began) / 1000;
  const report = JSON.parse(await readFile(join(output, 'report.json'), 'utf8')) as Report;
  await rm(output, { recursive: true });
  line(
    'jitmus run against the reference',
    `${seconds.toFixed(1)} s for ${report.cases.length} cases (exit ${String(code)}), ${((1000 * seconds) / report.cases.length).toFixed(0)} ms a case`,
  );
}

function line(what: string, found: string): void {
  console.log(`${what.padEnd(44)} ${found}`);
}
