import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { backgroundOf } from './background.ts';
import { loadBaseline } from './baseline.ts';
import { allDefects, defectHint } from './defects.ts';
import { JitmusError } from './errors.ts';
import { planCases, type Case } from './plan.ts';
import { unfinishedIn } from './resume.ts';
import { isOfMock, Run, type Part } from './run.ts';
import type { RunOptions } from './run-options.ts';
import { loadScenarios, ownScenarios } from './scenario.ts';
import { placesOf, type Shard } from './shard.ts';
import { Spool, spoolsIn } from './spool.ts';
import { referenceTarget } from './targets/reference.ts';
import { loadTarget } from './targets/target-file.ts';
import type { Target } from './targets/target.ts';
import type { Terminal } from './terminal.ts';
import { vocabulary } from './vocabulary.ts';
import { loadWaivers, Waivers } from './waivers.ts';

/** Runs scenarios against a target and writes the reports. Answers the exit code. */
export async function runCommand(options: RunOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  if (options.resume !== null && options.output !== null && resolve(options.resume) !== resolve(options.output))
    throw new JitmusError('USAGE', 'A run is resumed in its own folder.', { at: '--output' });
  const target = await targetNamed(options.target, options.defect);
  const { forms } = await loadScenarios(vocabulary(), [
    ownScenarios,
    ...(options.scenarios ? [options.scenarios] : []),
  ]);
  const plan = planCases(forms, target, options);
  const cases = plan.cases.filter(({ id }) => options.only?.has(id) ?? true);
  if (cases.length === 0)
    throw new JitmusError('NOTHING_SELECTED', 'No case is left to run.', {
      hint: 'jitmus plan tells why cases are left out.',
    });
  const part = options.shard && partOf(cases, options.shard);
  const waivers = options.waivers === null ? new Waivers([], today()) : await loadWaivers(options.waivers, today());
  const baseline = options.baseline === null ? null : await loadBaseline(options.baseline, target.name);

  const unfinished = options.resume === null ? null : await unfinishedIn(options.resume);
  const startedAt = unfinished ? new Date(unfinished.report.run.startedAt) : new Date();
  const id = unfinished?.report.run.id ?? runId(startedAt);
  const folder = resolve(options.resume ?? options.output ?? join('reports/out', id));
  const left = await spoolsIn(folder);
  const spool = await Spool.open(folder);
  const here = part ? part.places.flatMap((place) => cases[place] ?? []) : cases;
  const run = new Run({
    ...{ options, target, cases: here, part, id, startedAt, unfinished, waivers, baseline },
    ...{ spool, folder, terminal },
  });
  let written = false;
  try {
    await run.go();
    const head = { ...run.head(), background: await backgroundOf(forms, cases, plan.leftOut) };
    await run.report(head);
    written = head.complete || options.reporters.includes('json');
    if (written) await Promise.all(left.map((path) => rm(path, { force: true })));
    return head.run.exitCode;
  } finally {
    const kept = await spool.close({ keep: !written && run.tried });
    if (kept) terminal.line(`What was finished is kept. The same command with --resume ${folder} goes on from there.`);
  }
}

/** The reference service provider, or the application of a target file. */
export async function targetNamed(name: string, defect: string | null): Promise<Target> {
  if (defect !== null) await checkDefect(defect, name);
  if (name !== 'reference') return loadTarget(name);
  return referenceTarget(defect !== null && isOfMock(defect) ? undefined : (defect ?? undefined));
}

async function checkDefect(defect: string, target: string): Promise<void> {
  const known = await allDefects();
  if (!known.some(({ id }) => id === defect)) {
    const hint = defectHint(defect, known);
    throw new JitmusError('DEFECT_UNKNOWN', `There is no defect "${defect}".`, { at: '--defect', hint });
  }
  if (target === 'reference' || isOfMock(defect)) return;
  throw new JitmusError('USAGE', 'Only the reference service provider has deliberate defects.', { at: '--defect' });
}

function partOf(cases: readonly Case[], shard: Shard): Part {
  const places = placesOf(
    cases.map(({ id }) => id),
    shard,
  );
  if (places.length > 0) return { shard, places, whole: cases.length };
  throw new JitmusError('NOTHING_SELECTED', `There are ${cases.length} cases, too few for ${shard.of} shards.`, {
    at: '--shard',
  });
}

export const today = () => new Date().toISOString().slice(0, 10);

/** Sorts by time, and says when. */
export const runId = (at: Date) => at.toISOString().slice(0, 23).replaceAll(':', '-').replace('.', '-');
