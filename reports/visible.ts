/**
 * Characters a reader would not see or that reorder what they see: controls, format and bidi characters, lone
 * surrogates, separators, Hangul fillers. Tab and line feed stay, since every format shows them.
 */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\ufffe\uffff]/gu;

/** A run of text as it came, or one invisible character as its escape. */
export interface Segment {
  text: string;
  escaped: boolean;
}

/** The text with every invisible character written as an escape, such as `\u202E`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, escapeOf);
}

/** The same as {@link visible}, in pieces, for a format that can mark the escapes. */
export function segments(text: string): Segment[] {
  const pieces: Segment[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(INVISIBLE)) {
    if (index > from) pieces.push({ text: text.slice(from, index), escaped: false });
    pieces.push({ text: escapeOf(character), escaped: true });
    from = index + character.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), escaped: false });
  return pieces;
}

function escapeOf(character: string): string {
  if (character === '\r') return '\\r';
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
