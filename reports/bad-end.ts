import { whatIsMissing } from './headline.ts';
import type { ReportHead } from './report.ts';

/** A bad end of a run that no verdict and no error in the report tells of. */
export interface BadEnd {
  kind: 'error' | 'failure';
  because: string;
}

/**
 * Null where the run ended well, or where what was `seen` tells of its end. A format that shows single results adds one for
 * it, so that none is ever greener than the exit code. `seen`: results that gate, and errors, those of the run included.
 */
export function badEnd(head: ReportHead, seen: { failures: number; errors: number }): BadEnd | null {
  const { run } = head;
  const missing = whatIsMissing(head);
  const because = run.exitBecause ?? `The run ended with exit code ${run.exitCode}.`;
  if ((run.exitCode === 2 || missing !== null) && seen.errors === 0)
    return { kind: 'error', because: missing === null ? because : `${missing} ${because}` };
  return run.exitCode === 1 && seen.failures === 0 ? { kind: 'failure', because } : null;
}
