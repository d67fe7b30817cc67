import type { CaseResult, RuleFacts, Verdict } from '../../report.ts';
import { IDPS, PROTOCOLS } from './model.ts';
import type { Mark, Model } from './model.ts';
import type { Match } from './query.ts';

/** Verdicts on one IdP over one protocol: of one rule, or of all rules of a section. */
export interface Cell {
  /** Of the worst of them. */
  mark: Mark;
  counts: ReadonlyMap<Mark, number>;
  total: number;
}

/** An IdP over a protocol. */
export interface Column {
  /** `okta.saml`. */
  id: string;
  idp: CaseResult['idp'];
  protocol: CaseResult['protocol'];
}

export interface MatrixRow {
  rule: RuleFacts;
  /** By the id of the column. */
  cells: ReadonlyMap<string, Cell>;
  /** Something failed, was blocked, warns or is waived. */
  hasFindings: boolean;
}

export interface Section {
  /** First part of the ids of its rules; `mocks` for those that judge the mocks. */
  id: string;
  title: string;
  rows: MatrixRow[];
  /** Of all its rules together. */
  sums: ReadonlyMap<string, Cell>;
  /** Those in which something was judged. */
  columns: Column[];
}

/** The worst mark first. */
const GRAVITY: readonly Mark[] = ['fail', 'blocked', 'error', 'warning', 'waived', 'pass', 'skipped'];

/** The mark that stands for several. */
export function worstMark(marks: readonly Mark[]): Mark {
  return GRAVITY.find((mark) => marks.includes(mark)) ?? 'skipped';
}

/** How sections are called that are not called by the beginning of their rules. */
const TITLES: Readonly<Record<string, string>> = {
  jit: 'Just-in-time provisioning',
  sso: 'Single sign-on',
  saml: 'SAML 2.0',
  oidc: 'OpenID Connect',
  scim: 'SCIM 2.0',
  mocks: 'Judging the mocks, not the target',
};

const COLUMNS: readonly Column[] = IDPS.flatMap((idp) =>
  PROTOCOLS.map((protocol) => ({ id: `${idp}.${protocol}`, idp, protocol })),
);

/** Rules × IdPs × protocols over these matches, in sections. Rules that nothing judged stay, unless `judgedOnly`. */
export function matrixOf(model: Model, matches: readonly Match[], judgedOnly: boolean): Section[] {
  const verdicts = verdictsByRule(matches);
  const sections = new Map<string, RuleFacts[]>();
  for (const rule of model.head.rules) {
    if (judgedOnly && !verdicts.has(rule.id)) continue;
    const id = rule.subject === 'mock' ? 'mocks' : (rule.id.split('/')[0] ?? '');
    sections.set(id, [...(sections.get(id) ?? []), rule]);
  }
  const { mocks, ...ofTarget } = Object.fromEntries(sections);
  return Object.entries({ ...ofTarget, ...(mocks ? { mocks } : {}) }).map(([id, rules]) =>
    sectionOf(model, id, rules, verdicts),
  );
}

function sectionOf(model: Model, id: string, rules: readonly RuleFacts[], verdicts: Map<string, ByColumn>): Section {
  const rows = rules.map((rule): MatrixRow => {
    const cells = cellsOf(model, verdicts.get(rule.id) ?? new Map<string, Verdict[]>());
    const hasFindings = [...cells.values()].some(({ mark }) => mark !== 'pass' && mark !== 'skipped');
    return { rule, cells, hasFindings };
  });
  const all: ByColumn = new Map();
  for (const rule of rules)
    for (const [column, list] of verdicts.get(rule.id) ?? []) all.set(column, [...(all.get(column) ?? []), ...list]);
  const columns = COLUMNS.filter((column) => all.has(column.id));
  return { id, title: TITLES[id] ?? id, rows, sums: cellsOf(model, all), columns };
}

/** Id of the column → verdicts. */
type ByColumn = Map<string, Verdict[]>;

function verdictsByRule(matches: readonly Match[]): Map<string, ByColumn> {
  const byRule = new Map<string, ByColumn>();
  for (const { row, verdicts } of matches)
    for (const verdict of verdicts) {
      const byColumn: ByColumn = byRule.get(verdict.rule) ?? new Map<string, Verdict[]>();
      byRule.set(verdict.rule, byColumn);
      const column = `${row.facts.idp}.${row.facts.protocol}`;
      const list = byColumn.get(column);
      if (list) list.push(verdict);
      else byColumn.set(column, [verdict]);
    }
  return byRule;
}

function cellsOf(model: Model, byColumn: ByColumn): Map<string, Cell> {
  return new Map(
    [...byColumn].map(([column, verdicts]) => {
      const counts = new Map<Mark, number>();
      for (const verdict of verdicts) {
        const mark = model.markOf(verdict);
        counts.set(mark, (counts.get(mark) ?? 0) + 1);
      }
      const mark = worstMark([...counts.keys()]);
      return [column, { mark, counts, total: verdicts.length }] as const;
    }),
  );
}
