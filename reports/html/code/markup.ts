import type { Token } from './token.ts';

/** A piece of XML or HTML source. Together the sources of all pieces are the document, whatever it holds. */
export interface MarkupNode {
  kind: 'start' | 'end' | 'empty' | 'text' | 'comment' | 'declaration' | 'cdata';
  source: string;
  /** Of an element; otherwise empty. */
  name: string;
}

type Opening = readonly [start: string, end: string, kind: MarkupNode['kind']];

/** Tried in this order. */
const OPENINGS: readonly Opening[] = [
  ['<!--', '-->', 'comment'],
  ['<![CDATA[', ']]>', 'cdata'],
  ['<?', '?>', 'declaration'],
];

/**
 * Cuts a document into pieces without judging it: forged messages are rarely well-formed. Never throws, never loses a
 * character. What does not end is text.
 */
export function markupNodes(source: string): MarkupNode[] {
  const nodes: MarkupNode[] = [];
  const push = (kind: MarkupNode['kind'], from: number, to: number, name = '') => {
    if (to > from) nodes.push({ kind, source: source.slice(from, to), name });
  };
  let textFrom = 0;
  let at = source.indexOf('<');
  while (at !== -1) {
    const found = nodeAt(source, at);
    if (found === 'endless') break;
    if (found) {
      push('text', textFrom, at);
      push(found.kind, at, found.end, found.name);
      textFrom = found.end;
    }
    at = source.indexOf('<', found ? found.end : at + 1);
  }
  push('text', textFrom, source.length);
  return nodes;
}

type Found = { kind: MarkupNode['kind']; end: number; name: string };

function nodeAt(source: string, at: number): Found | 'endless' | null {
  for (const [start, close, kind] of OPENINGS) {
    if (!source.startsWith(start, at)) continue;
    const end = source.indexOf(close, at + start.length);
    return end === -1 ? 'endless' : { kind, end: end + close.length, name: '' };
  }
  if (source.startsWith('<!', at)) return doctypeAt(source, at);
  const name = /<\/?([\p{L}_:][^\s<>/]{0,200})/uy;
  name.lastIndex = at;
  const match = name.exec(source);
  if (!match) return null;
  const end = tagEnd(source, name.lastIndex);
  if (end === -1) return 'endless';
  return { kind: tagKind(source, at, end), end, name: match[1] ?? '' };
}

function tagKind(source: string, at: number, end: number): 'start' | 'end' | 'empty' {
  if (source[at + 1] === '/') return 'end';
  return source[end - 2] === '/' ? 'empty' : 'start';
}

/** A document type may hold declarations between brackets. */
function doctypeAt(source: string, at: number): Found | 'endless' {
  const close = tagEnd(source, at);
  const bracket = source.indexOf('[', at);
  const subset = bracket !== -1 && bracket < close ? source.indexOf(']', bracket) : -1;
  const end = subset === -1 ? close : tagEnd(source, subset);
  return end === -1 ? 'endless' : { kind: 'declaration', end, name: '' };
}

/** Place behind the `>` that ends a tag, quotes apart; -1 when there is none. */
function tagEnd(source: string, from: number): number {
  let quote = '';
  for (let i = from; i < source.length; i++) {
    const character = source[i] ?? '';
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '>') return i + 1;
    else if (character === '"' || character === "'") quote = character;
  }
  return -1;
}

/** The coloured pieces of one node; together they are its source. */
export function markupTokens({ kind, source }: MarkupNode): Token[] {
  switch (kind) {
    case 'text':
    case 'comment':
    case 'declaration':
      return [{ kind, text: source }];
    case 'cdata':
      return [{ kind: 'declaration', text: source }];
    case 'start':
    case 'end':
    case 'empty':
      return tagTokens(source);
  }
}

const TAG_PARTS = /^<\/?|\/?>$|[^\s=<>/"']+|"[^"]*"|'[^']*'|\s+|[^]/gu;

function tagTokens(source: string): Token[] {
  let seenName = false;
  let afterEquals = false;
  return Array.from(source.matchAll(TAG_PARTS), ([text]): Token => {
    if (/^\s+$/.test(text)) return { kind: 'punctuation', text };
    if (/^["']./su.test(text) || (afterEquals && /^[^=<>/]/.test(text))) {
      afterEquals = false;
      return { kind: 'value', text };
    }
    afterEquals = text === '=';
    if (!/^[^\s=<>/"']/.test(text)) return { kind: 'punctuation', text };
    if (seenName) return { kind: 'attribute', text };
    seenName = true;
    return { kind: 'name', text };
  });
}
