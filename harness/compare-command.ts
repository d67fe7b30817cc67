import {
  comparisonOf,
  comparisonPage,
  disagreementsOf,
  readReport,
  sideBySide,
  visible,
  type Cell,
  type Comparison,
  type Disagreement,
} from '../reports/index.ts';
import { JitmusError } from './errors.ts';
import { writeFileIn } from './output.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';

const MARKS = {
  pass: '✓',
  fail: '✕ fail',
  blocked: '✕ blocked',
  skipped: '-',
  error: '! error',
  warning: '~ warning',
  waived: '~ waived',
} as const satisfies Record<Cell, string>;

/**
 * Sets several targets side by side, or the two drivers on one target. `output`: folder for the whole table as a page and as
 * Markdown; null: only the terminal. `gate`: answers 1 where the drivers disagree about a verdict that would gate; throws USAGE
 * where the reports are not of both drivers.
 */
export async function compareCommand(
  files: readonly string[],
  { output, gate }: { output: string | null; gate: boolean },
  terminal: Terminal,
): Promise<0 | 1> {
  if (files.length < 2) throw new JitmusError('USAGE', 'It takes two reports or more.', { at: 'report compare' });
  const reports = await Promise.all(files.map(readReport));
  const comparison = comparisonOf(reports);
  const disagreements = disagreementsOf(reports);
  if (gate && disagreements === null)
    throw new JitmusError('USAGE', 'These are not two reports on one target, one with each driver.', {
      at: '--gate',
      hint: 'jitmus run --driver http, then the same with --driver browser.',
    });
  print(comparison, terminal);
  if (disagreements !== null) printDisagreements(disagreements, terminal);
  if (output !== null) {
    const pages = [
      await writeFileIn(output, 'comparison.html', sideBySide(comparison)),
      await writeFileIn(output, 'comparison.md', comparisonPage(comparison, disagreements ?? [])),
    ];
    terminal.line(`Whole table: ${pages.join(', ')}`);
  }
  return gate && disagreements?.some(({ gates }) => gates) ? 1 : 0;
}

/** What a cookie jar does not do and a browser does is where they part. */
function printDisagreements(disagreements: readonly Disagreement[], terminal: Terminal): void {
  if (disagreements.length === 0) return terminal.line('Both drivers come to the same verdicts.');
  terminal.line(`\n${terminal.color.bold(`${disagreements.length} verdicts hang on the driver.`)} ${DRIVERS_DIFFER}`);
  for (const { case: id, rule, level, http, browser, console } of disagreements) {
    terminal.line(
      `  ${oneLine(id)}  ${oneLine(rule)} (${level}): ${http.status} over plain HTTP, ${browser.status} in Chromium`,
    );
    const worse = browser.status === 'pass' ? http : browser;
    terminal.line(`    ${oneLine(worse.because)}`);
    if (console !== null) terminal.line(`    Chromium said: ${oneLine(console)}`);
  }
}

/** Where all agree that a case is well there is nothing to compare, and its line is left out. */
function print({ targets, cases }: Comparison, terminal: Terminal): void {
  const shown = cases.filter(({ cells }) =>
    cells.some((cell) => cell !== null && cell !== 'pass' && cell !== 'skipped'),
  );
  const rows = shown.map(({ id, cells, differs }) => [
    oneLine(id),
    ...cells.map((cell) => (cell === null ? '' : MARKS[cell])),
    differs ? '≠' : '',
  ]);
  if (rows.length > 0) terminal.line(table([['', ...targets.map(oneLine), ''], ...rows]));
  const differing = cases.filter(({ differs }) => differs).length;
  const told = `${cases.length} cases: ${differing} differ (≠), ${cases.length - shown.length} pass or are skipped everywhere.`;
  terminal.line(`${rows.length > 0 ? '\n' : ''}${terminal.color.bold(told)}`);
}

const DRIVERS_DIFFER =
  'A browser runs scripts, and keeps rules that plain HTTP does not: form-action of a Content-Security-Policy, mixed content, SameSite. People use a browser.';

const oneLine = (text: string) => visible(text).replace(/[\n\t]+/g, ' ');
