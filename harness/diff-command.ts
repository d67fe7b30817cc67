import {
  CHANGE_KINDS,
  changesOf,
  changesSideBySide,
  differenceOf,
  readReport,
  sideBySide,
  visible,
  type Change,
  type ChangeKind,
  type Report,
} from '../reports/index.ts';
import { JitmusError } from './errors.ts';
import { writeFileIn } from './output.ts';
import type { Terminal } from './terminal.ts';

/** Verdicts shown of one kind; a change of everything says the same in fewer. */
const SHOWN = 50;

/**
 * Prints what is new, fixed and still there. Answers 1 where something that gates is new, and 2 where the later run has no
 * trustworthy verdict. `output`: folder for a page of it; null: only the terminal.
 */
export async function diffCommand(
  earlier: string,
  later: string,
  output: string | null,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const [before, after] = await Promise.all([readReport(earlier), readReport(later)]);
  if (before.target.name !== after.target.name)
    throw new JitmusError(
      'REPORTS_OF_DIFFERENT_TARGETS',
      `One tells of ${before.target.name}, the other of ${after.target.name}.`,
      {
        at: later,
        hint: 'jitmus report compare sets several targets side by side.',
      },
    );
  const difference = differenceOf(before, after);
  const kinds = changesOf(difference, after);
  const looks = looksOf(terminal);
  for (const { id, title } of CHANGE_KINDS) {
    const changes = kinds[id];
    const [paint, mark] = looks[id];
    if (changes.length === 0) continue;
    terminal.line(paint(`${title} (${changes.length})`));
    for (const change of changes.slice(0, SHOWN)) terminal.line(`  ${mark} ${told(change)}`);
    if (changes.length > SHOWN) terminal.line(terminal.color.dim(`  … and ${changes.length - SHOWN} more`));
    terminal.line('');
  }
  const counts = `${kinds.new.length} new, ${difference.fixed.length} fixed, ${difference.still.length} still.`;
  const trouble = troubleOf(after);
  terminal.line(trouble === null ? counts : `${counts} The later run has no trustworthy verdict: ${trouble}`);
  if (output !== null) {
    const path = await writeFileIn(output, 'difference.html', sideBySide(changesSideBySide(before, after, difference)));
    terminal.line(`Page: ${path}`);
  }
  if (trouble !== null) return 2;
  return kinds.new.length > 0 ? 1 : 0;
}

/** How each kind of change is printed. */
const looksOf = ({ color: { red, green, yellow, dim } }: Terminal) =>
  ({
    new: [red, '✕'],
    warning: [yellow, '~'],
    fixed: [green, '✓'],
    still: [dim, '·'],
    gone: [yellow, '?'],
    unjudged: [yellow, '?'],
  }) as const satisfies Record<ChangeKind, unknown>;

/** Why nothing can be concluded from a run, if so. */
function troubleOf({ run, complete, errors }: Report): string | null {
  if (run.exitCode !== 2 && complete) return null;
  return run.exitBecause ?? errors[0]?.message ?? 'it is incomplete.';
}

function told({ case: id, rule, before, after }: Change): string {
  const became = `${before?.status ?? 'not judged'} → ${after?.status ?? 'not judged'}`;
  const because = (after ?? before)?.because ?? '';
  return visible(`${id}  ${rule}  ${became}  ${because}`).replace(/[\n\t]+/g, ' ');
}
