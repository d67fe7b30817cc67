import { judgeFault } from '../judge.ts';
import { defineRule, saml, skipped } from '../rule.ts';

export default defineRule({
  id: 'saml/in-response-to-present',
  level: 'SHOULD',
  says: 'A service provider that does not mean to accept unsolicited responses SHOULD refuse one whose assertion, or whose response, does not say which request it answers.',
  source: saml('core', '§3.2.2; profiles §4.1.4.2'),
  passesOnRefusal: true,
  judge(log) {
    const given = log.last('case.given');
    // A confirmation without InResponseTo is the one of an unsolicited response (profiles §4.1.5).
    if (given?.data.idpInitiated)
      return skipped('The target file declares that unsolicited responses are accepted (idpInitiated).', given);
    return judgeFault(log, 'saml/in-response-to-missing');
  },
});
