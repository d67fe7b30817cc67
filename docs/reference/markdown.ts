/** Text of a description as Markdown shows it, letter by letter. Variables, placeholders and commands become code. */
export const prose = (text: string) =>
  text
    .replaceAll(/(?<!`)(\$?\{[\w.]+\})(?!`)/g, '`$1`')
    .replaceAll(/\((jitmus [^)]+)\)/g, '(`$1`)')
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll(/[\\<>*[\]]/g, '\\$&')))
    .join('');

export const code = (text: string) => `\`${text}\``;

/** A value as one types it: texts without quotes. */
export const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** A table. Cells are Markdown already; a line of its own in a cell is a `<br>`. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [heads, heads.map(() => '---'), ...rows.map((row) => row.map(inCell))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** A bar would end the cell, in code too. */
const inCell = (cell: string) => cell.replaceAll(/(?<!\\)\|/g, '\\|').replaceAll('\n', '<br>');

/** The anchor that GitHub gives a heading. */
export const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** Paragraphs, tables and sections one below the other. */
export const sections = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join('\n\n');
