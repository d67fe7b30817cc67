import { attempts } from '../attempt.ts';
import { each, mustBeSignedIn } from '../judge.ts';
import { blocked, defineRule, fail, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/opens-when-verified',
  level: 'MUST',
  says: 'Verification MUST enable the SSO method: the same JIT login URL works from then on, with no other act of the owner.',
  source: productRules('jit/opens-when-verified'),
  needs: ['sso-methods', 'jit'],
  judge(log) {
    const verified = log.all('target.method').find(({ data }) => data.action === 'verify');
    if (!verified) return blocked('The method was never verified.');
    if (!verified.data.accepted) {
      return fail(
        'Verification was refused.',
        { expected: 'a verified method', actual: `${verified.data.status}: ${verified.data.text}` },
        verified,
      );
    }
    const later = attempts(log).filter(
      ({ started, facts }) => after(started.id, verified.id) && facts.method.state === 'verified',
    );
    return each(later, 'Nobody tried the JIT login URL after verification.', mustBeSignedIn);
  },
});

const after = (one: string, other: string) => Number(one.slice(1)) > Number(other.slice(1));
