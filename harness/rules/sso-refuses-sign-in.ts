import { attempts } from '../attempt.ts';
import { each, mustBeRefused, reasonsToRefuse } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'sso/refuses-sign-in',
  level: 'MUST',
  says: 'What must be refused MUST end with nobody signed in: no session for the signer, the victim or anybody.',
  source: productRules('sso/refuses-sign-in'),
  passesOnRefusal: true,
  judge(log) {
    const refused = attempts(log).filter((attempt) => reasonsToRefuse(attempt, log).length > 0);
    return each(refused, 'No sign-in had to be refused.', (attempt) =>
      mustBeRefused(attempt, reasonsToRefuse(attempt, log), attempt.facts.faults[0]?.grade),
    );
  },
});
