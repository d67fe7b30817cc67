import { createHash } from 'node:crypto';
import { DEFAULT_TENANT, tenantDomain } from '../../directory/directory.ts';
import { netbiosName } from '../../directory/groups.ts';
import type { Group } from '../../directory/person.ts';
import { present, type Claims } from '../../oidc/claims.ts';
import { halfHash } from '../../oidc/jws.ts';
import type { Telling } from '../../oidc/profile.ts';
import { formOf } from '../../saml/profile.ts';
import { homeTenant } from './response.ts';
import { groupsEndpoint, guestHome } from './switches.ts';
import { CONSUMERS, issuerOf, versionOf } from './oidc-servers.ts';
import { unverifiedEmail } from './oidc-switches.ts';

const HOUR_S = 3600;
/** identity-platform/access-token-claims-reference.md, groups (vendor-doc); of the implicit flow it says "about". */
const MAX_GROUPS = { back: 200, front: 5 };

/** One value for each application: two applications never see the same (id-token-claims-reference.md, sub; vendor-doc). */
const pairwise = ({ person, app }: Telling): string =>
  createHash('sha256').update(`${app.clientId} ${person.id}`).digest('base64url');

const tenantOf = ({ app, server }: Telling): string => (server.kind.startsWith('consumers') ? CONSUMERS : app.tenantId);

/** The default tenant has proved every domain of its members to be its own; any other tenant only the one of its name. */
function ownsDomainOf(email: string, { app, person }: Telling): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  if (app.tenant === DEFAULT_TENANT) return person.kind === 'member';
  return [`${app.tenant}.test`, tenantDomain(app.tenant)].some((own) => domain === own || domain.endsWith(`.${own}`));
}

/** Members' with the scope or the optional claim, guests' always; gone where the domain is not proved and the switch says so. */
function emailOf(telling: Telling): string | undefined {
  const { person, scopes, settings } = telling;
  if (person.email === null || !(person.kind === 'guest' || scopes.has('email') || asks(telling, 'email')))
    return undefined;
  const ownTenantOnly = (settings.authorizationServer ?? 'tenant').startsWith('tenant');
  return ownTenantOnly || ownsDomainOf(person.email, telling) || formOf(telling, unverifiedEmail) === 'kept'
    ? person.email
    : undefined;
}

const asks = ({ settings }: Telling, claim: string) => settings.optionalClaims?.includes(claim) ?? false;

/** The claims of the vendor's references, after the first five in alphabetical order (the order is inferred). */
export function idToken(telling: Telling): Claims {
  const { app, person, server, at, scopes, nonce, now, channel, accessToken, code } = telling;
  const seconds = Math.floor(now / 1000);
  const version = versionOf(server);
  const v1 = version === 'v1.0';
  const email = emailOf(telling);
  const profile = v1 || scopes.has('profile');
  const front = channel === 'front';
  return present({
    aud: app.clientId,
    iss: issuerOf(tenantOf(telling), version, at),
    iat: seconds,
    nbf: seconds,
    exp: seconds + HOUR_S,
    acct: asks(telling, 'acct') ? (person.kind === 'guest' ? 1 : 0) : undefined,
    aio: telling.opaque('aio', 40),
    amr: v1 ? ['pwd'] : undefined,
    at_hash: front && accessToken !== null ? halfHash(accessToken) : undefined,
    c_hash: front && code !== null ? halfHash(code) : undefined,
    email,
    family_name: v1 || asks(telling, 'family_name') ? person.surname : undefined,
    given_name: v1 || asks(telling, 'given_name') ? person.givenName : undefined,
    ...groupClaims(telling),
    idp: person.kind === 'guest' ? homeOf(telling) : undefined,
    login_hint: asks(telling, 'login_hint') ? telling.opaque('login_hint', 60) : undefined,
    name: profile ? person.displayName : undefined,
    nonce: nonce ?? undefined,
    oid: profile ? person.id : undefined,
    preferred_username: !v1 && profile ? person.upn : undefined,
    rh: telling.opaque('rh', 30),
    sid: asks(telling, 'sid') ? telling.sid : undefined,
    sub: pairwise(telling),
    tid: tenantOf(telling),
    unique_name: v1 ? person.upn : undefined,
    upn: v1 || asks(telling, 'upn') ? person.upn : undefined,
    uti: telling.opaque('uti', 22),
    ver: v1 ? '1.0' : '2.0',
    verified_primary_email:
      asks(telling, 'verified_primary_email') && person.email !== null && ownsDomainOf(person.email, telling)
        ? [person.email]
        : undefined,
    xms_edov: asks(telling, 'xms_edov') && email !== undefined ? ownsDomainOf(email, telling) : undefined,
  });
}

/** A guest's own directory, as SAML tells it. */
const homeOf = (telling: Telling) =>
  formOf(telling, guestHome) === 'mail' ? 'mail' : `https://sts.windows.net/${homeTenant(telling)}/`;

/** Past this many a filter is not applied (how-to-connect-fed-group-claims.md, vendor-doc). */
const MAX_GROUPS_TO_FILTER = 1000;

/** What the group claim is about; a filter lets only some of the groups through. */
function groupsOf({ settings, person }: Telling): readonly Group[] {
  const { send = 'none', filter } = settings.groups ?? {};
  if (send === 'none') return [];
  if (filter === undefined || person.groups.length > MAX_GROUPS_TO_FILTER) return person.groups;
  return person.groups.filter(({ name }) => name.includes(filter));
}

/** Object ids, or a pointer where they are too many: a link in the code flow, a mere flag in the implicit one. */
function groupClaims(telling: Telling): Claims {
  const { app, settings, channel } = telling;
  const groups = groupsOf(telling);
  if (groups.length === 0) return {};
  if (groups.length > MAX_GROUPS[channel])
    return channel === 'front'
      ? { hasgroups: true }
      : { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: groupsLink(telling) } } };
  const { claim = 'vendor-default', values = 'vendor-default' } = settings.groups ?? {};
  const sent = groups.map(
    (group) =>
      ({ 'vendor-default': group.id, 'display-names': group.name, 'netbios-names': netbiosName(app.tenant, group) })[
        values
      ],
  );
  return { [claim === 'vendor-default' ? 'groups' : claim]: sent };
}

/** The mock's own Graph under the vendor's path, so that nothing leads off the machine. */
function groupsLink(telling: Telling): string {
  const { at, app, person } = telling;
  return formOf(telling, groupsEndpoint) === 'graph.windows.net'
    ? at(`/graph.windows.net/${app.tenantId}/users/${person.id}/getMemberObjects`)
    : at(`/graph.microsoft.com/v1.0/users/${person.id}/getMemberObjects`);
}

export const groupsBehind = ({ person }: Telling, claims: Claims): readonly string[] | null =>
  '_claim_names' in claims || 'hasgroups' in claims ? person.groups.map(({ id }) => id) : null;

/** identity-platform/userinfo.md (vendor-doc): these members and no others. The picture would lead off the machine. */
export const userinfo = (telling: Telling): Claims =>
  present({
    sub: pairwise(telling),
    name: telling.scopes.has('profile') ? telling.person.displayName : undefined,
    family_name: telling.scopes.has('profile') ? telling.person.surname : undefined,
    given_name: telling.scopes.has('profile') ? telling.person.givenName : undefined,
    email: telling.scopes.has('email') ? emailOf(telling) : undefined,
  });

/** Who the person is in their own directory, for Microsoft's libraries. */
export const clientInfo = (telling: Telling): string =>
  Buffer.from(JSON.stringify({ uid: telling.person.id, utid: tenantOf(telling) })).toString('base64url');
