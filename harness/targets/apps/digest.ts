import type { Report, Verdict } from '../../../reports/index.ts';

/** What deserves a look when it changes: everything but passes, and the rules that never passed. */
export interface Digest {
  /** Rule → case → status, with its grade. */
  notPassed: Record<string, Record<string, string>>;
  /** Reason → how many verdicts. */
  skipped: Record<string, number>;
  /** Rule → the statuses it had. */
  rulesThatNeverPassed: Record<string, string>;
}

export function digest(report: Report): Digest {
  const verdicts = verdictsOf(report);
  const notPassed: Digest['notPassed'] = {};
  const skipped: Digest['skipped'] = {};
  for (const { id, rule, status, grade, because } of verdicts) {
    if (status === 'skipped') skipped[because] = (skipped[because] ?? 0) + 1;
    else if (status !== 'pass') (notPassed[rule] ??= {})[id] = grade ? `${status}: ${grade}` : status;
  }
  const passed = new Set(verdicts.filter(({ status }) => status === 'pass').map(({ rule }) => rule));
  const neverPassed = report.rules.filter(({ id }) => !passed.has(id)).map(({ id }) => [id, statusesOf(verdicts, id)]);
  return {
    notPassed: sorted(Object.entries(notPassed).map(([rule, cases]) => [rule, sorted(Object.entries(cases))])),
    skipped: sorted(Object.entries(skipped)),
    rulesThatNeverPassed: sorted(neverPassed as [string, string][]),
  };
}

/** As expected.json holds it. */
export const written = (report: Report) => `${JSON.stringify(digest(report), null, 2)}\n`;

export const verdictsOf = (report: Report): (Verdict & { id: string })[] =>
  report.cases.flatMap(({ id, verdicts }) => verdicts.map((verdict) => ({ ...verdict, id })));

function statusesOf(verdicts: readonly Verdict[], id: string): string {
  const found = new Set(verdicts.filter(({ rule }) => rule === id).map(({ status }) => status));
  return [...found].sort().join(', ') || 'no case';
}

const sorted = <T>(entries: [string, T][]) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
