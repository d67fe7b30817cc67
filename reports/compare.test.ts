import { expect, test } from 'vitest';
import { changesSideBySide, comparisonOf } from './compare.ts';
import { differenceOf } from './diff.ts';
import { fixtureReport } from './html/fixture.ts';
import type { Report, Status, Verdict } from './report.ts';
import { comparisonPage } from './writers/comparison.ts';

const verdict = (status: Status, more: Partial<Verdict> = {}): Verdict => ({
  ...{ rule: 'r', status, level: 'MUST', grade: null, because: status, evidence: [] },
  ...more,
});

/** A report on that target, of cases with those verdicts. */
function reportOf(name: string, cases: Record<string, Verdict[]>, run: Partial<Report['run']> = {}): Report {
  const report = fixtureReport(1);
  const [first] = report.cases;
  if (!first) throw new Error('The fixture has no case.');
  return {
    ...report,
    target: { ...report.target, name },
    run: { ...report.run, ...run },
    cases: Object.entries(cases).map(([id, verdicts]) => ({ ...first, id, verdicts })),
  };
}

test.each<[string, Verdict[], string]>([
  ['a failure beside a pass', [verdict('pass'), verdict('fail')], 'fail'],
  ['a failure beside what was blocked', [verdict('blocked'), verdict('fail')], 'fail'],
  ['what was blocked beside a warning', [verdict('fail', { level: 'SHOULD' }), verdict('blocked')], 'blocked'],
  ['a warning beside a pass', [verdict('pass'), verdict('fail', { level: 'SHOULD' })], 'warning'],
  ['a waived failure', [verdict('fail', { waived: { because: 'x', until: '2027-01-31' } })], 'waived'],
  ['an error of ours beside a bypass', [verdict('fail', { grade: 'bypass' }), verdict('error')], 'error'],
  ['a pass beside a skip', [verdict('skipped'), verdict('pass')], 'pass'],
  ['skips alone', [verdict('skipped'), verdict('skipped')], 'skipped'],
])('%s is the worst of them', (_, verdicts, cell) => {
  expect(comparisonOf([reportOf('a', { c: verdicts })]).cases[0]?.cells).toEqual([cell]);
});

test('cases of all reports are there, and differ where those who judged them disagree', () => {
  const a = reportOf('a', { both: [verdict('pass')], same: [verdict('fail')], one: [verdict('pass')] });
  const b = reportOf('b', { both: [verdict('fail')], same: [verdict('fail')], other: [verdict('skipped')] });
  const { targets, cases } = comparisonOf([a, b]);
  expect(targets).toEqual(['a', 'b']);
  expect(cases.map(({ id, cells, differs }) => ({ id, cells, differs }))).toEqual([
    { id: 'both', cells: ['pass', 'fail'], differs: true },
    { id: 'same', cells: ['fail', 'fail'], differs: false },
    { id: 'one', cells: ['pass', null], differs: false },
    { id: 'other', cells: [null, 'skipped'], differs: false },
  ]);
});

test('what each rule found stands beside what it found elsewhere', () => {
  const a = reportOf('a', { c: [verdict('fail', { rule: 'x', expected: 'nobody', actual: 'ada' }), verdict('pass')] });
  const b = reportOf('b', { c: [verdict('pass', { rule: 'x' })] });
  expect(comparisonOf([a, b]).cases[0]?.verdicts).toEqual([
    {
      rule: 'x',
      cells: [
        { cell: 'fail', because: 'fail', expected: 'nobody', actual: 'ada' },
        { cell: 'pass', because: 'pass' },
      ],
    },
    { rule: 'r', cells: [{ cell: 'pass', because: 'pass' }, null] },
  ]);
});

test('two runs tell what became of each verdict', () => {
  const earlier = reportOf('a', { c: [verdict('pass', { rule: 'x' }), verdict('fail', { rule: 'y' })] });
  const later = reportOf('a', { c: [verdict('fail', { rule: 'x' }), verdict('pass', { rule: 'y' }), verdict('pass')] });
  const { of, targets, cases } = changesSideBySide(earlier, later, differenceOf(earlier, later));
  expect([of, targets]).toEqual(['runs', ['Before', 'After']]);
  expect(cases[0]?.verdicts.map(({ rule, change }) => [rule, change])).toEqual([
    ['x', 'new'],
    ['y', 'fixed'],
    ['r', undefined],
  ]);
});

test('reports on one target are told apart by driver, run or number', () => {
  const names = (...reports: Report[]) => comparisonOf(reports).targets;
  expect(names(reportOf('a', {}), reportOf('a', {}, { driver: 'browser' }))).toEqual(['a, http', 'a, browser']);
  expect(names(reportOf('a', {}, { id: 'r1' }), reportOf('a', {}, { id: 'r2' }))).toEqual(['a, r1', 'a, r2']);
  expect(names(reportOf('a', {}), reportOf('a', {}))).toEqual(['a (1)', 'a (2)']);
});

test('the page has a line for each case, whatever stands in names', () => {
  const a = reportOf('a | <b>', { 'c|`x': [verdict('pass')] });
  const page = [...comparisonPage(comparisonOf([a, reportOf('b', { 'c|`x': [verdict('fail')] })]))].join('');
  expect(page).toContain('| case | a &#124; \\<b\\> | b | |\n');
  expect(page).toContain('| `` c\\|`x `` | ✅ | ❌ | differs |\n');
  expect(page).toContain('1 of 1 cases differ.');
});
