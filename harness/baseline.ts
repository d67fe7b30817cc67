import {
  isWorse,
  mockRules,
  readReport,
  verdictKey,
  type Report,
  type Status,
  type Verdict,
} from '../reports/index.ts';
import { JitmusError } from './errors.ts';

/** What failed or was blocked in an earlier run on the same target. It does not gate again; what got worse does. */
export class Baseline {
  /** Of the earlier run. */
  readonly id: string;
  readonly #statuses: ReadonlyMap<string, Status>;
  readonly #mockRules: ReadonlySet<string>;

  constructor(report: Report) {
    this.id = report.run.id;
    this.#mockRules = mockRules(report);
    this.#statuses = new Map(
      report.cases.flatMap(({ id, verdicts }) =>
        verdicts.map(({ rule, status }) => [verdictKey(id, rule), status] as const),
      ),
    );
  }

  /** The verdicts with those marked that are bad and were no better then. An error of ours excuses nothing, on either side. */
  apply(caseId: string, verdicts: readonly Verdict[]): Verdict[] {
    return verdicts.map((verdict) => {
      const before = this.#statuses.get(verdictKey(caseId, verdict.rule));
      const bad = verdict.status === 'fail' || verdict.status === 'blocked';
      if (!bad || isWorse(before, verdict.status) || this.#mockRules.has(verdict.rule)) return verdict;
      return { ...verdict, known: this.id };
    });
  }
}

/** Reads the report of an earlier run. Throws BASELINE_OF_ANOTHER_TARGET, or why it is no report. */
export async function loadBaseline(file: string, target: string): Promise<Baseline> {
  const report = await readReport(file);
  if (report.target.name === target) return new Baseline(report);
  throw new JitmusError(
    'BASELINE_OF_ANOTHER_TARGET',
    `It tells of ${report.target.name}, and this run is on ${target}.`,
    { at: file, hint: 'What another application does is no excuse for this one. Name a report of the same target.' },
  );
}
