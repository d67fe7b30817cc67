import { attempts } from '../attempt.ts';
import { each, mustBeSignedIn, reasonsToRefuse } from '../judge.ts';
import { blocked, defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/opens-when-verified',
  level: 'MUST',
  says: 'Verification MUST enable the SSO method: the same JIT login URL works from then on, with no other act of the owner.',
  source: productRules('jit/opens-when-verified'),
  needs: ['sso-methods', 'jit'],
  judge(log) {
    const verified = log.all('target.method').find(({ data }) => data.action === 'verify');
    if (!verified) return blocked('The method was never verified.');
    if (!verified.data.accepted)
      return blocked(`The method could not be verified (${verified.data.status}): ${verified.data.text}`, verified);
    const afterwards = log.after(verified);
    const act = afterwards.all('target.method').find(({ data }) => data.action !== 'show');
    const unaided = attempts(act ? afterwards.before(act) : afterwards).filter(
      (attempt) => attempt.facts.through === 'jit-url' && reasonsToRefuse(attempt, log).length === 0,
    );
    return each(unaided, 'Nobody tried the JIT login URL straight after verification.', mustBeSignedIn);
  },
});
