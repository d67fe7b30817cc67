import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../reports/index.ts';
import { Gate } from './gate.ts';

const levels = ['MUST', 'SHOULD', 'MAY'] as const;
const statuses = ['pass', 'fail', 'blocked', 'skipped', 'error'] as const;
const waived = { because: 'APP-1', until: '2027-01-31' };

const verdict = (
  status: Verdict['status'],
  { level = 'MUST', rule = 'a/rule', ...more }: Partial<Verdict> = {},
): Verdict => ({ rule, level, status, grade: null, because: 'so', evidence: [], ...more });

/** The ending of a run with those verdicts. */
function endingOf(verdicts: readonly Verdict[], options: { strict?: boolean; trouble?: string; stale?: number } = {}) {
  const gate = new Gate(options.strict ?? false, new Set(['mock/rule']));
  gate.add({ verdicts: [...verdicts] });
  return gate.ending(options.trouble ?? null, options.stale ?? 0);
}

const codeOf = (...given: Parameters<typeof endingOf>) => endingOf(...given).exitCode;
const good = verdict('pass');

describe('exit code 0', () => {
  it('takes a MUST that passed, and none that failed or was blocked', () => {
    expect(endingOf([good])).toEqual({ exitCode: 0, because: '1 MUST verdict passed, none failed or was blocked.' });
    expect(codeOf([good, verdict('skipped'), verdict('pass', { level: 'MAY' })])).toBe(0);
  });

  it.each(['fail', 'blocked'] as const)('stays with a SHOULD or MAY that is %s', (status) => {
    expect(codeOf([good, verdict(status, { level: 'SHOULD' }), verdict(status, { level: 'MAY' })])).toBe(0);
  });

  it.each(['fail', 'blocked'] as const)('stays with a MUST that is %s and waived', (status) => {
    expect(codeOf([good, verdict(status, { waived })])).toBe(0);
    expect(codeOf([good, verdict(status, { waived, level: 'SHOULD' })], { strict: true })).toBe(0);
  });
});

describe('exit code 1', () => {
  it.each(['fail', 'blocked'] as const)('comes with a MUST that is %s beside one that passed', (status) => {
    expect(codeOf([good, verdict(status)])).toBe(1);
  });

  it.each(['fail', 'blocked'] as const)('comes with a SHOULD that is %s when strict, never with a MAY', (status) => {
    expect(codeOf([good, verdict(status, { level: 'SHOULD' })], { strict: true })).toBe(1);
    expect(codeOf([good, verdict(status, { level: 'MAY' })], { strict: true })).toBe(0);
  });

  it('comes with a failure although nothing passed: a failure is a verdict', () => {
    expect(codeOf([verdict('fail')])).toBe(1);
    expect(codeOf([verdict('fail'), verdict('blocked'), verdict('skipped')])).toBe(1);
  });

  it('comes with a waiver that is stale', () => {
    expect(endingOf([good], { stale: 2 })).toEqual({ exitCode: 1, because: '2 waivers stale or past the date.' });
  });

  it('counts what failed and what was blocked', () => {
    expect(endingOf([good, verdict('fail'), verdict('blocked'), verdict('blocked')]).because).toBe(
      '1 MUST verdict failed, 2 MUST verdicts blocked.',
    );
    const should = verdict('fail', { level: 'SHOULD' });
    expect(endingOf([good, should, should], { strict: true }).because).toBe('2 verdicts failed.');
  });
});

describe('exit code 2', () => {
  it('comes when nothing passed and nothing failed', () => {
    expect(codeOf([])).toBe(2);
    expect(codeOf([verdict('skipped')])).toBe(2);
    expect(codeOf([verdict('pass', { level: 'SHOULD' })])).toBe(2);
    expect(codeOf([verdict('fail', { waived })])).toBe(2);
    expect(endingOf([verdict('blocked')])).toEqual({
      exitCode: 2,
      because: 'Nothing passed, so there is no verdict: 1 verdict blocked.',
    });
  });

  it('comes with an error of ours, waived or not', () => {
    expect(codeOf([good, verdict('error')])).toBe(2);
    expect(codeOf([good, verdict('error', { waived, level: 'MAY' })])).toBe(2);
  });

  it('comes with trouble, which it tells', () => {
    expect(endingOf([good], { trouble: 'The target died.' })).toEqual({ exitCode: 2, because: 'The target died.' });
  });

  it('wins over 1', () => {
    expect(codeOf([good, verdict('fail'), verdict('error')])).toBe(2);
    expect(codeOf([good, verdict('fail')], { trouble: 'x' })).toBe(2);
    expect(codeOf([verdict('skipped')], { stale: 1 })).toBe(2);
  });
});

describe('rules about the mock', () => {
  const mock = (status: Verdict['status'], more = {}) => verdict(status, { rule: 'mock/rule', ...more });

  it.each(['fail', 'blocked', 'error'] as const)('make every verdict doubtful when one is %s', (status) => {
    expect(codeOf([good, verdict('fail'), mock(status)])).toBe(2);
  });

  it('do not when they are waived, though an error of ours is never waived', () => {
    expect(codeOf([good, mock('fail', { waived })])).toBe(0);
    expect(codeOf([good, mock('error', { waived })])).toBe(2);
  });

  it('are never counted for the target', () => {
    const gate = new Gate(false, new Set(['mock/rule']));
    gate.add({ verdicts: statuses.map((status) => mock(status)) });
    expect(gate.totals).toEqual({ pass: 0, fail: 0, blocked: 0, skipped: 0, error: 0 });
    expect(codeOf([mock('pass')])).toBe(2);
  });
});

describe('totals', () => {
  it('count every verdict on the target, waived or not, over all cases', () => {
    const gate = new Gate(false, new Set());
    gate.add({ verdicts: statuses.map((status) => verdict(status)) });
    gate.add({ verdicts: [verdict('fail', { waived }), good] });
    expect(gate.totals).toEqual({ pass: 2, fail: 2, blocked: 1, skipped: 1, error: 1 });
  });
});

describe('any run', () => {
  const anyVerdict = fc
    .record({
      status: fc.constantFrom(...statuses),
      level: fc.constantFrom(...levels),
      rule: fc.constantFrom('a/rule', 'mock/rule'),
      isWaived: fc.boolean(),
    })
    .map(({ status, isWaived, ...rest }) => verdict(status, { ...rest, ...(isWaived ? { waived } : {}) }));

  it('ends with 0 exactly when a MUST passed and nothing speaks against it', () => {
    fc.assert(
      fc.property(fc.array(anyVerdict, { maxLength: 6 }), fc.boolean(), fc.nat(1), (verdicts, strict, stale) => {
        const target = verdicts.filter(({ rule }) => rule === 'a/rule');
        const open = verdicts.filter((one) => !one.waived && (one.status === 'fail' || one.status === 'blocked'));
        const fine =
          target.some(({ status, level }) => status === 'pass' && level === 'MUST') &&
          !verdicts.some(({ status }) => status === 'error') &&
          !open.some(({ rule, level }) => rule === 'mock/rule' || level === 'MUST' || (strict && level === 'SHOULD')) &&
          stale === 0;
        expect(codeOf(verdicts, { strict, stale }) === 0).toBe(fine);
      }),
    );
  });
});
