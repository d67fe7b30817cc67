import { expect, test } from 'vitest';
import { changesOf, differenceOf, isWorse } from './diff.ts';
import type { Change } from './diff.ts';
import { fixtureReport } from './html/fixture.ts';
import type { Report, Status } from './report.ts';

/** A report of one case in which the rules have those statuses. */
function reportOf(statuses: Record<string, Status>): Report {
  const report = fixtureReport(1);
  const [first] = report.cases;
  if (!first) throw new Error('The fixture has no case.');
  const verdicts = Object.entries(statuses).map(([rule, status]) => ({
    ...{ rule, status, level: 'MUST' as const, grade: null, because: status, evidence: [] },
  }));
  return { ...report, cases: [{ ...first, id: 'c', verdicts }] };
}

/** Kind of change → the rules. */
function changes(before: Record<string, Status>, after: Record<string, Status>) {
  const difference = differenceOf(reportOf(before), reportOf(after));
  return Object.fromEntries(
    Object.entries(difference as unknown as Record<string, Change[]>)
      .filter(([, list]) => list.length > 0)
      .map(([kind, list]) => [kind, list.map(({ rule }) => rule)]),
  );
}

test.each<[Status | undefined, Status | undefined, string | undefined]>([
  ['pass', 'fail', 'new'],
  ['pass', 'blocked', 'new'],
  ['skipped', 'fail', 'new'],
  [undefined, 'fail', 'new'],
  ['blocked', 'fail', 'new'],
  ['error', 'fail', 'new'],
  ['fail', 'error', 'new'],
  ['fail', 'pass', 'fixed'],
  ['blocked', 'pass', 'fixed'],
  ['fail', 'fail', 'still'],
  ['fail', 'blocked', 'still'],
  ['error', 'error', 'still'],
  ['fail', 'skipped', 'gone'],
  ['blocked', undefined, 'gone'],
  ['pass', 'skipped', 'unjudged'],
  ['pass', undefined, 'unjudged'],
  ['pass', 'pass', undefined],
  ['skipped', 'pass', undefined],
  ['skipped', undefined, undefined],
])('from %s to %s is %s', (before, after, kind) => {
  const of = (status: Status | undefined): Record<string, Status> => (status === undefined ? {} : { r: status });
  expect(changes(of(before), of(after))).toEqual(kind === undefined ? {} : { [kind]: ['r'] });
});

test('an error before says nothing of the target, and is no excuse', () => {
  expect(isWorse('error', 'blocked')).toBe(true);
  expect(isWorse('error', 'error')).toBe(false);
  expect(isWorse(undefined, 'pass')).toBe(false);
});

test('verdicts on the mock are left out', () => {
  const rule = fixtureReport(1).rules.find(({ subject }) => subject === 'mock')?.id ?? '';
  expect(changes({ [rule]: 'pass' }, { [rule]: 'fail' })).toEqual({});
});

test('a report differs in nothing from itself', () => {
  const report = fixtureReport();
  const { still, ...others } = differenceOf(report, report);
  expect(Object.values(others).flat()).toEqual([]);
  expect(still.length).toBeGreaterThan(0);
});

test('what is new and does not gate stands apart', () => {
  const before = reportOf({ must: 'pass', should: 'pass' });
  const after = reportOf({ must: 'fail', should: 'fail' });
  for (const verdict of after.cases[0]?.verdicts ?? []) if (verdict.rule === 'should') verdict.level = 'SHOULD';
  const kinds = changesOf(differenceOf(before, after), after);
  expect(kinds.new.map(({ rule }) => rule)).toEqual(['must']);
  expect(kinds.warning.map(({ rule }) => rule)).toEqual(['should']);
});
