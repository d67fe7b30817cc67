import { present, type Claims } from '../../oidc/claims.ts';
import { halfHash } from '../../oidc/jws.ts';
import type { Telling } from '../../oidc/profile.ts';
import { formOf } from '../../saml/profile.ts';
import { Choices, LETTERS_AND_DIGITS } from '../../choices.ts';
import { idTokenSize, sessionClaim } from './oidc-switches.ts';

const HOUR_S = 3600;
/** guides/customize-authz-server (vendor-doc): more make the token request fail. */
export const MAX_GROUPS = 100;

/** okta/okta-management-openapi-spec, oauth-minimal.yaml (vendor-doc). The order is inferred. */
export function idToken(telling: Telling): Claims {
  const { app, server, person, nonce, now, authTime, accessToken, code, channel } = telling;
  const seconds = Math.floor(now / 1000);
  const thin = accessToken !== null && formOf(telling, idTokenSize) === 'thin';
  return present({
    sub: person.id,
    ...(thin ? {} : profileClaims(telling)),
    ...emailClaims(telling),
    ver: 1,
    iss: server.issuer,
    aud: app.clientId,
    iat: seconds,
    exp: seconds + HOUR_S,
    jti: `ID.${telling.opaque('jti', 43)}`,
    amr: ['pwd'],
    idp: organisationId(telling),
    nonce: nonce ?? undefined,
    sid: namesSession(telling) ? telling.sid : undefined,
    auth_time: Math.floor(authTime / 1000),
    at_hash: accessToken === null ? undefined : halfHash(accessToken),
    c_hash: channel === 'front' && code !== null ? halfHash(code) : undefined,
    ...(thin ? {} : groupClaims(telling)),
  });
}

const namesSession = (telling: Telling): boolean =>
  telling.settings.relyingParty?.frontchannelLogoutUri !== undefined && formOf(telling, sessionClaim) !== 'never';

/** The organisation itself is the identity provider where no other is. */
const organisationId = ({ app }: Telling) =>
  `00o${new Choices('okta organisation', app.tenant).text(LETTERS_AND_DIGITS, 17)}`;

const profileClaims = ({ person, scopes }: Telling): Claims =>
  scopes.has('profile')
    ? {
        name: person.displayName,
        preferred_username: person.username,
        given_name: person.givenName,
        family_name: person.surname,
      }
    : {};

const emailClaims = ({ person, scopes }: Telling): Claims =>
  scopes.has('email') && person.email !== null ? { email: person.email, email_verified: true } : {};

/** The organisation's server wants its scope, a custom one has the claim configured. */
export function groupNames({ settings, server, person, scopes }: Telling): readonly string[] | null {
  if ((settings.groups?.send ?? 'none') === 'none') return null;
  return server.kind === 'custom' || scopes.has('groups') ? person.groups.map(({ name }) => name) : null;
}

function groupClaims(telling: Telling): Claims {
  const names = groupNames(telling);
  const claim = telling.settings.groups?.claim;
  return names === null ? {} : { [claim === undefined || claim === 'vendor-default' ? 'groups' : claim]: names };
}

export const userinfo = (telling: Telling): Claims => ({
  sub: telling.person.id,
  ...profileClaims(telling),
  ...emailClaims(telling),
  ...(telling.scopes.has('phone') && telling.person.phone !== null ? { phone_number: telling.person.phone } : {}),
  ...groupClaims(telling),
});
