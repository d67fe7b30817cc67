import { attempts } from '../attempt.ts';
import type { CaseLog } from '../observation.ts';
import { blocked, type Finding } from '../rule.ts';
import { withoutTheFault } from './doubts.ts';
import { each } from './each.ts';
import { mustBeSignedIn } from './signed-in.ts';

/** The sign-ins with one of these departures from the vendor's habit, all of which the specification permits: let in. */
export function judgeVariation(log: CaseLog, ...faults: readonly string[]): Finding {
  const varied = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => faults.includes(id)));
  return each(varied, `No sign-in with ${faults.join(' or ')} took place.`, (attempt) => {
    const unsent = withoutTheFault(attempt);
    return unsent ? blocked(unsent.because, ...unsent.witness) : mustBeSignedIn(attempt);
  });
}
