import type { Account, CaseLog as Log, Observation } from './observation.ts';

/** One sign-in of a case, gathered from the log: what rules talk about. */
export interface Attempt {
  started: Observation<'signin.started'>;
  facts: Observation<'signin.started'>['data'];
  ended: Observation<'signin.ended'>[];
  emitted: Observation<'idp.emitted'> | undefined;
  refusedByIdp: Observation<'idp.refused'> | undefined;
  sessions: Observation<'target.session'>[];
  accountsBefore: Observation<'target.account'>[];
  accountsAfter: Observation<'target.account'>[];
  groupsBefore: Observation<'target.groups'> | undefined;
  groupsAfter: Observation<'target.groups'> | undefined;
  page: Observation<'page'> | undefined;
  controlAfter: Observation<'control.after'> | undefined;
}

/** The sign-ins of a case, in order. */
export function attempts(log: Log): Attempt[] {
  return log.all('signin.started').map((started) => {
    const n = started.data.attempt;
    const of = <T extends { data: { attempt: number } }>(list: T[]) => list.filter((item) => item.data.attempt === n);
    const accounts = of(log.all('target.account'));
    const groups = of(log.all('target.groups'));
    return {
      started,
      facts: started.data,
      ended: of(log.all('signin.ended')),
      emitted: of(log.all('idp.emitted')).at(-1),
      refusedByIdp: of(log.all('idp.refused')).at(-1),
      sessions: of(log.all('target.session')),
      accountsBefore: accounts.filter((item) => item.data.when === 'before'),
      accountsAfter: accounts.filter((item) => item.data.when === 'after'),
      groupsBefore: groups.find((item) => item.data.when === 'before'),
      groupsAfter: groups.find((item) => item.data.when === 'after'),
      page: of(log.all('page')).at(-1),
      controlAfter: of(log.all('control.after')).at(-1),
    };
  });
}

/** Letter case aside: whether a product keeps it is not judged. */
export const sameAddress = (a: string | null, b: string | null) =>
  a !== null && b !== null && a.toLowerCase() === b.toLowerCase();

/** Accounts of the person's own address, before or after; empty when none was found or nothing could be read. */
export function accountsOf(
  attempt: Attempt,
  when: 'before' | 'after',
  person = attempt.facts.person,
): readonly Account[] {
  return (accountReading(attempt, when, person)?.data.accounts ?? []).filter(Boolean);
}

/** The reading of a person's account, the evidence for what `accountsOf` says. */
export function accountReading(attempt: Attempt, when: 'before' | 'after', person = attempt.facts.person) {
  const list = when === 'before' ? attempt.accountsBefore : attempt.accountsAfter;
  return list.find((item) => item.data.person === person);
}

/** Whether the person had an account when the sign-in began. */
export const wasKnown = (attempt: Attempt) => accountsOf(attempt, 'before').length > 0;

/** The browsers that a faulted message reached; for a sign-in without fault, all of them. */
export function judgedBrowsers(attempt: Attempt): readonly string[] {
  if (attempt.facts.faults.length === 0) return attempt.facts.browsers;
  return attempt.ended.filter((end) => end.data.delivered === 'faulted').map((end) => end.data.browser);
}

export type Outcome =
  /** A session or an account: who got in, and what shows it. */
  | { kind: 'accepted'; by: 'session' | 'account'; email: string | null; witness: [Observation, ...Observation[]] }
  /** Nobody got in, and the application answered. */
  | { kind: 'refused'; witness: [Observation, ...Observation[]] }
  /** Cannot be told; `because` names what was in the way. */
  | { kind: 'unclear'; because: string; witness: Observation[] };

/**
 * What became of a sign-in. Acceptance needs a witness, never an HTTP status; a crash, a hang or a loop is not a refusal.
 */
export function outcome(attempt: Attempt): Outcome {
  const browsers = judgedBrowsers(attempt);
  const sessions = attempt.sessions.filter((session) => browsers.includes(session.data.browser));
  const session = sessions.find((candidate) => candidate.data.email !== null);
  if (session) return { kind: 'accepted', by: 'session', email: session.data.email, witness: [session] };

  const made = newAccount(attempt);
  if (made) return { kind: 'accepted', by: 'account', email: made.email, witness: [made.reading] };

  if (attempt.refusedByIdp) return { kind: 'refused', witness: [attempt.refusedByIdp] };
  const ends = attempt.ended.filter((end) => browsers.includes(end.data.browser));
  const [firstEnd] = ends;
  if (!firstEnd) return { kind: 'unclear', because: notDelivered(attempt), witness: attempt.ended };
  const broken = ends.find((end) => !['page', 'server-error'].includes(end.data.outcome));
  if (broken)
    return { kind: 'unclear', because: `The browser met a ${words[broken.data.outcome]}.`, witness: [broken] };
  const crashed = ends.find((end) => end.data.outcome === 'server-error');
  if (crashed && !attempt.controlAfter?.data.accepted) {
    const after = attempt.controlAfter;
    const because = `The answer was ${crashed.data.status}, and ${after ? `a genuine sign-in straight after failed: ${after.data.because}` : 'no genuine sign-in was tried after it'}.`;
    return { kind: 'unclear', because, witness: after ? [crashed, after] : [crashed] };
  }
  return { kind: 'refused', witness: [firstEnd, ...ends.slice(1), ...sessions, ...readings(attempt)] };
}

const words = {
  'redirect-loop': 'redirect loop',
  timeout: 'time-out',
  'dead-socket': 'dead connection',
  'too-large': 'page too large to read',
  'no-script': 'page that needs script',
  page: 'page',
  'server-error': 'server error',
} as const;

function notDelivered(attempt: Attempt): string {
  const end = attempt.ended.at(-1);
  const where = attempt.page
    ? ` The browser came to rest at ${attempt.page.data.url} (${attempt.page.data.status}).`
    : '';
  if (!attempt.emitted && end && end.data.outcome !== 'page')
    return `The sign-in ended in a ${words[end.data.outcome]} before the IdP was reached.${where}`;
  if (!attempt.emitted) return `The IdP was never asked to send anything.${where}`;
  return `The message never reached the application.${where}`;
}

/** An account that this sign-in made, for the person or for the victim of a forgery. */
function newAccount(attempt: Attempt) {
  for (const reading of attempt.accountsAfter) {
    const before = accountReading(attempt, 'before', reading.data.person);
    const [account] = reading.data.accounts;
    // Two deliveries of one attempt: the genuine one may make the account, so only sessions tell about the faulted one.
    const genuineToo = attempt.ended.some((end) => end.data.delivered === 'genuine') && attempt.facts.faults.length > 0;
    if (account && before && before.data.accounts.length === 0 && !genuineToo) return { email: account.email, reading };
  }
  return undefined;
}

function readings(attempt: Attempt): Observation[] {
  return [...attempt.accountsAfter, ...(attempt.groupsAfter ? [attempt.groupsAfter] : [])];
}
