import { findingGroup, mockRules, outcomes, severity } from './outcome.ts';
import type { FindingGroup } from './outcome.ts';
import type { ReportSource, Totals, Verdict } from './report.ts';

/** A verdict worth a line, and the case it is of. */
export interface Found {
  case: string;
  verdict: Verdict;
  group: FindingGroup;
}

/** What a short account of a run needs; holds no observations. */
export interface Digest {
  /** Failures and errors, the worst first. */
  failures: Found[];
  /** Rule, status and reason → the verdicts. */
  warnings: Map<string, Found[]>;
  /** Reason → the verdicts it holds for. */
  blocked: Map<string, Verdict[]>;
  skipped: Map<string, Verdict[]>;
  waived: Map<string, Verdict[]>;
  /** Verdicts on the target, by area. */
  areas: Map<string, Totals>;
  /** Verdicts on the mock IdPs, which are in no total of the target. */
  mock: Totals;
}

/** Reads the cases once. */
export async function digestOf(source: ReportSource): Promise<Digest> {
  const outcomeOf = outcomes(source.head);
  const mocks = mockRules(source.head);
  const digest: Digest = {
    failures: [],
    warnings: new Map(),
    blocked: new Map(),
    skipped: new Map(),
    waived: new Map(),
    areas: new Map(),
    mock: noTotals(),
  };
  for await (const result of source.cases()) {
    for (const verdict of result.verdicts) {
      const ofMock = mocks.has(verdict.rule);
      count(digest, ofMock ? null : result.area, verdict);
      const group = findingGroup(verdict, outcomeOf(verdict));
      if (group) sortIn(digest, { case: result.id, verdict, group });
      else if (verdict.status === 'skipped' && !ofMock) collect(digest.skipped, verdict.because, verdict);
    }
  }
  digest.failures.sort((a, b) => severity(a.group) - severity(b.group));
  return digest;
}

function sortIn(digest: Digest, found: Found): void {
  const { verdict } = found;
  switch (found.group) {
    case 'blocked':
      return collect(digest.blocked, verdict.because, verdict);
    case 'warning':
      return collect(digest.warnings, `${verdict.rule} ${verdict.status} ${verdict.because}`, found);
    case 'waived':
      return collect(digest.waived, `${verdict.waived?.because} (until ${verdict.waived?.until})`, verdict);
    case 'bypass':
    case 'check-missing':
    case 'must':
    case 'error':
      digest.failures.push(found);
  }
}

function count(digest: Digest, area: string | null, { status }: Verdict): void {
  if (area === null) {
    digest.mock[status] += 1;
    return;
  }
  const totals = digest.areas.get(area) ?? noTotals();
  totals[status] += 1;
  digest.areas.set(area, totals);
}

function collect<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

function noTotals(): Totals {
  return { pass: 0, fail: 0, blocked: 0, skipped: 0, error: 0 };
}
