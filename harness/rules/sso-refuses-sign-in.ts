import { attempts } from '../attempt.ts';
import { each, mustBeRefused, reasonToRefuse } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'sso/refuses-sign-in',
  level: 'MUST',
  says: 'What must be refused MUST end with nobody signed in: no session for the signer, the victim or anybody.',
  source: productRules('sso/refuses-sign-in'),
  passesOnRefusal: true,
  judge(log) {
    const refused = attempts(log).filter((attempt) => reasonToRefuse(attempt, log) !== null);
    return each(refused, 'No sign-in had to be refused.', (attempt) =>
      mustBeRefused(attempt, reasonToRefuse(attempt, log) ?? 'it had to be refused', attempt.facts.faults[0]?.grade),
    );
  },
});
