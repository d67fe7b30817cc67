import { availableParallelism, cpus } from 'node:os';
import { table } from '../table.ts';
import { codeFlows } from './code-flows.ts';
import { rawOneThread, rawThreadPool } from './raw-signing.ts';
import { reportPage } from './report-page.ts';
import { scimLoad, scimUsers } from './scim-load.ts';
import { signedResponses, type Contender } from './signed-responses.ts';
import { startUp } from './start-up.ts';
import { phases, suite } from './suite.ts';

const CONCURRENCY = 16;

/** Ours sign what the vendor signs by default; each meets samlp signing the same. */
const contenders: readonly (Contender & { against?: string })[] = [
  { name: 'entra', vendor: 'entra', sign: 'assertion', against: 'samlp' },
  { name: 'google', vendor: 'google', sign: 'assertion', against: 'samlp' },
  { name: 'okta, signing twice', vendor: 'okta', sign: 'both', against: 'samlp, signing twice' },
  { name: 'samlp', vendor: 'other', sign: 'assertion' },
  { name: 'samlp, signing twice', vendor: 'other', sign: 'both' },
];

/** What can be measured alone: `npm run bench -- code-flows`. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
  responses: async () => {
    const raw = { oneThread: rawOneThread(), threadPool: await rawThreadPool(CONCURRENCY) };
    console.log(
      `Raw RSA-2048 signatures: ${whole(raw.oneThread)}/s on one thread, ${whole(raw.threadPool)}/s on the thread pool.\n`,
    );
    await responses(1, raw);
    await responses(2, raw);
  },
  'code-flows': flows,
  'start-up': async () =>
    console.log(`jitmus idp answers its first request ${whole(await startUp())} ms after process start.\n`),
  suite: run,
  'scim-load': provisioning,
  'report-page': async () =>
    console.log(`The HTML report in Chromium: ${(await reportPage()) ?? 'its test did not pass'}.\n`),
};

console.log(`Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? ''}\n`);
const asked = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await measure();

/** Signed responses over HTTP: every contender on the same server, under the same load. */
async function responses(
  processes: number,
  { oneThread, threadPool }: { oneThread: number; threadPool: number },
): Promise<void> {
  const found = await signedResponses(contenders, { processes, concurrency: CONCURRENCY });
  const rates = new Map(found.map(({ tasks, seconds }, n) => [contenders[n]?.name, tasks / seconds]));
  const rows = found.map(({ p50, p99 }, n) => {
    const { name, sign, against } = contenders[n] ?? { name: '', sign: 'assertion' };
    const rate = rates.get(name) ?? NaN;
    const signatures = sign === 'both' ? 2 * rate : rate;
    return [
      name,
      `${whole(rate)}/s`,
      against === undefined ? '' : `${(rate / (rates.get(against) ?? NaN)).toFixed(1)} ×`,
      `${percent(signatures / oneThread)}, ${percent(signatures / threadPool)}`,
      `${p50.toFixed(1)} ms`,
      `${p99.toFixed(1)} ms`,
    ];
  });
  console.log(`Signed responses over HTTP, ${processes === 1 ? 'one process' : `${processes} processes`}:`);
  console.log(table([['', 'rate', 'samlp', 'signatures of raw: one thread, pool', 'p50', 'p99'], ...rows]) + '\n');
}

/** Whole code flows over HTTP, under the same load. */
async function flows(): Promise<void> {
  const names = ['entra', 'google', 'okta', 'oidc-provider', 'oauth2-mock-server'] as const;
  const found = await codeFlows(names, CONCURRENCY);
  const rates = found.map(({ tasks, seconds }) => tasks / seconds);
  const rows = found.map(({ p50, p99, processorMs }, n) => {
    const rate = rates[n] ?? NaN;
    const against = (other: (typeof names)[number]) => `${(rate / (rates[names.indexOf(other)] ?? NaN)).toFixed(2)} ×`;
    return [
      names[n] ?? '',
      `${whole(rate)}/s`,
      against('oidc-provider'),
      against('oauth2-mock-server'),
      `${processorMs.toFixed(2)} ms`,
      `${p50.toFixed(1)} ms`,
      `${p99.toFixed(1)} ms`,
    ];
  });
  console.log('Code flows over HTTP (authorization request, code, tokens), one process each:');
  console.log(table([['', 'rate', 'oidc-provider', 'oauth2-mock-server', 'processor', 'p50', 'p99'], ...rows]) + '\n');
}

/** The whole suite against the reference. */
async function run(): Promise<void> {
  const { seconds, cases, exitCode, perCase } = await suite();
  console.log(
    `jitmus run against the reference: ${seconds.toFixed(1)} s for ${cases} cases (exit ${String(exitCode)}).`,
  );
  console.log(`Of a case: ${phases.map((phase) => `${phase} ${perCase[phase].toFixed(1)} ms`).join(', ')}.`);
}

/** People over SCIM into the reference, beside the least that keeps a user. */
async function provisioning(): Promise<void> {
  const names = ['reference', 'bare'] as const;
  const found = await scimUsers(names, CONCURRENCY);
  const rates = found.map(({ tasks, seconds }) => tasks / seconds);
  const rows = found.map(({ p50, p99, processorMs }, n) => [
    names[n] ?? '',
    `${whole(rates[n] ?? NaN)}/s`,
    `${((rates[n] ?? NaN) / (rates[1] ?? NaN)).toFixed(2)} ×`,
    `${processorMs.toFixed(2)} ms`,
    `${p50.toFixed(1)} ms`,
    `${p99.toFixed(1)} ms`,
  ]);
  console.log('\nUsers made over SCIM, database in a file, one process each (bare: Koa and one insert):');
  console.log(table([['', 'rate', 'bare', 'processor', 'p50', 'p99'], ...rows]) + '\n');
  const { phases: parts, memory, exitCode } = await scimLoad(5_000);
  const rate = parts.find(({ name }) => name === 'people')?.perSecond ?? NaN;
  console.log(
    `jitmus scim-load, 5,000 people: ${whole(rate)}/s, ${whole(memory.most / 1024 / 1024)} MiB at most (exit ${exitCode}).`,
  );
}

function whole(value: number): string {
  return value.toFixed(0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
