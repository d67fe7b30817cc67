/** What a piece of source text is, for its colour. */
export type TokenKind =
  'punctuation' | 'name' | 'attribute' | 'value' | 'text' | 'comment' | 'declaration' | 'key' | 'literal';

export interface Token {
  kind: TokenKind;
  text: string;
}

/** One line of a formatted document. */
export interface Line {
  /** Levels of indentation. */
  indent: number;
  tokens: Token[];
}

/** Hostile documents nest without end. */
const DEEPEST = 40;

export function indentation({ indent }: Line): string {
  return '  '.repeat(Math.min(indent, DEEPEST));
}

/** The line as text. */
export function lineText(line: Line): string {
  return indentation(line) + line.tokens.map((token) => token.text).join('');
}

/** Cuts tokens where their text breaks into lines; what follows a break stands as it came. */
export function splitLines(tokens: readonly Token[], indent = 0): Line[] {
  let line: Line = { indent, tokens: [] };
  const lines = [line];
  for (const { kind, text } of tokens)
    for (const [i, part] of text.split('\n').entries()) {
      if (i > 0) lines.push((line = { indent: 0, tokens: [] }));
      if (part !== '') line.tokens.push({ kind, text: part });
    }
  return lines;
}
