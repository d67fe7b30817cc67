import { judgeOidcLogoutFault } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-frame-names-session',
  level: 'SHOULD',
  says: 'An application SHOULD leave a session alone that is not the one in the address of a frame, by issuer and session.',
  source: openIdLogout('frontchannel', '§2'),
  needs: ['front-channel-logout'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeOidcLogoutFault(log, 'front-channel', 'oidc/logout-frame-other-session', 'oidc/logout-frame-issuer'),
});
