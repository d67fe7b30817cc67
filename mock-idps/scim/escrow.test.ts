import { expect, test } from 'vitest';
import { Escrow } from './escrow.ts';

/** The page's own examples, and the edges of its numbers. */
test.each([
  [{ own: 4_000, references: 0, successes: 0 }, null],
  [{ own: 4_999, references: 0, successes: 0 }, null],
  [{ own: 5_000, references: 0, successes: 0 }, 'proportion-of-failures'],
  [{ own: 45_000, references: 0, successes: 1_000_000 }, 'number-of-failures'],
  [{ own: 30_000, references: 0, successes: 5_000 }, 'proportion-of-failures'],
  [{ own: 20_000, references: 0, successes: 100_000 }, null],
  [{ own: 40_000, references: 0, successes: 60_000 }, null],
  [{ own: 40_000, references: 21_000, successes: 100_000 }, 'number-of-failures'],
  [{ own: 1, references: 39_000, successes: 0 }, null],
] as const)('%j: %s', ({ own, references, successes }, verdict) => {
  const escrow = new Escrow();
  for (let n = 0; n < own; n++) escrow.failed({}, 'own');
  for (let n = 0; n < references; n++) escrow.failed({}, 'reference');
  for (let n = 0; n < successes; n++) escrow.succeeded({});
  expect(escrow.verdict()).toBe(verdict);
});

test('an object counts once, and not at all when it is mended', () => {
  const escrow = new Escrow();
  const [first, ...others] = Array.from({ length: 5_000 }, () => ({}));
  for (const each of [first, ...others, ...others]) escrow.failed(each ?? {}, 'own');
  expect(escrow.verdict()).toBe('proportion-of-failures');
  escrow.succeeded(first ?? {});
  expect(escrow.verdict()).toBeNull();
  escrow.failed(first ?? {}, 'own');
  escrow.clear();
  expect(escrow.verdict()).toBeNull();
});
