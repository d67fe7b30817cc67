import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segments, visible } from './visible.ts';

test.each([
  ['right-to-left override', 'a\u202eb', 'a\\u202Eb'],
  ['escape and NUL', '\u001b[31m\u0000', '\\u001B[31m\\u0000'],
  ['carriage return', 'a\r\nb', 'a\\r\nb'],
  ['zero width space and joiner', 'a\u200b\u200db', 'a\\u200B\\u200Db'],
  ['line and paragraph separator', '\u2028\u2029', '\\u2028\\u2029'],
  ['lone surrogate', 'a\ud800b', 'a\\uD800b'],
  ['tag character beyond the first plane', '\u{e0041}', '\\u{E0041}'],
])('%s becomes an escape', (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('what can be seen stays as it is', () => {
  const text = 'Ünïcödé 漢字 🧪 עברית\tand\na line';
  expect(visible(text)).toBe(text);
});

test('the segments put together are the visible text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(
        segments(text)
          .map((segment) => segment.text)
          .join(''),
      ).toBe(visible(text));
    }),
  );
});
