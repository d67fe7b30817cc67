import type { Context } from 'koa';
import type { Vendor } from '../app.ts';
import { Choices } from '../choices.ts';
import type { Place, Route } from '../endpoints.ts';
import type { LogoutFaultContext } from '../fault.ts';
import { resolveLogoutFault } from '../fault-list.ts';
import { idSource } from '../ids.ts';
import type { SignOutOrder } from '../idps.ts';
import { IdpError } from '../idp-error.ts';
import { logoutProfiles } from '../profiles/logouts.ts';
import { requestProfiles } from '../profiles/requests.ts';
import type { Registration } from '../registration.ts';
import type { LogoutDraft, LogoutTrip, SentLogout } from '../saml/logout-draft.ts';
import { readLogout, type LogoutMessage } from '../saml/logout-message.ts';
import type { IssuedSession, LogoutArrival, LogoutProfile, LogoutRefusal } from '../saml/logout-profile.ts';
import { addressOf, sendLogout } from '../saml/logout-write.ts';
import { valueOf } from '../saml/profile.ts';
import { decodeRequest } from '../saml/request.ts';
import { inspectSignature } from './inspect-signature.ts';
import { locate, type Located } from './locate.ts';
import { errorPage, noticePage } from './pages/error.ts';
import type { Page } from './pages/page.ts';
import { postForm } from './pages/post-form.ts';
import type { Runtime } from './runtime.ts';
import { pathParameters, placeOf, show } from './show.ts';
import { signOutCookieOf, visitorCookieOf, type Presented } from './tickets.ts';
import type { Parameters } from './visit.ts';

/** A message of single logout as it came in. */
export interface LogoutVisit {
  readonly id: string;
  readonly vendor: Vendor;
  readonly binding: LogoutTrip['binding'];
  readonly route: Route;
  readonly place: Place;
  readonly relayState: string | null;
  readonly message: LogoutMessage;
  /** Whether a signature came with it, whatever it is worth. */
  readonly signed: boolean;
  readonly rawQuery: string;
}

/** A page, or where the browser goes. */
type Answer = Page | { readonly redirect: string };

/** People on their way out: told by an application, or signing out at the IdP itself. */
export class Logouts {
  readonly #runtime: Runtime;
  #count = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Takes a message of single logout; false where it is none, or where this vendor has no single logout. */
  async takes(
    ctx: Context,
    vendor: Vendor,
    route: Route,
    binding: LogoutTrip['binding'],
    parameters: Parameters,
  ): Promise<boolean> {
    const message = logoutProfiles[vendor]?.bindings.includes(binding) ? await read(binding, parameters) : null;
    if (!message) return false;
    const visit: LogoutVisit = {
      id: this.#newId(),
      vendor,
      binding,
      route,
      place: placeOf(ctx),
      relayState: parameters.get('RelayState'),
      message,
      signed: binding === 'post' ? message.hasSignature : parameters.get('Signature') !== null,
      rawQuery: ctx.querystring,
    };
    // From another site neither ticket nor session come along: a redirect to ourselves fetches them.
    if (binding === 'post' && ctx.cookies.get(visitorCookieOf(vendor)) === undefined) {
      this.#runtime.logouts.put(visit.id, visit);
      ctx.status = 303;
      ctx.redirect(`/_jitmus/continue/${visit.id}`);
    } else await this.goOn(ctx, visit);
    return true;
  }

  /** What came, in the browser that holds the ticket and the session. */
  async goOn(ctx: Context, visit: LogoutVisit): Promise<void> {
    const { signOuts } = this.#runtime;
    const ticket = signOuts.look(ctx.cookies.get(signOutCookieOf(visit.vendor)));
    // Its cookie stays, so that what comes later is told under it.
    if (ticket.state === 'good' && visit.message.message === 'request') signOuts.use(ticket.id);
    const sessions = this.#sessions(ctx, visit.vendor);
    this.#answer(ctx, visit.vendor, await this.#received(visit, ticket, sessions, ctx));
  }

  /** The person signs out at the IdP. */
  async start(ctx: Context): Promise<void> {
    const { signOuts } = this.#runtime;
    const ticket = signOuts.look(pathParameters(ctx).ticket);
    if (ticket.state !== 'good') {
      return show(ctx, null, noticePage(410, 'This ticket is worth nothing', 'It was used, or is of another run.'));
    }
    signOuts.use(ticket.id);
    if (ticket.order.protocol === 'oidc') {
      const openId = await this.#runtime.openId();
      return openId.signOut(ctx, { ticket: ticket.id, order: ticket.order });
    }
    const { vendor } = ticket.order.app;
    // The application's answer comes back to this browser, and is told under the same ticket.
    ctx.cookies.set(signOutCookieOf(vendor), ticket.id, { httpOnly: true, sameSite: 'lax', path: '/' });
    const sessions = this.#sessions(ctx, vendor);
    this.#end(ctx, vendor);
    this.#answer(ctx, vendor, this.#told(ticket, sessions));
  }

  async #received(
    visit: LogoutVisit,
    ticket: Presented<SignOutOrder>,
    sessions: readonly IssuedSession[],
    ctx: Context,
  ): Promise<Answer> {
    const { vendor, message } = visit;
    const profile = profileOf(vendor);
    const located = locate(this.#runtime, { ...visit, request: message }, ticket);
    const ticketId = 'id' in ticket ? ticket.id : null;
    const signature = await inspectSignature(
      { ...visit, request: message, parameter: message.message === 'request' ? 'SAMLRequest' : 'SAMLResponse' },
      located,
    );
    this.#tell(visit, ticketId, signature);
    if ('unknown' in located)
      return this.#refuse(visit, ticketId, requestProfiles[vendor].unknownApplication(located.unknown));
    const { app, settings } = located;
    if (message.message === 'response') {
      const refusal = profile.refuseResponse(settings);
      return refusal ? this.#refuse(visit, ticketId, refusal) : goodbye;
    }
    const arrival: LogoutArrival = {
      app,
      settings,
      request: message,
      signature: signature === 'unchecked' || signature === 'unsupported' ? 'invalid' : signature,
      now: this.#runtime.clock(),
      sessions,
    };
    const refusal = profile.checks.map((check) => check.refuse(arrival)).find((found) => found !== null);
    if (!refusal) this.#end(ctx, vendor);
    if (refusal && refusal.failed === undefined) return this.#refuse(visit, ticketId, refusal);
    if (refusal) this.#emitRefusal(vendor, ticketId, refusal);
    return this.#respond(visit, ticket, located, refusal?.failed ?? 'Success');
  }

  #respond(visit: LogoutVisit, ticket: Presented<SignOutOrder>, located: Located, status: string): Answer {
    if ('unknown' in located) return goodbye;
    const { app, settings } = located;
    const to = settings.serviceProvider?.sloUrl;
    // Nobody said where to send the browser back to.
    if (to === undefined) return goodbye;
    const { binding, signed, issuer, hasDestination } = profileOf(visit.vendor).answer({ app, settings });
    const key = ticket.state === 'good' ? ticket.order.key : `logout ${visit.id}`;
    const tools = this.#tools(key, app, ticket);
    const draft: LogoutDraft = {
      message: 'response',
      vendor: profileOf(visit.vendor).vendor,
      key: app.key,
      signed,
      id: tools.newId(),
      issueInstant: tools.now,
      issuer,
      destination: hasDestination ? to : null,
      inResponseTo: visit.message.id,
      status,
    };
    return this.#send(draft, { binding, to, relayState: visit.relayState }, ticket, tools, key);
  }

  /** The LogoutRequest of a sign-out at the IdP; with a fault of LogoutResponses, one that answers nothing. */
  #told(ticket: Presented<SignOutOrder> & { state: 'good' }, sessions: readonly IssuedSession[]): Answer {
    const { order } = ticket;
    const app = this.#runtime.registry.own(order.app);
    const settings = { ...app.settings, ...order.settings };
    const profile = logoutProfiles[app.vendor];
    const to = settings.serviceProvider?.sloUrl;
    const session = sessions.find((held) => held.app === app);
    if (!profile || to === undefined || !session) return this.#nothingToTell(ticket, !session);
    const run = { seed: this.#runtime.seed, nonce: this.#runtime.nonce };
    const { binding, signed, nameId, namesSession, lasts } = profile.request(session, settings, run);
    const tools = this.#tools(order.key, app, ticket);
    const common = { vendor: profile.vendor, key: app.key, id: tools.newId(), issueInstant: tools.now };
    const request: LogoutDraft = {
      ...common,
      message: 'request',
      signed,
      issuer: app.entityId,
      destination: to,
      notOnOrAfter: lasts === null ? null : tools.now + lasts * 60_000,
      nameId,
      sessionIndex: namesSession ? session.sessionIndex : null,
    };
    if (!faultsOf(ticket).some(({ fault }) => fault.message === 'logout-response'))
      return this.#send(request, { binding, to, relayState: null }, ticket, tools, order.key);
    const answer = profile.answer({ app, settings });
    const response: LogoutDraft = {
      ...common,
      message: 'response',
      signed: answer.signed,
      issuer: answer.issuer,
      destination: answer.hasDestination ? to : null,
      inResponseTo: tools.newId(),
      status: 'Success',
    };
    return this.#send(response, { binding: answer.binding, to, relayState: null }, ticket, tools, order.key);
  }

  #nothingToTell({ id, order }: { id: string; order: SignOutOrder }, nobody: boolean): Answer {
    const says = nobody
      ? 'Nobody is signed in to this application in this browser.'
      : 'There is no address where the application could be told.';
    const refusal = { status: 409, code: 'mock:nobody-to-sign-out', says, mend: 'Sign in first, and name sloUrl.' };
    this.#emitRefusal(order.app.vendor, id, refusal);
    return errorPage(refusal);
  }

  #send(
    draft: LogoutDraft,
    trip: LogoutTrip,
    ticket: Presented<SignOutOrder>,
    tools: LogoutFaultContext,
    key: string,
  ): Answer {
    const kind = draft.message === 'request' ? 'logout-request' : 'logout-response';
    const faults = faultsOf(ticket).filter(({ fault }) => fault.message === kind);
    const ticketId = 'id' in ticket ? ticket.id : null;
    const { emit, sentLogouts } = this.#runtime;
    let sent: SentLogout;
    try {
      sent = sendLogout(draft, trip, faults, tools);
    } catch (error) {
      if (!(error instanceof IdpError)) throw error;
      const refusal = {
        status: 500,
        code: error.code,
        says: error.message,
        mend: 'Change what was asked of the mock.',
      };
      this.#emitRefusal(draft.vendor, ticketId, refusal);
      return errorPage(refusal);
    }
    sentLogouts.put(key, sent);
    emit({
      kind: 'logout-sent',
      vendor: draft.vendor,
      ticket: ticketId,
      at: tools.now,
      message: draft.message,
      binding: sent.binding,
      faults: faults.map(({ fault }) => fault.id),
      to: sent.to,
      id: draft.id,
      nameId: draft.message === 'request' ? { value: draft.nameId.value, format: draft.nameId.format } : null,
      xml: sent.xml,
      genuineXml: faults.length ? sendLogout(draft, trip, [], tools).xml : null,
    });
    if (sent.binding === 'redirect') return { redirect: addressOf(sent) };
    return postForm({ to: sent.to, method: 'POST', fields: sent.fields, says: 'Signing you out' });
  }

  #tools(key: string, app: Registration, ticket: Presented<SignOutOrder>): LogoutFaultContext {
    const { seed, nonce, clock, sentLogouts } = this.#runtime;
    const nextId = idSource({ seed, nonce, orderKey: `sign-out ${key}` });
    const order = ticket.state === 'good' ? ticket.order : null;
    return {
      now: clock(),
      attackerKey: app.attackerKey,
      newId: () => nextId(app.vendor),
      victim: () => {
        const source = app.settings.nameId?.source ?? 'email';
        const value = order?.victim && valueOf({ person: order.victim }, source);
        if (value) return { value, format: null };
        throw new IdpError('FAULT_DOES_NOT_FIT', `The victim has no ${source}, by which it could be named.`);
      },
      earlier: () => {
        const earlier = order?.earlier === undefined ? undefined : sentLogouts.get(order.earlier);
        if (earlier) return earlier;
        throw new IdpError('FAULT_DOES_NOT_FIT', 'The earlier sign-out sent nothing that could be sent again.');
      },
    };
  }

  #tell(
    { vendor, binding, message, rawQuery }: LogoutVisit,
    ticket: string | null,
    signature: Awaited<ReturnType<typeof inspectSignature>>,
  ): void {
    const { xml, message: kind, id, issuer, destination, nameId, sessionIndexes, inResponseTo, status } = message;
    this.#runtime.emit({
      kind: 'logout-received',
      vendor,
      ticket,
      at: this.#runtime.clock(),
      message: kind,
      binding,
      xml,
      signature,
      signatureAlgorithm: binding === 'redirect' ? new URLSearchParams(rawQuery).get('SigAlg') : null,
      fields: { id, issuer, destination, nameId, sessionIndexes, inResponseTo, status },
    });
  }

  #refuse(visit: LogoutVisit, ticket: string | null, refusal: LogoutRefusal): Page {
    this.#emitRefusal(visit.vendor, ticket, refusal);
    return errorPage(refusal, { Issuer: visit.message.issuer, 'Message ID': visit.message.id });
  }

  #emitRefusal(vendor: Vendor, ticket: string | null, { status, code, says, mend }: LogoutRefusal): void {
    this.#runtime.emit({
      kind: 'refused',
      vendor,
      ticket,
      at: this.#runtime.clock(),
      status,
      code,
      says: `${says} ${mend}`,
    });
  }

  #answer(ctx: Context, vendor: Vendor, answer: Answer): void {
    if (!('redirect' in answer)) return show(ctx, vendor, answer);
    ctx.set('Cache-Control', 'no-store');
    ctx.redirect(answer.redirect);
  }

  #sessions(ctx: Context, vendor: Vendor): readonly IssuedSession[] {
    return this.#runtime.sessions.get(ctx.cookies.get(visitorCookieOf(vendor)) ?? '') ?? [];
  }

  /** The whole session at the IdP ends, with whatever applications took part. */
  #end(ctx: Context, vendor: Vendor): void {
    this.#runtime.sessions.put(ctx.cookies.get(visitorCookieOf(vendor)) ?? '', []);
  }

  #newId(): string {
    const { seed, nonce } = this.#runtime;
    return new Choices('logout', seed, nonce, this.#count++).text('abcdefghijklmnopqrstuvwxyz0123456789', 20);
  }
}

const goodbye = noticePage(200, 'You are signed out', 'Nobody is signed in here any more.');

const faultsOf = (ticket: Presented<SignOutOrder>) =>
  ticket.state === 'good' ? (ticket.order.faults ?? []).map(resolveLogoutFault) : [];

function profileOf(vendor: Vendor): LogoutProfile {
  const profile = logoutProfiles[vendor];
  if (profile) return profile;
  throw new TypeError(`${vendor} has no single logout.`);
}

/** Null for what is no message of single logout: whoever takes the request says what is wrong with it. */
async function read(binding: LogoutTrip['binding'], parameters: Parameters): Promise<LogoutMessage | null> {
  const names = ['SAMLRequest', 'SAMLResponse'];
  if (parameters.repeated([...names, 'RelayState', 'SigAlg', 'Signature']).length > 0) return null;
  const parameter = parameters.get('SAMLResponse') ?? parameters.get('SAMLRequest');
  if (!parameter) return null;
  try {
    return await readLogout(decodeRequest(binding, parameter));
  } catch {
    return null;
  }
}
