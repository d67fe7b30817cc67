import type { CaseResult, RuleFacts, Verdict } from '../../report.ts';
import { IDPS } from './model.ts';
import type { Mark, Model } from './model.ts';
import type { Match } from './query.ts';

/** Verdicts of one rule on one IdP. */
export interface Cell {
  /** Of the worst of them. */
  mark: Mark;
  counts: ReadonlyMap<Mark, number>;
  total: number;
}

export interface MatrixRow {
  rule: RuleFacts;
  cells: ReadonlyMap<CaseResult['idp'], Cell>;
}

export interface Matrix {
  idps: CaseResult['idp'][];
  /** Rows by the first part of the rule's id; those of the mocks are apart. */
  sections: { name: string; rows: MatrixRow[] }[];
  mocks: MatrixRow[];
}

/** The worst mark first. */
const GRAVITY: readonly Mark[] = ['fail', 'blocked', 'error', 'warning', 'waived', 'pass', 'skipped'];

/** The mark that stands for several. */
export function worstMark(marks: readonly Mark[]): Mark {
  return GRAVITY.find((mark) => marks.includes(mark)) ?? 'skipped';
}

/** Rules × IdPs over these matches. Rules that nothing judged stay, with no cells, unless `judgedOnly`. */
export function matrixOf(model: Model, matches: readonly Match[], judgedOnly: boolean): Matrix {
  const verdicts = verdictsByRule(matches);
  const rows = model.head.rules
    .map((rule): MatrixRow => ({ rule, cells: cellsOf(model, verdicts.get(rule.id)) }))
    .filter((row) => !judgedOnly || row.cells.size > 0);
  const sections = new Map<string, MatrixRow[]>();
  for (const row of rows.filter(({ rule }) => rule.subject === 'target')) {
    const name = row.rule.id.split('/')[0] ?? '';
    sections.set(name, [...(sections.get(name) ?? []), row]);
  }
  return {
    idps: IDPS.filter((idp) => rows.some((row) => row.cells.has(idp))),
    sections: [...sections].map(([name, rows]) => ({ name, rows })),
    mocks: rows.filter(({ rule }) => rule.subject === 'mock'),
  };
}

type ByIdp = Map<CaseResult['idp'], Verdict[]>;

function verdictsByRule(matches: readonly Match[]): Map<string, ByIdp> {
  const byRule = new Map<string, ByIdp>();
  for (const { row, verdicts } of matches)
    for (const verdict of verdicts) {
      const byIdp = byRule.get(verdict.rule) ?? new Map<CaseResult['idp'], Verdict[]>();
      byRule.set(verdict.rule, byIdp);
      const list = byIdp.get(row.facts.idp);
      if (list) list.push(verdict);
      else byIdp.set(row.facts.idp, [verdict]);
    }
  return byRule;
}

function cellsOf(model: Model, byIdp: ByIdp = new Map()): Map<CaseResult['idp'], Cell> {
  return new Map(
    [...byIdp].map(([idp, verdicts]) => {
      const counts = new Map<Mark, number>();
      for (const verdict of verdicts) {
        const mark = model.markOf(verdict);
        counts.set(mark, (counts.get(mark) ?? 0) + 1);
      }
      const mark = worstMark([...counts.keys()]);
      return [idp, { mark, counts, total: verdicts.length }] as const;
    }),
  );
}
