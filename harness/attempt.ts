import type { Account, AskedFacts, CaseLog as Log, Observation } from './observation.ts';

/** One sign-in of a case, gathered from the log: what rules talk about. */
export interface Attempt {
  started: Observation<'signin.started'>;
  facts: Observation<'signin.started'>['data'];
  ended: Observation<'signin.ended'>[];
  emitted: Observation<'idp.emitted'> | undefined;
  /** What the browser brings over OpenID Connect; who comes is told later, or never. */
  answered: Observation<'idp.answered'> | undefined;
  /** What else happened at the IdP. */
  happened: Observation<'idp.happened'>[];
  refusedByIdp: Observation<'idp.refused'> | undefined;
  sessions: Observation<'target.session'>[];
  accountsBefore: Observation<'target.account'>[];
  accountsAfter: Observation<'target.account'>[];
  groupsBefore: Observation<'target.groups'> | undefined;
  groupsAfter: Observation<'target.groups'> | undefined;
  page: Observation<'page'> | undefined;
  unreadable: Observation<'target.unreadable'>[];
  controlAfter: Observation<'control.after'> | undefined;
  /** An account of somebody could be read anywhere in the case: then a reading that is missing here got lost. */
  accountsReadable: boolean;
  /** The person was signed in earlier in the case. */
  wasInBefore: boolean;
}

/** The sign-ins of a case, in order. */
export function attempts(log: Log): Attempt[] {
  const accountsReadable = log.all('target.account').length > 0;
  return log.all('signin.started').map((started) => {
    const { attempt: n, email } = started.data;
    const of = <T extends { data: { attempt: number } }>(list: T[]) => list.filter((item) => item.data.attempt === n);
    const accounts = of(log.all('target.account'));
    const groups = of(log.all('target.groups'));
    return {
      started,
      facts: started.data,
      ended: of(log.all('signin.ended')),
      emitted: of(log.all('idp.emitted')).at(-1),
      answered: of(log.all('idp.answered')).at(-1),
      happened: of(log.all('idp.happened')),
      refusedByIdp: of(log.all('idp.refused')).at(-1),
      sessions: of(log.all('target.session')),
      accountsBefore: accounts.filter((item) => item.data.when === 'before'),
      accountsAfter: accounts.filter((item) => item.data.when === 'after'),
      groupsBefore: groups.find((item) => item.data.when === 'before'),
      groupsAfter: groups.find((item) => item.data.when === 'after'),
      page: of(log.all('page')).at(-1),
      unreadable: of(log.all('target.unreadable')),
      controlAfter: of(log.all('control.after')).at(-1),
      accountsReadable,
      wasInBefore: log
        .before(started)
        .all('target.session')
        .some((session) => sameAddress(session.data.email, email)),
    };
  });
}

/** The authorization requests of OpenID Connect that the IdP received, in order: what each asked, and the observation of it. */
export const authorizationRequests = ({
  happened,
}: Attempt): { asked: AskedFacts; seen: Observation<'idp.happened'> }[] =>
  happened.flatMap((seen) => (seen.data.asked ? [{ asked: seen.data.asked, seen }] : []));

/** Letter case aside: whether a product keeps it is not judged. */
export const sameAddress = (a: string | null, b: string | null) =>
  a !== null && b !== null && a.toLowerCase() === b.toLowerCase();

/** The reading of a person's account; undefined where it could not be read. */
export function accountReading(attempt: Attempt, when: 'before' | 'after', person = attempt.facts.person) {
  const list = when === 'before' ? attempt.accountsBefore : attempt.accountsAfter;
  return list.find((item) => item.data.person === person);
}

/** Accounts of the person's own address, before or after; empty when none was found or nothing could be read. */
export function accountsOf(attempt: Attempt, when: 'before' | 'after'): readonly Account[] {
  return accountReading(attempt, when)?.data.accounts ?? [];
}

/** Whether the person had an account when the sign-in began. Where accounts cannot be read, what is known otherwise. */
export function wasKnown(attempt: Attempt): boolean {
  const reading = accountReading(attempt, 'before');
  if (reading) return reading.data.accounts.length > 0;
  return attempt.facts.accountMade === true || attempt.wasInBefore;
}

/** Names of everybody whose account tells who got in: the person, the victim, and whoever else was looked up. */
export function concerned({ facts, accountsBefore, accountsAfter }: Attempt): readonly string[] {
  const lookedUp = [...accountsBefore, ...accountsAfter].map(({ data }) => data.person);
  return [...new Set([facts.person, ...(facts.victim ? [facts.victim.name] : []), ...lookedUp])];
}

/** The ends of the visits that rules judge: those that brought a faulted message; for a sign-in without fault, all. */
export function judgedEnds(attempt: Attempt): Observation<'signin.ended'>[] {
  if (attempt.facts.faults.length === 0) return attempt.ended;
  return attempt.ended.filter((end) => end.data.delivered === 'faulted');
}

/** The browsers that a faulted message reached; for a sign-in without fault, all of them. */
export function judgedBrowsers(attempt: Attempt): readonly string[] {
  if (attempt.facts.faults.length === 0) return attempt.facts.browsers;
  return [...new Set(judgedEnds(attempt).map((end) => end.data.browser))];
}

/** Who is signed in in the browsers that rules judge. */
export const judgedSessions = (attempt: Attempt) =>
  attempt.sessions.filter((session) => judgedBrowsers(attempt).includes(session.data.browser));

/** Whether a message of this sign-in, of any kind, was brought to the application. */
export const reached = (attempt: Attempt) => attempt.ended.some((end) => end.data.delivered !== 'none');

/** The genuine message beside a faulted one: a replay delivers both. */
export function genuineBeside(attempt: Attempt): Observation<'signin.ended'> | undefined {
  if (attempt.facts.faults.length === 0) return undefined;
  return attempt.ended.find((end) => end.data.delivered === 'genuine');
}
