import { findingGroup, outcomes, severity } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { CaseResult, Report } from './report.ts';

/** The worst that was found in a case: a status, or that it only warns or is waived. */
export type Cell = 'pass' | 'fail' | 'blocked' | 'skipped' | 'error' | 'warning' | 'waived';

export interface ComparedCase {
  id: string;
  /** One for each target; null where the case is not in its report. */
  cells: (Cell | null)[];
  /** The targets do not agree, as far as they judged the case. */
  differs: boolean;
}

/** Several targets side by side. */
export interface Comparison {
  /** A name for each report, no two the same. */
  targets: string[];
  /** In the order in which the reports have them. */
  cases: ComparedCase[];
}

/** Sets reports of several targets, or of several runs on one, side by side. */
export function comparisonOf(reports: readonly Report[]): Comparison {
  const columns = reports.map(cellsOf);
  const ids = new Set(columns.flatMap((cells) => [...cells.keys()]));
  return {
    targets: namesOf(reports),
    cases: [...ids].map((id) => {
      const cells = columns.map((column) => column.get(id) ?? null);
      const judged = new Set(cells.filter((cell) => cell !== null && cell !== 'skipped'));
      return { id, cells, differs: judged.size > 1 };
    }),
  };
}

/** The name of the target, and what else tells a report from another of the same name. */
function namesOf(reports: readonly Report[]): string[] {
  const ways: ((report: Report) => string)[] = [
    ({ target }) => target.name,
    ({ target, run }) => [target.name, target.defect ?? run.driver].join(', '),
    ({ target, run }) => [target.name, run.id].join(', '),
  ];
  const names = ways.map((way) => reports.map(way)).find((list) => new Set(list).size === list.length);
  return names ?? reports.map(({ target }, index) => `${target.name} (${index + 1})`);
}

function cellsOf(report: Report): Map<string, Cell> {
  const outcomeOf = outcomes(report);
  return new Map(report.cases.map((result) => [result.id, cellOf(result, outcomeOf)]));
}

function cellOf({ verdicts }: CaseResult, outcomeOf: ReturnType<typeof outcomes>): Cell {
  const [worst] = verdicts
    .map((verdict) => ({ verdict, outcome: outcomeOf(verdict) }))
    .sort((a, b) => badness(a) - badness(b));
  if (!worst) return 'skipped';
  const { verdict, outcome } = worst;
  if (outcome === 'error' || outcome === 'warning' || outcome === 'waived') return outcome;
  return verdict.status;
}

/** Least is worst. A case of which one verdict passed is not skipped. */
function badness({ verdict, outcome }: { verdict: CaseResult['verdicts'][number]; outcome: Outcome }): number {
  if (outcome === 'error') return -1;
  return severity(findingGroup(verdict, outcome)) + (outcome === 'skipped' ? 1 : 0);
}
