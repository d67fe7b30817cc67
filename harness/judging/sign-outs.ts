import { sameAddress } from '../attempt.ts';
import type { CaseLog, Observation } from '../observation.ts';
import { blocked, fail, pass, type Evidence, type Finding } from '../rule.ts';
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

/** Why a message of the IdP may never have been answered by the application; undefined where it was. */
export function notBrought(signOut: SignOut, message: 'request' | 'response'): Finding | undefined {
  const { sent, ended, started, refusedByIdp } = signOut;
  const seen = sent.find(({ data }) => data.message === message);
  if (!seen) {
    const why = refusedByIdp ? ` It refused: ${refusedByIdp.data.code}. ${refusedByIdp.data.says}` : '';
    return blocked(`The IdP was not seen to send a logout ${message}.${why}`, refusedByIdp ?? started);
  }
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
    if (!seen) return blocked(`The IdP sent a message without ${fault.id}.`, ...sent);
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
    const undelivered = notBrought(signOut, 'request');
    if (undelivered) return undelivered;
    const evidence: Evidence = [own.after, own.before, ...signOut.sent];
    if (own.after.data.email === null) return pass('The session has ended.', ...evidence);
    if (!isLeft(own)) return blocked(`Somebody else is signed in now: ${own.after.data.email}.`, ...evidence);
    return fail(
      'The session is still there.',
      { expected: 'nobody is signed in', actual: `${own.after.data.email} is` },
      ...evidence,
    );
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
