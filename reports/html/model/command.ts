import type { ReportHead } from '../../report.ts';
import type { CaseSummary } from '../document.ts';

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

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./@:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
