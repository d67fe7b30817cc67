import { accountReading, genuineBeside, judgedBrowsers, sameAddress, type Attempt } from '../attempt.ts';
import type { Observation } from '../observation.ts';
import type { Evidence } from '../rule.ts';

/** Somebody who got in, and what shows it. */
export interface Entry {
  by: 'session' | 'account';
  /** `somebody`: neither of the two people of the sign-in. */
  whose: 'signer' | 'victim' | 'somebody';
  email: string;
  seen: Observation;
}

export type Entries = readonly [Entry, ...Entry[]];

/** Those who got in and do harm: forging somebody's identity in vain harms nobody, the genuine signer may come in. */
export function harmful({ facts }: Attempt, entries: readonly Entry[]): Entries | undefined {
  const identityOnly = facts.faults.length > 0 && facts.faults.every(({ harm }) => harm === 'identity');
  const [first, ...others] = entries.filter(({ whose }) => !(identityOnly && whose === 'signer'));
  return first && [first, ...others];
}

/** `session of a@corp.test, account of b@corp.test` */
export const told = (entries: readonly Entry[]) => entries.map(({ by, email }) => `${by} of ${email}`).join(', ');

export const seenIn = ([first, ...others]: Entries): Evidence => [first.seen, ...others.map(({ seen }) => seen)];

/** Everybody for whom the judged message opened a session or made an account; the victim, wherever they are signed in. */
export function entriesOf(attempt: Attempt): Entry[] {
  const judged = judgedBrowsers(attempt);
  const inside = attempt.sessions.flatMap((seen): Entry[] => {
    const { email, browser } = seen.data;
    if (email === null || explainedByGenuine(attempt, seen)) return [];
    const entry: Entry = { by: 'session', whose: whose(attempt, email), email, seen };
    return judged.includes(browser) || entry.whose === 'victim' ? [entry] : [];
  });
  return [...inside, ...newAccounts(attempt)];
}

function whose({ facts, emitted }: Attempt, email: string): Entry['whose'] {
  const victims = [facts.victim?.email ?? null, emitted?.data.claimsVictim ?? null];
  if (victims.some((victim) => sameAddress(victim, email))) return 'victim';
  return sameAddress(facts.email, email) ? 'signer' : 'somebody';
}

/** The same browser took the genuine message as well, which opened the signer's session. */
function explainedByGenuine(attempt: Attempt, session: Observation<'target.session'>): boolean {
  const genuineToo = attempt.ended.some(
    (end) => end.data.delivered === 'genuine' && end.data.browser === session.data.browser,
  );
  return attempt.facts.faults.length > 0 && genuineToo && sameAddress(session.data.email, attempt.facts.email);
}

/** Accounts that this sign-in made, for the person or for the victim of a forgery. */
function newAccounts(attempt: Attempt): Entry[] {
  return attempt.accountsAfter.flatMap((after): Entry[] => {
    const before = accountReading(attempt, 'before', after.data.person);
    if (!before || after.data.accounts.length <= before.data.accounts.length) return [];
    // Two deliveries of one sign-in: the genuine one may have made the signer's account.
    if (after.data.person === attempt.facts.person && genuineBeside(attempt)) return [];
    const { person, email } = after.data;
    return [{ by: 'account', whose: person === attempt.facts.victim?.name ? 'victim' : 'signer', email, seen: after }];
  });
}
