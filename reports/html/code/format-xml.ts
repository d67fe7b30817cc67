import { markupNodes, markupTokens } from './markup.ts';
import type { MarkupNode } from './markup.ts';
import { splitLines } from './token.ts';
import type { Line, Token } from './token.ts';

const LONGEST_TAG = 100;

/**
 * XML with one element a line. White space between elements is left out; an element that holds text keeps its whole
 * content as it came, comments included, since that is where forgeries hide.
 */
export function formatXml(source: string): Line[] {
  const nodes = markupNodes(source);
  const ends = matchingEnds(nodes);
  const lines: Line[] = [];
  let indent = 0;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (!node || (node.kind === 'text' && node.source.trim() === '')) continue;
    if (node.kind === 'end') indent = Math.max(0, indent - 1);
    const end = ends.get(i);
    const whole = end !== undefined && keepsContent(nodes, i, end, ends);
    lines.push(...(whole ? wholeElement(nodes, i, end, indent) : oneNode(node, indent)));
    if (whole) i = end;
    else if (node.kind === 'start') indent += 1;
  }
  return lines;
}

/** Index of a start tag → index of its end tag. Tags without a partner are left out. */
function matchingEnds(nodes: readonly MarkupNode[]): Map<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  const openNames = new Map<string, number>();
  const count = (name: string, by: number) => openNames.set(name, (openNames.get(name) ?? 0) + by);
  for (const [i, { kind, name }] of nodes.entries()) {
    if (kind === 'start') {
      open.push(i);
      count(name, 1);
    }
    if (kind !== 'end' || !openNames.get(name)) continue;
    const partner = open.findLastIndex((start) => nodes[start]?.name === name);
    const closed = open.splice(partner);
    for (const start of closed) count(nodes[start]?.name ?? '', -1);
    if (closed[0] !== undefined) ends.set(closed[0], i);
  }
  return ends;
}

/** True of an empty element and of one with text directly in it. */
function keepsContent(
  nodes: readonly MarkupNode[],
  start: number,
  end: number,
  ends: ReadonlyMap<number, number>,
): boolean {
  if (end === start + 1) return true;
  for (let i = start + 1; i < end; i++) {
    const node = nodes[i];
    if (node?.kind === 'cdata' || (node?.kind === 'text' && node.source.trim() !== '')) return true;
    i = ends.get(i) ?? i;
  }
  return false;
}

function wholeElement(nodes: readonly MarkupNode[], start: number, end: number, indent: number): Line[] {
  return splitLines(nodes.slice(start, end + 1).flatMap(markupTokens), indent);
}

function oneNode(node: MarkupNode, indent: number): Line[] {
  const tokens = markupTokens(node);
  if (node.source.length <= LONGEST_TAG || (node.kind !== 'start' && node.kind !== 'empty'))
    return splitLines(trimmed(tokens), indent);
  return onePerAttribute(tokens, indent);
}

/** Text beside elements stands on lines of its own, so the breaks around it go. */
function trimmed(tokens: Token[]): Token[] {
  const [only, ...others] = tokens;
  return only?.kind === 'text' && others.length === 0 ? [{ ...only, text: only.text.trim() }] : tokens;
}

function onePerAttribute(tokens: readonly Token[], indent: number): Line[] {
  let line: Line = { indent, tokens: [] };
  const lines = [line];
  for (const token of tokens) {
    if (token.kind === 'punctuation' && token.text.trim() === '') continue;
    if (token.kind === 'attribute') lines.push((line = { indent: indent + 1, tokens: [] }));
    line.tokens.push(token);
  }
  return lines;
}
