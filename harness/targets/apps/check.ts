// npm run targets -- [name …] [--update]: runs jitmus against service providers that nobody here wrote, and compares the
// verdicts with the recorded ones. Exit code 1: they differ; --update records them anew. 2: usage, or a run without verdict.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../../reports/index.ts';
import { digest, written, type Digest } from './digest.ts';
import { regressionTargets, type RegressionTarget } from './regression-targets.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const command = fileURLToPath(new URL('../../../dist/jitmus.js', import.meta.url));

function check(name: string, { folder, target, expected, installs }: RegressionTarget): 0 | 1 | 2 {
  const place = join(here, folder);
  if (installs && !installed(place)) return 2;
  const output = mkdtempSync(join(tmpdir(), 'jitmus-targets-'));
  try {
    const run = [command, 'run', '--target', join(place, target), '--reporter', 'json', '--output', output];
    const { status, stderr, stdout } = spawnSync(process.execPath, run, { encoding: 'utf8', maxBuffer: 1024 ** 3 });
    const file = join(output, 'report.json');
    if (status === 2 || !existsSync(file)) {
      console.error(`${name}: the run ended without a verdict.\n${(stdout + stderr).slice(-2_000)}`);
      return 2;
    }
    return compare(name, JSON.parse(readFileSync(file, 'utf8')) as Report, join(place, expected));
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function installed(place: string): boolean {
  const install = ['install', '--no-audit', '--no-fund', '--no-package-lock'];
  return spawnSync('npm', install, { cwd: place, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

function compare(name: string, report: Report, expected: string): 0 | 1 {
  const { pass, fail, blocked } = report.totals;
  const told = `${name}: ${pass} passed, ${fail} failed, ${blocked} blocked`;
  if (update) {
    writeFileSync(expected, written(report));
    console.log(`${told}; recorded.`);
    return 0;
  }
  const before = existsSync(expected) ? (JSON.parse(readFileSync(expected, 'utf8')) as Digest) : null;
  const changes = before ? differences(before, digest(report)) : ['There are no recorded verdicts yet (--update).'];
  console.log(changes.length ? `${told}; not as recorded:\n  ${changes.join('\n  ')}` : `${told}, as recorded.`);
  return changes.length ? 1 : 0;
}

/** One line for each verdict and reason that is another than before. */
function differences(before: Digest, now: Digest): string[] {
  const [was, is] = [lines(before), lines(now)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => was.get(key) !== is.get(key))
    .map((key) => `${key}: ${was.get(key) ?? 'not there'} → ${is.get(key) ?? 'not there'}`)
    .sort();
}

const lines = ({ notPassed, skipped, rulesThatNeverPassed }: Digest) =>
  new Map([
    ...Object.entries(notPassed).flatMap(([rule, cases]) =>
      Object.entries(cases).map(([id, status]) => [`${rule} ${id}`, status] as const),
    ),
    ...Object.entries(skipped).map(([because, count]) => [`skipped: ${because}`, String(count)] as const),
    ...Object.entries(rulesThatNeverPassed).map(([rule, statuses]) => [`never passed: ${rule}`, statuses] as const),
  ]);

const args = process.argv.slice(2);
const update = args.includes('--update');
const names = args.filter((arg) => arg !== '--update');
const unknown = names.find((name) => !(name in regressionTargets));
if (names.length === 0 || unknown !== undefined) {
  if (unknown !== undefined) console.error(`There is no regression target "${unknown}".`);
  console.error(
    `Usage: npm run targets -- <name …> [--update]\nThere are: ${Object.keys(regressionTargets).join(', ')}`,
  );
  process.exit(2);
}

let exitCode = 0;
for (const name of names) {
  const code = check(name, regressionTargets[name]!);
  exitCode = Math.max(exitCode, code);
}
process.exit(exitCode);
