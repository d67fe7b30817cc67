import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixtureReport, reportWith } from '../html/fixture.ts';
import { sourceOf } from '../report.ts';
import type { Report, Verdict } from '../report.ts';
import { visible } from '../visible.ts';
import { githubAnnotations } from './github.ts';

interface Command {
  name: string;
  properties: Record<string, string>;
  data: string;
}

/** Reads a line as GitHub's runner does: command up to a space, properties up to `::`, the rest is data. */
function read(line: string): Command {
  const [, name = '', list = '', data = ''] = /^::([^ :]+) ([^]*?)::([^]*)$/.exec(line) ?? [];
  const decoded = (text: string) =>
    text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',');
  const properties = Object.fromEntries(
    list.split(',').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decoded(pair.slice(at + 1)).replaceAll('%25', '%')];
    }),
  );
  return { name, properties, data: data.replaceAll('%0A', '\n').replaceAll('%25', '%') };
}

async function annotationsOf(report: Report): Promise<Command[]> {
  const lines: string[] = [];
  for await (const line of githubAnnotations(sourceOf(report))) lines.push(line);
  for (const line of lines) expect(line).not.toMatch(/[\r\n]/);
  return lines.map(read);
}

const reportOf = (verdicts: Partial<Verdict>[], more: Partial<Report> = {}): Report => ({
  ...reportWith(
    verdicts.map((verdict) => ({ status: 'fail', ...verdict })),
    { exitCode: 1 },
  ),
  ...more,
});

test('what gates is an error in the file of its scenario, what warns a warning, the worst first', async () => {
  const commands = await annotationsOf(
    reportOf([
      { level: 'SHOULD', because: 'Not nice.' },
      { status: 'pass' },
      { because: 'Wrong.', expected: 'one', actual: 'two' },
      { status: 'blocked', because: 'Nothing could be seen.' },
      { grade: 'bypass', because: 'Somebody else got in.' },
      { because: 'Known.', waived: { because: 'APP-1', until: '2027-01-31' } },
    ]),
  );
  const [first] = fixtureReport(1).cases;
  expect(commands.map(({ name, properties }) => [name, properties.title])).toEqual([
    ['error', 'bypass jit/creates-new-user fail'],
    ['error', 'MUST jit/creates-new-user fail'],
    ['error', 'MUST jit/creates-new-user blocked'],
    ['warning', 'SHOULD jit/creates-new-user fail'],
  ]);
  expect(commands[1]?.properties.file).toBe(first?.file);
  expect(commands[1]?.data).toBe(`${first?.title}: Wrong.\nExpected: one\nActual: two\n${first?.id}`);
});

test('the same reason in many cases of a scenario is one annotation', async () => {
  const report = reportOf([{}]);
  const [one] = report.cases;
  if (!one) throw new Error('There is no case.');
  const cases = Array.from({ length: 8 }, (_, n) => ({ ...one, id: `case-${n}` }));
  const commands = await annotationsOf({ ...report, cases });
  expect(commands).toHaveLength(1);
  expect(commands[0]?.data).toContain('case-4 and 3 more cases');
});

test('more than GitHub shows are counted', async () => {
  const commands = await annotationsOf(reportOf(Array.from({ length: 30 }, (_, n) => ({ because: `Reason ${n}.` }))));
  expect(commands).toHaveLength(10);
  expect(commands.at(-1)?.data).toBe('21 more findings: see the summary or the report.');
});

test('errors of the run come first, and a bad end is told', async () => {
  const errors = [{ code: 'TARGET_DIED', message: 'It is gone.', at: 'my app' }];
  expect((await annotationsOf(reportOf([{}], { errors })))[0]).toEqual({
    name: 'error',
    properties: { title: 'TARGET_DIED' },
    data: 'my app: It is gone.',
  });
  const commands = await annotationsOf(reportOf([{ status: 'pass' }], { complete: false }));
  expect(commands.map(({ data }) => data)).toEqual([expect.stringMatching(/^The run is incomplete\. /)]);
});

test('whatever a target answers stays data', async () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('::', '\r\n', '\n::set-env name=a::b', '%0A', '%', ',', ':', '##[error]', '\u202e', 'a'))
      .map((parts) => parts.join('')),
  );
  await fc.assert(
    fc.asyncProperty(any, any, any, async (because, rule, file) => {
      const report = reportOf([{ because, rule }]);
      const cases = report.cases.map((one) => ({ ...one, file, title: 'T', id: 'id' }));
      expect(await annotationsOf({ ...report, cases })).toEqual([
        {
          name: 'error',
          properties: { file: visible(file), line: '1', title: `MUST ${visible(rule)} fail` },
          data: `T: ${visible(because)}\nid`,
        },
      ]);
    }),
    { numRuns: 300 },
  );
});
