import {
  comparisonOf,
  comparisonPage,
  readReport,
  sideBySide,
  visible,
  type Cell,
  type Comparison,
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

/** Sets several targets side by side. `output`: folder for the whole table as a page and as Markdown; null: only the terminal. */
export async function compareCommand(files: readonly string[], output: string | null, terminal: Terminal): Promise<0> {
  if (files.length < 2) throw new JitmusError('USAGE', 'It takes two reports or more.', { at: 'report compare' });
  const comparison = comparisonOf(await Promise.all(files.map(readReport)));
  print(comparison, terminal);
  if (output === null) return 0;
  const pages = [
    await writeFileIn(output, 'comparison.html', sideBySide(comparison)),
    await writeFileIn(output, 'comparison.md', comparisonPage(comparison)),
  ];
  terminal.line(`Whole table: ${pages.join(', ')}`);
  return 0;
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

const oneLine = (text: string) => visible(text).replace(/[\n\t]+/g, ' ');
