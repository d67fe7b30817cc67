import type { Delivery } from '../event.ts';
import { resolveFault } from '../fault-list.ts';
import { logoutProfiles } from '../profiles/logouts.ts';
import { endpointsOf, requestProfiles } from '../profiles/requests.ts';
import type { Registration } from '../registration.ts';
import type { Arrival } from '../saml/request-profile.ts';
import type { AnsweredRequest, Emission, ResponseInput } from '../saml/respond.ts';
import { Choices } from '../choices.ts';
import { noticePage } from './pages/error.ts';
import type { Page } from './pages/page.ts';
import { postForm } from './pages/post-form.ts';
import type { Runtime } from './runtime.ts';
import type { Order } from './sign-in.ts';
import type { Visit } from './visit.ts';

/** Makes the message, tells observers, and sends it on its way. @throws IdpError as `respond` does */
export async function answer(
  runtime: Runtime,
  visit: Visit,
  ticket: string | null,
  arrival: Arrival,
  order: Order,
): Promise<Page> {
  const { registry, emissions, graph } = runtime;
  const app = registry.own(arrival.app);
  const canaryUrl = canaryFor(runtime, ticket, app.vendor, order);
  const nextKey = signsWithNextKey(order) ? await app.nextKey() : undefined;
  const emission = await app.respond({
    ...responseInput(runtime, visit, arrival, order),
    ...(canaryUrl !== null && { canaryUrl }),
    ...(nextKey && { nextKey }),
  });

  const id = new Choices('emission', runtime.seed, runtime.nonce, order.key, ticket ?? visit.id).text(
    'abcdefghijklmnopqrstuvwxyz0123456789',
    20,
  );
  const deliveries = emission.deliveries.map(({ fields, encoding: _, ...trip }, index): Delivery => {
    const n = index + 1;
    const ridesAlong = index === 0 && trip.browser === 'same' && fields.some(([name]) => name === 'SAMLResponse');
    return { ...trip, n, url: ridesAlong ? null : `${runtime.origin}/_jitmus/deliver/${id}/${n}` };
  });
  if (deliveries.some(({ url }) => url !== null)) emissions.put(id, emission);
  if (emission.groupsBehindOverage) graph.remember(app.tenantId, order.person.id, emission.groupsBehindOverage);

  remember(runtime, visit, app, order, emission);
  runtime.emit({ ...emission, kind: 'emitted', vendor: app.vendor, ticket, at: arrival.now, deliveries });
  return deliveries[0]?.url === null ? delivery(emission, 1) : elsewhere(deliveries);
}

/** What single logout needs to know later: the session that the application was told of. */
function remember(
  { sessions }: Runtime,
  { visitor }: Visit,
  app: Registration,
  { person }: Order,
  { nameId: { value, format }, sessionIndex }: Emission,
): void {
  if (visitor === null || value === null || !logoutProfiles[app.vendor]) return;
  const others = (sessions.get(visitor) ?? []).filter((session) => session.app !== app);
  sessions.put(visitor, [...others, { app, person, nameId: { value, format }, sessionIndex }]);
}

function responseInput(runtime: Runtime, visit: Visit, arrival: Arrival, order: Order): ResponseInput {
  const { seed, nonce, located, registry } = runtime;
  const { settings, now } = arrival;
  const app = registry.own(arrival.app);
  const other: Registration | undefined = order.otherApp && registry.own(order.otherApp);
  return {
    app,
    settings,
    person: order.person,
    ...(order.victim && { victim: order.victim }),
    ...(other && { otherApp: other, otherKey: other.key }),
    request: answered(arrival),
    relayState: relayStateOf(visit, arrival),
    key: app.key,
    attackerKey: app.attackerKey,
    publishesNextKey: app.publishesNextKey,
    now,
    orderKey: order.key,
    ...(order.earlier !== undefined && { earlierKey: order.earlier }),
    seed,
    nonce,
    faults: order.faults ?? [],
    ...(order.shape && { shape: order.shape }),
    at: located,
    session: { authnInstant: now - (arrival.request?.forceAuthn ? 0 : (order.signedInAgo ?? 0)) },
  };
}

/** The address that a faulted message of this sign-in may name; null where there is no fault. */
function canaryFor(
  { seed, nonce, origin, canaries }: Runtime,
  ticket: string | null,
  vendor: Registration['vendor'],
  { key, faults = [] }: Order,
): string | null {
  if (faults.length === 0) return null;
  const id = new Choices('canary', seed, key).text('abcdefghijklmnopqrstuvwxyz', 8) + nonce;
  canaries.put(id, { ticket, vendor });
  return `${origin}/_jitmus/canary/${id}`;
}

const signsWithNextKey = ({ faults = [] }: Order): boolean =>
  faults.some((use) => resolveFault(use).fault.needs?.some((need) => need.startsWith('next-key')));

function answered(arrival: Arrival): AnsweredRequest | null {
  const { app, request } = arrival;
  return (
    request && {
      id: request.id,
      acsUrl: requestProfiles[app.vendor].acsUrl(arrival),
      nameIdFormat: request.nameIdPolicy?.format ?? null,
      spNameQualifier: request.nameIdPolicy?.spNameQualifier ?? null,
      issuer: request.issuer,
      authnContext: request.authnContext?.classes ?? [],
    }
  );
}

function relayStateOf(visit: Visit, { settings }: Arrival): string | null {
  if (visit.binding !== 'idp-initiated') return visit.relayState;
  const tile = endpointsOf[visit.vendor].tile(settings);
  return 'relayState' in tile ? tile.relayState : null;
}

/** The form that carries a message on its n-th trip. */
export function delivery(emission: Emission, n: number): Page {
  const plan = emission.deliveries[n - 1];
  if (!plan) return noticePage(404, 'Nothing to deliver', 'This message has no such delivery.');
  return postForm(plan);
}

const elsewhere = (deliveries: readonly Delivery[]): Page =>
  noticePage(
    200,
    'Signed in, but nothing goes from here',
    `The answer waits for another browser at ${deliveries[0]?.url ?? 'no address'}: this one posts nothing to the service provider.`,
  );
