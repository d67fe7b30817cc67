import fc from 'fast-check';

/**
 * Text of any script, with every character that needs care. Left out: what XML cannot hold, and U+0085, U+2028 and U+2029,
 * which xmldom turns into line feeds wherever they stand, against XML 1.0, and U+FFFD, of which it warns.
 */
export const xmlText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 16 }),
    fc.string({ unit: fc.constantFrom(...'&<>"\'\t\n\r ]é'), maxLength: 8 }),
  )
  .filter(
    (value) => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|[\u0085\u2028\u2029\uFFFD]/u.test(value),
  );
