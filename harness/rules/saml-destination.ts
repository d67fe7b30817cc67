import { attempts } from '../attempt.ts';
import { judgeFault } from '../judge.ts';
import { blocked, defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/destination',
  level: 'MUST',
  says: 'A service provider MUST refuse a signed response whose Destination is another address.',
  source: saml('bindings', '§3.5.5.2; core §3.2.2'),
  passesOnRefusal: true,
  judge(log) {
    const other = attempts(log).find(
      ({ emitted }) => emitted && emitted.data.shape !== 'response' && emitted.data.shape !== 'both',
    );
    if (other?.emitted) return blocked('The response was not signed, which asks for less.', other.emitted);
    return judgeFault(log, 'saml/destination-mismatch');
  },
});
