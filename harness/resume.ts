import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readReport, validateReport, type CaseResult, type Report, type ReportHead } from '../reports/index.ts';
import { JitmusError } from './errors.ts';
import { difference, runFacts } from './run-facts.ts';
import { reportOfSpool, spoolsIn } from './spool.ts';

/** A run that did not come to its end, as it was left in its folder. */
export interface Unfinished {
  report: Report;
}

/** Reads what an earlier run left in its folder. Throws RESUME_NOTHING where there is none, or it came to its end. */
export async function unfinishedIn(folder: string): Promise<Unfinished> {
  for (const path of await spoolsIn(folder)) {
    const report = await reportOfSpool(path);
    if (report) return { report: await validateReport(report, path) };
  }
  const file = join(folder, 'report.json');
  if (!existsSync(file))
    throw new JitmusError('RESUME_NOTHING', 'There is no report.json, and nothing that a run left behind.', {
      at: folder,
      hint: 'Name the folder with the reports of the run that was interrupted.',
    });
  const report = await readReport(file);
  if (report.complete) throw new JitmusError('RESUME_NOTHING', 'That run came to its end.', { at: file });
  return { report };
}

/** Checks that it is the run that is about to be finished. Throws RESUME_DIFFERS. */
export function checkResumed({ report }: Unfinished, now: ReportHead, folder: string): void {
  const facts = (head: ReportHead) => ({ ...runFacts(head), '--shard': head.run.shard?.index });
  const planned = (head: ReportHead, cases: readonly CaseResult[]) =>
    new Set([...(head.missing ?? []), ...cases.map(({ id }) => id)]);
  const [there, here] = [planned(report, report.cases), planned(now, [])];
  const cases = there.size === here.size && [...here].every((id) => there.has(id));
  const differs = difference(facts(now), facts(report)) ?? (cases ? null : 'other cases are selected here than');
  if (differs === null) return;
  throw new JitmusError('RESUME_DIFFERS', `This is not the run that was interrupted: ${differs} in its report.`, {
    at: folder,
    hint: `Give the same options: ${report.run.command}`,
  });
}

/**
 * The cases that need not be run again. What was blocked, or failed on our side, may owe that to the end of the earlier run.
 * They come as they were judged: without what waivers and a baseline make of them.
 */
export function finishedOf({ report }: Unfinished): CaseResult[] {
  return report.cases
    .filter(({ verdicts }) => verdicts.every(({ status }) => status !== 'blocked' && status !== 'error'))
    .map((result) => ({
      ...result,
      verdicts: result.verdicts.map(({ waived: _, known: __, ...verdict }) => verdict),
    }));
}
