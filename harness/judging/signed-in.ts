import { reached, sameAddress, type Attempt } from '../attempt.ts';
import type { Observation } from '../observation.ts';
import { blocked, fail, pass, type Finding } from '../rule.ts';
import { each } from './each.ts';
import { endWords } from './end-words.ts';
import { afterCrash, couldNotSay, notAsked, refusedByIdp, type Doubt } from './doubts.ts';

/** The sign-in must end with the person signed in, and nobody else, in every browser. */
export function mustBeSignedIn(attempt: Attempt): Finding {
  return each(attempt.facts.browsers, 'No browser took part.', (browser) => signedInIn(attempt, browser));
}

function signedInIn(attempt: Attempt, browser: string): Finding {
  const { email } = attempt.facts;
  const expected = `a session of ${email ?? 'the person'}`;
  const session = attempt.sessions.findLast(({ data }) => data.browser === browser);
  if (session && sameAddress(session.data.email, email)) return pass(`Signed in as ${session.data.email}.`, session);
  if (session && session.data.email !== null) {
    const actual = `a session of ${session.data.email}`;
    return fail('Somebody else is signed in.', { expected, actual, grade: 'bypass' }, session);
  }
  const doubt = doubtOfFailure(attempt, browser, session);
  if (doubt || !session) return blocked(doubt?.because ?? 'Nothing was seen.', ...(doubt?.witness ?? []));
  const { page } = attempt;
  // A 200 that names nobody may be a wrong pointer in the target file.
  const said = session.data.status === 200 ? ' (whoAmI answered 200, without an email where its pointer leads)' : '';
  const rest = page ? `; the browser rests at ${page.data.url} (${page.data.status})` : '';
  return fail(
    'The genuine sign-in did not end in a session.',
    { expected, actual: `nobody is signed in${said}${rest}` },
    session,
    ...(page ? [page] : []),
  );
}

/** Why a missing session may be no doing of the application's. */
function doubtOfFailure(
  attempt: Attempt,
  browser: string,
  session: Observation<'target.session'> | undefined,
): Doubt | undefined {
  const { emitted } = attempt;
  if (attempt.refusedByIdp) return refusedByIdp(attempt.refusedByIdp);
  if (!session) return notAsked(attempt);
  if (couldNotSay(session)) return notAsked(attempt, session);
  const ends = attempt.ended.filter(({ data }) => data.browser === browser);
  if (ends.length === 0) return { because: `How browser ${browser} fared was not seen.`, witness: [session] };
  const broken = ends.find(({ data }) => !['page', 'server-error'].includes(data.outcome));
  if (broken) return { because: `The browser met a ${endWords[broken.data.outcome]}.`, witness: [broken] };
  const crash = ends.find(({ data }) => data.outcome === 'server-error');
  if (crash) return afterCrash(attempt, crash);
  if (emitted && !reached(attempt))
    return { because: 'The message never reached the application.', witness: [emitted, ...ends] };
  return undefined;
}
