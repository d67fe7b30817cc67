import { attempts } from '../attempt.ts';
import { each, mustBeSignedIn, reasonsToRefuse } from '../judge.ts';
import { defineRule, skipped } from '../rule.ts';

export default defineRule({
  id: 'sso/either-part-signed',
  level: 'SHOULD',
  says: 'A message SHOULD be accepted whichever part of it is signed, the response or the assertion: at Google Workspace it is one of the two, as the administrator chooses.',
  source: {
    title: 'Signed response or signed assertion at Google Workspace, never both',
    at: 'goauthentik/authentik#22811; node-saml/passport-saml#852',
    basis: 'issue',
    checked: '2026-11-24',
  },
  failsOnRefusal: true,
  judge(log) {
    const told = log.last('case.given')?.data.signs ?? null;
    const oneSigned = attempts(log).filter(
      (attempt) =>
        ['response', 'assertion'].includes(attempt.emitted?.data.shape ?? '') &&
        attempt.facts.faults.length === 0 &&
        reasonsToRefuse(attempt, log).length === 0,
    );
    return each(oneSigned, 'No message came with one part signed.', (attempt) =>
      told !== null && told !== attempt.emitted?.data.shape
        ? skipped(`The application tells administrators what to sign (sso.saml.idpApp.sign: ${told}).`, attempt.started)
        : mustBeSignedIn(attempt),
    );
  },
});
