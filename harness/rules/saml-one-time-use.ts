import { attempts } from '../attempt.ts';
import { judgeFault, mustBeSignedIn } from '../judge.ts';
import { blocked, defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/one-time-use',
  level: 'MUST',
  says: 'A service provider MUST NOT accept the same bearer assertion twice.',
  source: saml('profiles', '§4.1.4.5'),
  passesOnRefusal: true,
  judge(log) {
    const all = attempts(log);
    const reusing = all.findIndex(({ facts }) => facts.faults.some(({ id }) => id === 'saml/assertion-id-reused'));
    const earlier = reusing > 0 ? all[reusing - 1] : undefined;
    const accepted = earlier && mustBeSignedIn(earlier);
    if (accepted && accepted.status !== 'pass')
      return blocked(`The ID was not used before. ${accepted.because}`, ...accepted.evidence);
    return judgeFault(log, 'saml/replay', 'saml/replay-after-restart', 'saml/assertion-id-reused');
  },
});
