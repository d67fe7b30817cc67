import { availableParallelism, cpus } from 'node:os';
import { table } from '../table.ts';
import { rawOneThread, rawThreadPool } from './raw-signing.ts';
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

console.log(`Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? ''}\n`);
const oneThread = rawOneThread();
const threadPool = await rawThreadPool(CONCURRENCY);
console.log(
  `Raw RSA-2048 signatures: ${whole(oneThread)}/s on one thread, ${whole(threadPool)}/s on the thread pool.\n`,
);
await responses(1);
await responses(2);
console.log(`jitmus idp answers its first request ${whole(await startUp())} ms after process start.\n`);
await run();

/** Signed responses over HTTP: every contender on the same server, under the same load. */
async function responses(processes: number): Promise<void> {
  const found = await signedResponses(contenders, { processes, concurrency: CONCURRENCY });
  const rates = new Map(found.map(({ requests, seconds }, n) => [contenders[n]?.name, requests / seconds]));
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

/** The whole suite against the reference. */
async function run(): Promise<void> {
  const { seconds, cases, exitCode, perCase } = await suite();
  console.log(
    `jitmus run against the reference: ${seconds.toFixed(1)} s for ${cases} cases (exit ${String(exitCode)}).`,
  );
  console.log(`Of a case: ${phases.map((phase) => `${phase} ${perCase[phase].toFixed(1)} ms`).join(', ')}.`);
}

function whole(value: number): string {
  return value.toFixed(0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
