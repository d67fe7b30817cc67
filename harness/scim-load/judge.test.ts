import { describe, expect, test } from 'vitest';
import { judgeGate } from './judge.ts';
import type { Phase } from './tally.ts';

const phase = (name: string, done: number, perSecond: number, more: Partial<Phase> = {}): Phase => ({
  ...{ name, done, perSecond, seconds: done / perSecond, latency: null, errors: [] },
  throttled: { answers: 0, withoutRetryAfter: 0, longestSeconds: 0 },
  ...more,
});

describe('the gate of 25 requests a second', () => {
  test('has to be kept by every part', () => {
    expect(judgeGate([phase('people', 1_000, 300), phase('removal', 1_000, 25)], null).status).toBe('holds');
    const failing = judgeGate([phase('people', 1_000, 300), phase('removal', 1_000, 24.4)], null);
    expect(failing).toEqual({ status: 'fails', because: 'removal, the slowest part: 24/s.' });
  });

  test('is not judged where less was asked for, or too little', () => {
    expect(judgeGate([phase('people', 1_000, 10)], 10).status).toBe('not-judged');
    expect(judgeGate([phase('groups', 10, 5), phase('people', 99, 500)], null).status).toBe('not-judged');
    expect(judgeGate([phase('groups', 10, 5), phase('people', 100, 500)], 25).status).toBe('holds');
  });

  test('fails where nothing was done', () => {
    const errors = [{ kind: 'POST /Users: 500', count: 100, example: '' }];
    expect(judgeGate([phase('people', 0, 0, { errors })], null).status).toBe('fails');
  });

  test('names the rate to try where it was asked to wait', () => {
    const throttled = { answers: 5, withoutRetryAfter: 0, longestSeconds: 1 };
    expect(judgeGate([phase('people', 1_000, 20, { throttled })], null).because).toContain('--rate 25');
    expect(judgeGate([phase('people', 1_000, 20, { throttled })], 25).because).not.toContain('--rate');
  });
});
