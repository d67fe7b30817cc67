import { expect, test } from 'vitest';
import { fixtureReport } from '../fixture.ts';
import { findingsOf, skippedReasons, worstOf } from './findings.ts';
import { matrixOf } from './matrix.ts';
import { modelOf } from './model.ts';
import { select } from './query.ts';

const { cases, ...head } = fixtureReport();
const model = modelOf({ head, cases });

test('findings come worst first, one for each story', () => {
  const sections = findingsOf(model);
  expect(sections.map(({ id, count, findings }) => [id, count, findings.length])).toEqual([
    ['bypass', 1, 1],
    ['check-missing', 4, 1],
    ['must', 7, 4],
    ['blocked', 5, 2],
    ['error', 3, 1],
    ['warning', 9, 4],
    ['waived', 1, 1],
  ]);
});

test('a finding knows on which IdPs, and its query leads to exactly its verdicts', () => {
  for (const { findings } of findingsOf(model))
    for (const finding of findings) {
      const led = select(model, finding.query);
      const gating = led.flatMap(({ verdicts }) => verdicts).filter((one) => one.because === finding.verdict.because);
      expect(gating.length).toBeGreaterThanOrEqual(finding.count);
      expect(new Set(led.map(({ row }) => row.facts.idp))).toEqual(new Set(finding.cases.keys()));
    }
});

test('skips are grouped by reason, the commonest first', () => {
  expect(skippedReasons(model).map(({ because, count }) => [count, because])).toEqual([
    [6, 'No signing shape that the target accepts can carry the fault.'],
    [4, 'The target lacks groups: the app has no groups.'],
    [4, 'The target lacks signed-requests: no signing certificate is declared.'],
  ]);
});

test('the cells of the matrix add up to the totals of the report', () => {
  const sections = matrixOf(model, select(model, {}), false).filter(({ id }) => id !== 'mocks');
  const sums: Record<string, number> = {};
  for (const { rows } of sections)
    for (const { cells } of rows)
      for (const { counts } of cells.values())
        for (const [mark, count] of counts) sums[mark] = (sums[mark] ?? 0) + count;
  const { pass, fail, blocked, skipped, error } = head.totals;
  expect(sums.pass).toBe(pass);
  expect(sums.skipped).toBe(skipped);
  expect(sums.error).toBe(error);
  expect((sums.fail ?? 0) + (sums.blocked ?? 0) + (sums.warning ?? 0) + (sums.waived ?? 0)).toBe(fail + blocked);
});

test('what a section sums up is what its rows hold', () => {
  for (const { rows, sums } of matrixOf(model, select(model, {}), false)) {
    const inRows = rows.flatMap(({ cells }) => [...cells.values()]).reduce((sum, { total }) => sum + total, 0);
    expect([...sums.values()].reduce((sum, { total }) => sum + total, 0)).toBe(inRows);
  }
});

test('a cell shows the worst of its verdicts, and rules of the mocks stand apart', () => {
  const sections = matrixOf(model, select(model, {}), false);
  const rows = sections.filter(({ id }) => id !== 'mocks').flatMap((section) => section.rows);
  expect(rows.find(({ rule }) => rule.id === 'sso/refuses-sign-in')?.cells.get('okta.saml')?.mark).toBe('fail');
  expect(rows.find(({ rule }) => rule.id === 'jit/provisions-groups')?.cells.get('entra.saml')?.mark).toBe('skipped');
  expect(rows.some(({ rule }) => rule.subject === 'mock')).toBe(false);
  expect(sections.at(-1)?.id).toBe('mocks');
  expect(sections.at(-1)?.rows.map(({ rule }) => rule.id)).toContain('google/assigned-people-only');
});

test('the worst findings are each of another rule or grade, a bypass before all others', () => {
  const worst = worstOf(findingsOf(model), 3);
  expect(worst.map(({ verdict }) => verdict.grade)).toEqual(['bypass', 'check-missing', null]);
  expect(worstOf(findingsOf(model), 6)).toEqual([]);
});
