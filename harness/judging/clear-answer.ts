import { attempts, judgedEnds, type Attempt } from '../attempt.ts';
import type { CaseLog } from '../observation.ts';
import { blocked, fail, pass, type Finding } from '../rule.ts';
import { each } from './each.ts';
import { outcome } from './outcome.ts';
import { mustBeSignedIn } from './signed-in.ts';
import { unasked } from './unasked.ts';

/** Sign-ins with one of these faults, of which nobody says whether they must be let in: the person is in, or a page says no. */
export function judgeClearAnswer(log: CaseLog, ...faults: readonly string[]): Finding {
  const varied = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => faults.includes(id)));
  return each(
    varied,
    `No sign-in with ${faults.join(' or ')} took place.`,
    (attempt) => unasked(attempt) ?? answered(attempt),
  );
}

function answered(attempt: Attempt): Finding {
  const result = outcome(attempt);
  if (result.kind === 'unclear')
    return blocked(`What became of it cannot be told. ${result.because}`, ...result.witness);
  if (result.kind === 'accepted') return mustBeSignedIn(attempt);
  const crash = judgedEnds(attempt).find(({ data }) => data.outcome === 'server-error');
  if (!crash) return pass('It was refused with a page.', ...result.witness);
  const actual = `${crash.data.status ?? 'a server error'}`;
  return fail(
    'The refusal is a server error.',
    { expected: 'a session, or a page that says no', actual, grade: 'hygiene' },
    crash,
  );
}
