import type { Status } from '../reports/index.ts';
import type { Defect } from './defects.ts';
import { execute } from './execute.ts';
import type { Case } from './plan.ts';
import { referenceWithin } from './targets/reference.ts';

export interface DefectOptions {
  /** Every case, not just those of the rules that the defect names and until each of them is red. */
  all: boolean;
  seed: number;
}

/** What one defect turned red. */
export interface Proof {
  defect: Defect;
  /** Rule → how many cases it failed in. */
  red: Readonly<Record<string, number>>;
  /** Cases that were judged, and those there are. */
  judged: number;
  cases: number;
}

/** Runs cases against the reference, within this process, with this one defect. */
export async function proveDefect(defect: Defect, cases: readonly Case[], options: DefectOptions): Promise<Proof> {
  const concerned = options.all
    ? cases
    : cases.filter(({ form }) => form.rules.some(({ id }) => defect.breaks.includes(id)));
  const red: Record<string, number> = {};
  const noticed = new AbortController();
  let judged = 0;
  await execute({
    target: referenceWithin(defect.of === 'reference' ? defect.id : undefined),
    cases: concerned,
    seed: options.seed,
    workers: 2,
    driver: 'http',
    ...(defect.of === 'mock' ? { mockDefects: [defect.id] } : {}),
    store: () => () => '',
    onResult: (_, { verdicts }) => {
      judged++;
      const failed: Status = 'fail';
      for (const { rule, status } of verdicts) if (status === failed) red[rule] = (red[rule] ?? 0) + 1;
      if (!options.all && defect.breaks.every((rule) => rule in red)) noticed.abort();
    },
    onError: (error) => {
      throw error;
    },
    signal: noticed.signal,
  });
  return { defect, red, judged, cases: concerned.length };
}
