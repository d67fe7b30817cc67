import { DOMParser } from '@xmldom/xmldom';
import type { Element } from '@xmldom/xmldom';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE, fixtureReport, reportWith } from '../html/fixture.ts';
import { written } from '../html/fixture/written.ts';
import { sourceOf } from '../report.ts';
import type { Report, Verdict } from '../report.ts';
import { visible } from '../visible.ts';
import { junit } from './junit.ts';

async function suitesOf(report: Report): Promise<Element[]> {
  const text = await written(junit, sourceOf(report));
  const document = new DOMParser({
    onError: (level, message) => {
      if (level !== 'warning') throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(text, 'text/xml');
  return children(document.documentElement, 'testsuite');
}

function children(element: Element | null, name: string): Element[] {
  return Array.from(element?.childNodes ?? []).filter((node): node is Element => node.nodeName === name);
}

const child = (element: Element | undefined, name: string): Element | undefined => children(element ?? null, name)[0];
const number = (element: Element, name: string): number => Number(element.getAttribute(name));

async function testcaseOf(verdict: Partial<Verdict>, run: Partial<Report['run']> = {}): Promise<Element | undefined> {
  const [suite] = await suitesOf(reportWith([verdict], run));
  return child(suite, 'testcase');
}

const outcomeNames = (testcase: Element | undefined): string[] =>
  ['failure', 'error', 'skipped', 'system-out'].filter((name) => child(testcase, name));

describe('a report with every status', () => {
  let report: Report;
  let suites: Element[];
  beforeAll(async () => {
    report = fixtureReport();
    suites = await suitesOf(report);
  });

  test('each case is a suite with a testcase for each verdict, and the run comes last', () => {
    expect(suites.map((suite) => suite.getAttribute('name'))).toEqual([
      ...report.cases.map((result) => result.id),
      'jitmus/run',
    ]);
    expect(
      suites.slice(0, -1).map((suite) => children(suite, 'testcase').map((one) => one.getAttribute('name'))),
    ).toEqual(report.cases.map((result) => result.verdicts.map((verdict) => verdict.rule)));
  });

  test('the counts of a suite are what it holds', () => {
    for (const suite of suites) {
      const testcases = children(suite, 'testcase');
      const having = (name: string) => testcases.filter((testcase) => child(testcase, name)).length;
      expect({
        tests: number(suite, 'tests'),
        failures: number(suite, 'failures'),
        errors: number(suite, 'errors'),
        skipped: number(suite, 'skipped'),
      }).toEqual({
        tests: testcases.length,
        failures: having('failure'),
        errors: having('error'),
        skipped: having('skipped'),
      });
    }
  });

  test('times are seconds, and the testcases of a suite add up to it', () => {
    for (const [i, suite] of suites.slice(0, -1).entries()) {
      const sum = children(suite, 'testcase').reduce((total, testcase) => total + number(testcase, 'time'), 0);
      expect(number(suite, 'time')).toBeCloseTo((report.cases[i]?.durationMs ?? NaN) / 1000, 3);
      expect(sum).toBeCloseTo(number(suite, 'time'), 2);
    }
  });

  test('class names are unique to the case and have one dot, so that Jenkins groups by area', () => {
    const names = suites.slice(0, -1).map((suite) => child(suite, 'testcase')?.getAttribute('classname') ?? '');
    expect(new Set(names).size).toBe(report.cases.length);
    for (const name of names) expect(name).toMatch(/^(jit|sso|attacks|scim)\.[^.]+$/);
  });

  test('the control is told', () => {
    const suite = suites.find((one) => one.getAttribute('name') === 'attacks/saml-unsigned@entra.saml');
    expect(child(suite, 'system-out')?.textContent).toContain('Control: accepted. The genuine response signed');
  });

  test('hostile text stays text', () => {
    const suite = suites.find((one) => one.getAttribute('name') === 'jit/group-names-as-markup@okta.saml');
    const failure = child(child(suite, 'testcase'), 'failure');
    expect(failure?.getAttribute('message')).toBe(`The group is shown as ${visible(HOSTILE)}`);
    expect(failure?.childNodes.length).toBe(1);
    expect(failure?.textContent).toContain(visible(HOSTILE));
  });
});

const waived = { because: 'tracked as APP-123', until: '2027-01-31' };

test.each<[string, Partial<Verdict>, Partial<Report['run']>, string[]]>([
  ['a pass says nothing', {}, {}, []],
  ['a MUST that failed is a failure', { status: 'fail' }, { exitCode: 1 }, ['failure']],
  ['a MUST that was blocked is a failure', { status: 'blocked' }, { exitCode: 1 }, ['failure']],
  ['a SHOULD that failed passes with a word', { status: 'fail', level: 'SHOULD' }, {}, ['system-out']],
  [
    'a SHOULD that failed is a failure where strict',
    { status: 'fail', level: 'SHOULD' },
    { strict: true },
    ['failure'],
  ],
  ['a MAY that failed never is one', { status: 'fail', level: 'MAY' }, { strict: true }, ['system-out']],
  ['an error is an error', { status: 'error' }, { exitCode: 2 }, ['error']],
  ['a skip is skipped', { status: 'skipped' }, {}, ['skipped']],
  ['a waived failure is skipped', { status: 'fail', waived }, {}, ['skipped']],
  [
    'a mock that fails is an error',
    { status: 'fail', rule: 'google/assigned-people-only' },
    { exitCode: 2 },
    ['error'],
  ],
])('%s', async (_, verdict, run, names) => {
  expect(outcomeNames(await testcaseOf(verdict, run))).toEqual(names);
});

test('a failure carries the level, the reason and what a reader needs', async () => {
  const failure = child(
    await testcaseOf({ status: 'fail', because: 'Two accounts.', expected: 'one', actual: 'two', grade: 'bypass' }),
    'failure',
  );
  expect(failure?.getAttribute('type')).toBe('MUST');
  expect(failure?.getAttribute('message')).toBe('Two accounts.');
  expect(failure?.textContent?.split('\n')).toEqual(
    expect.arrayContaining([
      'Expected: one',
      'Actual: two',
      'Grade: bypass',
      expect.stringMatching(/^Rule \(MUST\): A new/),
    ]),
  );
});

test('a waived verdict gives its reason and date', async () => {
  const skipped = child(await testcaseOf({ status: 'fail', waived }), 'skipped');
  expect(skipped?.getAttribute('message')).toBe('waived until 2027-01-31: tracked as APP-123');
});

describe('the suite of the run', () => {
  const runOf = async (report: Report): Promise<[number, number, number]> => {
    const suite = (await suitesOf(report)).at(-1);
    if (suite?.getAttribute('name') !== 'jitmus/run') throw new Error('There is no suite of the run.');
    return [number(suite, 'tests'), number(suite, 'failures'), number(suite, 'errors')];
  };

  test('passes with a run that passed', async () => {
    expect(await runOf(reportWith([{}]))).toEqual([1, 0, 0]);
  });

  test('has an error for each error of the run', async () => {
    const errors = [{ code: 'A', message: 'a' }, { code: 'B', message: 'b', at: 'x.yaml:1' }]; // prettier-ignore
    expect(await runOf({ ...reportWith([{}], { exitCode: 2 }), errors })).toEqual([2, 0, 2]);
  });

  test('is never greener than the exit code', async () => {
    expect(await runOf({ ...reportWith([]), run: { ...reportWith([]).run, exitCode: 2 } })).toEqual([1, 0, 1]);
    expect(await runOf(reportWith([{}], { exitCode: 1, exitBecause: 'A waiver is stale.' }))).toEqual([1, 1, 0]);
    expect(await runOf({ ...reportWith([{}]), complete: false })).toEqual([1, 0, 1]);
    expect(await runOf({ ...fixtureReport(0), errors: [] })).toEqual([1, 0, 1]);
  });

  test('does not repeat what a testcase tells', async () => {
    expect(await runOf(reportWith([{ status: 'fail' }], { exitCode: 1 }))).toEqual([1, 0, 0]);
    expect(await runOf(reportWith([{ status: 'error' }], { exitCode: 2 }))).toEqual([1, 0, 0]);
  });
});

test('any string makes well-formed XML that says the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (because, actual) => {
      const failure = child(await testcaseOf({ status: 'fail', because, actual }), 'failure');
      expect(failure?.getAttribute('message')).toBe(visible(because));
      expect(failure?.textContent).toContain(visible(`Actual: ${actual}`));
    }),
    { numRuns: 100 },
  );
});
