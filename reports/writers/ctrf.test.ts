import { validate } from 'ctrf';
import type { CTRFReport, Test } from 'ctrf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixtureReport, reportWith } from '../html/fixture.ts';
import { written } from '../html/fixture/written.ts';
import { sourceOf } from '../report.ts';
import type { Report, Verdict } from '../report.ts';
import { visible } from '../visible.ts';
import { ctrf } from './ctrf.ts';

async function documentOf(report: Report): Promise<CTRFReport> {
  const document = JSON.parse(await written(ctrf, sourceOf(report))) as CTRFReport;
  expect(validate(document).errors).toEqual([]);
  return document;
}

/** A report of one case with that verdict, which ended as told. */
const reportOf = (verdict: Partial<Verdict>, run: Partial<Report['run']> = {}): Report => reportWith([verdict], run);

const testsOf = async (...given: Parameters<typeof reportOf>): Promise<Test[]> =>
  (await documentOf(reportOf(...given))).results.tests;

test('a report with every status is valid, with a test for each verdict and each error of the run', async () => {
  const report = fixtureReport();
  const { tests, summary } = (await documentOf(report)).results;
  const names = report.cases.flatMap(({ id, verdicts }) => verdicts.map(({ rule }) => `${id} ${rule}`));
  expect(tests.map(({ name }) => name)).toEqual([...names, ...report.errors.map(({ code }) => `jitmus/run ${code}`)]);
  expect(new Set(tests.map(({ testId }) => testId)).size).toBe(tests.length);
  const having = (status: Test['status']) => tests.filter((one) => one.status === status).length;
  expect(summary).toMatchObject({
    tests: tests.length,
    passed: having('passed'),
    failed: having('failed'),
    skipped: having('skipped'),
    other: having('other'),
    pending: 0,
  });
});

const waived = { because: 'tracked as APP-123', until: '2027-01-31' };

test.each<[string, Partial<Verdict>, Partial<Report['run']>, string, string]>([
  ['a pass', {}, {}, 'passed', 'pass'],
  ['a MUST that failed', { status: 'fail' }, { exitCode: 1 }, 'failed', 'fail'],
  ['a MUST that was blocked', { status: 'blocked' }, { exitCode: 1 }, 'failed', 'blocked'],
  ['a SHOULD that failed', { status: 'fail', level: 'SHOULD' }, {}, 'other', 'fail'],
  [
    'a SHOULD that failed in a strict run',
    { status: 'fail', level: 'SHOULD' },
    { strict: true, exitCode: 1 },
    'failed',
    'fail',
  ],
  ['an error', { status: 'error' }, { exitCode: 2 }, 'failed', 'error'],
  ['a skip', { status: 'skipped' }, {}, 'skipped', 'skipped'],
  ['a waived failure', { status: 'fail', waived }, {}, 'skipped', 'fail'],
])('%s', async (_, verdict, run, status, rawStatus) => {
  expect(await testsOf(verdict, run)).toMatchObject([{ status, rawStatus }]);
});

test('a failure carries what a reader needs', async () => {
  const [failed] = await testsOf({ status: 'fail', because: 'Two accounts.', expected: 'one', actual: 'two' }, {});
  expect(failed?.message).toBe('Two accounts.');
  expect(failed?.trace?.split('\n')).toEqual(expect.arrayContaining(['Expected: one', 'Actual: two']));
});

test('the file is never greener than the exit code', async () => {
  const ended = async (report: Report) => (await documentOf(report)).results.summary.failed;
  expect(await ended(reportOf({}))).toBe(0);
  expect(await ended(reportOf({}, { exitCode: 2 }))).toBe(1);
  expect(await ended(reportOf({}, { exitCode: 1, exitBecause: 'A waiver is stale.' }))).toBe(1);
  expect(await ended({ ...reportOf({}), complete: false })).toBe(1);
  expect(await ended({ ...fixtureReport(0), errors: [] })).toBe(1);
});

test('any string makes a valid document that says the same', async () => {
  const any = fc.string({ unit: 'binary' });
  await fc.assert(
    fc.asyncProperty(any, any, any, async (because, id, file) => {
      const report = reportOf({ status: 'fail', because, rule: id }, { id });
      const [first] = report.cases;
      if (!first) throw new Error('There is no case.');
      const { results } = await documentOf({ ...report, cases: [{ ...first, id, file, area: id }] });
      expect(results.tests[0]?.message).toBe(visible(because));
    }),
    { numRuns: 50 },
  );
});
