import { expect, test } from 'vitest';
import { FINDING_GROUPS, findingGroup, outcomes, severity } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { ReportHead, Verdict } from './report.ts';

const source = { title: 'T', at: '§1', basis: 'specification', checked: '2026-11-23' } as const;

function head(strict: boolean): Pick<ReportHead, 'rules' | 'run'> {
  return {
    rules: [{ id: 'google/assigned', level: 'MUST', says: 'S', source, subject: 'mock' }],
    run: {
      id: 'r',
      startedAt: '2026-11-23T10:00:00Z',
      durationMs: 1,
      seed: 1,
      command: 'jitmus run',
      node: 'v20',
      driver: 'http',
      exitCode: 0,
      strict,
    },
  };
}

function verdict(part: Partial<Verdict>): Verdict {
  return { rule: 'jit/x', level: 'MUST', grade: null, status: 'pass', because: 'b', evidence: ['o1'], ...part };
}

const waived = { because: 'APP-1', until: '2027-01-31' };

test.each<[string, Partial<Verdict>, boolean, Outcome]>([
  ['a pass', {}, false, 'passed'],
  ['a skip', { status: 'skipped' }, false, 'skipped'],
  ['a MUST that failed', { status: 'fail' }, false, 'gates'],
  ['a MUST that was blocked', { status: 'blocked' }, false, 'gates'],
  ['a SHOULD that failed', { status: 'fail', level: 'SHOULD' }, false, 'warning'],
  ['a SHOULD that failed in a strict run', { status: 'fail', level: 'SHOULD' }, true, 'gates'],
  ['a SHOULD that was blocked', { status: 'blocked', level: 'SHOULD' }, false, 'warning'],
  ['a MAY that failed in a strict run', { status: 'fail', level: 'MAY' }, true, 'warning'],
  ['an error', { status: 'error' }, false, 'error'],
  ['a failure that the baseline knows', { status: 'fail', known: 'r0' }, true, 'warning'],
  [
    'a failure of the mock that the baseline knows',
    { status: 'fail', rule: 'google/assigned', known: 'r0' },
    true,
    'error',
  ],
  ['a waived failure', { status: 'fail', waived }, true, 'waived'],
  ['a waived error, which no waiver excuses', { status: 'error', waived }, false, 'error'],
  ['a failure of the mock', { status: 'fail', rule: 'google/assigned' }, false, 'error'],
])('%s', (_, part, strict, outcome) => {
  expect(outcomes(head(strict))(verdict(part))).toBe(outcome);
});

test('findings are ranked bypass, check missing, other MUST, blocked … and only failures bear their grade', () => {
  const outcome = outcomes(head(false));
  const group = (part: Partial<Verdict>) => findingGroup(verdict(part), outcome(verdict(part)));
  const ranked = [
    group({ status: 'fail', grade: 'bypass' }),
    group({ status: 'fail', grade: 'check-missing' }),
    group({ status: 'fail', grade: 'hygiene' }),
    group({ status: 'blocked', grade: 'bypass' }),
    group({ status: 'error' }),
    group({ status: 'fail', level: 'SHOULD', grade: 'hygiene' }),
    group({ status: 'fail', grade: 'bypass', waived }),
  ];
  expect(ranked).toEqual(FINDING_GROUPS.map(({ id }) => id));
  expect(ranked.map(severity)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(severity(group({}))).toBe(7);
});
