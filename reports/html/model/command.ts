import type { ReportHead } from '../../report.ts';
import type { CaseSummary } from '../document.ts';
import { quoted } from './shell.ts';

/** The command that runs this case again as it was run, and prints all that happens. It reads report.json. */
export function replayOf({ id }: Pick<CaseSummary, 'id'>): string {
  return `jitmus replay report.json ${quoted(id)}`;
}

/** A command line that runs the scenario of a case again, on its IdP and with its seed. */
export function commandOf({ run, target }: Pick<ReportHead, 'run' | 'target'>, facts: CaseSummary): string {
  return [
    'jitmus run',
    quoted(facts.scenario),
    target.file === undefined ? '' : `--target ${quoted(target.file)}`,
    target.defect === undefined ? '' : `--defect ${quoted(target.defect)}`,
    `--idp ${facts.idp}`,
    `--protocol ${facts.protocol}`,
    facts.driver === 'http' ? '' : `--driver ${facts.driver}`,
    run.seed === 1 ? '' : `--seed ${run.seed}`,
  ]
    .filter(Boolean)
    .join(' ');
}
