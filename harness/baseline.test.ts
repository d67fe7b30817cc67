import { expect, test } from 'vitest';
import type { Report, Status, Verdict } from '../reports/index.ts';
import { Baseline } from './baseline.ts';
import { Gate } from './gate.ts';

const verdict = (rule: string, status: Status): Verdict => ({
  ...{ rule, status, level: 'MUST', grade: null, because: 'so', evidence: [] },
});

const source = { title: 'T', at: '§1', basis: 'specification', checked: '2026-11-23' } as const;

/** The report of an earlier run `r0`, as far as a baseline reads it. */
function earlier(statuses: Record<string, Status>): Report {
  return {
    run: { id: 'r0' },
    rules: [{ id: 'mock/rule', level: 'MUST', says: 'S', source, subject: 'mock' }],
    cases: [{ id: 'c', verdicts: Object.entries(statuses).map(([rule, status]) => verdict(rule, status)) }],
  } as unknown as Report;
}

test.each<[Status | undefined, Status, boolean]>([
  ['fail', 'fail', true],
  ['blocked', 'blocked', true],
  ['fail', 'blocked', true],
  ['blocked', 'fail', false],
  ['pass', 'fail', false],
  ['skipped', 'blocked', false],
  [undefined, 'fail', false],
  ['error', 'fail', false],
  ['error', 'error', false],
  ['fail', 'error', false],
  ['fail', 'pass', false],
])('from %s to %s: known is %s', (before, after, known) => {
  const baseline = new Baseline(earlier(before === undefined ? {} : { r: before }));
  const [marked] = baseline.apply('c', [verdict('r', after)]);
  expect(marked?.known).toBe(known ? 'r0' : undefined);
});

test('another case, and a rule of the mock, are not excused', () => {
  const baseline = new Baseline(earlier({ r: 'fail', 'mock/rule': 'fail' }));
  expect(baseline.apply('other', [verdict('r', 'fail')])[0]?.known).toBeUndefined();
  expect(baseline.apply('c', [verdict('mock/rule', 'fail')])[0]?.known).toBeUndefined();
});

test('what is known does not gate and is told; what is worse gates', () => {
  const baseline = new Baseline(earlier({ a: 'fail', b: 'pass' }));
  const endingOf = (b: Status) => {
    const gate = new Gate(false, new Set());
    gate.add({ verdicts: [...baseline.apply('c', [verdict('a', 'fail'), verdict('b', b)]), verdict('p', 'pass')] });
    return gate.ending(null, 0);
  };
  expect(endingOf('pass')).toEqual({
    exitCode: 0,
    because: '2 MUST verdicts passed, and nothing is worse than in the baseline (1 known).',
  });
  expect(endingOf('fail')).toEqual({ exitCode: 1, because: '1 MUST verdict failed.' });
});

test('where nothing passed, what is known gives no verdict', () => {
  const gate = new Gate(false, new Set());
  gate.add({ verdicts: new Baseline(earlier({ a: 'fail' })).apply('c', [verdict('a', 'fail')]) });
  expect(gate.ending(null, 0).exitCode).toBe(2);
});
