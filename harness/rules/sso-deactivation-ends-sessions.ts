import { acts, each } from '../judge.ts';
import { blocked, defineRule, entraProvisioning, fail, pass } from '../rule.ts';

export default defineRule({
  id: 'sso/deactivation-ends-sessions',
  level: 'SHOULD',
  says: 'Whoever is deactivated over SCIM SHOULD NOT stay signed in.',
  source: entraProvisioning('Disable'),
  covers: ['C061'],
  needs: ['scim'],
  judge(log) {
    const all = acts(log);
    const left = all.flatMap((act, index) => {
      if (act.facts.act !== 'deactivate' && act.facts.act !== 'unassign') return [];
      const { person } = act.facts;
      const inside = all[index - 1]?.sessions.some(({ data }) => data.person === person && data.email !== null);
      const signedIn = log.before(act.seen).all('target.session').at(-1);
      return act.sessions
        .filter(({ data }) => data.person === person)
        .map((session) => ({ act, session, wasIn: inside === true || signedIn?.data.email != null, signedIn }));
    });
    return each(left, 'Nobody was deactivated who was signed in.', ({ act, session, wasIn, signedIn }) => {
      const before = signedIn ? [signedIn] : [];
      if (!wasIn) return blocked('Nobody was signed in before.', act.seen, session);
      if (act.facts.outcome.because)
        return blocked(`They were not deactivated: ${act.facts.outcome.because.says}.`, act.seen);
      if (session.data.status >= 500 || session.data.status === 429)
        return blocked(`Who is signed in could not be asked: ${session.data.status}.`, session);
      if (session.data.email === null) return pass('Nobody is signed in there any more.', session, act.seen, ...before);
      return fail(
        'They are still signed in.',
        { expected: 'nobody', actual: session.data.email },
        session,
        act.seen,
        ...before,
      );
    });
  },
});
