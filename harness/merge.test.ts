import { describe, expect, test } from 'vitest';
import type { CaseResult, Report, Status, Verdict } from '../reports/index.ts';
import { Gate } from './gate.ts';
import { mergeReports } from './merge.ts';
import { placesOf } from './shard.ts';
import { Waivers } from './waivers.ts';

const source = { title: 'T', at: '§1', basis: 'specification', checked: '2026-11-23' } as const;
const rule = (id: string, subject: 'target' | 'mock' = 'target') =>
  ({ id, level: 'MUST', says: 'S', source, subject }) as const;
const verdict = (id: string, status: Status): Verdict => ({
  ...{ rule: id, status, level: 'MUST', grade: null, because: 'so', evidence: [] },
});

function caseOf(n: number, status: Status): CaseResult {
  return {
    ...{ id: `area/s${n}@okta.saml`, scenario: `area/s${n}`, file: 'f', title: 't', why: 'w', idp: 'okta' },
    ...{ protocol: 'saml', area: 'area', faults: [], driver: 'http', durationMs: 1, control: null, observations: [] },
    verdicts: [verdict(`r${n % 3}`, status), verdict('m', 'pass')],
  };
}

/** What one machine reports of those cases, of which `places` are its part. */
function run(cases: readonly CaseResult[], more: Partial<Report> = {}, shard?: Report['run']['shard']): Report {
  const used = new Set(cases.flatMap(({ verdicts }) => verdicts.map(({ rule: id }) => id)));
  const rules = [rule('m', 'mock'), ...['r0', 'r1', 'r2'].map((id) => rule(id))].filter(({ id }) => used.has(id));
  const gate = new Gate(false, new Set(['m']));
  for (const result of cases) gate.add(result);
  const { exitCode, because: exitBecause } = gate.ending(null, 0);
  return {
    schemaVersion: 1,
    tool: { name: 'jitmus', version: '1.0.0' },
    complete: true,
    run: {
      ...{ id: 'r', startedAt: '2026-11-23T10:00:00.000Z', durationMs: 10, seed: 1, node: 'v20', driver: 'http' },
      ...{ command: `jitmus run${shard ? ` --shard ${shard.index}/${shard.of}` : ''}`, strict: false },
      ...{ exitCode, exitBecause, ...(shard ? { shard } : {}) },
    },
    target: { name: 'app', kind: 'reference', lacks: {} },
    totals: gate.totals,
    rules,
    cases: [...cases],
    errors: [],
    ...more,
  };
}

const STATUSES: Status[] = ['pass', 'fail', 'blocked', 'skipped', 'pass', 'pass', 'pass'];
const all = Array.from({ length: 17 }, (_, n) => caseOf(n, STATUSES[n % STATUSES.length] ?? 'pass'));

function shardsOf(of: number, cases = all) {
  return Array.from({ length: of }, (_, n) => {
    const shard = { index: n + 1, of };
    const places = placesOf(
      cases.map(({ id }) => id),
      shard,
    );
    const own = places.flatMap((place) => cases[place] ?? []);
    const report = run(own, {}, { ...shard, cases: cases.length, narrowed: false, places });
    return { file: `${n + 1}.json`, report };
  });
}

test.each([1, 2, 3, 5])('%i shards are one run, in whatever order they come', (of) => {
  expect(mergeReports(shardsOf(of).toReversed(), null)).toEqual(run(all));
});

test('it lasts from the first beginning to the last end', () => {
  const [a, b] = shardsOf(2);
  const later = { ...b!.report.run, id: 'r2', startedAt: '2026-11-23T10:00:00.007Z' };
  const merged = mergeReports([{ file: 'b', report: { ...b!.report, run: later } }, a!], null);
  expect(merged.run).toMatchObject({ id: 'r', startedAt: '2026-11-23T10:00:00.000Z', durationMs: 17 });
});

describe('a part that is missing', () => {
  test('makes it incomplete, and there is no verdict', () => {
    const merged = mergeReports(shardsOf(3).slice(0, 2), null);
    expect(merged).toMatchObject({ complete: false, run: { exitCode: 2 } });
    expect(merged.errors).toEqual([{ code: 'SHARD_MISSING', message: 'Shard 3 of 3 is not among the reports.' }]);
  });

  test('is told by name where a shard ended early', () => {
    const [a, b] = shardsOf(2);
    const cut = { ...a!.report, complete: false, missing: ['area/s1@okta.saml'] };
    const errors = [{ code: 'INTERRUPTED', message: 'The run was interrupted (SIGTERM).' }];
    const merged = mergeReports([{ file: 'a', report: { ...cut, errors } }, b!], null);
    expect(merged).toMatchObject({ complete: false, missing: ['area/s1@okta.saml'], errors });
    expect(merged.run).toMatchObject({ exitCode: 2, exitBecause: 'The run was interrupted (SIGTERM).' });
  });
});

describe('no parts of one run', () => {
  const altered = (change: (report: Report) => Report) => {
    const [a, b] = shardsOf(2);
    return () => mergeReports([a!, { file: b!.file, report: change(b!.report) }], null);
  };

  test.each<[string, (report: Report) => Report]>([
    ['the target is "other"', (report) => ({ ...report, target: { ...report.target, name: 'other' } })],
    ['--seed is 2', (report) => ({ ...report, run: { ...report.run, seed: 2 } })],
    ['--driver is "browser"', (report) => ({ ...report, run: { ...report.run, driver: 'browser' } })],
    ['--strict is true', (report) => ({ ...report, run: { ...report.run, strict: true } })],
    ['the version of jitmus is', (report) => ({ ...report, tool: { name: 'jitmus', version: '2.0.0' } })],
    ['the baseline is "r0"', (report) => ({ ...report, run: { ...report.run, baseline: 'r0' } })],
    ['the number of shards is 3', (report) => ({ ...report, run: { ...report.run, shard: { index: 2, of: 3 } } })],
  ])('%s', (what, change) => {
    expect(altered(change)).toThrow(what);
  });

  test('the same shard twice, and a case in two', () => {
    const [a] = shardsOf(2);
    expect(() => mergeReports([a!, { ...a!, file: 'again.json' }], null)).toThrow('is in 1.json too');
    const whole = { file: 'a.json', report: run(all) };
    expect(() => mergeReports([whole, { ...whole, file: 'b.json' }], null)).toThrow('is in a.json too');
  });
});

describe('waivers', () => {
  const waiver = (until: string, pattern = 'area/') => ({
    waiver: { rule: 'r1', case: pattern, until, because: 'APP-1' },
    at: 'waivers.yaml:1:1',
  });
  const failing = all.filter(({ verdicts }) =>
    verdicts.some(({ rule: id, status }) => id === 'r1' && status === 'fail'),
  );

  test('one that is needed in another shard only is not stale', () => {
    expect(failing).toHaveLength(1);
    const merged = mergeReports(shardsOf(3), new Waivers([waiver('2999-01-01')], '2026-11-23'));
    expect(merged.errors).toEqual([]);
    const waived = merged.cases.flatMap(({ verdicts }) => verdicts).filter((one) => one.waived);
    expect(waived.map(({ status }) => status)).toContain('fail');
  });

  test('one that matches nothing in any shard is, and gates', () => {
    const passing = all.map((result) => ({ ...result, verdicts: [verdict('r0', 'pass')] }));
    const merged = mergeReports(shardsOf(2, passing), new Waivers([waiver('2999-01-01')], '2026-11-23'));
    expect(merged.errors.map(({ code }) => code)).toEqual(['WAIVER_STALE']);
    expect(merged.run.exitCode).toBe(1);
  });
});
