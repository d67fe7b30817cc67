import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixtureReport } from './html/fixture.ts';
import { readReport, validateReport } from './read.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(text: string): Promise<string> {
  const file = join(folder, 'report.json');
  await writeFile(file, text);
  return file;
}

test('a report is read back as it is', async () => {
  const report = fixtureReport(3);
  const file = await fileOf(JSON.stringify(report));
  expect(await readReport(file)).toEqual(report);
});

test('a missing file is named', async () => {
  const file = join(folder, 'nowhere.json');
  await expect(readReport(file)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE', at: file });
});

test('broken JSON is refused with line and column', async () => {
  const file = await fileOf('{\n  "schemaVersion": 1,\n}');
  await expect(readReport(file)).rejects.toMatchObject({ code: 'REPORT_NOT_JSON', at: `${file}:3:1` });
});

test('JSON cut short is refused', async () => {
  const file = await fileOf(JSON.stringify(fixtureReport(1)).slice(0, 5000));
  await expect(readReport(file)).rejects.toMatchObject({ code: 'REPORT_NOT_JSON' });
});

test('another version is told apart from an invalid report', async () => {
  await expect(validateReport({ ...fixtureReport(1), schemaVersion: 2 }, 'r.json')).rejects.toMatchObject({
    code: 'REPORT_VERSION',
    at: 'r.json#/schemaVersion',
  });
});

test('an invalid value is refused with its pointer and what was expected', async () => {
  const report = structuredClone(fixtureReport(2)) as unknown as { cases: { verdicts: { status: string }[] }[] };
  const verdict = report.cases[1]?.verdicts[0];
  if (verdict) verdict.status = 'green';
  await expect(validateReport(report, 'r.json')).rejects.toMatchObject({
    code: 'REPORT_INVALID',
    at: 'r.json#/cases/1/verdicts/0/status',
    message: expect.stringContaining('"pass", "fail", "blocked", "skipped", "error"') as unknown,
  });
});

test.each([null, 1, 'x', [], {}])('%j is no report', async (value) => {
  await expect(validateReport(value)).rejects.toMatchObject({ code: 'REPORT_INVALID', at: 'report#' });
});

test('an unknown key is named', async () => {
  await expect(validateReport({ ...fixtureReport(1), extra: 1 })).rejects.toThrow(/"extra"/);
});
