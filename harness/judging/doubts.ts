import {
  accountReading,
  concerned,
  genuineBeside,
  judgedBrowsers,
  judgedEnds,
  judgedSessions,
  sameAddress,
  type Attempt,
} from '../attempt.ts';
import type { Observation } from '../observation.ts';
import { endWords } from './end-words.ts';

/** Why it cannot be told what became of a sign-in. */
export interface Doubt {
  because: string;
  witness: readonly Observation[];
}

/** What stands between "nobody was seen inside" and "it was refused". */
export function doubtOf(attempt: Attempt): Doubt | undefined {
  for (const doubt of doubts) {
    const found = doubt(attempt);
    if (found) return found;
  }
  return undefined;
}

/** Whether somebody may be inside unseen. */
export const unseenWitness = (attempt: Attempt) =>
  notDelivered(attempt) ?? noEnd(attempt) ?? sessionNotAsked(attempt) ?? accountsNotRead(attempt);

const doubts: readonly ((attempt: Attempt) => Doubt | undefined)[] = [
  idpRefused,
  notDelivered,
  neverSent,
  noEnd,
  noAnswer,
  crashed,
  sessionNotAsked,
  genuineNotAccepted,
  accountsNotRead,
];

/** The IdP's own error counts only where the person is not assigned; anywhere else the application was never tried. */
function idpRefused({ facts, refusedByIdp: refused }: Attempt): Doubt | undefined {
  if (!refused) return undefined;
  // Faults that do not fit and tickets that are used up end in an error of the mock, which no vendor would show.
  const ofTheMock = refused.data.status >= 500 || /^(mock:|FAULT_|SHAPE_)/.test(refused.data.code);
  return facts.assigned || ofTheMock ? refusedByIdp(refused) : undefined;
}

export const refusedByIdp = (refused: Observation<'idp.refused'>): Doubt => ({
  because: `The IdP itself refused: ${refused.data.code}. ${refused.data.says}`,
  witness: [refused],
});

function notDelivered(attempt: Attempt): Doubt | undefined {
  const { facts, ended, emitted = attempt.answered, page } = attempt;
  if (facts.faults.length === 0 || judgedEnds(attempt).length > 0) return undefined;
  const end = ended.at(-1);
  const where = page ? ` The browser came to rest at ${page.data.url} (${page.data.status}).` : '';
  const because = emitted
    ? 'The message never reached the application.'
    : end && end.data.outcome !== 'page'
      ? `The sign-in ended in a ${endWords[end.data.outcome]} before the IdP was reached.`
      : 'The IdP was never asked to send anything.';
  return { because: because + where, witness: ended };
}

function neverSent({ facts, emitted, answered, started }: Attempt): Doubt | undefined {
  const brought = facts.faults.every(({ id }) => answered?.data.faults.includes(id));
  if (emitted || brought) return undefined;
  return { because: 'The IdP was not seen to send the faulted message.', witness: [started] };
}

/** Whoever got in by a message without the fault shows nothing about it. */
export function withoutTheFault({ facts, emitted }: Attempt): Doubt | undefined {
  const missing = emitted && facts.faults.find(({ id }) => !emitted.data.faults.includes(id));
  return missing && { because: `The IdP sent a message without ${missing.id}.`, witness: [emitted] };
}

/** Whoever was asked who is signed in took part, and what was brought there has to be known. */
function noEnd(attempt: Attempt): Doubt | undefined {
  const tookPart = [...judgedBrowsers(attempt), ...attempt.sessions.map(({ data }) => data.browser)];
  const lost = tookPart.find((browser) => !attempt.ended.some((end) => end.data.browser === browser));
  if (lost === undefined) return undefined;
  return { because: `How browser ${lost} fared was not seen.`, witness: [attempt.started] };
}

function noAnswer(attempt: Attempt): Doubt | undefined {
  const broken = judgedEnds(attempt).find((end) => !['page', 'server-error'].includes(end.data.outcome));
  return broken && { because: `The browser met a ${endWords[broken.data.outcome]}.`, witness: [broken] };
}

function crashed(attempt: Attempt): Doubt | undefined {
  const crash = judgedEnds(attempt).find((end) => end.data.outcome === 'server-error');
  return crash && afterCrash(attempt, crash);
}

/** A 5xx alone is neither refusal nor failure: only a genuine sign-in straight after, accepted, shows that the application lives. */
export function afterCrash({ controlAfter }: Attempt, crash: Observation<'signin.ended'>): Doubt | undefined {
  if (controlAfter?.data.accepted) return undefined;
  const then = controlAfter
    ? `a genuine sign-in straight after failed: ${controlAfter.data.because}`
    : 'no genuine sign-in was tried after it';
  return {
    because: `The answer was ${crash.data.status ?? 'a server error'}, and ${then}.`,
    witness: controlAfter ? [crash, controlAfter] : [crash],
  };
}

function sessionNotAsked(attempt: Attempt): Doubt | undefined {
  const asked = judgedSessions(attempt);
  const lost = judgedBrowsers(attempt).some((name) => !asked.some((session) => session.data.browser === name));
  const broken = asked.find(couldNotSay);
  const unread = attempt.unreadable.some(({ data }) => data.what === 'session');
  return lost || broken || unread ? notAsked(attempt, broken) : undefined;
}

/** `session`: the answer that says nothing, where there was one. */
export function notAsked({ unreadable, started }: Attempt, session?: Observation<'target.session'>): Doubt {
  const could = 'Who is signed in could not be asked';
  if (session) return { because: `${could}: whoAmI answered ${session.data.status}.`, witness: [session] };
  const problem = unreadable.find(({ data }) => data.what === 'session');
  return problem
    ? { because: `${could}: ${problem.data.because}`, witness: [problem] }
    : { because: `${could}.`, witness: [started] };
}

/** An overloaded or broken `whoAmI` says nothing about who is signed in. */
export const couldNotSay = ({ data }: { data: { status: number; email: string | null } }) =>
  data.email === null && (data.status >= 500 || data.status === 429 || data.status === 408);

/** A second delivery shows something only where the first one was accepted, and in another browser. */
function genuineNotAccepted(attempt: Attempt): Doubt | undefined {
  const genuine = genuineBeside(attempt);
  if (!genuine) return undefined;
  const session = attempt.sessions.find(
    ({ data }) => data.browser === genuine.data.browser && sameAddress(data.email, attempt.facts.email),
  );
  if (!session) return { because: 'The genuine message was not accepted either.', witness: [genuine] };
  if (!judgedBrowsers(attempt).includes(genuine.data.browser)) return undefined;
  return { because: 'The same browser was signed in by the genuine message before.', witness: [genuine, session] };
}

function accountsNotRead(attempt: Attempt): Doubt | undefined {
  if (!attempt.accountsReadable) return undefined;
  const lost = concerned(attempt).find(
    (person) => !accountReading(attempt, 'before', person) || !accountReading(attempt, 'after', person),
  );
  if (lost === undefined) return undefined;
  const problem = attempt.unreadable.find(({ data }) => data.what.startsWith('account'));
  const because = `The account of ${lost} could not be read before and after${problem ? `: ${problem.data.because}` : '.'}`;
  return { because, witness: problem ? [problem] : [] };
}
