import type { Context } from 'koa';
import type { Vendor } from '../app.ts';
import type { Route } from '../endpoints.ts';
import { endpointsOf, requestProfiles } from '../profiles/requests.ts';
import { delivery } from './answer.ts';
import { errorPage, noticePage } from './pages/error.ts';
import type { Runtime } from './runtime.ts';
import { pathParameters, placeOf, show } from './show.ts';
import { cookieOf, signOutCookieOf } from './tickets.ts';

/** Puts a ticket into the browser that visits. */
export function arm({ tickets, signOuts }: Runtime, ctx: Context): void {
  const id = pathParameters(ctx).ticket ?? '';
  const signOut = signOuts.look(id);
  const ticket = signOut.state === 'good' ? signOut : tickets.look(id);
  if (ticket.state !== 'good') {
    const used = ticket.state === 'used';
    const says = used ? 'It has signed somebody in already.' : 'It may be of another run.';
    return show(ctx, null, noticePage(used ? 410 : 404, 'This ticket is worth nothing', says));
  }
  const name = signOut.state === 'good' ? signOutCookieOf : cookieOf;
  ctx.cookies.set(name(ticket.order.app.vendor), id, { httpOnly: true, sameSite: 'lax', path: '/' });
  ctx.set('Cache-Control', 'no-store');
  ctx.status = 204;
}

/** Puts a ticket into the browser that visits, and leads it to where the sign-in begins. */
export function begin(runtime: Runtime, ctx: Context): void {
  const ticket = runtime.tickets.look(pathParameters(ctx).ticket);
  arm(runtime, ctx);
  if (ticket.state === 'good' && ticket.order.beginsAt !== undefined) ctx.redirect(ticket.order.beginsAt);
}

/** Sends a message on its way from this browser: again, or because it is the one the message waits for. */
export function deliver({ emissions }: Runtime, ctx: Context): void {
  const { emission: id = '', n } = pathParameters(ctx);
  const emission = emissions.get(id);
  const none = noticePage(404, 'Nothing to deliver', 'This message is not kept here.');
  show(ctx, null, emission ? delivery(emission, Number(n)) : none);
}

/** The metadata of what an address means. A tenant's is that of its newest registration, with the keys of all. */
export function metadata({ emit, clock, registry }: Runtime, ctx: Context, vendor: Vendor, route: Route): void {
  const place = placeOf(ctx);
  const apps = registry.of(vendor).filter((app) => route.inside(place, app) && (route.names?.(place, app) ?? true));
  const app = apps.at(-1);
  const said = { kind: 'happened', vendor, ticket: null, at: clock(), what: 'metadata' } as const;
  if (!app) {
    const asked = route.asked(place);
    emit({ ...said, says: `Metadata was asked for of ${JSON.stringify(asked)}, which is not registered.` });
    const refusal = requestProfiles[vendor].unknownApplication({ place: 'unknown', asked, similar: 'none' });
    return show(ctx, vendor, errorPage({ ...refusal, status: 404 }));
  }
  emit({ ...said, says: `The metadata of "${app.name}" was fetched.` });
  const { metadataFile } = endpointsOf[vendor];
  if (metadataFile) ctx.set('Content-Disposition', `attachment; filename="${metadataFile}"`);
  ctx.type = 'application/samlmetadata+xml; charset=utf-8';
  ctx.body = app.metadataWith(apps.map(({ key }) => key));
}
