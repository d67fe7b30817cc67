import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import type { Log, Result, Run } from 'sarif';
import { expect, test } from 'vitest';
import { HOSTILE, fixtureReport, reportWith } from '../html/fixture.ts';
import { written } from '../html/fixture/written.ts';
import { outcomes } from '../outcome.ts';
import { sourceOf } from '../report.ts';
import type { Report, Verdict } from '../report.ts';
import { visible } from '../visible.ts';
import { sarif } from './sarif.ts';
import { uriOf } from './sarif-text.ts';

// Of draft 04 it uses nothing that draft 07 reads otherwise, but for the name of its id.
const { $schema: _, id: __, ...asDraft07 } = schema;
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
formats(ajv);
const validate = ajv.compile(asDraft07);

async function runOf(report: Report): Promise<Run> {
  const log = JSON.parse(await written(sarif, sourceOf(report))) as Log;
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  const [run, ...others] = log.runs;
  expect(others).toEqual([]);
  if (!run) throw new Error('There is no run.');
  return run;
}

/** A report of one case with that verdict. */
const reportOf = (verdict: Partial<Verdict>, more: Partial<Report> = {}): Report => {
  const { cases, ...report } = reportWith([{ status: 'fail', ...verdict }], { exitCode: 1 });
  return { ...report, ...more, cases };
};

const resultOf = async (verdict: Partial<Verdict>, more: Partial<Report> = {}): Promise<Result | undefined> =>
  (await runOf(reportOf(verdict, more))).results?.[0];

test('a report with every status is valid, and has a result for each verdict that somebody should look at', async () => {
  const report = fixtureReport();
  const run = await runOf(report);
  const outcomeOf = outcomes(report);
  const expected = report.cases.flatMap(({ id, verdicts }) =>
    verdicts
      .filter((verdict) => ['gates', 'warning', 'waived'].includes(outcomeOf(verdict)))
      .map((verdict) => [id, verdict.rule]),
  );
  expect(expected.length).toBeGreaterThan(10);
  expect(run.results?.map(({ properties, ruleId }) => [properties?.case as string, ruleId])).toEqual(expected);
});

test('every rule has help with its source, and results lead to their rule', async () => {
  const report = fixtureReport();
  const { tool, results } = await runOf(report);
  expect(tool.driver.rules?.map(({ id }) => id)).toEqual(report.rules.map(({ id }) => id));
  for (const [index, rule] of (tool.driver.rules ?? []).entries()) {
    expect(rule.help?.text).toContain(report.rules[index]?.source.title);
    expect(rule.help?.markdown).toMatch(/^\*\*(MUST|SHOULD|MAY)\*\* /);
  }
  for (const { ruleId, ruleIndex } of results ?? []) expect(tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId);
});

test.each([
  [undefined, 1],
  [17, 17],
])('results stand in the file of their scenario, at the line that asks for the rule (%s)', async (line, startLine) => {
  const result = await resultOf(line === undefined ? {} : { line });
  const [first] = fixtureReport(1).cases;
  expect(result?.locations).toEqual([
    {
      physicalLocation: { artifactLocation: { uri: first?.file }, region: { startLine } },
      logicalLocations: [{ fullyQualifiedName: first?.id, kind: 'case' }],
    },
  ]);
});

test.each<[string, Partial<Verdict>, boolean, Result['level'] | undefined]>([
  ['a MUST that failed is an error', {}, false, 'error'],
  ['a MUST that was blocked is an error', { status: 'blocked' }, false, 'error'],
  ['a SHOULD that failed is a warning', { level: 'SHOULD' }, false, 'warning'],
  ['a SHOULD that failed in a strict run is an error', { level: 'SHOULD' }, true, 'error'],
  ['a MAY that failed is a note', { level: 'MAY' }, true, 'note'],
  ['a waived MUST keeps its level', { waived: { because: 'APP-1', until: '2027-01-31' } }, false, 'error'],
  ['a pass is no result', { status: 'pass' }, false, undefined],
  ['a skip is no result', { status: 'skipped' }, false, undefined],
  ['an error of ours is no result', { status: 'error' }, false, undefined],
])('%s', async (_name, verdict, strict, level) => {
  const report = reportOf(verdict);
  expect((await resultOf(verdict, { run: { ...report.run, strict } }))?.level).toBe(level);
});

test('a waiver is a suppression with its reason', async () => {
  const result = await resultOf({ waived: { because: 'tracked as APP-123', until: '2027-01-31' } });
  expect(result?.suppressions).toEqual([
    { kind: 'external', status: 'accepted', justification: 'Waived until 2027-01-31: tracked as APP-123' },
  ]);
});

test('a finding keeps its fingerprint whatever is told about it, and no other finding has it', async () => {
  const prints = async (verdict: Partial<Verdict>) => (await resultOf(verdict))?.partialFingerprints;
  expect(await prints({ because: 'Another reason.', status: 'blocked' })).toEqual(await prints({}));
  expect(await prints({ rule: 'jit/other' })).not.toEqual(await prints({}));
  const { results } = await runOf(fixtureReport());
  const all = (results ?? []).map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);
  expect(new Set(all).size).toBe(all.length);
});

test('errors and a bad end are notifications of an invocation that did not succeed', async () => {
  const broken = reportOf({ status: 'error' });
  const failed = (await runOf({ ...broken, run: { ...broken.run, exitCode: 2 } })).invocations?.[0];
  expect(failed?.toolExecutionNotifications?.map(({ level }) => level)).toEqual(['error']);
  const report = reportOf({ status: 'pass' });
  const silent = (
    await runOf({
      ...report,
      complete: false,
      run: { ...report.run, exitCode: 2, exitBecause: 'The target is gone.' },
    })
  ).invocations?.[0];
  expect(silent).toMatchObject({ executionSuccessful: false, exitCode: 2 });
  expect(silent?.toolExecutionNotifications?.[0]?.message.text).toBe('The run is incomplete. The target is gone.');
});

test('what a target answered is no link, no argument and nothing invisible', async () => {
  const result = await resultOf({ because: `[click](https://evil.test) {0} ${HOSTILE}` });
  expect(result?.message.text).toContain('\\[click](https://evil.test) {{0}} ');
  expect(result?.message.text).toContain(visible('a\u202etxt.exe'));
});

test('any string makes a valid log', async () => {
  const any = fc.string({ unit: 'binary' });
  await fc.assert(
    fc.asyncProperty(any, any, any, any, async (because, file, name, rule) => {
      const report = reportOf({ because, actual: because, rule });
      const [first] = report.cases;
      if (!first) throw new Error('There is no case.');
      const { results } = await runOf({
        ...report,
        target: { ...report.target, name },
        errors: [{ code: rule, message: because, at: file }],
        cases: [{ ...first, file, title: because, id: name }],
      });
      const message = results?.[0]?.message.text ?? '';
      const read = message
        .replace(/(\\+)\[/g, (_, run: string) => `${run.slice(0, (run.length - 1) / 2)}[`)
        .replace(/([{}])\1/g, '$1');
      expect(read).toContain(visible(because));
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['scenarios/a b#c.yaml', 'scenarios/a%20b%23c.yaml'],
  ['/srv/mine/x.yaml', 'file:///srv/mine/x.yaml'],
  ['javascript:alert(1)', 'javascript%3Aalert(1)'],
  ['C:\\mine\\x.yaml', 'file:///C%3A/mine/x.yaml'],
])('%s is located at %s', (path, uri) => {
  expect(uriOf(path)).toBe(uri);
});
