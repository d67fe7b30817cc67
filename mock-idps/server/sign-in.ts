import type { App } from '../app.ts';
import type { Person } from '../directory/person.ts';
import type { SignInOrder } from '../idps.ts';
import { IdpError } from '../idp-error.ts';
import { requestProfiles } from '../profiles/requests.ts';
import type { Arrival, Refusal } from '../saml/request-profile.ts';
import { checkEnvelopedSignature, checkRedirectSignature, type SignatureState } from '../saml/request-signature.ts';
import { readRequest } from '../saml/request.ts';
import { answer } from './answer.ts';
import { inspectSignature } from './inspect-signature.ts';
import { locate } from './locate.ts';
import { signInPage, PAGE_SIZE } from './pages/sign-in.ts';
import type { Page } from './pages/page.ts';
import { refuse } from './refuse.ts';
import type { Runtime } from './runtime.ts';
import { orStanding, unfitOrder } from './standing.ts';
import type { Presented } from './tickets.ts';
import { received, type Visit } from './visit.ts';

/** Who signs in: by a ticket's order, or chosen on the sign-in page. */
export type Order = Pick<
  SignInOrder,
  'key' | 'person' | 'faults' | 'shape' | 'victim' | 'otherApp' | 'earlier' | 'signedInAgo'
>;

/** A request or a start, from its arrival to the page that answers it. Uses up the ticket, whatever comes of it. */
export async function signIn(runtime: Runtime, visit: Visit, presented: Presented): Promise<Page> {
  const ticket = ticketFor(runtime, visit, presented);
  if ('refusal' in ticket) return refuse(runtime, visit, null, ticket.refusal);
  const id = ticket.state === 'none' ? null : ticket.id;
  // Before anything is waited for, or two requests at once would both use it.
  if (ticket.state === 'good') runtime.tickets.use(ticket.id);
  runtime.emit(received(visit, id, runtime.clock(), await inspectSignature(visit, locate(runtime, visit, ticket))));
  if (ticket.state === 'used' || ticket.state === 'unknown') {
    return refuse(runtime, visit, id, worthless(ticket.state));
  }

  const { arrival, refusal } = await arrive(runtime, visit, ticket);
  if (refusal) return refuse(runtime, visit, id, refusal, arrival);
  if (ticket.state === 'none') {
    const says = `Nobody is signed in to ${arrival.app.vendor}: the sign-in page is shown.`;
    runtime.emit({
      kind: 'happened',
      vendor: visit.vendor,
      ticket: null,
      at: runtime.clock(),
      what: 'sign-in-page',
      says,
    });
    return chooser(runtime, visit, arrival, 0);
  }
  const { order } = ticket;
  if (order.app !== arrival.app) return refuse(runtime, visit, id, foreign(order, arrival));
  return letIn(runtime, visit, id, arrival, order);
}

function ticketFor(runtime: Runtime, visit: Visit, presented: Presented): Presented | { refusal: Refusal } {
  if (presented.state !== 'none') return presented;
  const located = locate(runtime, visit, presented);
  try {
    return orStanding(runtime, 'app' in located ? located.app : null, presented);
  } catch (error) {
    return { refusal: unfitOrder(error) };
  }
}

type Arrived = { arrival: Arrival; refusal?: never } | { arrival?: Arrival; refusal: Refusal };

/** Everything that a vendor looks at before it knows who signs in. */
export async function arrive(runtime: Runtime, visit: Visit, ticket: Presented): Promise<Arrived> {
  const profile = requestProfiles[visit.vendor];
  if (visit.problem) return { refusal: profile.unreadable(visit.problem.problem) };
  const located = locate(runtime, visit, ticket);
  if ('unknown' in located) return { refusal: profile.unknownApplication(located.unknown) };

  const { app, settings } = located;
  const checked = await signatureOf(visit, located);
  const arrival: Arrival = {
    app,
    settings,
    request: checked.request,
    signature: checked.signature,
    now: runtime.clock(),
    hasSession: ticket.state === 'good',
  };
  for (const check of profile.beforeSignIn) {
    const refusal = runtime.skipped.has(check.id) ? null : check.refuse(arrival);
    if (refusal) return { arrival, refusal };
  }
  return { arrival };
}

/** Where a signature is required, only what it covers is read on. */
async function signatureOf(
  { vendor, binding, request, rawQuery }: Visit,
  { app, settings }: Pick<Arrival, 'app' | 'settings'>,
): Promise<{ request: Arrival['request']; signature: SignatureState }> {
  const profile = requestProfiles[app.vendor];
  const certificates = settings.serviceProvider?.signingCertificate;
  if (!request || !certificates || !settings.requireSignedRequests || !requestProfiles[vendor].checksSignatures)
    return { request, signature: 'absent' };
  const trust = { certificates, allowSha1: profile.allowsSha1(settings) };
  if (binding === 'redirect') return { request, signature: checkRedirectSignature(rawQuery, trust) };
  const { state, signedXml } = await checkEnvelopedSignature(request.xml, request.id, trust);
  return { request: signedXml === null ? request : await readRequest(signedXml), signature: state };
}

/** Everything that a vendor looks at once it knows who signs in, and then the answer. */
export async function letIn(
  runtime: Runtime,
  visit: Visit,
  ticket: string | null,
  arrival: Arrival,
  order: Order,
): Promise<Page> {
  const profile = requestProfiles[visit.vendor];
  for (const check of profile.afterSignIn) {
    const refusal = runtime.skipped.has(check.id) ? null : check.refuse(arrival, order.person);
    if (refusal) return refuse(runtime, visit, ticket, refusal, arrival);
  }
  try {
    return await answer(runtime, visit, ticket, arrival, order);
  } catch (error) {
    if (!(error instanceof IdpError)) throw error;
    return refuse(runtime, visit, ticket, refusalOf(error, visit, arrival, order.person), arrival);
  }
}

function refusalOf(error: IdpError, { vendor, request }: Visit, arrival: Arrival, person: Person): Refusal {
  const profile = requestProfiles[vendor];
  if (error.code === 'NAMEID_EMPTY') return profile.emptyNameId(arrival, person);
  if (error.code === 'XML_CHARACTER' && request) return profile.unreadable('not-xml');
  return { status: 500, code: error.code, says: error.message, mend: 'Change what was asked of the mock.' };
}

/** The sign-in page for people, from that number of the directory on. */
export function chooser(
  { directory, visits }: Runtime,
  visit: Visit,
  { app, settings }: Pick<Arrival, 'app' | 'settings'>,
  from: number,
): Page {
  visits.put(visit.id, visit);
  return signInPage({
    action: `/_jitmus/sign-in/${visit.id}`,
    appName: app.name,
    serviceProvider: settings.serviceProvider?.entityId ?? '',
    people: directory.people(app.vendor, app.tenant, { from, count: PAGE_SIZE }),
    from,
  });
}

export const worthless = (state: 'used' | 'unknown'): Refusal => ({
  status: 410,
  code: `mock:ticket-${state}`,
  says:
    state === 'used'
      ? 'The ticket in this browser has been used already.'
      : 'The ticket in this browser is of another run.',
  mend: 'Visit the address of a new ticket, or sign in without one.',
});

export const foreign = ({ app }: Pick<SignInOrder, 'app'>, arrival: { readonly app: Pick<App, 'name'> }): Refusal => ({
  status: 409,
  code: 'mock:ticket-foreign',
  says: `The ticket in this browser is for the application "${app.name}", and the request is for "${arrival.app.name}".`,
  mend: 'Order the sign-in for the application that the service provider asks.',
});
