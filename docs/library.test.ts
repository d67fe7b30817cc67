import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const page = await readFile('docs/library.md', 'utf8');
const blocks = [...page.matchAll(/(?:<!-- (\S+) -->\n\n)?```(\w*)\n([\s\S]*?)```/g)];

/** Indentation depends on what a line stands in. */
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');

describe('docs/library.md', () => {
  it('has examples', () => expect(blocks.length).toBeGreaterThan(5));

  it.each(blocks.map(([, file, , code = '']) => ({ file, code })))(
    'shows what $file runs: $code',
    async ({ file, code }) => {
      expect(file, 'every example names the test that runs it').toMatch(/^examples\/.*\.test\.ts$/);
      expect(lines(await readFile(file!, 'utf8'))).toContain(lines(code));
    },
  );
});
