import { visible } from '../visible.ts';

/** What GitHub's Markdown takes for markup wherever it stands, links and mathematics that it finds by itself included. */
const MARKUP = /[\\`*_[\]<>&~$@#]|:(?=\S)|(?<=www)\./gi;
/** What begins a list, a heading, a quotation or a rule where a line or a list item begins with it. */
const BEGINNING = /^([-+=]|\d+(?=[.)]))/;

/** Any text as Markdown that shows it and obeys none of it, on one line. `longest`: characters after which it is cut. */
export function markdownText(value: string, longest = Infinity): string {
  const line = visible(value)
    .replace(/[\n\t ]+/g, ' ')
    .trim();
  return cut(line, longest)
    .replace(MARKUP, (character) => `\\${character}`)
    .replace(BEGINNING, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replaceAll('|', '&#124;');
}

/** The same in the type of code. A pipe is written so that it does not end a cell of a table. */
export function markdownCode(value: string): string {
  const line = visible(value).replace(/[\n\t ]+/g, ' ');
  if (line.trim() === '') return '';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const inner = longest > 0 ? ` ${line} ` : line;
  return `${fence}${inner.replaceAll('|', '\\|')}${fence}`;
}

function cut(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}
