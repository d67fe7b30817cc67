import { present, type Claims } from '../../oidc/claims.ts';
import { halfHash } from '../../oidc/jws.ts';
import type { Telling } from '../../oidc/profile.ts';
import { formOf } from '../../saml/profile.ts';
import { issuerForm } from './oidc-switches.ts';

const HOUR_S = 3600;

/** The account's first domain; consumer accounts, also those with an address of their own domain, have none. */
const hostedDomain = ({ person, app }: Telling) => (person.kind === 'guest' ? undefined : `${app.tenant}.test`);

/** developers.google.com/identity/openid-connect/openid-connect (vendor-doc). The order is inferred. */
export function idToken(telling: Telling): Claims {
  const { app, nonce, now, accessToken, code, channel } = telling;
  const seconds = Math.floor(now / 1000);
  return present({
    iss: issuerOf(telling),
    azp: app.clientId,
    aud: app.clientId,
    sub: telling.person.id,
    ...emailClaims(telling),
    at_hash: accessToken === null ? undefined : halfHash(accessToken),
    c_hash: channel === 'front' && code !== null ? halfHash(code) : undefined,
    nonce: nonce ?? undefined,
    ...profileClaims(telling),
    iat: seconds,
    exp: seconds + HOUR_S,
  });
}

function issuerOf(telling: Telling): string {
  const { issuer } = telling.server;
  return formOf(telling, issuerForm) === 'bare' ? issuer.replace(/^https?:\/\//, '') : issuer;
}

const emailClaims = (telling: Telling) => {
  const { person, scopes } = telling;
  return scopes.has('email') && person.email !== null
    ? present({ hd: hostedDomain(telling), email: person.email, email_verified: true })
    : {};
};

const profileClaims = ({ person, scopes }: Telling) =>
  scopes.has('profile') ? { name: person.displayName, given_name: person.givenName, family_name: person.surname } : {};

export const userinfo = (telling: Telling): Claims => {
  const { hd, ...email } = emailClaims(telling) as Record<string, string | boolean | undefined>;
  return present({ sub: telling.person.id, ...profileClaims(telling), ...email, hd });
};
