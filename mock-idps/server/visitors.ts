import type { Context } from 'koa';
import type { Vendor } from '../app.ts';
import { Choices } from '../choices.ts';
import { MAX_NUMBER } from '../directory/numbering.ts';
import type { Route } from '../endpoints.ts';
import { endpointsOf } from '../profiles/requests.ts';
import { UnreadableRequest } from '../saml/request.ts';
import { readBody } from './body.ts';
import { locate } from './locate.ts';
import { Logouts } from './logouts.ts';
import { noticePage } from './pages/error.ts';
import { personaOf } from './pages/sign-in.ts';
import { refuse } from './refuse.ts';
import type { Runtime } from './runtime.ts';
import { pathParameters, placeOf, show } from './show.ts';
import { arrive, chooser, letIn, signIn, type Order } from './sign-in.ts';
import { cookieOf, visitorCookieOf, type Presented } from './tickets.ts';
import { formParameters, queryParameters, readParameters, type Visit } from './visit.ts';

/** Browsers on their way through an IdP: from the service provider or a tile, over the sign-in page, to the answer. */
export class Visitors {
  readonly #runtime: Runtime;
  readonly #logouts: Logouts;
  #count = 0;
  #visitors = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#logouts = new Logouts(runtime);
  }

  /** A request by HTTP-Redirect. */
  async redirected(ctx: Context, vendor: Vendor, route: Route): Promise<void> {
    const { slo } = endpointsOf[vendor];
    const parameters = queryParameters(new URLSearchParams(ctx.querystring));
    const read = await readParameters('redirect', parameters);
    if (read.problem && slo.length === 0 && (await this.#logouts.takes(ctx, vendor, route, 'redirect', parameters)))
      return;
    await this.#receive(ctx, { ...this.#visit(ctx, vendor, route, 'redirect'), ...read });
  }

  /** A request by HTTP-POST, which comes from another site, so without the ticket: a redirect to ourselves fetches that. */
  async posted(ctx: Context, vendor: Vendor, route: Route): Promise<void> {
    const body = await readBody(ctx);
    const plain = this.#visit(ctx, vendor, route, 'post');
    const { slo } = endpointsOf[vendor];
    const tooLarge = 'problem' in body && body.problem === 'too-large';
    const parameters = formParameters('fields' in body ? body.fields : null);
    const visit = tooLarge
      ? { ...plain, problem: new UnreadableRequest('too-large') }
      : { ...plain, ...(await readParameters('post', parameters)) };
    if (visit.problem && slo.length === 0 && (await this.#logouts.takes(ctx, vendor, route, 'post', parameters)))
      return;
    if (this.#ticket(ctx, vendor).state !== 'none') return this.#receive(ctx, visit);
    this.#runtime.visits.put(visit.id, visit);
    ctx.status = 303;
    ctx.redirect(`/_jitmus/continue/${visit.id}`);
  }

  /** A start at the IdP. A tile that leads to the service provider leaves the ticket for the request that follows. */
  async started(ctx: Context, vendor: Vendor, route: Route): Promise<void> {
    const visit = this.#visit(ctx, vendor, route, 'idp-initiated');
    const ticket = this.#ticket(ctx, vendor);
    const located = locate(this.#runtime, visit, ticket);
    const tile = 'app' in located ? endpointsOf[vendor].tile(located.settings) : null;
    if (!tile || !('leadsTo' in tile)) return this.#receive(ctx, visit);
    const { emit, clock } = this.#runtime;
    const says = `The tile leads to ${tile.leadsTo}, where the service provider starts the sign-in.`;
    emit({ kind: 'happened', vendor, ticket: 'id' in ticket ? ticket.id : null, at: clock(), what: 'tile', says });
    ctx.redirect(tile.leadsTo);
  }

  /** What comes to an address of single logout alone. */
  async loggedOut(ctx: Context, vendor: Vendor, route: Route, binding: 'redirect' | 'post'): Promise<void> {
    const body = binding === 'post' ? await readBody(ctx) : null;
    const parameters = body
      ? formParameters('fields' in body ? body.fields : null)
      : queryParameters(new URLSearchParams(ctx.querystring));
    if (await this.#logouts.takes(ctx, vendor, route, binding, parameters)) return;
    await this.#receive(ctx, {
      ...this.#visit(ctx, vendor, route, binding),
      problem: new UnreadableRequest('not-logout'),
    });
  }

  /** A person who signs out at the IdP. */
  signedOut(ctx: Context): Promise<void> {
    return this.#logouts.start(ctx);
  }

  /** The own-site half of what came by HTTP-POST. */
  async goOn(ctx: Context): Promise<void> {
    const logout = this.#runtime.logouts.get(pathParameters(ctx).visit ?? '');
    if (logout) return this.#logouts.goOn(ctx, logout);
    const visit = this.#waiting(ctx);
    if (visit) await this.#receive(ctx, visit);
  }

  /** Another page of people. */
  async people(ctx: Context): Promise<void> {
    const visit = this.#waiting(ctx);
    if (!visit) return;
    const from = Math.trunc(Number(new URLSearchParams(ctx.querystring).get('from') ?? 0));
    const { arrival, refusal } = await arrive(this.#runtime, visit, { state: 'none' });
    const shown = from >= 0 && from <= MAX_NUMBER ? from : 0;
    const page = refusal
      ? refuse(this.#runtime, visit, null, refusal, arrival)
      : chooser(this.#runtime, visit, arrival, shown);
    show(ctx, visit.vendor, page);
  }

  /** A person chosen on the sign-in page: the sign-in goes on with the request that led there. */
  async chosen(ctx: Context): Promise<void> {
    const visit = this.#waiting(ctx);
    if (!visit) return;
    const body = await readBody(ctx);
    const { arrival, refusal } = await arrive(this.#runtime, visit, { state: 'none' });
    if (refusal) return show(ctx, visit.vendor, refuse(this.#runtime, visit, null, refusal, arrival));
    const order = this.#order(visit, arrival.app.tenant, 'fields' in body ? body.fields : null);
    const page = order
      ? await letIn(this.#runtime, visit, null, arrival, order)
      : noticePage(400, 'Nobody was chosen', 'Go back and choose a person.');
    this.#remember(ctx, visit.vendor, visit.visitor);
    show(ctx, visit.vendor, page);
  }

  #order({ id, vendor }: Visit, tenant: string, fields: unknown): Order | null {
    const form = formParameters(fields);
    const chosen = form.get('person') ?? '';
    const { directory } = this.#runtime;
    const key = `page ${id} ${this.#count++}`;
    if (chosen === 'made') {
      const persona = personaOf(form);
      const name = form.get('key');
      return persona && name ? { key, person: directory.person(vendor, persona, name.slice(0, 80), tenant) } : null;
    }
    if (!/^\d{1,9}$/.test(chosen)) return null;
    const [person] = directory.people(vendor, tenant, { from: Number(chosen), count: 1 });
    return person ? { key, person } : null;
  }

  async #receive(ctx: Context, visit: Visit): Promise<void> {
    const ticket = this.#ticket(ctx, visit.vendor);
    if (ticket.state !== 'none')
      ctx.cookies.set(cookieOf(visit.vendor), null, { httpOnly: true, sameSite: 'lax', path: '/' });
    const visitor = this.#visitor(ctx, visit.vendor);
    const page = await signIn(this.#runtime, { ...visit, visitor }, ticket);
    this.#remember(ctx, visit.vendor, visitor);
    show(ctx, visit.vendor, page);
  }

  #visit(ctx: Context, vendor: Vendor, route: Route, binding: Visit['binding']): Visit {
    const { seed, nonce } = this.#runtime;
    const id = new Choices('visit', seed, nonce, this.#count++).text('abcdefghijklmnopqrstuvwxyz0123456789', 20);
    return {
      id,
      vendor,
      binding,
      route,
      place: placeOf(ctx),
      relayState: null,
      request: null,
      problem: null,
      signed: false,
      rawQuery: ctx.querystring,
      visitor: null,
    };
  }

  #visitor(ctx: Context, vendor: Vendor): string {
    const known = ctx.cookies.get(visitorCookieOf(vendor));
    if (known !== undefined) return known;
    const { seed, nonce } = this.#runtime;
    return new Choices('visitor', seed, nonce, this.#visitors++).text('abcdefghijklmnopqrstuvwxyz0123456789', 20);
  }

  /** Whoever was signed in where single logout is offered keeps the session until they sign out. */
  #remember(ctx: Context, vendor: Vendor, visitor: string | null): void {
    if (visitor === null || !this.#runtime.sessions.get(visitor)) return;
    ctx.cookies.set(visitorCookieOf(vendor), visitor, { httpOnly: true, sameSite: 'lax', path: '/' });
  }

  #ticket(ctx: Context, vendor: Vendor): Presented {
    return this.#runtime.tickets.look(ctx.cookies.get(cookieOf(vendor)));
  }

  #waiting(ctx: Context): Visit | undefined {
    const visit = this.#runtime.visits.get(pathParameters(ctx).visit ?? '');
    if (!visit) show(ctx, null, noticePage(410, 'This sign-in is over', 'Start again at the service provider.'));
    return visit;
  }
}
