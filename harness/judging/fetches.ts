import { attempts, type Attempt } from '../attempt.ts';
import type { CaseLog } from '../observation.ts';
import { blocked, fail, pass, type Finding } from '../rule.ts';
import { each } from './each.ts';
import { seenIn, told } from './entries.ts';
import { outcome } from './outcome.ts';

/** Sign-ins with one of these faults, whose messages name an address of the mock that stands nowhere else. */
export function judgeFetches(log: CaseLog, ...faults: readonly string[]): Finding {
  const named = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => faults.includes(id)));
  return each(named, 'No message named an address.', fetchedNothing);
}

/** What is not excluded stands here, since nobody can wait for ever. */
const nothing = 'nothing was fetched until the case ended; a request that comes later is not excluded.';

function fetchedNothing(attempt: Attempt): Finding {
  const fetched = attempt.happened.find(({ data }) => data.what === 'canary');
  if (fetched) {
    const found = { expected: 'no request', actual: fetched.says, grade: 'check-missing' as const };
    return fail('The application fetched an address that only the message names.', found, fetched);
  }
  const result = outcome(attempt);
  if (result.kind === 'unclear')
    return blocked(`Whether anything was fetched cannot be told. ${result.because}`, ...result.witness);
  if (result.kind === 'refused') return pass(`Refused, and ${nothing}`, ...result.witness);
  const others = result.entries.filter(({ whose }) => whose !== 'signer');
  if (others.length > 0)
    return blocked(`Somebody else than the signer got in: ${told(others)}.`, ...seenIn(result.entries));
  return pass(`The signer got in, and ${nothing}`, ...seenIn(result.entries));
}
