import { readdir, readFile } from 'node:fs/promises';
import { anchor } from './reference/markdown.ts';

/** A fenced block of a page. */
export interface Block {
  page: string;
  /** Of the page, counted from 1: the first line of the text. */
  line: number;
  language: string;
  text: string;
  /** Comment straight before it, which tells what the block is; empty where there is none. */
  mark: string;
}

/** Pages that users read, from the front door on. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...(await readdir('docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

export const readPage = (page: string) => readFile(page, 'utf8');

const FENCE = /(?:<!-- ([^>]*?) -->\n\n)?^( *)(```+)(\w*)\n([\s\S]*?)^ *\3$/gm;

export const blocksIn = (page: string, text: string): Block[] =>
  [...text.matchAll(FENCE)].map(
    ({ 0: whole, 1: mark = '', 2: indent = '', 4: language = '', 5: inside = '', index }) => ({
      page,
      line: text.slice(0, index + whole.indexOf('```')).split('\n').length + 1,
      language,
      text: inside.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      mark,
    }),
  );

/** The text without what is shown as code. */
export const withoutCode = (text: string) => text.replaceAll(FENCE, '').replaceAll(/`[^`\n]*`/g, '');

/** Spans of code between the blocks. */
export const spansIn = (text: string) =>
  [...text.replaceAll(FENCE, '').matchAll(/(?<!`)`([^`]+)`/g)].map(([, span = '']) =>
    span.replaceAll(/\s*\n\s*/g, ' ').replaceAll('\\|', '|'),
  );

/** What a link may lead to inside a page. */
export const anchorsIn = (text: string): Set<string> => {
  const bare = text.replaceAll(FENCE, '');
  return new Set([
    ...[...bare.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading)),
    ...[...bare.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
  ]);
};
