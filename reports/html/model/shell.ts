/**
 * A word for a shell (bash, zsh). What a target wrote ends up in commands that people paste: whatever a terminal could take
 * for a key, or that would not be seen, is written as an escape.
 */
export function quoted(word: string): string {
  if (/^[\w./@:=-]+$/.test(word)) return word;
  if (!HIDDEN.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  return `$'${word.replace(/[\\']/g, '\\$&').replace(new RegExp(HIDDEN, 'gu'), escapeOf)}'`;
}

/** A line feed is no danger between quotes. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The bytes of UTF-8, which every version of these shells understands. */
function escapeOf(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
