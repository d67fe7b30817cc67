import { parseFaultUse, type FaultUse, type IdpEvent } from '../mock-idps/index.ts';
import type { Expectation, Refusal, SignOut, SignOutInput } from './api/api.gen.ts';
import type { Apps, Registered } from './apps.ts';
import { signOutExpectation } from './expectation.ts';
import { areNeeding } from './fault-facts.ts';
import type { People, Somebody } from './people.ts';
import { refusalOf } from './refusal.ts';
import { Shelf } from './shelf.ts';
import type { World } from './world.ts';

interface Ordered {
  readonly id: string;
  readonly key: string;
  readonly registered: Registered;
  readonly protocol: 'saml' | 'oidc';
  readonly at: 'idp' | 'application';
  readonly url: string;
  readonly faults: readonly FaultUse[];
  readonly victim: Somebody | null;
  readonly expects: Expectation;
  readonly armedAt: number;
  state: SignOut['state'];
  refused: Refusal | null;
  readonly events: number[];
}

const MOST = 1_000;

/** Sign-outs of people who are signed in in some browser. */
export class SignOuts {
  readonly #world: World;
  readonly #apps: Apps;
  readonly #people: People;
  readonly #shelf = new Shelf<Ordered>('sign-out', MOST);
  readonly #byTicket = new Shelf<{ id: string; ordered: Ordered }>('ticket', MOST);
  #count = 0;

  constructor(world: World, apps: Apps, people: People) {
    this.#world = world;
    this.#apps = apps;
    this.#people = people;
  }

  /** The newest first. */
  get all(): readonly Ordered[] {
    return this.#shelf.all.toReversed();
  }

  get(id: string, at?: string): Ordered {
    return this.#shelf.get(id, at);
  }

  /** @throws DeskError; IdpError as `Idps.armSignOut` */
  order({
    app: id,
    faults: choices = [],
    at = 'idp',
    settings,
    victim: victimId,
    earlier,
    ...more
  }: SignOutInput): Ordered {
    const registered = this.#apps.get(id, '/app');
    const { app } = registered;
    const faults = choices.map((choice) => parseFaultUse(choice));
    const protocol = more.protocol ?? (app.settings.serviceProvider || !app.settings.relyingParty ? 'saml' : 'oidc');
    const { vendor, tenant } = app;
    const named = victimId === undefined ? null : this.#people.get(victimId, '/victim');
    const victim = named ?? (areNeeding(faults, 'victim') ? this.#people.make({ vendor, tenant }) : null);
    const key = `desk sign-out ${++this.#count}`;
    const ticket = this.#world.idps.armSignOut({
      key,
      app,
      protocol,
      faults,
      ...(settings && { settings: settings }),
      ...(victim && { victim: this.#people.person(victim) }),
      ...(earlier !== undefined && { earlier: this.get(earlier, '/earlier').key }),
    });
    const url = at === 'idp' ? ticket.startUrl : ticket.armUrl;
    const ordered: Ordered = {
      ...{ id: `o${this.#count}`, key, registered, protocol, at, url, faults, victim },
      expects: signOutExpectation(faults),
      armedAt: this.#world.clock.now(),
      state: 'waiting',
      refused: null,
      events: [],
    };
    this.#byTicket.put({ id: ticket.id, ordered });
    return this.#shelf.put(ordered);
  }

  /** Notes an event of a sign-out; answers which it is of. */
  note(event: IdpEvent, n: number): Ordered | undefined {
    const ordered = this.#byTicket.find(event.ticket ?? '')?.ordered;
    if (!ordered) return undefined;
    ordered.events.push(n);
    if (event.kind === 'refused') {
      ordered.state = 'refused';
      ordered.refused = refusalOf(event);
    } else if (event.kind === 'logout-sent' || event.kind === 'logout-told') ordered.state = 'answered';
    else if (ordered.state === 'waiting') ordered.state = 'started';
    return ordered;
  }

  shown(ordered: Ordered): SignOut {
    const { id, registered, protocol, at, url, faults, victim, state, expects, refused, events, armedAt } = ordered;
    return {
      ...{ id, app: registered.id, vendor: registered.app.vendor, protocol, at, url, state, armedAt },
      faults: [...faults],
      victim: victim && this.#people.summary(victim),
      ...{ expects, refused, events: [...events] },
    };
  }

  clear(): void {
    this.#shelf.clear();
    this.#byTicket.clear();
    this.#count = 0;
  }
}
