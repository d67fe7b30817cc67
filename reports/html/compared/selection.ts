import { CHANGE_KINDS } from '../../diff.ts';
import type { Cell, ComparedCase, Comparison } from '../../compare.ts';
import type { Query } from '../model/route.ts';

/** What happened to a case from one column to another: the first of these that one of its verdicts shows. */
export interface CaseKind {
  id: string;
  title: string;
}

/** `same`: it is not shown until somebody asks for it, where two runs are compared. */
const OF_RUNS: readonly CaseKind[] = [...CHANGE_KINDS, { id: 'same', title: 'Unchanged, and well' }];
const OF_TARGETS: readonly CaseKind[] = [
  { id: 'differs', title: 'Differ' },
  { id: 'same', title: 'Agree' },
];

export const kindsOf = ({ of }: Pick<Comparison, 'of'>): readonly CaseKind[] => (of === 'runs' ? OF_RUNS : OF_TARGETS);

/** A case, by its place in the comparison, and how it is called. */
export interface ComparedRow {
  facts: ComparedCase;
  kind: CaseKind['id'];
}

/** Cells from the worst on. */
const GRAVITY: readonly (Cell | null)[] = ['error', 'fail', 'blocked', 'warning', 'waived', 'pass', 'skipped', null];

/** All cases: by kind, then those of which the worst cell is worst. */
export function rowsOf(comparison: Comparison): ComparedRow[] {
  const kinds = kindsOf(comparison);
  const rank = new Map(kinds.map(({ id }, place) => [id, place]));
  const kindOf = ({ differs, verdicts }: ComparedCase): string => {
    if (comparison.of === 'targets') return differs ? 'differs' : 'same';
    return kinds.find(({ id }) => verdicts.some(({ change }) => change === id))?.id ?? 'same';
  };
  return comparison.cases
    .map((facts) => ({
      facts,
      kind: kindOf(facts),
      worst: Math.min(...facts.cells.map((cell) => GRAVITY.indexOf(cell))),
    }))
    .sort((a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || a.worst - b.worst)
    .map(({ facts, kind }) => ({ facts, kind }));
}

/** The rows that the query lets through. Without a kind, what did not change from run to run stays away. */
export function selectRows(
  comparison: Pick<Comparison, 'of'>,
  rows: readonly ComparedRow[],
  query: Query,
): ComparedRow[] {
  const kinds = query.change?.split(',');
  return narrowed(rows, query).filter(({ kind }) =>
    kinds ? kinds.includes(kind) : comparison.of === 'targets' || kind !== 'same',
  );
}

/** How many rows of each kind the rest of the query lets through. */
export function countKinds(rows: readonly ComparedRow[], query: Query): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of narrowed(rows, query)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function narrowed(rows: readonly ComparedRow[], { q, idp, protocol, area }: Query): ComparedRow[] {
  const idps = idp?.split(',');
  const words = q?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  return rows.filter(
    ({ facts }) =>
      (!idps || idps.includes(facts.idp)) &&
      (!protocol || facts.protocol === protocol) &&
      (!area || facts.area === area) &&
      (words.length === 0 || words.every((word) => searchable(facts).includes(word))),
  );
}

const texts = new WeakMap<ComparedCase, string>();

function searchable(facts: ComparedCase): string {
  const known = texts.get(facts);
  if (known !== undefined) return known;
  const told = facts.verdicts.flatMap(({ rule, cells }) => [rule, ...cells.map((cell) => cell?.because ?? '')]);
  const text = [facts.id, facts.title, facts.why, ...told].join('\n').toLowerCase();
  texts.set(facts, text);
  return text;
}
