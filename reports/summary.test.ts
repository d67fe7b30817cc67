import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { fixtureReport, fixtureSource } from './html/fixture.ts';
import { sourceOf } from './report.ts';
import type { Report } from './report.ts';
import { renderSummary } from './summary.ts';

const plain = pc.createColors(false);

async function linesOf(report: Report, width = 100, height: number | null = null): Promise<string[]> {
  const text = await renderSummary(sourceOf(report), { color: plain, width, height, reportAt: 'out/report.html' });
  return text.split('\n');
}

/** A report in which everything passed or was skipped. */
function green(): Report {
  const report = fixtureReport();
  return {
    ...report,
    errors: [],
    totals: { pass: 354, fail: 0, blocked: 0, skipped: 14, error: 0 },
    run: { ...report.run, exitCode: 0, exitBecause: 'No MUST rule failed or was blocked.' },
    cases: report.cases.map((result) => ({
      ...result,
      verdicts: result.verdicts.map(({ waived: _, ...verdict }) =>
        verdict.status === 'skipped' ? verdict : { ...verdict, status: 'pass' as const },
      ),
    })),
  };
}

test('failures come first, by rule and the worst of them at the top, in two lines each', async () => {
  const lines = await linesOf(fixtureReport());
  const titles = lines.flatMap((line, i) => (/^[✕!] (bypass|check|MUST|our)/.test(line) ? [i] : []));
  expect(lines[titles[0] ?? -1]).toBe('✕ bypass  sso/refuses-sign-in  attacks/saml-comment-in-name-id@okta.saml');
  expect(lines.slice(titles[1], titles[2])).toEqual([
    '✕ check missing  sso/refuses-sign-in  4 cases, as attacks/saml-audience-mismatch@entra.saml',
    '  The sign-in was accepted although the assertion is addressed to another service provider.',
  ]);
  for (const [n, i] of titles.entries()) expect((titles[n + 1] ?? i + 1) - i).toBeLessThanOrEqual(2);
});

test('a problem of the run is told in full, over several lines', async () => {
  const message =
    'The waiver of jit/a for jit/b@entra.saml matches nothing that was run, so it has to go from the file.';
  const lines = await linesOf({ ...green(), errors: [{ code: 'WAIVER_STALE', message, at: 'waivers.yaml:12:3' }] }, 60);
  const told = lines.slice(0, lines.indexOf(''));
  expect(told.map((line) => line.trim()).join(' ')).toBe(`! WAIVER_STALE  waivers.yaml:12:3  ${message}`);
  for (const line of told) expect(line.length).toBeLessThanOrEqual(60);
});

test('blocked, waived and skipped are grouped by reason with counts', async () => {
  const lines = await linesOf(fixtureReport());
  expect(lines).toEqual(
    expect.arrayContaining([
      'Could not be tested (5)',
      '  4 × The same sign-in without the fault was refused, so a refusal proves nothing.',
      'Waived (1)',
      '  1 × tracked as APP-123 (until 2027-01-31)',
      'Skipped (14)',
      '  4 × The target lacks groups: the app has no groups.',
    ]),
  );
});

test('the table adds up to the totals of the report', async () => {
  const report = fixtureReport();
  const lines = await linesOf(report);
  const rows = lines.filter((line) => /^(attacks|jit|scim|sso|total) .*\d/.test(line)).map((line) => line.split(/\s+/));
  const sums = [1, 2, 3, 4, 5].map((i) => rows.slice(0, -1).reduce((sum, row) => sum + (Number(row[i]) || 0), 0));
  const { pass, fail, blocked, skipped, error } = report.totals;
  expect(sums).toEqual([pass, fail, blocked, skipped, error]);
  expect(rows.at(-1)?.slice(1).map(Number)).toEqual(sums);
});

test('the verdict and the place of the report are last', async () => {
  const lines = await linesOf(fixtureReport());
  expect(lines.slice(-4)).toEqual([
    'No verdict in 14.2 s. One case ended in an error of the harness, so the run gives no complete',
    '  verdict.',
    'Report: out/report.html',
    '',
  ]);
});

test('a green run fits a screen', async () => {
  const lines = await linesOf(green(), 80, 24);
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines.at(-3)).toBe('Passed in 14.2 s. No MUST rule failed or was blocked.');
});

test.each([
  [150, 24],
  [1500, 24],
  [1500, 40],
  [1500, 10],
])('of %i cases it fits %i rows, with verdict, totals and the worst rule', async (cases, height) => {
  const lines = await linesOf(fixtureReport(cases), 80, height);
  // The last one is where the command line comes back.
  expect(lines.length).toBeLessThanOrEqual(Math.max(24, height));
  expect(lines.find((line) => line.startsWith('✕'))).toMatch(
    /^✕ bypass {2}sso\/refuses-sign-in {2}(\d+ cases, as )?attacks\//,
  );
  expect(lines.some((line) => /^\d+ pass · \d+ fail|^total +\d/.test(line))).toBe(true);
  expect(lines.at(-2)).toBe('Report: out/report.html');
});

test.each([40, 60, 80, 120])('no line is longer than %i columns', async (width) => {
  for (const line of await linesOf(fixtureReport(), width)) expect(Array.from(line).length).toBeLessThanOrEqual(width);
});

test('colours change nothing but the colour', async () => {
  const options = { width: 100, height: null, reportAt: 'out/report.html' };
  const coloured = await renderSummary(fixtureSource(150), { ...options, color: pc.createColors(true) });
  const uncoloured = await renderSummary(fixtureSource(150), { ...options, color: plain });
  expect(coloured).not.toBe(uncoloured);
  expect(stripVTControlCharacters(coloured)).toBe(uncoloured);
});

test('nothing a target said reaches the terminal as an escape code', async () => {
  const text = await renderSummary(fixtureSource(150), { color: plain, width: 100_000, height: null });
  expect(text).toContain('nul\\u0000 escape\\u001B[31m line\\u2028separator');
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
});

test('what does not fit is counted: nothing is left out in silence', async () => {
  const report = fixtureReport(1500);
  const verdicts = report.cases.flatMap((result) => result.verdicts);
  // As many rules as failures, so that most have to be left out.
  let n = 0;
  for (const verdict of verdicts) if (verdict.status === 'fail') verdict.rule += `-${n++}`;
  const lines = await linesOf(report, 80, 24);
  const told = lines.filter((line) => /^[✕!] (bypass|check missing|MUST|our error) /.test(line));
  const rest = /^ {2}… and ([\d,]+) failures of ([\d,]+) rules more in the report$/.exec(
    lines.find((line) => line.includes(' failures of ')) ?? '',
  );
  const all = (await linesOf(report, 80, 100_000)).filter((line) =>
    /^[✕!] (bypass|check missing|MUST|our error) /.test(line),
  );
  expect(told.length).toBeGreaterThan(2);
  expect(Number(rest?.[2]?.replace(',', ''))).toBe(all.length - told.length);
});

test('an empty, incomplete report says so', async () => {
  const { exitBecause: _, ...run } = fixtureReport(0).run;
  const lines = await linesOf({ ...fixtureReport(0), complete: false, run });
  expect(lines).toContain('The run is incomplete.');
  expect(lines).toContain('No verdict in 14.2 s. The browser closed before the page had loaded.');
  expect(lines[0]).toBe('! BROWSER_CLOSED  attacks/saml-login-csrf@entra.saml  The browser closed before the page had loaded.'); // prettier-ignore
});
