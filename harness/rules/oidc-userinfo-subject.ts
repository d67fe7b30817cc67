import { attempts } from '../attempt.ts';
import { judgeFault, unasked } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

const FAULT = 'oidc/userinfo-subject';

export default defineRule({
  id: 'oidc/userinfo-subject',
  level: 'MUST',
  says: "A relying party MUST NOT use an answer of userinfo whose subject is not exactly the ID token's.",
  source: openIdConnect('§5.3.2'),
  passesOnRefusal: true,
  judge(log) {
    const [found] = attempts(log).flatMap((attempt) =>
      attempt.facts.faults.some(({ id }) => id === FAULT) ? [unasked(attempt)] : [],
    );
    return found ?? judgeFault(log, FAULT);
  },
});
