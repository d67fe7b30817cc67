import type { CaseResult, Report, Verdict } from '../../../reports/index.ts';

/** What deserves a look when it changes: everything but passes, and the rules that never passed. */
export interface Digest {
  /** Rule → case → status, with its grade. */
  notPassed: Record<string, Record<string, string>>;
  /** Reason → how many verdicts. */
  skipped: Record<string, number>;
  /** Rule → the statuses it had. */
  rulesThatNeverPassed: Record<string, string>;
}

/** Leaves out what the target says nothing about: cases over a protocol that it does not speak. */
export function digest(report: Report): Digest {
  const verdicts = verdictsOf({ ...report, cases: report.cases.filter((each) => !isForeign(each)) });
  const notPassed: Digest['notPassed'] = {};
  const skipped: Digest['skipped'] = {};
  for (const { id, rule, status, grade, because } of verdicts) {
    if (status === 'skipped') skipped[because] = (skipped[because] ?? 0) + 1;
    else if (status !== 'pass') (notPassed[rule] ??= {})[id] = grade ? `${status}: ${grade}` : status;
  }
  const passed = new Set(verdicts.filter(({ status }) => status === 'pass').map(({ rule }) => rule));
  const foreign = new Set(report.cases.filter(isForeign).flatMap((each) => each.verdicts.map(({ rule }) => rule)));
  for (const { rule } of verdicts) foreign.delete(rule);
  const neverPassed = report.rules
    .filter(({ id }) => !passed.has(id) && !foreign.has(id))
    .map(({ id }) => [id, statusesOf(verdicts, id)]);
  return {
    notPassed: sorted(Object.entries(notPassed).map(([rule, cases]) => [rule, sorted(Object.entries(cases))])),
    skipped: sorted(Object.entries(skipped)),
    rulesThatNeverPassed: sorted(neverPassed as [string, string][]),
  };
}

const isForeign = ({ protocol, verdicts }: CaseResult): boolean =>
  verdicts.length > 0 &&
  verdicts.every(({ status, because }) => status === 'skipped' && because.startsWith(`${protocol}: `));

/** As expected.json holds it. */
export const written = (report: Report) => `${JSON.stringify(digest(report), null, 2)}\n`;

export const verdictsOf = (report: Report): (Verdict & { id: string })[] =>
  report.cases.flatMap(({ id, verdicts }) => verdicts.map((verdict) => ({ ...verdict, id })));

function statusesOf(verdicts: readonly Verdict[], id: string): string {
  const found = new Set(verdicts.filter(({ rule }) => rule === id).map(({ status }) => status));
  return [...found].sort().join(', ') || 'no case';
}

const sorted = <T>(entries: [string, T][]) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
