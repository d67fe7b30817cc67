import type { CaseLog, Observation } from '../observation.ts';
import { blocked, fail, pass, skipped, type Evidence, type Finding } from '../rule.ts';
import { each } from './each.ts';
import { difference } from './scim-calls.ts';

/** One act of an administrator, and what the application had of those concerned afterwards. */
export interface Act {
  seen: Observation<'provision.act'>;
  facts: Observation<'provision.act'>['data'];
  states: Observation<'provision.state'>[];
  exchanges: Observation<'provision.exchange'>[];
  sessions: Observation<'provision.session'>[];
}

/** The acts of a case, in order. */
export const acts = (log: CaseLog): Act[] =>
  log.all('provision.act').map((seen) => {
    const of = <T extends { data: { n: number } }>(list: T[]) => list.filter(({ data }) => data.n === seen.data.n);
    return {
      seen,
      facts: seen.data,
      states: of(log.all('provision.state')),
      exchanges: of(log.all('provision.exchange')),
      sessions: of(log.all('provision.session')),
    };
  });

/** What is no answer of the application to what was asked of it. */
const UNHEARD: ReadonlySet<string> = new Set(['unreachable', 'reset', 'time-out', 'certificate', 'rate-limited']);

/** Why an act says nothing of the application; null: it does. */
function unheard({ seen, facts, exchanges }: Act): Finding | null {
  const { because } = facts.outcome;
  return because && UNHEARD.has(because.code) ? blocked(`${facts.act}: ${because.says}.`, seen, ...exchanges) : null;
}

/** Why it cannot be told what the application has of somebody; null: it can. */
function unread({ data: { name, status } }: Act['states'][number], evidence: Evidence): Finding | null {
  const isTold = status !== null && status !== 429 && status < 500;
  return isTold ? null : blocked(`${name} could not be read: ${status ?? 'no answer'}.`, ...evidence);
}

/** The acts of these kinds: each ends in the state that the identity provider shows. */
export function judgeEndStates(log: CaseLog, isMeant: (act: Act) => boolean, nothing: string): Finding {
  // What waits for the next cycle is judged there.
  const sent = acts(log).filter(({ facts: { outcome } }) => outcome.kind !== 'waiting' || outcome.because !== null);
  return each(sent.filter(isMeant), nothing, (act) => {
    const { seen, facts, states, exchanges } = act;
    const deaf = unheard(act);
    if (deaf) return deaf;
    const { because } = facts.outcome;
    if (because)
      return fail(
        `${facts.act} could not be done: ${because.says}.`,
        { expected: 'success', actual: `${because.code}: ${because.says}` },
        seen,
        ...exchanges,
      );
    if (states.length === 0) return blocked(`What became of ${facts.act} was not read.`, seen, ...exchanges);
    return each(states, '', (state) => judgeState(act, state));
  });
}

function judgeState({ seen, facts, exchanges }: Act, state: Act['states'][number]): Finding {
  const { name, wanted, status, resource, type, accounts } = state.data;
  const evidence: Evidence = [state, seen, ...exchanges];
  const doubt = unread(state, evidence);
  if (doubt) return doubt;
  const actual = resource === null ? `answer ${status}` : JSON.stringify(resource).slice(0, 300);
  if (wanted === null) {
    if (status === 404 || (type === 'user' && (resource as { active?: unknown }).active === false))
      return pass(`After ${facts.act} ${name} is gone.`, ...evidence);
    return fail(`After ${facts.act} ${name} is still there.`, { expected: 'gone', actual }, ...evidence);
  }
  const flaw = resource === null ? `is answered with ${status}` : difference(resource, wanted);
  if (flaw === null && accounts !== null && accounts !== 1)
    return fail(
      `After ${facts.act} the application itself shows ${accounts} accounts of ${name}.`,
      { expected: 'one account', actual: `${accounts}` },
      ...evidence,
    );
  if (flaw === null) return pass(`After ${facts.act} ${name} is as the identity provider shows.`, ...evidence);
  return fail(`After ${facts.act} ${name}: ${flaw}.`, { expected: JSON.stringify(wanted), actual: flaw }, ...evidence);
}

/** Tests of the connection succeed with what is right, and fail with anything else. */
export function judgeConnectionTests(log: CaseLog): Finding {
  const tests = acts(log).filter(({ facts }) => facts.act === 'test-connection');
  return each(tests, 'The connection was not tested.', ({ seen, facts, exchanges }) => {
    const { entered, outcome } = facts;
    const isRight = entered.caller === 'own' && entered.at === '';
    const { because } = outcome;
    if (because && UNHEARD.has(because.code))
      return blocked(`It was not answered: ${because.says}.`, seen, ...exchanges);
    if (because && because.status !== null && because.status >= 500)
      return blocked(`It was answered with ${because.status}.`, seen, ...exchanges);
    // Where the address does not say of which team it is, that team's own test succeeds.
    if (entered.caller === 'other-team' && because === null)
      return skipped(
        'The base URL does not say of which team it is, so the other team tests its own.',
        seen,
        ...exchanges,
      );
    if (isRight === (because === null))
      return pass(`It ${because ? 'failed' : 'succeeded'}, as it must.`, seen, ...exchanges);
    return fail(
      because ? `It failed: ${because.says}.` : 'It succeeded with what is wrong.',
      { expected: isRight ? 'success' : 'failure', actual: because?.says ?? 'success', grade: 'check-missing' },
      seen,
      ...exchanges,
    );
  });
}

/** Whoever has left is not active any more, or not there. */
export function judgeDepartures(log: CaseLog, isMeant: (act: Act) => boolean, nothing: string): Finding {
  const departures = acts(log).filter((act) => isMeant(act) && act.facts.outcome.kind !== 'waiting');
  return each(departures, nothing, (act) => {
    const { seen, facts, states, exchanges } = act;
    const deaf = unheard(act);
    if (deaf) return deaf;
    const { because } = facts.outcome;
    return each(states, `What became of ${facts.act} was not read.`, (state) => {
      const { name, status, resource } = state.data;
      const evidence: Evidence = [state, seen, ...exchanges];
      const doubt = unread(state, evidence);
      if (doubt) return doubt;
      if (status === 404) return pass(`After ${facts.act} ${name} is gone.`, ...evidence);
      const active = (resource as { active?: unknown } | null)?.active;
      if (active === false) return pass(`After ${facts.act} ${name} is not active.`, ...evidence);
      const actual = `active is ${JSON.stringify(active) ?? 'missing'}`;
      const says = because ? ` ${because.says}.` : '';
      return fail(
        `After ${facts.act} ${name}: ${actual}.${says}`,
        { expected: 'not active, or gone', actual },
        ...evidence,
      );
    });
  });
}
