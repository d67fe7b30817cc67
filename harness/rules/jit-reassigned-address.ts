import { accountReading, attempts, sameAddress, wasKnown } from '../attempt.ts';
import { each, mustBeRefused, reasonsToRefuse } from '../judge.ts';
import { blocked, defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/reassigned-address',
  level: 'SHOULD',
  says: "The same address with another subject at the same IdP SHOULD NOT be signed in as the earlier person without an owner's act.",
  source: productRules('jit/reassigned-address'),
  needs: ['jit'],
  passesOnRefusal: true,
  judge(log) {
    const all = attempts(log);
    const again = all.filter(
      (attempt) =>
        attempt.facts.changed.includes('subject') && wasKnown(attempt) && reasonsToRefuse(attempt, log).length === 0,
    );
    return each(again, 'Nobody came with an address that was given to somebody else.', (attempt) => {
      const subject = attempt.emitted?.data.subjectId;
      if (attempt.emitted && !subject)
        return blocked('The IdP sent no lasting subject beside the address.', attempt.started);
      const earlier = all
        .slice(0, all.indexOf(attempt))
        .findLast(({ facts, emitted }) => sameAddress(facts.email, attempt.facts.email) && emitted?.data.subjectId);
      if (!earlier?.emitted || earlier.emitted.data.subjectId === subject)
        return blocked('The application was never told another subject before.', attempt.started);
      const [before, after] = [accountReading(attempt, 'before'), accountReading(attempt, 'after')];
      if (before && after && after.data.accounts.length > before.data.accounts.length)
        return blocked('There are two accounts of the address now, and whose session it is cannot be told.', after);
      const reason = { ground: 'subject', because: 'the address was given to another person' } as const;
      return mustBeRefused(attempt, [reason], 'bypass');
    });
  },
});
