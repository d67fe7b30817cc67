import { mockRules, outcomes } from './outcome.ts';
import type { Report, Status, Verdict } from './report.ts';

/** One verdict in two runs. `before`: null where the earlier run did not judge it; `after` likewise. */
export interface Change {
  case: string;
  rule: string;
  before: Verdict | null;
  after: Verdict | null;
}

/** What became of the verdicts of one run in a later one. Those of rules that judge the mock IdPs are left out. */
export interface Difference {
  /** Worse than before: it failed and did not before, or is blocked and was neither before. */
  new: Change[];
  /** Failed or was blocked, and passes. */
  fixed: Change[];
  /** Failed or was blocked, and is no better. */
  still: Change[];
  /** Failed or was blocked, and is not judged any more, which is no repair. */
  gone: Change[];
  /** Passed, and is not judged any more. */
  unjudged: Change[];
}

/** How bad a status is: what was not judged is not known to be bad. */
const BADNESS = { pass: 0, skipped: 0, blocked: 1, fail: 2, error: 3 } as const satisfies Record<Status, number>;

/** Whether a verdict is worse than that of an earlier run, if there was one. An error of ours then says nothing of the target. */
export function isWorse(before: Status | undefined, after: Status): boolean {
  if (before === after) return false;
  return BADNESS[after] > (before === undefined || before === 'error' ? 0 : BADNESS[before]);
}

/** Compares two runs verdict by verdict, in the order of the later one. */
export function differenceOf(earlier: Report, later: Report): Difference {
  const difference: Difference = { new: [], fixed: [], still: [], gone: [], unjudged: [] };
  const before = verdictsOf(earlier);
  const after = verdictsOf(later);
  for (const [key, change] of after) sort(difference, { ...change, before: before.get(key)?.after ?? null });
  for (const [key, { case: id, rule, after: verdict }] of before)
    if (!after.has(key)) sort(difference, { case: id, rule, before: verdict, after: null });
  return difference;
}

/** What became of a verdict, as readers are told: whether what is new gates is the first thing that they ask. */
export type ChangeKind = keyof Difference | 'warning';

/** The kinds of change, what asks for something to be done first. */
export const CHANGE_KINDS: readonly { id: ChangeKind; title: string }[] = [
  { id: 'new', title: 'New' },
  { id: 'warning', title: 'New, and does not gate' },
  { id: 'fixed', title: 'Fixed' },
  { id: 'still', title: 'Still' },
  { id: 'gone', title: 'Not judged any more, failed or was blocked before' },
  { id: 'unjudged', title: 'Not judged any more, passed before' },
];

/** A difference by kinds, as the later run gates. */
export function changesOf(difference: Difference, later: Report): Record<ChangeKind, Change[]> {
  const outcomeOf = outcomes(later);
  const gates = ({ after }: Change) => after !== null && ['gates', 'error'].includes(outcomeOf(after));
  return {
    ...difference,
    new: difference.new.filter(gates),
    warning: difference.new.filter((change) => !gates(change)),
  };
}

function sort(difference: Difference, change: Change): void {
  const before = change.before?.status ?? 'skipped';
  const after = change.after?.status ?? 'skipped';
  if (isWorse(before, after)) difference.new.push(change);
  else if (after === 'skipped' && before === 'pass') difference.unjudged.push(change);
  else if (BADNESS[before] === 0) return;
  else if (after === 'pass') difference.fixed.push(change);
  else if (after === 'skipped') difference.gone.push(change);
  else difference.still.push(change);
}

/** Case and rule → the verdict, as `after`. */
function verdictsOf(report: Report): Map<string, Change> {
  const mocks = mockRules(report);
  return new Map(
    report.cases.flatMap(({ id, verdicts }) =>
      verdicts
        .filter(({ rule }) => !mocks.has(rule))
        .map((verdict) => [
          verdictKey(id, verdict.rule),
          { case: id, rule: verdict.rule, before: null, after: verdict },
        ]),
    ),
  );
}

/** Names one verdict of a report. */
export const verdictKey = (caseId: string, rule: string) => JSON.stringify([caseId, rule]);
