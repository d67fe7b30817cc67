import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedPart, differences } from './difference.ts';

const row = (left: number | null, right: number | null, same = false) => ({ left, right, same });

test('a changed line stands beside what it was', () => {
  expect(differences(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([row(0, 0, true), row(1, 1), row(2, 2, true)]);
});

test('a line that is only on one side stands alone', () => {
  expect(differences(['a', 'c'], ['a', 'b', 'c'])).toEqual([row(0, 0, true), row(null, 1), row(1, 2, true)]);
  expect(differences(['a', 'b', 'c'], ['a', 'c'])).toEqual([row(0, 0, true), row(1, null), row(2, 1, true)]);
});

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });

test('both texts come out complete and in order, and same means same', () => {
  fc.assert(
    fc.property(lines, lines, (left, right) => {
      const rows = differences(left, right);
      expect(rows.flatMap((one) => (one.left === null ? [] : [one.left]))).toEqual(left.map((_, i) => i));
      expect(rows.flatMap((one) => (one.right === null ? [] : [one.right]))).toEqual(right.map((_, i) => i));
      for (const one of rows)
        expect(one.same).toBe(
          one.left !== null && one.right !== null && one.same && left[one.left] === right[one.right],
        );
    }),
  );
});

test('equal texts have no difference', () => {
  fc.assert(
    fc.property(lines, (text) => {
      expect(differences(text, text).every(({ same }) => same)).toBe(true);
    }),
  );
});

test('texts too long to compare line by line count as replaced, but for their ends', () => {
  const middle = (mark: string) => Array.from({ length: 3000 }, (_, i) => `${mark}${i}`);
  const rows = differences(['head', ...middle('a'), 'tail'], ['head', ...middle('b'), 'tail']);
  expect(rows).toHaveLength(3002);
  expect(rows.filter(({ same }) => same)).toEqual([row(0, 0, true), row(3001, 3001, true)]);
});

test('the changed part is what two lines do not share', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const { start, endA, endB } = changedPart(a, b);
      expect(a.slice(0, start)).toBe(b.slice(0, start));
      expect(a.slice(endA)).toBe(b.slice(endB));
      expect(endA).toBeGreaterThanOrEqual(start);
      expect(endB).toBeGreaterThanOrEqual(start);
    }),
  );
  expect(changedPart('<Audience>one</Audience>', '<Audience>two</Audience>')).toEqual({
    start: 10,
    endA: 13,
    endB: 13,
  });
});
