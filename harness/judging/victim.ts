import { attempts } from '../attempt.ts';
import type { CaseLog } from '../observation.ts';
import { blocked, fail, pass, type Finding } from '../rule.ts';
import { unseenWitness } from './doubts.ts';
import { each } from './each.ts';
import { seenIn, told } from './entries.ts';
import { outcome } from './outcome.ts';

/** The sign-ins with one of these faults, by somebody who may come in as themselves: whoever got in is not the victim. */
export function neverTheVictim(log: CaseLog, ...faults: readonly string[]): Finding {
  const concerned = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => faults.includes(id)));
  return each(concerned, `No sign-in with ${faults.join(' or ')} took place.`, (attempt) => {
    const result = outcome(attempt);
    if (result.kind === 'unclear') return blocked(`Who got in cannot be told. ${result.because}`, ...result.witness);
    if (result.kind === 'refused') return pass('Nobody got in.', ...result.witness);
    const { entries } = result;
    if (entries.some(({ whose }) => whose === 'victim'))
      return fail(
        'Somebody else got in as the victim.',
        { expected: 'an account of their own, or a refusal', actual: told(entries), grade: 'bypass' },
        ...seenIn(entries),
      );
    const unseen = unseenWitness(attempt);
    if (unseen) return blocked(`Whether the victim got in cannot be told. ${unseen.because}`, ...seenIn(entries));
    return pass(`Whoever got in is not the victim: ${told(entries)}.`, ...seenIn(entries));
  });
}
