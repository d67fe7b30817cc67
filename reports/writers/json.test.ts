import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixtureReport } from '../html/fixture.ts';
import { written } from '../html/fixture/written.ts';
import { validateReport } from '../read.ts';
import { sourceOf } from '../report.ts';
import type { Report } from '../report.ts';
import { json } from './json.ts';

const asJson = (report: Report): Promise<string> => written(json, sourceOf(report));

test('what is written is the report, and valid', async () => {
  const report = fixtureReport();
  const text = await asJson(report);
  expect(await validateReport(JSON.parse(text))).toEqual(report);
});

test('a report without cases is valid too', async () => {
  const report = { ...fixtureReport(0), complete: false };
  expect(await validateReport(JSON.parse(await asJson(report)))).toEqual(report);
});

test('each case has one line, after the head', async () => {
  const report = fixtureReport(3);
  const lines = (await asJson(report)).split('\n');
  const cases = lines.filter((line) => line.startsWith('    {"id":"')).map((line) => line.replace(/,$/, ''));
  expect(cases.map((line) => JSON.parse(line) as unknown)).toEqual(report.cases);
  expect(lines.slice(-4)).toEqual([expect.stringMatching(/^ {4}\{"id":"/), '  ]', '}', '']);
});

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

test('the order of keys does not depend on who built the report', async () => {
  const report = fixtureReport(2);
  expect(await asJson(reversed(report) as Report)).toBe(await asJson(report));
});

test('any data of an observation survives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), async (data) => {
      const report = structuredClone(fixtureReport(1));
      const observation = report.cases[0]?.observations[0];
      if (observation) observation.data = data;
      const expected = JSON.parse(JSON.stringify(report)) as unknown;
      expect(JSON.parse(await asJson(report))).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});
