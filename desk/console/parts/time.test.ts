import { expect, test } from 'vitest';
import { shift } from './time.ts';

test.each([
  [0, '+0 s'],
  [-40_000, '−40 s'],
  [90_061_000, '+1 d 1 h'],
  [-3_600_000, '−1 h'],
  [86_460_000, '+1 d 1 min'],
])('%d ms is %s', (milliseconds, shown) => {
  expect(shift(milliseconds)).toBe(shown);
});
