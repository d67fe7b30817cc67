import { attempts } from '../attempt.ts';
import { judgeFault } from '../judge.ts';
import { blocked, defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/destination-when-unsigned',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse a response whose Destination is another address, also where only its assertion is signed.',
  source: saml('core', '§3.2.2'),
  passesOnRefusal: true,
  judge(log) {
    const other = attempts(log).find(({ emitted }) => emitted && emitted.data.shape !== 'assertion');
    if (other?.emitted) return blocked('Not only the assertion was signed, which asks for more.', other.emitted);
    return judgeFault(log, 'saml/destination-mismatch');
  },
});
