import type { Line, Token } from './token.ts';

const TOKENS = /"(?:[^"\\]|\\[^])*"|[{}[\],:]|[^\s{}[\],:"]+|"/gu;

/**
 * JSON with one value a line. Only white space changes: a parser would hide keys that come twice and change numbers, and
 * both are things to look at. Takes anything; what is no JSON comes out in odd lines.
 */
export function formatJson(source: string): Line[] {
  let line: Line = { indent: 0, tokens: [] };
  const lines = [line];
  let indent = 0;
  const next = () => {
    if (line.tokens.length > 0) lines.push((line = { indent, tokens: [] }));
    line.indent = indent;
  };
  for (const { kind, text } of jsonTokens(source)) {
    const previous = line.tokens.at(-1)?.text;
    if (text === '}' || text === ']') {
      indent = Math.max(0, indent - 1);
      if (previous !== '{' && previous !== '[') next();
    } else if (previous === '{' || previous === '[') next();
    line.tokens.push({ kind, text: text === ':' ? ': ' : text });
    if (text === '{' || text === '[') indent += 1;
    if (text === ',') next();
  }
  return lines.filter(({ tokens }) => tokens.length > 0);
}

function jsonTokens(source: string): Token[] {
  const texts = source.match(TOKENS) ?? [];
  return texts.map((text, i): Token => {
    if (/^[{}[\],:]$/.test(text)) return { kind: 'punctuation', text };
    if (!text.startsWith('"')) return { kind: 'literal', text };
    return { kind: texts[i + 1] === ':' ? 'key' : 'value', text };
  });
}
