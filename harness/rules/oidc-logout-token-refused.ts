import { each, notTold, signOuts } from '../judge.ts';
import { blocked, defineRule, fail, openIdLogout, pass } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-token-refused',
  level: 'MUST',
  says: 'An application MUST answer a logout token that is not valid with 400.',
  source: openIdLogout('backchannel', '§2.6; §2.8'),
  needs: ['back-channel-logout'],
  passesOnRefusal: true,
  judge: (log) =>
    each(
      signOuts(log).filter(({ facts }) => facts.faults.some(({ id }) => INVALID.has(id))),
      'No logout token was sent that is not valid.',
      (signOut) => {
        const unheard = notTold(signOut, 'back-channel');
        if (unheard) return unheard;
        const seen = signOut.told.find(({ data }) => data.faults.some((id) => INVALID.has(id)));
        if (!seen) return blocked('The IdP sent no logout token that is not valid.', ...signOut.told);
        const { status } = seen.data;
        if (status === 400) return pass('The logout token was refused with 400.', seen);
        return fail(
          'The answer does not say that the logout token is not valid.',
          { expected: '400', actual: String(status), grade: 'hygiene' },
          seen,
        );
      },
    ),
});

/** What makes a logout token invalid by itself, whatever sessions there are. */
const INVALID: ReadonlySet<string> = new Set([
  'oidc/logout-token-unsigned',
  'oidc/logout-token-altered',
  'oidc/logout-token-foreign-key',
  'oidc/logout-token-issuer',
  'oidc/logout-token-audience',
  'oidc/logout-token-expired',
  'oidc/logout-token-event',
  'oidc/logout-token-id-token',
  'oidc/logout-token-nonce',
  'oidc/logout-token-nobody',
]);
