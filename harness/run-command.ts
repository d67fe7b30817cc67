import { join, resolve } from 'node:path';
import { loadBaseline } from './baseline.ts';
import { allDefects, defectHint } from './defects.ts';
import { JitmusError } from './errors.ts';
import { planCases, type Case } from './plan.ts';
import { isOfMock, Run, type Part } from './run.ts';
import type { RunOptions } from './run-options.ts';
import { loadScenarios, ownScenarios } from './scenario.ts';
import { placesOf, type Shard } from './shard.ts';
import { Spool } from './spool.ts';
import { referenceTarget } from './targets/reference.ts';
import { loadTarget } from './targets/target-file.ts';
import type { Target } from './targets/target.ts';
import type { Terminal } from './terminal.ts';
import { vocabulary } from './vocabulary.ts';
import { loadWaivers, Waivers } from './waivers.ts';

/** Runs scenarios against a target and writes the reports. Answers the exit code. */
export async function runCommand(options: RunOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  const target = await targetNamed(options.target, options.defect);
  const { forms } = await loadScenarios(vocabulary(), [
    ownScenarios,
    ...(options.scenarios ? [options.scenarios] : []),
  ]);
  const planned = planCases(forms, target, options).cases;
  const cases = planned.filter(({ id }) => options.only?.has(id) ?? true);
  if (cases.length === 0)
    throw new JitmusError('NOTHING_SELECTED', 'No case is left to run.', {
      hint: 'jitmus plan tells why cases are left out.',
    });
  const part = options.shard && partOf(cases, options.shard);
  const waivers = options.waivers === null ? new Waivers([], today()) : await loadWaivers(options.waivers, today());
  const baseline = options.baseline === null ? null : await loadBaseline(options.baseline, target.name);

  const startedAt = new Date();
  const id = runId(startedAt);
  const folder = resolve(options.output ?? join('reports/out', id));
  const spool = await Spool.open(folder);
  try {
    const here = part ? part.places.flatMap((place) => cases[place] ?? []) : cases;
    const run = new Run({ options, target, cases: here, part, waivers, baseline, spool, folder, terminal });
    await run.go();
    const head = run.head(id, startedAt);
    await run.report(head);
    return head.run.exitCode;
  } finally {
    await spool.close();
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
