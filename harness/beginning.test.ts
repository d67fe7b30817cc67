import { expect, test } from 'vitest';
import { beginningOf } from './beginning.ts';

test.each([
  ['short', 10, 'short'],
  ['{"token":"abcdefgh"}', 13, '{"token":"…'],
  ['one two three', 7, 'one …'],
  ['one two three', 8, 'one two …'],
  ['abcdefghijkl', 5, '…'],
  ['see http://127.0.0.1:21001/sso/abc', 30, 'see http://127.0.0.1:…'],
])('%s is cut after %i characters at most, between words', (text, characters, cut) => {
  expect(beginningOf(text, characters)).toBe(cut);
});
