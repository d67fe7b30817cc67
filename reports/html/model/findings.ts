import { FINDING_GROUPS, findingGroup } from '../../outcome.ts';
import type { FindingGroup } from '../../outcome.ts';
import type { CaseResult, Verdict } from '../../report.ts';
import type { CaseRow, Model } from './model.ts';
import type { Query } from './route.ts';

/** Verdicts that tell one story: the same requirement of the same scenario, or the same reason. */
export interface Finding {
  /** The worst or first of them. */
  verdict: Verdict;
  row: CaseRow;
  /** Cases by IdP. */
  cases: Map<CaseResult['idp'], CaseRow[]>;
  /** Verdicts. */
  count: number;
  /** Leads to the cases. */
  query: Query;
}

export interface FindingSection {
  id: FindingGroup;
  title: string;
  says: string;
  findings: Finding[];
  /** Verdicts. */
  count: number;
}

/** What a reader should look at, the worst first; sections without findings are left out. */
export function findingsOf(model: Model): FindingSection[] {
  const found = new Map<FindingGroup, Map<string, Finding>>();
  for (const row of model.rows)
    for (const verdict of row.facts.verdicts) {
      const group = findingGroup(verdict, model.outcomeOf(verdict));
      if (group) add(found, group, row, verdict);
    }
  return FINDING_GROUPS.flatMap((group) => {
    const findings = [...(found.get(group.id)?.values() ?? [])].sort((a, b) => b.count - a.count);
    const count = findings.reduce((sum, finding) => sum + finding.count, 0);
    return count > 0 ? [{ ...group, findings, count }] : [];
  });
}

/** Findings of the target's own, as opposed to what is only unknown or known already. */
const OF_THE_TARGET: readonly FindingGroup[] = ['bypass', 'check-missing', 'must'];

/**
 * The worst findings, each of another rule or grade, if there are more than that many in all: fewer are at a glance in the list.
 */
export function worstOf(sections: readonly FindingSection[], count: number): Finding[] {
  const found = sections.filter(({ id }) => OF_THE_TARGET.includes(id)).flatMap(({ findings }) => findings);
  if (found.length <= count) return [];
  const kinds = new Map<string, Finding>();
  for (const finding of found) {
    const { rule, grade } = finding.verdict;
    const kind = JSON.stringify([rule, grade]);
    if (!kinds.has(kind)) kinds.set(kind, finding);
  }
  return [...kinds.values()].slice(0, count);
}

function add(
  found: Map<FindingGroup, Map<string, Finding>>,
  group: FindingGroup,
  row: CaseRow,
  verdict: Verdict,
): void {
  const findings = found.get(group) ?? new Map<string, Finding>();
  found.set(group, findings);
  const query = queryOf(group, row, verdict);
  const key = JSON.stringify(query);
  const finding: Finding = findings.get(key) ?? { verdict, row, cases: new Map(), count: 0, query };
  findings.set(key, finding);
  finding.count += 1;
  const cases = finding.cases.get(row.facts.idp) ?? [];
  finding.cases.set(row.facts.idp, cases);
  if (cases.at(-1) !== row) cases.push(row);
}

/** One requirement broken by one scenario is one story; a reason that stops many scenarios is one too. */
function queryOf(group: FindingGroup, { facts }: CaseRow, { rule, status, because }: Verdict): Query {
  switch (group) {
    case 'bypass':
    case 'check-missing':
    case 'must':
      return { status, rule, scenario: facts.scenario };
    case 'waived':
      return { status, rule, effect: 'waived' };
    case 'warning':
      return { status, rule, reason: because };
    case 'blocked':
    case 'error':
      return { status, reason: because };
  }
}

/** A reason, how many verdicts have it, and the query that shows them. */
export interface Reason {
  because: string;
  count: number;
  query: Query;
}

/** Why verdicts on the target were skipped, the commonest reason first. */
export function skippedReasons(model: Model): Reason[] {
  const counts = new Map<string, number>();
  for (const { facts } of model.rows)
    for (const { status, because, rule } of facts.verdicts)
      if (status === 'skipped' && !model.mocks.has(rule)) counts.set(because, (counts.get(because) ?? 0) + 1);
  return [...counts]
    .map(([because, count]) => ({ because, count, query: { status: 'skipped', reason: because } }))
    .sort((a, b) => b.count - a.count);
}
