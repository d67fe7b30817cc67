import type { Defects } from './defects.ts';
import type { AssertionFacts } from './facts.ts';
import type { SsoMethod } from './sso-method.ts';

/** Names of the attribute that carries groups: Entra's own, and the one that administrators choose elsewhere. */
const GROUP_CLAIMS = ['http://schemas.microsoft.com/ws/2008/06/identity/claims/groups', 'groups'];
/** Sent by Entra in place of the groups where they are too many. */
const OVERAGE_CLAIM = 'http://schemas.microsoft.com/claims/groups.link';

/** The values of the group claim, once each and as they came; null without one, or where the method takes none. */
export function groupsIn(assertion: AssertionFacts, method: SsoMethod, defects: Defects): string[] | null {
  if (!takesGroups(method, defects)) return null;
  const claims = [...assertion.attributes]
    .filter(([name]) => GROUP_CLAIMS.includes(defects.has('attribute-names-cut') ? lastPart(name) : name))
    .map(([, values]) => values);
  return claims.length === 0 ? null : asNames(claims.flat(), defects);
}

/** The pointer of an overage, where the method takes groups. */
export function overageLinkIn(assertion: AssertionFacts, method: SsoMethod, defects: Defects): string | null {
  return takesGroups(method, defects) ? (assertion.attributes.get(OVERAGE_CLAIM)?.[0] ?? null) : null;
}

/** The same for the claims of OpenID Connect, whose name is `groups`. */
export function groupsOf(claim: unknown, method: SsoMethod, defects: Defects): string[] | null {
  if (!takesGroups(method, defects) || !Array.isArray(claim)) return null;
  return asNames(
    claim.filter((value) => typeof value === 'string'),
    defects,
  );
}

export const takesGroups = (method: SsoMethod, defects: Defects): boolean =>
  !defects.has('groups-ignored') && (method.allowGroups || defects.has('groups-from-any-idp'));

/** `groups` of `http://…/claims/groups`. */
const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

function asNames(values: readonly string[], defects: Defects): string[] {
  let names = defects.has('first-group-only') ? values.slice(0, 1) : values;
  if (defects.has('hundred-groups-only')) names = names.slice(0, 100);
  if (defects.has('one-group-spelled-out') && names.length === 1) names = names.flatMap((name) => [...name]);
  if (defects.has('groups-split-on-comma')) names = names.flatMap((name) => name.split(','));
  if (defects.has('groups-trimmed')) names = names.map((name) => name.trim());
  if (defects.has('groups-normalised')) names = names.map((name) => name.normalize('NFC'));
  if (defects.has('groups-html-decoded')) names = names.map(decodeEntities);
  return [...new Set(names)].filter((name) => name !== '');
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const decodeEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? '');
