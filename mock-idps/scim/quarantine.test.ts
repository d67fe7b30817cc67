import { expect, test } from 'vitest';
import { isDisabled, quarantined } from './quarantine.ts';

// Line C097 of the catalogue of checks.
const HOUR = 3_600_000;

test.each([
  [0, 6],
  [6, 12],
  [12, 24],
  [24, 48],
  [30, 48],
  [48, 72],
])('after %i hours the next try is at %i', (spent, next) => {
  const before = quarantined('proportion-of-failures', 1000, null);
  expect(quarantined('proportion-of-failures', 1000 + spent * HOUR, before)).toMatchObject({
    since: 1000,
    nextTry: 1000 + next * HOUR,
    code: 'EncounteredEscrowProportionThreshold',
  });
});

test('after four weeks the job is disabled', () => {
  const quarantine = quarantined('number-of-failures', 0, null);
  expect([27, 28].map((days) => isDisabled(quarantine, days * 24 * HOUR))).toEqual([false, true]);
  expect(isDisabled(null, 1e15)).toBe(false);
});
