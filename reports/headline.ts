import type { ReportHead } from './report.ts';

/** How the run ended, in a word and a sentence. */
export interface Headline {
  word: 'Passed' | 'Failed' | 'No verdict';
  says: string;
}

const WORDS = { 0: 'Passed', 1: 'Failed', 2: 'No verdict' } as const;

/** The reason that the run itself gave, or else what its exit code and totals say. */
export function headline({
  run,
  totals,
  errors,
  complete,
}: Pick<ReportHead, 'run' | 'totals' | 'errors' | 'complete'>): Headline {
  const word = WORDS[run.exitCode];
  if (run.exitBecause) return { word, says: run.exitBecause };
  switch (run.exitCode) {
    case 0:
      return { word, says: `No MUST rule failed or was blocked: ${counted(totals.pass, 'verdict')} passed.` };
    case 1:
      return {
        word,
        says: `${counted(totals.fail, 'verdict')} failed and ${totals.blocked} could not be exercised.`,
      };
    case 2:
      return { word, says: errors[0]?.message ?? (complete ? 'Nothing passed.' : 'The run did not come to its end.') };
  }
}

/** What an incomplete run lacks, in a sentence; null where it is complete. */
export function whatIsMissing({ complete, missing }: Pick<ReportHead, 'complete' | 'missing'>): string | null {
  if (complete) return null;
  if (!missing?.length) return 'The run is incomplete.';
  return `The run is incomplete: ${counted(missing.length, 'case')} ${missing.length === 1 ? 'was' : 'were'} not run.`;
}

/** `1 case`, `2,000 cases`. */
export function counted(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
