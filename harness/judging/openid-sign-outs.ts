import type { CaseLog, LogoutToldFacts } from '../observation.ts';
import { blocked, type Finding } from '../rule.ts';
import { each } from './each.ts';
import { judgeGone, judgeLeft, notAnswered, refusalOf, signOuts, type SignOut } from './sign-outs.ts';

type Through = LogoutToldFacts['through'];

const WORDS: Readonly<Record<Through, string>> = {
  'back-channel': 'send a logout token',
  'front-channel': 'load a frame of the application',
  return: 'lead the browser back',
};

/** Why the application may never have heard what the IdP had to tell it that way; undefined where it did. */
export function notTold(signOut: SignOut, through: Through): Finding | undefined {
  const { told, ended, started, refusedByIdp } = signOut;
  const seen = told.find(({ data }) => data.through === through);
  if (!seen) {
    const says = `The IdP was not seen to ${WORDS[through]}.${refusalOf(refusedByIdp)}`;
    return blocked(says, refusedByIdp ?? started);
  }
  if (through !== 'back-channel') return notAnswered(ended, seen);
  const { status, failure } = seen.data;
  return status === null ? blocked(`The logout token was not answered: ${failure ?? 'no answer'}.`, seen) : undefined;
}

/** The sign-outs with one of these faults: the session is still there. */
export function judgeOidcLogoutFault(log: CaseLog, through: Through, ...faults: readonly string[]): Finding {
  const faulted = signOuts(log).flatMap((signOut) =>
    signOut.facts.faults.filter(({ id }) => faults.includes(id)).map((fault) => ({ signOut, fault })),
  );
  return each(faulted, `No sign-out with ${faults.join(' or ')} took place.`, ({ signOut, fault }) => {
    const unheard = notTold(signOut, through);
    if (unheard) return unheard;
    const seen = signOut.told.find(({ data }) => data.faults.includes(fault.id));
    return seen
      ? judgeLeft(signOut, fault, seen)
      : blocked(`The IdP told the application without ${fault.id}.`, ...signOut.told);
  });
}

/** The sign-outs at the IdP with that fault, which makes no difference, or without any: the session has ended. */
export function judgeOidcEnded(log: CaseLog, through: Through, fault: string | null = null): Finding {
  const genuine = signOuts(log).filter(
    ({ facts: { at, faults } }) =>
      at === 'idp' && (fault === null ? faults.length === 0 : faults.some(({ id }) => id === fault)),
  );
  return each(
    genuine,
    'Nobody signed out at the IdP.',
    (signOut) => notTold(signOut, through) ?? judgeGone(signOut, signOut.told),
  );
}
