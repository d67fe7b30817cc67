import { planCases, type Case, type Selection } from './plan.ts';
import { targetNamed } from './run-command.ts';
import { loadScenarios, ownScenarios } from './scenario.ts';
import { wantedShapes } from './shapes.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';
import { vocabulary } from './vocabulary.ts';

/** Prints the expanded cases, and why any is left out. Runs nothing. */
export async function planCommand(
  options: Selection & { target: string; scenarios: string | null },
  terminal: Terminal,
): Promise<0> {
  const target = await targetNamed(options.target, null);
  const { forms } = await loadScenarios(vocabulary(), [
    ownScenarios,
    ...(options.scenarios ? [options.scenarios] : []),
  ]);
  const { cases, leftOut } = planCases(forms, target, options);
  const run = cases.filter(({ skip }) => skip === null);
  const skipped = cases.filter(({ skip }) => skip !== null);
  terminal.line(table(run.map((planned) => [planned.id, `${judged(planned)} rules`, note(planned)])));
  if (skipped.length)
    terminal.line(`\nSkipped (${skipped.length}):\n${table(skipped.map(({ id, skip }) => [id, skip ?? '']))}`);
  if (leftOut.length)
    terminal.line(`\nLeft out (${leftOut.length}):\n${table(leftOut.map(({ id, because }) => [id, because]))}`);
  terminal.line(
    `\n${run.length} cases would run against ${target.name}, ${skipped.length} are skipped, ${leftOut.length} left out.`,
  );
  return 0;
}

const judged = ({ form, skippedRules }: Case) => form.rules.length - skippedRules.size;

function note(planned: Case): string {
  const shapes = wantedShapes(planned);
  const notes = [
    shapes && `decided at run time: needs ${[...shapes].join(' or ')} signed`,
    ...[...planned.skippedRules].map(([rule, because]) => `${rule.id} skipped: ${because}`),
  ];
  return notes.filter(Boolean).join('; ');
}
