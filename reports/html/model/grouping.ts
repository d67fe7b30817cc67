import type { Verdict } from '../../report.ts';
import { IDP_NAMES } from './model.ts';
import type { Model } from './model.ts';
import type { Match } from './query.ts';
import type { Query } from './route.ts';

/** Cases under one heading. */
export interface Group {
  /** Empty where nothing is grouped. */
  name: string;
  /** Those of a rule, a grade or a status hold the verdicts of it alone. */
  matches: Match[];
}

/** What a case stands under: all of it, or each of its verdicts. */
type Grouping = { ofCase: (match: Match) => readonly string[] } | { ofVerdict: (verdict: Verdict) => string };

const GROUPINGS: Readonly<Record<string, Grouping>> = {
  area: { ofCase: ({ row }) => [row.facts.area] },
  scenario: { ofCase: ({ row }) => [row.facts.scenario] },
  idp: { ofCase: ({ row }) => [IDP_NAMES[row.facts.idp]] },
  protocol: { ofCase: ({ row }) => [row.facts.protocol.toUpperCase()] },
  fault: { ofCase: ({ row: { facts } }) => (facts.faults.length > 0 ? facts.faults : ['no fault']) },
  rule: { ofVerdict: ({ rule }) => rule },
  grade: {
    ofVerdict: ({ status, grade }) =>
      status === 'fail' ? (grade?.replace('-', ' ') ?? 'without a grade') : 'not failed',
  },
};

/** The cases in their order, under headings where the query groups them: those with the worst case come first. */
export function grouped(model: Model, { group = '' }: Query, matches: Match[]): Group[] {
  const grouping = Object.hasOwn(GROUPINGS, group) ? GROUPINGS[group] : undefined;
  if (!grouping) return [{ name: '', matches }];
  const groups = new Map<string, Match[]>();
  for (const match of matches)
    for (const [name, one] of headings(match, grouping)) {
      const list = groups.get(name);
      if (list) list.push(one);
      else groups.set(name, [one]);
    }
  return [...groups]
    .map(([name, list]) => ({ name, matches: list, severity: severityOf(model, list) }))
    .sort((a, b) => a.severity - b.severity || (a.name < b.name ? -1 : 1))
    .map(({ name, matches: list }) => ({ name, matches: list }));
}

function headings(match: Match, grouping: Grouping): Map<string, Match> {
  if ('ofCase' in grouping) return new Map(grouping.ofCase(match).map((name) => [name, match]));
  const found = new Map<string, Match>();
  for (const verdict of match.verdicts) {
    const name = grouping.ofVerdict(verdict);
    const before = found.get(name)?.verdicts ?? [];
    found.set(name, { row: match.row, verdicts: [...before, verdict] });
  }
  return found;
}

function severityOf(model: Model, matches: readonly Match[]): number {
  let worst = Infinity;
  for (const { verdicts } of matches)
    for (const verdict of verdicts) worst = Math.min(worst, model.severityOf(verdict));
  return worst;
}
