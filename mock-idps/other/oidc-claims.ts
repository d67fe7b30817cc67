import { present, type Claims } from '../oidc/claims.ts';
import { halfHash } from '../oidc/jws.ts';
import type { Telling } from '../oidc/profile.ts';

const HOUR_S = 3600;

/** What the library writes, with every claim that the scopes ask for (`conformIdTokenClaims: false`). */
export function idToken(telling: Telling): Claims {
  const { app, server, nonce, now, authTime, accessToken, code, channel, sid, settings } = telling;
  const seconds = Math.floor(now / 1000);
  return present({
    ...userinfo(telling),
    auth_time: Math.floor(authTime / 1000),
    nonce: nonce ?? undefined,
    sid: settings.relyingParty?.backchannelLogoutUri === undefined ? undefined : sid,
    at_hash: accessToken === null ? undefined : halfHash(accessToken),
    c_hash: channel === 'front' && code !== null ? halfHash(code) : undefined,
    aud: app.clientId,
    exp: seconds + HOUR_S,
    iat: seconds,
    iss: server.issuer,
  });
}

export const userinfo = (telling: Telling): Claims => {
  const { person, scopes } = telling;
  return present({
    sub: person.id,
    ...(scopes.has('profile') && {
      name: person.displayName,
      given_name: person.givenName,
      family_name: person.surname,
      preferred_username: person.username,
    }),
    ...(scopes.has('email') && person.email !== null && { email: person.email, email_verified: true }),
    ...groupClaims(telling),
  });
};

function groupClaims({ settings, person, scopes }: Telling): Claims {
  const { send = 'none', claim = 'vendor-default' } = settings.groups ?? {};
  if (send === 'none' || !scopes.has('groups')) return {};
  return { [claim === 'vendor-default' ? 'groups' : claim]: person.groups.map(({ name }) => name) };
}
