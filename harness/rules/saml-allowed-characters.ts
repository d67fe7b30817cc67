import { attempts } from '../attempt.ts';
import { each, outcome, seenIn, told } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/allowed-characters',
  level: 'MUST',
  says: 'A service provider MUST refuse a message that holds a character which XML forbids: it is not well-formed.',
  source: saml('core', '§1.3.1; XML 1.0 §2.2, §4.1'),
  passesOnRefusal: true,
  judge(log) {
    const forbidden = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => id === 'saml/nameid-nul'));
    return each(forbidden, 'No sign-in with saml/nameid-nul took place.', (attempt) => {
      const result = outcome(attempt);
      if (result.kind === 'unclear')
        return blocked(`Whether it was refused cannot be told. ${result.because}`, ...result.witness);
      if (result.kind === 'refused') return pass('Nobody got in with saml/nameid-nul.', ...result.witness);
      const { entries } = result;
      // Whoever it was, with the character or without: there was nothing to read.
      return fail(
        'A message that is not well-formed was read.',
        {
          expected: 'no session and no account',
          actual: told(entries),
          grade: entries.some(({ whose }) => whose === 'victim') ? 'bypass' : 'hygiene',
        },
        ...seenIn(entries),
      );
    });
  },
});
