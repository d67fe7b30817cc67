import { eachRequest } from '../judge.ts';
import { defineRule, fail, pass, saml, skipped } from '../rule.ts';

export default defineRule({
  id: 'saml/request-destination-when-signed',
  level: 'MUST',
  says: 'A signed AuthnRequest MUST name the address to which it is sent as its Destination.',
  source: saml('bindings', '§3.4.5.2, §3.5.5.2'),
  covers: ['S202', 'S208'],
  needs: ['signed-requests'],
  judge: (log) =>
    eachRequest(log, ({ seen, said, facts }) => {
      if (facts.signature.state === 'absent')
        return skipped('The request is not signed, so it need not say where to.', seen);
      if (said.destination !== null) return pass('The signed request says where it is sent.', seen);
      const detail = { expected: facts.expected.ssoUrl, actual: 'no Destination', grade: 'check-missing' } as const;
      return fail('The signed request has no Destination.', detail, seen);
    }),
});
