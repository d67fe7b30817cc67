import type { AuthorizationAnswered, Emitted, IdpEvent } from '../mock-idps/index.ts';
import type { Browser, BrowserOptions } from './drivers/driver.ts';
import type { Recorder } from './log-writer.ts';
import { CannotPrepare } from './methods.ts';
import { whoIsSignedIn } from './read-back.ts';
import { recordEnd, recordExchange } from './record-browser.ts';
import { reach } from './reach.ts';
import { recordEvent } from './record-event.ts';
import type { SignInPlan } from './sign-in.ts';
import type { Turnstiles } from './turnstile.ts';
import type { World } from './world.ts';

/** What one browser does and sees in a sign-in. */
export class BrowserSignIn {
  readonly #world: World;
  readonly #log: Recorder;
  readonly #plan: SignInPlan;
  readonly #name: string;
  readonly #turnstiles: Turnstiles | null;
  /** What the IdP did and no exchange has told yet. */
  readonly #heard: IdpEvent[] = [];
  /** What the browser is to bring. */
  readonly #emitted: (Emitted | AuthorizationAnswered)[] = [];
  /** Faults of answers that the application was given. */
  readonly #spoilt = new Set<string>();
  /** The browser came to where a response was to be brought, though nothing that it carried shows that it is one. */
  #arrived = false;
  /** How many requests went to anybody but the IdP. */
  #requests = 0;
  /** Who hears the exchanges of the browser once the sign-in is over. */
  #listener: BrowserOptions['onExchange'] | null = null;
  /** A browser as this one was before the first delivery: with the cookies of the request and without a session. */
  #before: Browser | null = null;

  constructor(world: World, log: Recorder, plan: SignInPlan, name: string, turnstiles: Turnstiles | null) {
    this.#world = world;
    this.#log = log;
    this.#plan = plan;
    this.#name = name;
    this.#turnstiles = turnstiles;
  }

  async run(start: string): Promise<void> {
    const { idps, events } = this.#world;
    const ticket = idps.arm(this.#order());
    events.listen(ticket.id, (event) => this.#heard.push(event));
    const browser = await this.#open(this.#name);
    try {
      await browser.visit(ticket.armUrl);
      await this.#signIn(browser, start);
      for (const delivery of this.#emitted.flatMap(({ deliveries }) => deliveries)) {
        if (delivery.url === null) continue;
        if (delivery.after === 'restart') await this.#restart();
        const same = delivery.browser === 'same' ? (this.#before ?? browser) : null;
        const brings = same ?? (await this.#open(this.#plan.otherBrowser));
        // Without a ticket it ends at the IdP's sign-in page, with a request under way.
        if (delivery.asksFirst) await brings.visit(start);
        await this.#deliver(brings, delivery.url);
      }
    } finally {
      events.forget(ticket.id);
      this.#plan.later?.listen(ticket.id, this.#plan.attempt, this.#name, this.#plan.method);
      this.#tellHeard();
      await Promise.all([this.#leave(browser), this.#before?.close()]);
    }
  }

  async #leave(browser: Browser): Promise<void> {
    const { keep, attempt, name } = this.#plan;
    if (!keep) return browser.close();
    this.#listener = () => undefined;
    keep({ browser, attempt, person: name, listen: (listener) => (this.#listener = listener) });
  }

  async #signIn(browser: Browser, start: string): Promise<void> {
    const beforeDelivery = async () => {
      if (this.#changes('delivery')) this.#before ??= await browser.fork(this.#plan.otherBrowser);
      await this.#turnstiles?.delivery.pass();
    };
    const afterDelivery = async () => this.#turnstiles?.next.pass();
    const visit = await browser
      .visit(start, { beforeDelivery, afterDelivery })
      .finally(() => this.#turnstiles?.leave());
    this.#tellHeard();
    const changed = this.#emitted.some(({ deliveries: [first] }) => first?.genuine === false);
    const answers = this.#plan.faults.filter(({ id }) => this.#world.faults.get(id)?.answer);
    const spoilt = answers.some(({ id }) => this.#spoilt.has(id));
    const message = changed || spoilt || this.#changes('draft') || this.#changes('wire') ? 'faulted' : 'genuine';
    recordEnd(
      this.#log,
      this.#plan.attempt,
      browser.name,
      visit,
      visit.delivered > 0 || this.#arrived ? message : 'none',
    );
    await whoIsSignedIn(this.#world, this.#log, this.#plan.attempt, browser);
  }

  /** A delivery beside the one that rode along: a replay, or another browser. */
  async #deliver(browser: Browser, url: string): Promise<void> {
    try {
      const before = this.#requests;
      const visit = await browser.visit(url);
      // A delivery may hide what it carries, and still be one; and the application may send the browser back to the IdP.
      const brought = visit.delivered > 0 || this.#requests > before;
      recordEnd(this.#log, this.#plan.attempt, browser.name, visit, brought ? 'faulted' : 'none');
      await whoIsSignedIn(this.#world, this.#log, this.#plan.attempt, browser);
    } finally {
      if (browser.name === this.#plan.otherBrowser && browser !== this.#before) await browser.close();
    }
  }

  async #restart(): Promise<void> {
    const { restart } = this.#world.running;
    if (!restart) throw new CannotPrepare('The application was not started by jitmus, so it cannot be started again.');
    await restart();
    this.#log.add({
      kind: 'target.restarted',
      from: 'harness',
      to: 'target',
      says: 'The application is ended and started again.',
      data: { attempt: this.#plan.attempt },
    });
  }

  #order() {
    const { key, browsers, method, person, faults, settings, shape, victim, otherMethod, earlier, signedInAgo } =
      this.#plan;
    return {
      key: browsers.length > 1 ? `${key}.${this.#name}` : key,
      app: method.app,
      person,
      faults,
      settings,
      signedInAgo,
      ...(shape ? { shape } : {}),
      ...(victim ? { victim: victim.person } : {}),
      ...(otherMethod ? { otherApp: otherMethod.app } : {}),
      ...(earlier === null ? {} : { earlier }),
    };
  }

  #open(name: string): Promise<Browser> {
    const { driver, idps, running } = this.#world;
    return driver.open(name, {
      isIdp: idps.owns,
      allows: reach(idps, running.allows),
      hosts: running.hosts,
      onExchange: (exchange) => {
        if (this.#listener) return this.#listener(exchange);
        recordExchange(this.#log, exchange, this.#plan.attempt, name, idps.owns);
        if (idps.owns(exchange.facts.url)) this.#tellHeard();
        else this.#countRequest(exchange.facts.url);
      },
    });
  }

  #countRequest(url: string): void {
    this.#requests++;
    const place = placeOf(url);
    // One that came without the parameters by which a response is known.
    this.#arrived ||= this.#emitted.some(
      (event) =>
        event.kind === 'authorization-response' &&
        event.deliveries.some((trip) => trip.url === null && placeOf(trip.to) === place),
    );
  }

  /** What the IdP did is told behind the exchange in which it did it. */
  #tellHeard(): void {
    for (const event of this.#heard.splice(0)) {
      if (event.kind === 'emitted' || event.kind === 'authorization-response') this.#emitted.push(event);
      if (event.kind === 'back-channel') for (const id of event.faults) this.#spoilt.add(id);
      recordEvent(this.#log, event, this.#plan.attempt, this.#name, this.#plan.method);
    }
  }

  #changes(stage: 'draft' | 'wire' | 'delivery'): boolean {
    return this.#plan.faults.some(({ id }) => {
      const fault = this.#world.faults.get(id);
      return fault?.stage === stage && !fault.answer;
    });
  }
}

/** An address without its parameters. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
