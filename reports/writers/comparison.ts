import type { Cell, Comparison } from '../compare.ts';
import type { Disagreement } from '../drivers.ts';
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

/** Cases × targets as a page in GitHub's Markdown, each case on a line, with a legend; before them what hangs on the driver. */
export function* comparisonPage(
  { targets, cases }: Comparison,
  disagreements: readonly Disagreement[] = [],
): Iterable<string> {
  yield `# ${targets.map((name) => markdownText(name)).join(' · ')}\n\n`;
  if (disagreements.length > 0) yield `## ${disagreements.length} verdicts hang on the driver\n\n`;
  for (const { case: id, rule, http, browser, console } of disagreements) {
    const worse = browser.status === 'pass' ? http : browser;
    const said = console === null ? '' : ` Chromium said: ${markdownText(console)}`;
    yield `- ${markdownCode(rule)} in ${markdownCode(id)}: ${http.status} over plain HTTP, ${browser.status} in Chromium. ${markdownText(worse.because)}${said}\n`;
  }
  if (disagreements.length > 0) yield '\n';
  const legend = Object.entries(MARKS).map(([cell, mark]) => (mark.includes(cell) ? mark : `${mark} ${cell}`));
  yield `${cases.filter(({ differs }) => differs).length} of ${cases.length} cases differ. ${legend.join(', ')}, empty: not run.\n\n`;
  yield `| case | ${targets.map((name) => markdownText(name)).join(' | ')} | |\n|---|${targets.map(() => ':-:').join('|')}|---|\n`;
  for (const { id, cells, differs } of cases) {
    const marks = cells.map((cell) => (cell === null ? '' : MARKS[cell]));
    yield `| ${markdownCode(id)} | ${marks.join(' | ')} | ${differs ? 'differs' : ''} |\n`;
  }
}
