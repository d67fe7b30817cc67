import type { Verdict } from '../../report.ts';
import type { CaseRow, Model } from './model.ts';
import type { Query, QueryKey } from './route.ts';

/** A case that the query lets through, and the verdicts of it that the query is about. */
export interface Match {
  row: CaseRow;
  verdicts: Verdict[];
}

/** Keys that narrow what is shown, as opposed to ordering it. */
export const FILTER_KEYS: readonly QueryKey[] = [
  'q',
  'status',
  'effect',
  'idp',
  'protocol',
  'area',
  'level',
  'grade',
  'rule',
  'scenario',
  'reason',
];

/**
 * The cases that a query lets through, in its order. What it says of verdicts must hold of one and the same verdict;
 * verdicts on the mocks count only where their rule is asked for.
 */
export function select(model: Model, query: Query): Match[] {
  return matching(model, query).sort(order(query));
}

function matching(model: Model, query: Query): Match[] {
  const ofCase = caseFilter(query);
  const ofVerdict = verdictFilter(model, query);
  const matches: Match[] = [];
  for (const row of model.rows) {
    if (!ofCase(row)) continue;
    const verdicts = ofVerdict ? row.facts.verdicts.filter(ofVerdict) : row.facts.verdicts;
    if (verdicts.length > 0 || !ofVerdict) matches.push({ row, verdicts });
  }
  return matches;
}

/** How many cases the query would let through for each value of one key, with everything else as it is. */
export function countBy(
  model: Model,
  query: Query,
  key: 'status' | 'idp',
  valuesOf: (match: Match) => Iterable<string>,
): Map<string, number> {
  const { [key]: _, ...others } = query;
  const counts = new Map<string, number>();
  for (const match of matching(model, others))
    for (const value of new Set(valuesOf(match))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function caseFilter({ idp, protocol, area, scenario, q }: Query): (row: CaseRow) => boolean {
  const idps = idp?.split(',');
  const words = q?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  return (row) =>
    (!idps || idps.includes(row.facts.idp)) &&
    (!protocol || row.facts.protocol === protocol) &&
    (!area || row.facts.area === area) &&
    (!scenario || row.facts.scenario === scenario) &&
    (words.length === 0 || words.every((word) => searchable(row).includes(word)));
}

function verdictFilter(model: Model, query: Query): ((verdict: Verdict) => boolean) | null {
  const { status, effect, level, grade, rule, reason } = query;
  if (!status && !effect && !level && !grade && !rule && !reason) return null;
  const statuses = status?.split(',');
  return (verdict) =>
    (!statuses || statuses.includes(verdict.status)) &&
    (!effect || model.outcomeOf(verdict) === effect) &&
    (!level || verdict.level === level) &&
    (!grade || verdict.grade === grade) &&
    (!reason || verdict.because === reason) &&
    (rule ? verdict.rule === rule : !model.mocks.has(verdict.rule));
}

const texts = new WeakMap<CaseRow, string>();

/** Made when first searched for, since most readers never do. */
function searchable(row: CaseRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { facts } = row;
  const verdicts = facts.verdicts.flatMap((one) => [
    one.rule,
    one.because,
    one.expected,
    one.actual,
    one.waived?.because,
  ]);
  const text = [facts.id, facts.title, facts.why, facts.faults.join(' '), facts.control?.because, ...verdicts]
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase();
  texts.set(row, text);
  return text;
}

function order({ sort }: Query): (a: Match, b: Match) => number {
  return ORDERS[sort ?? ''] ?? byGravity;
}

const byGravity = (a: Match, b: Match) => a.row.severity - b.row.severity || a.row.index - b.row.index;

const ORDERS: Record<string, (a: Match, b: Match) => number> = {
  name: (a, b) => compare(a.row.facts.id, b.row.facts.id),
  slowest: (a, b) => b.row.facts.durationMs - a.row.facts.durationMs || a.row.index - b.row.index,
};

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
