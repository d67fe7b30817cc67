import type { Check } from '../../report.ts';
import { worstMark } from './matrix.ts';
import type { CaseRow, Mark, Model } from './model.ts';
import type { Query } from './route.ts';

/** What this run says of a check. */
export type CheckState = 'checked' | 'skipped' | 'not run' | 'own tests' | 'absent';

/** The states in words, those that ask for something to be done first. */
export const CHECK_STATES: readonly { id: CheckState; title: string }[] = [
  { id: 'checked', title: 'Checked here' },
  { id: 'skipped', title: 'Skipped' },
  { id: 'not run', title: 'Not in this run' },
  { id: 'own tests', title: 'About the mocks alone' },
  { id: 'absent', title: 'Not checked' },
];

/** What checks a line: a scenario, one variant of it, a rule, or a test of our own. */
export interface Checker {
  name: string;
  /** Of its verdicts in this run; null where it has none. */
  mark: Mark | null;
  /** Leads to them. */
  query: Query;
}

export interface CheckRow {
  check: Check;
  state: CheckState;
  by: Checker[];
  /** Why nothing is known of it; null where something is. */
  because: string | null;
}

/** The catalogue of checks as this run leaves it; empty where the report has none. */
export function coverageOf(model: Model): CheckRow[] {
  const { checks = [], leftOut = [] } = model.head.background ?? {};
  const cases = new Map<string, CaseRow[]>();
  const note = (name: string, row: CaseRow) => cases.set(name, [...(cases.get(name) ?? []), row]);
  for (const row of model.rows) {
    const { scenario, variant, verdicts } = row.facts;
    note(scenario, row);
    if (variant !== undefined) note(`${scenario}/${variant}`, row);
    for (const { rule } of verdicts) note(rule, row);
  }
  const reasons = new Map(
    leftOut.flatMap(({ because, cases: ids }) =>
      ids.flatMap((id) => namesOf(id).map((name) => [name, because] as const)),
    ),
  );
  return checks.map((check) => rowOf(model, check, cases, reasons));
}

/** `a/b@okta.saml/c` → `a/b` and `a/b/c`. */
function namesOf(id: string): string[] {
  const [scenario = '', rest = ''] = id.split('@');
  const variant = /\/.*$/.exec(rest)?.[0];
  return variant === undefined ? [scenario] : [scenario, scenario + variant];
}

function rowOf(
  model: Model,
  check: Check,
  cases: ReadonlyMap<string, CaseRow[]>,
  reasons: ReadonlyMap<string, string>,
): CheckRow {
  const by = check.by.map((name) => checkerOf(model, name, cases.get(name) ?? []));
  const row = (state: CheckState, because: string | null): CheckRow => ({ check, state, by, because });
  if (check.absent !== undefined && by.length === 0) return row('absent', check.absent);
  if (by.some(({ mark }) => mark !== null && mark !== 'skipped')) return row('checked', null);
  const skipped = by.flatMap(({ name }) => cases.get(name) ?? []).flatMap(({ facts }) => facts.verdicts);
  if (by.some(({ mark }) => mark === 'skipped'))
    return row('skipped', skipped.find(({ status }) => status === 'skipped')?.because ?? '');
  if (by.every(({ name }) => isTest(name))) return row('own tests', 'No application is judged by it.');
  const reason = by.map(({ name }) => reasons.get(name)).find((one) => one !== undefined);
  return row('not run', reason ?? 'The run was not asked for it.');
}

const isTest = (name: string) => name.endsWith('.test.ts');

function checkerOf(model: Model, name: string, rows: readonly CaseRow[]): Checker {
  const isRule = model.rules.has(name);
  const verdicts = rows
    .flatMap(({ facts }) => facts.verdicts)
    .filter(({ rule }) => (isRule ? rule === name : !model.mocks.has(rule)));
  const [first] = rows;
  const query: Query = isRule
    ? { rule: name }
    : {
        scenario: first?.facts.scenario ?? name,
        ...(first && first.facts.scenario !== name ? { q: name.split('/').at(-1) ?? '' } : {}),
      };
  return {
    name,
    mark: verdicts.length > 0 ? worstMark(verdicts.map((verdict) => model.markOf(verdict))) : null,
    query,
  };
}
