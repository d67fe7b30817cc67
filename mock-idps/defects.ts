import { IdpError } from './idp-error.ts';
import { nearest } from './nearest.ts';

/** A deliberate defect of the mock itself: proof that the rules about the mock can fail. */
export interface MockDefect {
  readonly id: string;
  readonly summary: string;
  /** Rules that it has to turn red. */
  readonly breaks: readonly string[];
  /** The check that is left out. */
  readonly skips: string;
}

export const mockDefects: readonly MockDefect[] = [
  {
    id: 'google/lets-unassigned-in',
    summary: 'Google lets people in for whom the service is OFF.',
    breaks: ['google/assigned-people-only'],
    skips: 'google/service-on',
  },
];

/** Ids of the checks that these defects leave out. @throws IdpError `IDPS_UNKNOWN_DEFECT` */
export function skippedChecks(defects: readonly string[]): ReadonlySet<string> {
  return new Set(
    defects.map((id) => {
      const defect = mockDefects.find((candidate) => candidate.id === id);
      if (defect) return defect.skips;
      const known = mockDefects.map((candidate) => candidate.id);
      throw new IdpError(
        'IDPS_UNKNOWN_DEFECT',
        `There is no defect "${id}" of the mock IdPs. Did you mean "${nearest(id, known) ?? known.join(', ')}"?`,
      );
    }),
  );
}
