import type { Cell, Comparison } from '../compare.ts';
import { markdownCode, markdownText } from './markdown-text.ts';

const MARKS = {
  pass: '✅',
  fail: '❌',
  blocked: '🚧',
  skipped: '➖',
  error: '⚠️ error',
  warning: '🔸',
  waived: '🔕',
} as const satisfies Record<Cell, string>;

/** Cases × targets as a page in GitHub's Markdown, each case on a line, with a legend. */
export function* comparisonPage({ targets, cases }: Comparison): Iterable<string> {
  yield `# ${targets.map((name) => markdownText(name)).join(' · ')}\n\n`;
  const legend = Object.entries(MARKS).map(([cell, mark]) => (mark.includes(cell) ? mark : `${mark} ${cell}`));
  yield `${cases.filter(({ differs }) => differs).length} of ${cases.length} cases differ. ${legend.join(', ')}, empty: not run.\n\n`;
  yield `| case | ${targets.map((name) => markdownText(name)).join(' | ')} | |\n|---|${targets.map(() => ':-:').join('|')}|---|\n`;
  for (const { id, cells, differs } of cases) {
    const marks = cells.map((cell) => (cell === null ? '' : MARKS[cell]));
    yield `| ${markdownCode(id)} | ${marks.join(' | ')} | ${differs ? 'differs' : ''} |\n`;
  }
}
