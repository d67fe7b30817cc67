import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { referencePages } from './pages.ts';

const pages = await referencePages();
const textOf = (file: string) => pages.find((page) => page.file === file)?.text ?? '';

/** Rows of every table, cell by cell. */
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| ---'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

describe('reference pages', () => {
  it.each(pages)('are as committed: $file', async ({ file, text }) => {
    expect(await readFile(file, 'utf8'), 'run "npm run generate"').toBe(text);
  });

  it.each(pages)('leave no cell of the meaning empty: $file', ({ text }) => {
    const rows = rowsOf(text);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => row.at(-2) === '')).toEqual([]);
  });

  it.each(pages)('have rows as wide as their heads: $file', ({ text }) => {
    const widths = text
      .split(/\n\n+/)
      .filter((block) => block.startsWith('|'))
      .map((block) => new Set(rowsOf(block).map((row) => row.length)));
    expect(widths.filter((width) => width.size !== 1)).toEqual([]);
  });
});

describe('docs/cli.md', () => {
  it('tells a default that depends on the machine in words', () => {
    expect(textOf('docs/cli.md')).toContain('| `--workers <n>` | one for each core |');
  });

  it('tells choices', () => {
    expect(textOf('docs/cli.md')).toContain('One of `http`, `browser`.');
  });
});

describe('docs/target-file.md', () => {
  const text = textOf('docs/target-file.md');

  it('tells what is needed, and the default of what is not', () => {
    expect(text).toContain('| `command` | list: text | **needed** |');
    expect(text).toContain('| `timeoutMs` | whole number from 1 | `20000` |');
    expect(text).toContain('| `cwd` | text | the folder of this file |');
  });

  it('tells what several keys hold once', () => {
    expect(text.match(/^## Call$/gm)).toHaveLength(1);
    expect(text.match(/\[Call\]\(#call\)/g)!.length).toBeGreaterThan(5);
  });
});

describe('docs/scenario-file.md', () => {
  const text = textOf('docs/scenario-file.md');

  it('leads to the steps from where they stand', () => {
    expect(text.match(/\[steps\]\(#steps\)/g)).toHaveLength(2);
    expect(text).toContain('| `jit` | `true` or `false` | **needed** | Whether JIT is chosen. |');
  });
});
