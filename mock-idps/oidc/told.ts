import type { ClaimsTold } from '../event.ts';
import type { Claims, Json } from './claims.ts';
import type { Telling } from './profile.ts';
import type { SignIn } from './sign-in.ts';
import type { World } from './world.ts';

interface Said {
  readonly through: ClaimsTold['through'];
  readonly sent: string;
  readonly genuine: string | null;
  /** As sent. */
  readonly claims: Claims;
  /** As the vendor would send them. */
  readonly expected: Claims;
}

/** What the relying party was told, for observers; keeps the groups behind a pointer for who follows it. */
export function toldOf({ runtime }: World, signIn: SignIn, telling: Telling, said: Said): ClaimsTold {
  const { profile, server, ticket, order, app, person, settings } = signIn;
  const { claims, expected } = said;
  const behind = profile.groupsBehind(telling, claims);
  if (behind) runtime.graph.remember(app.tenantId, person.id, behind);
  const groupClaim = settings.groups?.claim;
  const groups = claims[groupClaim === undefined || groupClaim === 'vendor-default' ? 'groups' : groupClaim];
  const victim = order?.victim;
  return {
    kind: 'claims',
    vendor: server.vendor,
    ticket,
    at: telling.now,
    through: said.through,
    faults: (order?.faults ?? []).map(({ id }) => id),
    sent: said.sent,
    genuine: said.genuine,
    subject: text(expected.sub),
    email: text(expected.email),
    claims: { victim: victim?.email != null && claims.email === victim.email ? victim.email : null },
    groups: behind ? 'overage' : Array.isArray(groups) ? groups.map(String) : null,
    groupsBehindOverage: behind,
    personal: personalOf(claims, signIn),
  };
}

/** Personal values, by what they tell. What the email says already is left out, in any letter case. */
function personalOf(claims: Claims, { profile, person }: SignIn): Record<string, string> {
  const email = person.email?.toLowerCase();
  const values = Object.entries(profile.about).flatMap(([name, about]) => {
    const value = text(claims[name]);
    return value && value.toLowerCase() !== email && about !== 'email' ? [[about, value] as const] : [];
  });
  return Object.fromEntries(values);
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
