import type { Vendor } from '../../mock-idps/index.ts';
import { paragraph } from '../paragraph.ts';
import { planCases } from '../plan.ts';
import { loadScenarios } from '../scenario.ts';
import type { Target } from '../targets/target.ts';
import type { Terminal } from '../terminal.ts';
import { vocabulary } from '../vocabulary.ts';

/** Reasons for skipping that are shown. */
const SHOWN_REASONS = 12;

/** What a run would judge, and what it would leave alone. */
export interface Coverage {
  /** Cases that would run. */
  cases: number;
  /** Why others are skipped → how many. Those with the most first. */
  skipped: readonly (readonly [because: string, cases: number])[];
}

/** Plans a whole run. */
export async function coverageOf(target: Target, idps: readonly Vendor[] | null): Promise<Coverage> {
  const { forms } = await loadScenarios(vocabulary());
  const { cases, leftOut } = planCases(forms, target, { patterns: [], idps, protocols: null });
  const reasons = new Map<string, number>();
  const count = (because: string) => reasons.set(because, (reasons.get(because) ?? 0) + 1);
  for (const { skip } of cases) if (skip !== null) count(skip);
  for (const { because } of leftOut) if (because.includes('sso.oidc')) count(because);
  return {
    cases: cases.filter(({ skip }) => skip === null).length,
    skipped: [...reasons].sort(([, a], [, b]) => b - a),
  };
}

/** Prints it. */
export function tellCoverage({ cases, skipped }: Coverage, terminal: Terminal): void {
  const { color, width } = terminal;
  const total = skipped.reduce((sum, [, n]) => sum + n, 0);
  terminal.line(`\n${color.bold('What a run judges')}`);
  terminal.line(
    `  ${cases.toLocaleString('en')} cases, and ${total.toLocaleString('en')} are skipped${total ? ':' : '.'}`,
  );
  for (const [because, n] of skipped.slice(0, SHOWN_REASONS)) {
    const [first = '', ...others] = paragraph(because, Math.max(40, width - 9));
    terminal.line(`  ${String(n).padStart(5)}  ${first}`);
    for (const line of others) terminal.line(`         ${line}`);
  }
  if (skipped.length > SHOWN_REASONS)
    terminal.line(color.dim(`         … for ${skipped.length - SHOWN_REASONS} reasons more: jitmus plan`));
  if (total) terminal.line(color.dim('  What stands in brackets, added to the target file, has them judged.'));
}
