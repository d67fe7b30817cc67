import type { ReportHead } from './report.ts';

/** How the run ended, in a word and a sentence. */
export interface Headline {
  word: 'Passed' | 'Failed' | 'No verdict';
  says: string;
}

const WORDS = { 0: 'Passed', 1: 'Failed', 2: 'No verdict' } as const;

/** The reason that the run itself gave, or else what its exit code and totals say. */
export function headline({ run, totals, errors, complete }: Omit<ReportHead, 'rules' | 'target'>): Headline {
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

/** `1 case`, `2,000 cases`. */
export function counted(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
