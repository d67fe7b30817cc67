import { couldNotSay, each, isLeft, judgeLogoutFault, notBrought, pairOf, signOuts } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml, type Finding } from '../rule.ts';
import type { CaseLog } from '../observation.ts';

export default defineRule({
  id: 'saml/logout-only-session-meant',
  level: 'SHOULD',
  says: 'A service provider SHOULD end the session alone that a LogoutRequest names, by person and SessionIndex.',
  source: saml('core', '§3.7.3.2'),
  needs: ['single-logout'],
  passesOnRefusal: true,
  judge: (log) =>
    signOuts(log).some(({ facts }) => facts.faults.some(({ id }) => faults.includes(id)))
      ? judgeLogoutFault(log, ...faults)
      : judgeBystanders(log),
});

const faults = [
  'saml/logout-request-other-person',
  'saml/logout-request-other-session',
  'saml/logout-request-replayed',
];

/** Sessions in other browsers, of the same person or another, while one ends. */
function judgeBystanders(log: CaseLog): Finding {
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
    const undelivered = signOut.facts.at === 'idp' ? notBrought(signOut, 'request') : undefined;
    if (undelivered) return undelivered;
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
