import { attempts } from '../attempt.ts';
import { each, mustBeSignedIn, reasonsToRefuse } from '../judge.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'sso/session-at-idp-may-be-old',
  level: 'SHOULD',
  says: 'A person SHOULD be let in however long ago they signed in at the IdP: an application that wants a fresh sign-in asks for one (ForceAuthn), and what is too old stays too old at every attempt.',
  source: {
    title: 'Entra sends the moment of the sign-in, which may be months back',
    at: 'reportportal/reportportal#1855; cBioPortal/cbioportal#9529; spring-attic/spring-security-saml#207',
    basis: 'issue',
    checked: '2026-11-24',
  },
  failsOnRefusal: true,
  judge(log) {
    const old = attempts(log).filter(
      (attempt) => (attempt.facts.signedInAgo ?? 0) > 0 && reasonsToRefuse(attempt, log).length === 0,
    );
    return each(old, 'Nobody came who had signed in at the IdP long ago.', mustBeSignedIn);
  },
});
