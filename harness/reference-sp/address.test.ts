import fc from 'fast-check';
import { expect, test } from 'vitest';
import { domainOf, flawOf, fold } from './address.ts';

test.each(['ada@corp.test', "o'hara+x@corp.test", 'Ädä@corp.test', 'a@b'])('%s is an address', (address) => {
  expect(flawOf(address)).toBeNull();
});

test.each([
  '',
  '@',
  'ada',
  '@corp.test',
  'ada@',
  'a@b@c',
  'a b@corp.test',
  'ada@corp.test ',
  'ada\u0000@corp.test',
  'ada\u202e@corp.test',
  'ada@corp.test\u2028',
  'ada\uff20corp.test',
  'ada_x#EXT#@corp.test',
  'ada_x#ext#@corp.test',
  `${'a'.repeat(65)}@corp.test`,
  `a@${'b'.repeat(260)}`,
])('%j is none', (address) => {
  expect(flawOf(address)).not.toBeNull();
});

test('folding merges what differs in letter case', () => {
  const letters = fc.stringMatching(/^[a-zA-Zäöüéøåñç0-9.]+$/);
  fc.assert(
    fc.property(letters, (text) => {
      expect(fold(text.toUpperCase())).toBe(fold(text.toLowerCase()));
    }),
  );
});

test('folding merges nothing else: what is folded together is equal in capitals', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(text).toUpperCase()).toBe(text.toUpperCase());
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});

test.each([
  ['\u212aim', 'kim'],
  ['\u017fam', 'sam'],
  ['stra\u1e9ee', 'straße'],
  ['\u0130d', 'id'],
])('%s is not %s', (one, other) => {
  expect(fold(one)).not.toBe(fold(other));
});

test('the domain is what follows the sign, folded', () => {
  expect(domainOf('Ada@Corp.TEST')).toBe('corp.test');
});
