import { fold, requireAddress } from './address.ts';
import type { Defects } from './defects.ts';
import { groupsOf, takesGroups } from './groups.ts';
import type { Claims } from './id-token-checks.ts';
import { Refusal } from './refusal.ts';
import type { Secrets } from './secrets.ts';
import type { Identity } from './sign-in-requests.ts';
import type { SsoMethod } from './sso-method.ts';

/** Who the ID token is about, as far as this product wants to know. @throws Refusal `needs-email`, `email-not-verified`, `hosted-domain` */
export function openIdIdentityIn(claims: Claims, method: SsoMethod, secrets: Secrets, defects: Defects): Identity {
  const email = emailIn(claims, defects);
  requireVerified(claims, method, defects);
  const subject = subjectIn(claims, method);
  return {
    email,
    subjectKey: defects.has('stores-object-id') ? subject.at(-1)! : secrets.hash('subject', method.id, ...subject),
    groups: groupsOf(claims.groups, method, defects),
    overageLink: takesGroups(method, defects) ? overageLinkIn(claims) : null,
    name: defects.has('stores-name') && typeof claims.name === 'string' ? claims.name : null,
  };
}

/** The email claim and nothing else. */
function emailIn({ email, preferred_username: username }: Claims, defects: Defects): string {
  if (defects.has('oidc-first-of-several-emails')) return firstOf(email);
  if (typeof email === 'string' && email !== '') return requireAddress(email);
  if (defects.has('accepts-upn-when-no-email') && typeof username === 'string') return username;
  throw new Refusal('needs-email', 'There is no email claim.');
}

/** What is left of an address once somebody has made a text of it. */
function firstOf(email: unknown): string {
  const [first] = [email].flat();
  const value: unknown = memberOf(first, 'value') ?? first;
  return requireAddress(String(value).split(',')[0] ?? '');
}

/**
 * Google and Okta say whether the address is verified. Entra's `xms_edov` says whether its domain is; where it is left out
 * the tenant, which is the team's own, and the approved domains vouch for it.
 */
function requireVerified(claims: Claims, method: SsoMethod, defects: Defects): void {
  const says = [claims.email_verified, method.idpType === 'entra' ? claims.xms_edov : undefined];
  if (says.some(isNo) && !defects.has('oidc-unverified-email-accepted')) throw new Refusal('email-not-verified');
  // Without a hosted domain it is a consumer account, whose address may have been anybody's.
  if (defects.has('oidc-hosted-domain-ignored')) return;
  const { hd } = claims;
  const isApproved = typeof hd === 'string' && method.domains.includes(fold(hd));
  if (method.idpType === 'google' && !isApproved) throw new Refusal('hosted-domain');
}

const isNo = (value: unknown): boolean =>
  value !== undefined && value !== true && value !== 1 && value !== 'true' && value !== '1';

/** What lasts: Entra's subject is another one for each application, its object id is not. */
function subjectIn({ iss, sub, tid, oid }: Claims, { idpType }: SsoMethod): string[] {
  if (idpType === 'entra' && typeof tid === 'string' && typeof oid === 'string') return [tid, oid];
  return [String(iss), String(sub)];
}

/** Entra's pointer in place of groups that are too many. */
function overageLinkIn(claims: Claims): string | null {
  const source = memberOf(claims._claim_names, 'groups');
  const endpoint = typeof source === 'string' ? memberOf(memberOf(claims._claim_sources, source), 'endpoint') : null;
  return typeof endpoint === 'string' ? endpoint : null;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
