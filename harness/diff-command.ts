import { differenceOf, outcomes, readReport, visible, type Change, type Report } from '../reports/index.ts';
import { JitmusError } from './errors.ts';
import type { Terminal } from './terminal.ts';

/** Verdicts shown of one kind; a change of everything says the same in fewer. */
const SHOWN = 50;

/**
 * Prints what is new, fixed and still there. Answers 1 where something that gates is new, and 2 where the later run has no
 * trustworthy verdict.
 */
export async function diffCommand(earlier: string, later: string, terminal: Terminal): Promise<0 | 1 | 2> {
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
  const outcomeOf = outcomes(after);
  const gates = ({ after: verdict }: Change) => verdict !== null && ['gates', 'error'].includes(outcomeOf(verdict));
  const worse = difference.new.filter(gates);
  const { red, green, yellow, dim } = terminal.color;
  const lists = [
    ['New', red, '✕', worse],
    ['New, and does not gate', yellow, '~', difference.new.filter((change) => !gates(change))],
    ['Fixed', green, '✓', difference.fixed],
    ['Still', dim, '·', difference.still],
    ['Not judged any more, failed or was blocked before', yellow, '?', difference.gone],
    ['Not judged any more, passed before', yellow, '?', difference.unjudged],
  ] as const;
  for (const [title, paint, mark, changes] of lists) {
    if (changes.length === 0) continue;
    terminal.line(paint(`${title} (${changes.length})`));
    for (const change of changes.slice(0, SHOWN)) terminal.line(`  ${mark} ${told(change)}`);
    if (changes.length > SHOWN) terminal.line(dim(`  … and ${changes.length - SHOWN} more`));
    terminal.line('');
  }
  const counts = `${worse.length} new, ${difference.fixed.length} fixed, ${difference.still.length} still.`;
  const trouble = troubleOf(after);
  terminal.line(trouble === null ? counts : `${counts} The later run has no trustworthy verdict: ${trouble}`);
  if (trouble !== null) return 2;
  return worse.length > 0 ? 1 : 0;
}

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
