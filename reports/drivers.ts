import { outcomes } from './outcome.ts';
import type { CaseResult, Report, Verdict } from './report.ts';

/** A verdict that hangs on what drove the case. */
export interface Disagreement {
  case: string;
  rule: string;
  level: Verdict['level'];
  http: Verdict;
  browser: Verdict;
  /** What Chromium said on its console; the first error, or else the first line. Null where it said nothing. */
  console: string | null;
  /** The worse of the two would gate. */
  gates: boolean;
}

/**
 * Where plain HTTP and a real Chromium judge the same case otherwise; null where the reports are not of one target with each of
 * the two. What was skipped, waived on both sides, or failed on our side says nothing of the target.
 */
export function disagreementsOf(reports: readonly Report[]): Disagreement[] | null {
  const [http, browser] = (['http', 'browser'] as const).map((driver) =>
    reports.find(({ run }) => run.driver === driver),
  );
  if (!http || !browser || reports.length !== 2 || targetOf(http) !== targetOf(browser)) return null;
  const outcomeOf = outcomes(browser);
  const others = new Map(browser.cases.map((result) => [result.id, result]));
  return http.cases.flatMap((result) => {
    const other = others.get(result.id);
    if (!other) return [];
    return result.verdicts.flatMap((verdict): Disagreement[] => {
      const there = other.verdicts.find(({ rule }) => rule === verdict.rule);
      if (!there || !isJudged(verdict) || !isJudged(there) || verdict.status === there.status) return [];
      const { rule, level } = verdict;
      const worse = there.status === 'pass' ? verdict : there;
      const gates = outcomeOf(worse) === 'gates';
      return [{ case: result.id, rule, level, http: verdict, browser: there, console: consoleOf(other), gates }];
    });
  });
}

const targetOf = ({ target: { name, kind, file, defect } }: Report) => JSON.stringify([name, kind, file, defect]);

const isJudged = ({ status }: Verdict) => status === 'pass' || status === 'fail' || status === 'blocked';

function consoleOf({ observations }: CaseResult): string | null {
  const lines = observations
    .flatMap(({ artefacts = [] }) => artefacts.filter(({ label }) => label === 'Console'))
    .flatMap(({ text = '' }) => text.split('\n'));
  return lines.find((line) => line.startsWith('error: ')) ?? lines.find(Boolean) ?? null;
}
