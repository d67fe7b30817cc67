import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paragraph } from './paragraph.ts';

test.each<[string, number, string[]]>([
  ['one two three', 7, ['one two', 'three']],
  ['one two', 40, ['one two']],
  ['see http://127.0.0.1:3000/callback now', 10, ['see', 'http://127.0.0.1:3000/callback', 'now']],
  ['It printed:\n    Error: no such file', 16, ['It printed:', '    Error: no', '    such file']],
  ['', 10, ['']],
])('%j at %i columns', (text, width, lines) => {
  expect(paragraph(text, width)).toEqual(lines);
});

test('no word is lost, and no line of several words is too wide', () => {
  const words = fc.array(fc.stringMatching(/^[a-z/:.]{1,30}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 5, max: 80 }), (list, width) => {
      const lines = paragraph(list.join(' '), width);
      expect(lines.join(' ')).toBe(list.join(' '));
      for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});
