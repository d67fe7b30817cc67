import { changesOf, verdictKey } from './diff.ts';
import type { Change, ChangeKind, Difference } from './diff.ts';
import { findingGroup, outcomes, severity } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { CaseResult, Report, ReportHead, RuleFacts, Verdict } from './report.ts';

/** The worst that was found in a case: a status, or that it only warns or is waived. */
export type Cell = 'pass' | 'fail' | 'blocked' | 'skipped' | 'error' | 'warning' | 'waived';

export interface ComparedCase extends Pick<CaseResult, 'id' | 'title' | 'why' | 'idp' | 'protocol' | 'area'> {
  /** One for each target; null where the case is not in its report. */
  cells: (Cell | null)[];
  /** The targets do not agree, as far as they judged the case. */
  differs: boolean;
  verdicts: ComparedVerdict[];
}

/** What one rule found in a case. */
export interface ComparedVerdict {
  rule: string;
  /** One for each target; null where it was not judged there. */
  cells: (({ cell: Cell } & Pick<Verdict, 'because' | 'expected' | 'actual'>) | null)[];
  /** What became of it from the first run to the second. */
  change?: ChangeKind;
}

/** Several targets side by side, or two runs on one. */
export interface Comparison {
  of: 'targets' | 'runs';
  /** A name for each report, no two the same. */
  targets: string[];
  heads: Pick<ReportHead, 'run' | 'target' | 'totals' | 'complete' | 'errors'>[];
  /** Of all reports. */
  rules: RuleFacts[];
  /** In the order in which the reports have them. */
  cases: ComparedCase[];
}

/** Sets reports of several targets, or of several runs on one, side by side. */
export function comparisonOf(reports: readonly Report[]): Comparison {
  const columns = reports.map((report) => new Map(report.cases.map((result) => [result.id, result])));
  const outcomesOf = reports.map(outcomes);
  const ids = new Set(columns.flatMap((cases) => [...cases.keys()]));
  return {
    of: 'targets',
    targets: namesOf(reports),
    heads: reports.map(({ run, target, totals, complete, errors }) => ({ run, target, totals, complete, errors })),
    rules: [...new Map(reports.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule]))).values()],
    cases: [...ids].map((id) =>
      comparedCase(
        columns.map((cases) => cases.get(id) ?? null),
        outcomesOf,
      ),
    ),
  };
}

type OutcomeOf = ReturnType<typeof outcomes>;

function comparedCase(results: readonly (CaseResult | null)[], outcomesOf: readonly OutcomeOf[]): ComparedCase {
  const { id, title, why, idp, protocol, area } = results.find((result) => result !== null)!;
  const cells = results.map((result, n) => result && cellOf(result.verdicts, outcomesOf[n]!));
  const judged = new Set(cells.filter((cell) => cell !== null && cell !== 'skipped'));
  const rules = new Set(results.flatMap((result) => result?.verdicts.map(({ rule }) => rule) ?? []));
  const verdicts = [...rules].map((rule) => ({
    rule,
    cells: results.map((result, n) => {
      const ofRule = result?.verdicts.filter((verdict) => verdict.rule === rule) ?? [];
      const worst = worstOf(ofRule, outcomesOf[n]!);
      if (!worst) return null;
      const { because, expected, actual } = worst;
      return {
        cell: cellOf(ofRule, outcomesOf[n]!),
        because,
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
      };
    }),
  }));
  return { id, title, why, idp, protocol, area, cells, differs: judged.size > 1, verdicts };
}

/** Two runs on one target side by side, each verdict with what became of it. */
export function changesSideBySide(earlier: Report, later: Report, difference: Difference): Comparison {
  const kinds = new Map(
    (Object.entries(changesOf(difference, later)) as [ChangeKind, Change[]][]).flatMap(([kind, changes]) =>
      changes.map(({ case: id, rule }) => [verdictKey(id, rule), kind] as const),
    ),
  );
  const comparison = comparisonOf([earlier, later]);
  return {
    ...comparison,
    of: 'runs',
    targets: ['Before', 'After'],
    cases: comparison.cases.map((one) => ({
      ...one,
      verdicts: one.verdicts.map((verdict) => {
        const change = kinds.get(verdictKey(one.id, verdict.rule));
        return change === undefined ? verdict : { ...verdict, change };
      }),
    })),
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

function cellOf(verdicts: readonly Verdict[], outcomeOf: OutcomeOf): Cell {
  const worst = worstOf(verdicts, outcomeOf);
  if (!worst) return 'skipped';
  const outcome = outcomeOf(worst);
  return outcome === 'error' || outcome === 'warning' || outcome === 'waived' ? outcome : worst.status;
}

function worstOf(verdicts: readonly Verdict[], outcomeOf: OutcomeOf): Verdict | undefined {
  const badness = (verdict: Verdict) => badnessOf(verdict, outcomeOf(verdict));
  return verdicts.toSorted((a, b) => badness(a) - badness(b))[0];
}

/** Least is worst. A case of which one verdict passed is not skipped. */
function badnessOf(verdict: Verdict, outcome: Outcome): number {
  if (outcome === 'error') return -1;
  return severity(findingGroup(verdict, outcome)) + (outcome === 'skipped' ? 1 : 0);
}
