import { judgeFault } from '../judge.ts';
import { defineRule, saml, skipped } from '../rule.ts';

export default defineRule({
  id: 'saml/solicited-only',
  level: 'MUST',
  says: 'A service provider that does not mean to accept unsolicited responses MUST refuse a response without InResponseTo.',
  source: saml('profiles', '§4.1.5; §4.1.4.3'),
  passesOnRefusal: true,
  judge(log) {
    const given = log.last('case.given');
    if (given?.data.idpInitiated)
      return skipped('The target file declares that they are accepted (idpInitiated).', given);
    return judgeFault(log, 'saml/unsolicited');
  },
});
