import type { ReportHead, Verdict } from './report.ts';

/**
 * What a verdict does to the run. `gates`: it turns the run red. `warning`: shown, does not gate. `error`: no verdict on
 * the target, because our own side broke; a mock that fails one of its own rules counts as that.
 */
export type Outcome = 'passed' | 'gates' | 'warning' | 'waived' | 'skipped' | 'error';

/** A function that tells the outcome of this report's verdicts. */
export function outcomes(head: Pick<ReportHead, 'rules' | 'run'>): (verdict: Verdict) => Outcome {
  const mocks = mockRules(head);
  const strict = head.run.strict ?? false;
  return (verdict) => outcomeOf(verdict, strict, mocks.has(verdict.rule));
}

/** Ids of the rules that judge the mock IdPs and not the target. */
export function mockRules(head: Pick<ReportHead, 'rules'>): Set<string> {
  return new Set(head.rules.filter((rule) => rule.subject === 'mock').map((rule) => rule.id));
}

function outcomeOf({ status, level, waived, known }: Verdict, strict: boolean, mock: boolean): Outcome {
  switch (status) {
    case 'pass':
      return 'passed';
    case 'skipped':
      return 'skipped';
    case 'error': // a waiver is about the target: it never excuses a fault of ours
      return 'error';
    case 'fail':
    case 'blocked':
      if (waived) return 'waived';
      if (mock) return 'error';
      if (known !== undefined) return 'warning';
      return level === 'MUST' || (level === 'SHOULD' && strict) ? 'gates' : 'warning';
  }
}

/** Where a finding belongs when the worst come first. */
export type FindingGroup = 'bypass' | 'check-missing' | 'must' | 'blocked' | 'error' | 'warning' | 'waived';

/** What summaries say of a finding in the place of its level. */
export const LABELS: Partial<Record<FindingGroup, string>> = {
  bypass: 'bypass',
  'check-missing': 'check missing',
  error: 'our error',
};

/** The groups in plain words, the worst first. */
export const FINDING_GROUPS: readonly { id: FindingGroup; title: string; says: string }[] = [
  { id: 'bypass', title: 'Bypass', says: 'Somebody got a session or an account that is not theirs.' },
  {
    id: 'check-missing',
    title: 'Check missing',
    says: 'A sign-in was accepted although a mandatory check should have stopped it.',
  },
  { id: 'must', title: 'Broken requirements', says: 'The target did not do what it must.' },
  { id: 'blocked', title: 'Could not be tested', says: 'A requirement that could not be exercised is not a pass.' },
  { id: 'error', title: 'Errors of ours', says: 'Our own side broke, so there is no verdict on the target.' },
  { id: 'warning', title: 'Warnings', says: 'Recommended, or known from the baseline: shown without failing the run.' },
  { id: 'waived', title: 'Waived', says: 'Known and accepted until the date given.' },
];

/** The group of a verdict that a reader should look at; null for one that passed or was skipped. */
export function findingGroup(verdict: Verdict, outcome: Outcome): FindingGroup | null {
  switch (outcome) {
    case 'passed':
    case 'skipped':
      return null;
    case 'error':
    case 'waived':
    case 'warning':
      return outcome;
    case 'gates':
      if (verdict.status === 'blocked') return 'blocked';
      return verdict.grade === 'bypass' || verdict.grade === 'check-missing' ? verdict.grade : 'must';
  }
}

/** Place of a group in the order in which findings are shown: 0 is the worst. */
export function severity(group: FindingGroup | null): number {
  return group === null ? FINDING_GROUPS.length : FINDING_GROUPS.findIndex(({ id }) => id === group);
}
