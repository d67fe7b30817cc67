import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filled, wordsIn } from './words.ts';

test('placeholders are found and filled in every text, and nothing else is touched', () => {
  const body = { userName: '{person.email}', emails: [{ value: 'x.{person.email}', primary: true }], n: 3, none: null };
  expect(wordsIn(body)).toEqual(['person.email', 'person.email']);
  expect(filled(body, (word) => `<${word}>`)).toEqual({
    userName: '<person.email>',
    emails: [{ value: 'x.<person.email>', primary: true }],
    n: 3,
    none: null,
  });
});

test('what holds no placeholder stays as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      if (wordsIn(value).length > 0) return;
      expect(filled(value, () => '!')).toEqual(value);
    }),
  );
});
