import { accountAfter, each, firstSignIns } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/one-account-for-simultaneous-first-sign-ins',
  level: 'MUST',
  says: 'First sign-ins of one person at the same moment MUST end in one account, and every browser MUST see a defined result.',
  source: productRules('jit/one-account-for-simultaneous-first-sign-ins'),
  needs: ['jit', 'accounts'],
  judge(log) {
    const together = firstSignIns(log).filter(({ facts }) => facts.browsers.length > 1);
    return each(together, 'No two browsers signed the same person in at once.', (attempt) => {
      const after = accountAfter(attempt);
      if ('missing' in after) return after.missing;
      const { reading } = after;
      const count = reading.data.accounts.length;
      if (count !== 1)
        return fail(
          'Simultaneous first sign-ins made several accounts.',
          { expected: 'one account', actual: `${count} accounts` },
          reading,
        );
      const broken = attempt.ended.filter(({ data }) => data.outcome !== 'page');
      const [firstBroken] = broken;
      if (firstBroken) {
        const actual = broken
          .map(({ data }) => `browser ${data.browser}: ${data.outcome} (${data.status ?? 'no answer'})`)
          .join(', ');
        return fail(
          'A browser saw no defined result.',
          { expected: 'a page below 500 in every browser', actual },
          firstBroken,
          ...broken.slice(1),
          reading,
        );
      }
      const inside = attempt.sessions.filter(({ data }) => data.email !== null);
      const [first] = inside;
      if (!first) return blocked('None of the browsers is signed in.', reading, ...attempt.ended);
      return pass(
        `One account; ${inside.length} of ${attempt.facts.browsers.length} browsers are signed in, the others were answered.`,
        reading,
        first,
        ...attempt.ended,
      );
    });
  },
});
