import { attempts } from '../attempt.ts';
import { each, mustBeSignedIn } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/decrypts-assertions',
  level: 'SHOULD',
  says: 'A service provider that gives out an encryption certificate SHOULD take an assertion that is encrypted to it.',
  source: saml('core', '§2.3.4; metadata §2.4.1.1'),
  needs: ['encryption'],
  failsOnRefusal: true,
  judge(log) {
    const encrypted = attempts(log).filter(
      ({ facts, emitted }) => facts.faults.length === 0 && emitted?.data.shape === 'encrypted',
    );
    return each(encrypted, 'No genuine assertion was sent encrypted.', mustBeSignedIn);
  },
});
