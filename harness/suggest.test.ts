import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean, nearest } from './suggest.ts';

const vendors = ['entra', 'google', 'okta', 'other'];

test.each<[string, string | undefined]>([
  ['gogle', 'google'],
  ['entar', 'entra'],
  ['OKTA', 'okta'],
  ['otherr', 'other'],
  ['jumpcloud', undefined],
  ['x', undefined],
  ['', undefined],
])('"%s" means %s', (word, meant) => {
  expect(nearest(word, vendors)).toBe(meant);
});

test('a long word may have more mistakes, a short one has one at most', () => {
  expect(nearest('imediatelyRegistred', ['immediatelyRegistered'])).toBe('immediatelyRegistered');
  expect(nearest('ab', ['xy'])).toBeUndefined();
  expect(nearest('ix', ['id'])).toBe('id');
});

test('nothing is known, nothing is suggested', () => {
  expect(didYouMean('google', [])).toBeUndefined();
  expect(didYouMean('gogle', new Set(vendors))).toBe('Did you mean "google"?');
});

test('a known word is its own nearest', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, selector: (word) => word.toLowerCase() }),
      (known) => {
        for (const word of known) expect(nearest(word, known)).toBe(word);
      },
    ),
  );
});

test('one letter left out is found again', () => {
  const word = fc.stringMatching(/^[a-z]{5,12}$/);
  fc.assert(
    fc.property(word, fc.nat(), (whole, position) => {
      const index = position % whole.length;
      expect(nearest(whole.slice(0, index) + whole.slice(index + 1), [whole])).toBe(whole);
    }),
  );
});
