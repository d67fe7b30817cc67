import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

test.each([
  ['3', 3_000],
  ['0', 0],
  ['Sun, 29 Nov 2026 12:00:05 GMT', 5_000],
  ['Sun, 29 Nov 2026 11:00:00 GMT', 0],
  ['Sunday, 29-Nov-26 12:00:05 GMT', 5_000],
  [' 4 ', 4_000],
  ['-5', null],
  ['2.5', null],
  ['2026-11-29', null],
  ['Monday or so', null],
  ['soon', null],
  [undefined, null],
  [null, null],
])('%s', (value, ms) => {
  expect(retryAfterMs(value, Date.parse('2026-11-29T12:00:00Z'))).toBe(ms);
});
