import { sameAddress } from '../attempt.ts';
import type { CaseLog, Observation } from '../observation.ts';
import { blocked, fail, pass, skipped, type Evidence, type Finding } from '../rule.ts';
import { couldNotSay } from './doubts.ts';
import { each } from './each.ts';
import { endWords } from './end-words.ts';

/** One sign-out of a case, gathered from the log. */
export interface SignOut {
  started: Observation<'signout.started'>;
  facts: Observation<'signout.started'>['data'];
  ended: Observation<'signout.ended'> | undefined;
  received: Observation<'idp.logout-received'>[];
  sent: Observation<'idp.logout-sent'>[];
  /** Over OpenID Connect: what the application asked, and what the IdP told it. */
  asked: Observation<'idp.end-session'>[];
  told: Observation<'idp.logout-told'>[];
  sessions: Observation<'signout.session'>[];
  /** What the IdP had told of the session when it began. */
  emitted: Observation<'idp.emitted'> | undefined;
  refusedByIdp: Observation<'idp.refused'> | undefined;
}

/** The sign-outs of a case, in order. */
export function signOuts(log: CaseLog): SignOut[] {
  return log.all('signout.started').map((started) => {
    const { signOut: n, attempt } = started.data;
    const of = <T extends { data: { signOut: number } }>(list: T[]) => list.filter(({ data }) => data.signOut === n);
    return {
      started,
      facts: started.data,
      ended: of(log.all('signout.ended')).at(-1),
      received: of(log.all('idp.logout-received')),
      sent: of(log.all('idp.logout-sent')),
      asked: of(log.all('idp.end-session')),
      told: of(log.all('idp.logout-told')),
      sessions: of(log.all('signout.session')),
      emitted: log.all('idp.emitted').findLast(({ data }) => data.attempt === attempt),
      refusedByIdp: log
        .after(started)
        .all('idp.refused')
        .find(({ data }) => data.attempt === attempt),
    };
  });
}

export type Session = Observation<'signout.session'>;

/** The same session before and after; undefined where it was not asked, or where nobody was signed in before. */
export function pairOf(signOut: SignOut, browser: string): { before: Session; after: Session } | undefined {
  const at = (when: 'before' | 'after') =>
    signOut.sessions.find(({ data }) => data.browser === browser && data.when === when);
  const [before, after] = [at('before'), at('after')];
  return before && after && before.data.email !== null && !couldNotSay(after) ? { before, after } : undefined;
}

/** Somebody is still signed in who was before. */
export const isLeft = ({ before, after }: { before: Session; after: Session }): boolean =>
  sameAddress(before.data.email, after.data.email);

/** Why it cannot be told what became of the person's own session; else its two readings. */
export function ownSession(signOut: SignOut): { before: Session; after: Session } | { doubt: Finding } {
  const { facts, started, sessions, ended } = signOut;
  const own = pairOf(signOut, facts.browser);
  if (own) return own;
  const because = sessions.some(({ data }) => data.whose === 'own' && data.when === 'before' && data.email === null)
    ? 'Nobody was signed in before.'
    : 'Who was signed in before and after could not be asked.';
  return { doubt: blocked(because, ended ?? started, ...sessions) };
}

/** Why it cannot be told how an application takes a sign-out whose faults were never met with; undefined where they were. */
export function unmet({ facts, sent, told, asked, refusedByIdp, started }: SignOut): Finding | undefined {
  const met = [...sent, ...told].flatMap(({ data }) => data.faults);
  const missing = facts.faults.find(({ id }) => !met.includes(id));
  if (!missing) return undefined;
  const [request] = asked;
  if (missing.id === 'oidc/logout-return-state' && request && !request.data.parameters.includes('state'))
    return skipped('The application sends no state, so that none has to come back.', request);
  return blocked(
    `The IdP was not seen to answer with ${missing.id}.${refusalOf(refusedByIdp)}`,
    refusedByIdp ?? started,
  );
}

/** The IdP's own words where it refused something. */
export const refusalOf = (refused: SignOut['refusedByIdp']): string =>
  refused ? ` It refused: ${refused.data.code}. ${refused.data.says}` : '';

/** Who signs out at the application is signed out there. */
export function judgeOwnSession(log: CaseLog): Finding {
  return each(signOutsAt(log, 'application'), 'Nobody signed out at the application.', (signOut) => {
    const { ended, started } = signOut;
    if (!ended) return blocked('How the browser fared was not seen.', started);
    const missed = unmet(signOut);
    if (missed) return missed;
    const own = ownSession(signOut);
    if ('doubt' in own) return own.doubt;
    const evidence = [own.after, own.before, ended] as const;
    if (own.after.data.email === null) return pass('The session has ended.', ...evidence);
    return fail(
      'The person is still signed in.',
      { expected: 'nobody is signed in', actual: `${own.after.data.email} is` },
      ...evidence,
    );
  });
}

/** Sessions in other browsers, of the same person or another, while one ends. `undelivered`: why nothing can be told. */
export function judgeBystanders(log: CaseLog, undelivered: (signOut: SignOut) => Finding | undefined): Finding {
  const bystanders = signOuts(log)
    .filter(({ facts }) => facts.faults.length === 0)
    .flatMap((signOut) =>
      signOut.sessions
        .filter(({ data }) => data.whose === 'other' && data.when === 'before')
        .filter((before) => before.data.email !== null || couldNotSay(before))
        .map((before) => ({ signOut, before })),
    );
  return each(bystanders, 'Nobody else was signed in while somebody signed out.', ({ signOut, before }) => {
    const pair = pairOf(signOut, before.data.browser);
    if (!pair) return blocked('Who else was signed in before and after could not be asked.', before);
    const doubt = signOut.facts.at === 'idp' ? undelivered(signOut) : undefined;
    if (doubt) return doubt;
    if (isLeft(pair)) return pass('The other session is still there.', pair.after, pair.before);
    return fail(
      'Another session ended too.',
      {
        expected: `${pair.before.data.email} is still signed in`,
        actual: pair.after.data.email ?? 'nobody is',
        grade: 'check-missing',
      },
      pair.after,
      pair.before,
    );
  });
}

/** What is left after a faulted message. */
export function judgeLeft(
  signOut: SignOut,
  fault: SignOut['facts']['faults'][number],
  seen: Observation<'idp.logout-sent'> | Observation<'idp.logout-told'>,
): Finding {
  const own = ownSession(signOut);
  if ('doubt' in own) return own.doubt;
  const evidence: Evidence = [own.after, own.before, seen];
  if (isLeft(own)) return pass(`The session is still there after ${fault.id}.`, ...evidence);
  if (own.after.data.email !== null)
    return blocked(`Somebody else is signed in now: ${own.after.data.email}.`, ...evidence);
  return fail(
    `The session ended by a message with ${fault.id}.`,
    { expected: `${own.before.data.email} is still signed in`, actual: 'nobody is', grade: fault.grade },
    ...evidence,
  );
}

/** Whether a session has ended, with what told the application of it. */
export function judgeGone(signOut: SignOut, told: readonly Observation[]): Finding {
  const own = ownSession(signOut);
  if ('doubt' in own) return own.doubt;
  const evidence: Evidence = [own.after, own.before, ...told];
  if (own.after.data.email === null) return pass('The session has ended.', ...evidence);
  if (!isLeft(own)) return blocked(`Somebody else is signed in now: ${own.after.data.email}.`, ...evidence);
  return fail(
    'The session is still there.',
    { expected: 'nobody is signed in', actual: `${own.after.data.email} is` },
    ...evidence,
  );
}

/** Why a message of the IdP may never have been answered by the application; undefined where it was. */
export function notBrought(signOut: SignOut, message: 'request' | 'response'): Finding | undefined {
  const { sent, ended, started, refusedByIdp } = signOut;
  const seen = sent.find(({ data }) => data.message === message);
  if (!seen) {
    const says = `The IdP was not seen to send a logout ${message}.${refusalOf(refusedByIdp)}`;
    return blocked(says, refusedByIdp ?? started);
  }
  return notAnswered(ended, seen);
}

/** Why a browser may never have got an answer to what it brought. */
export function notAnswered(ended: SignOut['ended'], seen: Observation): Finding | undefined {
  if (!ended) return blocked('How the browser fared was not seen.', seen);
  if (ended.data.brought === null) return blocked('The message never reached the application.', seen, ended);
  if (broken.has(ended.data.outcome)) return blocked(`The browser met a ${endWords[ended.data.outcome]}.`, ended);
  return undefined;
}

/** What is no answer of the application to a message. */
const broken: ReadonlySet<string> = new Set(['timeout', 'dead-socket', 'redirect-loop', 'too-large']);

/** The sign-outs at the IdP with one of these faults: the session is still there. */
export function judgeLogoutFault(log: CaseLog, ...faults: readonly string[]): Finding {
  const faulted = signOuts(log).flatMap((signOut) =>
    signOut.facts.faults.filter(({ id }) => faults.includes(id)).map((fault) => ({ signOut, fault })),
  );
  return each(faulted, `No sign-out with ${faults.join(' or ')} took place.`, ({ signOut, fault }) => {
    const { sent } = signOut;
    const seen = sent.find(({ data }) => data.faults.includes(fault.id));
    const undelivered = notBrought(signOut, seen?.data.message ?? 'request');
    if (undelivered) return undelivered;
    return seen ? judgeLeft(signOut, fault, seen) : blocked(`The IdP sent a message without ${fault.id}.`, ...sent);
  });
}

/** The LogoutRequest names the person as the assertion did, to the letter (SAML 2.0 Core §3.3.4): nothing obliges where it does not. */
export const namesStrongly = ({ sent, emitted }: SignOut): boolean =>
  sent.every(
    ({ data: { nameId } }) =>
      nameId === null ||
      !emitted ||
      (nameId.value === emitted.data.nameId.value && nameId.format === emitted.data.nameId.format),
  );

/** The genuine sign-outs at the IdP of that kind: the session has ended. */
export function judgeEnded(log: CaseLog, isMeant: (signOut: SignOut) => boolean): Finding {
  const genuine = signOutsAt(log, 'idp').filter(({ facts }) => facts.faults.length === 0);
  return each(genuine.filter(isMeant), 'Nobody signed out at the IdP in this way.', (signOut) => {
    const own = ownSession(signOut);
    if ('doubt' in own) return own.doubt;
    return notBrought(signOut, 'request') ?? judgeGone(signOut, signOut.sent);
  });
}

/** LogoutRequests of the application, each with what the IdP had told of the session. */
export const logoutRequests = (log: CaseLog) =>
  signOutsAt(log, 'application').flatMap(({ received, emitted }) =>
    received.filter(({ data }) => data.message === 'request').map((seen) => ({ seen, emitted })),
  );

/** The sign-outs that begin at that place. */
export const signOutsAt = (log: CaseLog, at: 'application' | 'idp'): SignOut[] =>
  signOuts(log).filter(({ facts }) => facts.at === at);
