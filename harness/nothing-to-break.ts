import type { FaultFacts } from '../mock-idps/index.ts';
import { attempts, authorizationRequests } from './attempt.ts';
import type { CaseLog } from './observation.ts';

/**
 * Why nothing can be said of faults on a value that has to come back as it was sent: the application sends none, as it may
 * where it binds its requests in another way, or the same every time. Null where there is something to break.
 */
export function nothingToBreak(faults: ReadonlyMap<string, FaultFacts>, log: CaseLog): string | null {
  for (const attempt of attempts(log)) {
    const asked = authorizationRequests(attempt)[0]?.asked;
    for (const { id } of attempt.facts.faults) {
      const { returned, needs } = faults.get(id) ?? {};
      if (!asked || !returned) continue;
      if (!asked.parameters.includes(returned))
        return `The application sends no ${returned}, so none can come back wrong.`;
      // The nonce has to be another each time, whoever checks it.
      if (returned === 'state' && needs?.includes('earlier') && asked.repeated.includes(returned))
        return `The application sends the same ${returned} every time, so that of an earlier sign-in is no other.`;
    }
  }
  return null;
}
