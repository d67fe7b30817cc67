import type { AppSettings } from '../app.ts';
import type { SignInOrder } from '../idps.ts';
import type { Registration } from '../registration.ts';
import type { Unknown } from '../saml/request-profile.ts';
import type { Runtime } from './runtime.ts';
import type { Presented } from './tickets.ts';
import type { Visit } from './visit.ts';

export type Located = { app: Registration; settings: AppSettings } | { unknown: Unknown };

/** The registration that an address, or the Issuer of a request, means. Of several, the ticket's wins, else the newest. */
export function locate(
  { registry }: Runtime,
  visit: Pick<Visit, 'vendor' | 'route' | 'place'> & { request: { issuer: string | null } | null },
  ticket: Presented<Pick<SignInOrder, 'app' | 'settings'>>,
): Located {
  const { vendor, route, place, request } = visit;
  const all = registry.of(vendor);
  const inside = all.filter((app) => route.inside(place, app));
  const unknown = (facts: Unknown): Located => ({ unknown: facts });
  if (inside.length === 0) return unknown({ place: 'unknown', asked: route.asked(place), similar: 'none' });

  const settingsOf = (app: Registration) => settingsFor(app, ticket);
  const entityId = (app: Registration) => settingsOf(app).serviceProvider?.entityId;
  const issuer = request?.issuer ?? null;
  const named = inside.filter((app) =>
    route.names ? route.names(place, app) : issuer !== null && entityId(app) === issuer,
  );
  const wanted = ticket.state === 'good' ? named.find((app) => app === ticket.order.app) : undefined;
  const app = wanted ?? named.at(-1);
  if (app && settingsOf(app).serviceProvider) return { app, settings: settingsOf(app) };

  const sameInOtherCase = inside.some(
    (each) => issuer !== null && entityId(each)?.toLowerCase() === issuer.toLowerCase(),
  );
  const elsewhere = all.some((each) => issuer !== null && !inside.includes(each) && entityId(each) === issuer);
  return unknown({
    place: 'known',
    asked: route.names ? route.asked(place) : (issuer ?? ''),
    similar: sameInOtherCase ? 'other-case' : elsewhere ? 'other-account' : 'none',
  });
}

/** The registration's settings, with those of the order laid over them where the order is for it. */
export const settingsFor = (
  app: Registration,
  ticket: Presented<Pick<SignInOrder, 'app' | 'settings'>>,
): AppSettings =>
  ticket.state === 'good' && ticket.order.app === app ? { ...app.settings, ...ticket.order.settings } : app.settings;
