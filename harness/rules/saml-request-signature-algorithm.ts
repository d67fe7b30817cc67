import { eachRequest } from '../judge.ts';
import { blocked, defineRule, fail, pass, skipped } from '../rule.ts';

export default defineRule({
  id: 'saml/request-signature-algorithm',
  level: 'SHOULD',
  says: 'The signature of an AuthnRequest SHOULD be made without SHA-1 and MD5.',
  source: {
    title: 'XML Signature 1.1, algorithms that are discouraged',
    at: 'https://www.w3.org/TR/xmldsig-core1/ §6.1; RFC 6151',
    basis: 'specification',
    checked: '2026-11-24',
  },
  covers: ['S208'],
  needs: ['signed-requests'],
  judge: (log) =>
    eachRequest(log, ({ seen, facts }) => {
      const { state, algorithms } = facts.signature;
      if (state === 'absent') return skipped('The request is not signed.', seen);
      if (algorithms.length === 0) return blocked('The signature does not say how it was made.', seen);
      const weak = algorithms.find((algorithm) => /[#-](sha1|md5)$/i.test(algorithm));
      if (weak === undefined) return pass(`It is made by ${algorithms.join(', ')}.`, seen);
      return fail('The algorithm is weak.', { expected: 'SHA-256 or longer', actual: weak, grade: 'hygiene' }, seen);
    }),
});
