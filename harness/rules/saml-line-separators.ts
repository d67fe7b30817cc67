import { attempts } from '../attempt.ts';
import { each, mustBeSignedIn, reasonsToRefuse } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

/** Line ends in XML 1.1, letters in XML 1.0. */
const SEPARATORS = /[\u0085\u2028\u2029]/;

export default defineRule({
  id: 'saml/line-separators',
  level: 'SHOULD',
  says: 'A service provider SHOULD read U+0085, U+2028 and U+2029 as the characters that they are: SAML is written in XML 1.0, where they end no line, and a message that is changed before its signature is verified no longer fits its digest.',
  source: saml('core', '§1.3.1; XML 1.0 §2.2, §2.11'),
  failsOnRefusal: true,
  judge(log) {
    const separated = attempts(log).filter(
      (attempt) =>
        Object.values(attempt.emitted?.data.personal ?? {}).some((value) => SEPARATORS.test(value)) &&
        reasonsToRefuse(attempt, log).length === 0,
    );
    return each(separated, 'No message came that holds a line separator of Unicode.', mustBeSignedIn);
  },
});
