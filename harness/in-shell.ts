/** Words of a command line, as they can be typed in a POSIX shell. */
export const inShell = (words: readonly string[]): string =>
  words.map((word) => (/^[\w./@:,=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
