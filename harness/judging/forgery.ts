import { attempts, type Attempt } from '../attempt.ts';
import type { CaseLog } from '../observation.ts';
import { blocked, fail, pass, type Evidence, type Finding } from '../rule.ts';
import { each } from './each.ts';
import { unseenWitness } from './doubts.ts';
import { seenIn, told, type Entry } from './entries.ts';
import { outcome } from './outcome.ts';
import { smuggledGroups } from './smuggled-groups.ts';

type Fault = Attempt['facts']['faults'][number];

/** The forged sign-ins with one of these faults: refused, or harmless because only the genuine signer got in. */
export function judgeFault(log: CaseLog, ...faults: readonly string[]): Finding {
  const forged = attempts(log).flatMap((attempt) =>
    attempt.facts.faults.filter(({ id }) => faults.includes(id)).map((fault) => ({ attempt, fault })),
  );
  return each(forged, `No sign-in with ${faults.join(' or ')} took place.`, ({ attempt, fault }) =>
    judgeForgery(attempt, fault),
  );
}

/**
 * Who got in decides: the victim is a bypass, and so are groups of the victim; the signer is harmless where identity was
 * forged, and a missing check elsewhere.
 */
function judgeForgery(attempt: Attempt, fault: Fault): Finding {
  const groups = smuggledGroups(attempt);
  if (groups)
    return fail(
      `Groups that no genuine message told of got in: ${fault.id} gives anybody of the IdP's users the groups of somebody else.`,
      { expected: "no groups but the signer's own", actual: groups.names.join(', '), grade: 'bypass' },
      groups.seen,
      ...(attempt.emitted ? [attempt.emitted] : []),
    );
  const result = outcome(attempt);
  if (result.kind === 'refused') return pass(`Nobody got in with ${fault.id}.`, ...result.witness);
  if (result.kind === 'unclear')
    return blocked(`Whether ${fault.id} was refused cannot be told. ${result.because}`, ...result.witness);

  const { entries } = result;
  const got = (whose: Entry['whose']) => entries.some((entry) => entry.whose === whose);
  const found = { expected: 'no session and no account', actual: told(entries) };
  const seen: Evidence = [...seenIn(entries), ...(attempt.emitted ? [attempt.emitted] : [])];
  if (got('victim')) return victimGotIn(fault, found, seen);
  if (got('signer') && fault.harm === 'check')
    return fail(`Accepted although the check was violated by ${fault.id}.`, { ...found, grade: fault.grade }, ...seen);
  if (got('somebody'))
    return blocked(`Somebody got in with ${fault.id} who is neither signer nor victim: ${told(entries)}.`, ...seen);
  const unseen = unseenWitness(attempt);
  if (unseen)
    return blocked(`Whether only the signer got in with ${fault.id} cannot be told. ${unseen.because}`, ...seen);
  return pass(`Only the genuine signer got in with ${fault.id}, as somebody who may.`, ...seen);
}

/** A bypass, unless the message holds the IdP's own word for the victim, which some check should have turned away. */
function victimGotIn(fault: Fault, found: { expected: string; actual: string }, seen: Evidence): Finding {
  if (fault.harm === 'identity' && fault.grade !== 'bypass')
    return fail(
      `The victim got in with ${fault.id}: a mandatory check was left out.`,
      { ...found, grade: fault.grade },
      ...seen,
    );
  return fail(
    `The forged identity got in: ${fault.id} makes anybody of the IdP's users somebody else.`,
    { ...found, grade: 'bypass' },
    ...seen,
  );
}
