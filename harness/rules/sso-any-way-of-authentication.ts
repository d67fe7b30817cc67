import { attempts } from '../attempt.ts';
import { each, mustBeSignedIn, reasonsToRefuse } from '../judge.ts';
import { defineRule, fail } from '../rule.ts';

/** Entra's code for a sign-in that was another than the request demands. */
const CONTEXT_DIFFERS = 'AADSTS75011';

export default defineRule({
  id: 'sso/any-way-of-authentication',
  level: 'SHOULD',
  says: 'A request SHOULD NOT demand one way of authentication: people sign in at their IdP by certificate, passcode or second factor, and are turned away there when a password is asked for.',
  source: {
    title: 'AADSTS75011, because an application asks for PasswordProtectedTransport',
    at: 'SAML-Toolkits/php-saml#567; docmost/docmost#1700; OpenCTI-Platform/opencti#7607',
    basis: 'issue',
    checked: '2026-11-24',
  },
  judge(log) {
    const welcome = attempts(log).filter(
      (attempt) => attempt.facts.faults.length === 0 && reasonsToRefuse(attempt, log).length === 0,
    );
    return each(welcome, 'Nobody signed in who may come in.', (attempt) => {
      const refused = attempt.refusedByIdp;
      if (refused?.data.code !== CONTEXT_DIFFERS) return mustBeSignedIn(attempt);
      return fail(
        'The IdP turned the person away because of what the request demands.',
        { expected: 'a request that leaves the way of authentication to the IdP', actual: refused.data.says },
        refused,
      );
    });
  },
});
