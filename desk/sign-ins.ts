import { hostGuard } from '../harness/targets/hosts.ts';
import {
  parseFaultUse,
  type App,
  type AppSettings,
  type Delivery,
  type FaultUse,
  type IdpEvent,
  type PersonaSpec,
  type SignInOrder,
  type SignInTicket,
} from '../mock-idps/index.ts';
import type { Expectation, Refusal, SignIn, SignInInput, Trip } from './api/api.gen.ts';
import type { Apps, Registered } from './apps.ts';
import { DeskError } from './desk-error.ts';
import { areNeeding } from './fault-facts.ts';
import { expectationOf } from './expectation.ts';
import type { People, Somebody } from './people.ts';
import { refusalOf } from './refusal.ts';
import { Shelf } from './shelf.ts';
import type { World } from './world.ts';

/** A sign-in that was ordered, and what became of it. */
export interface Ordered {
  readonly id: string;
  /** In which it was ordered. */
  readonly n: number;
  readonly input: SignInInput;
  readonly registered: Registered;
  readonly person: Somebody;
  readonly victim: Somebody | null;
  /** As they were when it was ordered. */
  readonly people: Pick<SignIn, 'person' | 'victim'>;
  readonly faults: readonly FaultUse[];
  readonly at: 'application' | 'idp';
  readonly expects: Expectation;
  /** Names it to the mocks, for faults that use an earlier one again. */
  readonly key: string;
  readonly url: string;
  readonly armedAt: number;
  /** The sticky one that it came of. */
  readonly sticky: string | null;
  /** Of a sticky one: those that came of it. */
  readonly signIns: string[];
  state: SignIn['state'];
  protocol: SignIn['protocol'];
  refused: Refusal | null;
  trips: Trip[];
  readonly events: number[];
  /** Ends a sticky one. */
  end: () => void;
}

const MOST = 1_000;
const MOST_EVENTS = 200;
const MOST_CHILDREN = 200;

/** Sign-ins that are under way, were, or stand for everybody. */
export class SignIns {
  readonly #world: World;
  readonly #apps: Apps;
  readonly #people: People;
  readonly #shelf = new Shelf<Ordered>('sign-in', MOST);
  /** Those that stand until they are ended. */
  readonly #standing = new Shelf<Ordered>('sign-in');
  readonly #byTicket = new Shelf<{ id: string; ordered: Ordered }>('ticket', MOST);
  #count = 0;
  #ordered = 0;

  constructor(world: World, apps: Apps, people: People) {
    this.#world = world;
    this.#apps = apps;
    this.#people = people;
  }

  /** The newest first. */
  get all(): readonly Ordered[] {
    return [...this.#standing.all, ...this.#shelf.all].sort((a, b) => b.n - a.n);
  }

  get(id: string, at?: string): Ordered {
    return this.#standing.find(id) ?? this.#shelf.get(id, at);
  }

  /** @throws DeskError; IdpError as `Idps.arm` */
  order(input: SignInInput, id = this.#nextId()): Ordered {
    const prepared = this.#prepare(input, id);
    if (input.times !== 'every') return this.#orderOnce(prepared, null).ordered;
    // Tried now, so that what is wrong is told to whoever orders, and not to whoever comes.
    this.#world.idps.arm(prepared.order);
    return this.#orderForEverybody(prepared);
  }

  /** What a sound application would do, without anything being ordered. @throws DeskError; IdpError `FAULT_*` */
  preview({ app: id, as = 'newcomer', person, faults: choices = [], settings }: SignInInput): Expectation {
    const { app } = this.#apps.get(id, '/app');
    const faults = choices.map((choice) => parseFaultUse(choice));
    const { vendor, tenant } = app;
    const wish = typeof as === 'string' ? { persona: as } : { spec: as };
    const somebody =
      person === undefined
        ? this.#people.imagine({ vendor, tenant, key: 'preview' }, wish)
        : this.#people.get(person, '/person');
    return this.#expects(faults, somebody, app, settings);
  }

  /** Ends a sticky one, or takes back one that nobody began. */
  end(id: string): void {
    const ordered = this.get(id);
    if (ordered.input.times !== 'every' && ordered.state !== 'waiting')
      throw new DeskError('SIGN_IN_OVER', `The sign-in "${id}" is ${ordered.state}: there is nothing to end.`, {
        status: 409,
      });
    ordered.end();
    ordered.state = 'ended';
    this.#shelf.remove(id);
  }

  /** What of it stands for everybody at an application that goes. */
  endAllAt(registered: Registered): void {
    for (const { id, state, registered: at } of this.#standing.all)
      if (at === registered && state !== 'ended') this.end(id);
  }

  /** Notes an event of a sign-in; answers which it is of. */
  note(event: IdpEvent, n: number): Ordered | undefined {
    const ordered = this.#byTicket.find(event.ticket ?? '')?.ordered;
    if (!ordered) return undefined;
    if (ordered.events.push(n) > MOST_EVENTS) ordered.events.shift();
    follow(ordered, event);
    return ordered;
  }

  shown(ordered: Ordered): SignIn {
    const { id, registered, people, faults, at, expects, state, protocol } = ordered;
    const { url, sticky, signIns, refused, trips, events, armedAt, input } = ordered;
    return {
      ...{ id, app: registered.id, vendor: registered.app.vendor, protocol, at, url, state, sticky, armedAt },
      ...people,
      faults: [...faults],
      times: input.times ?? 'once',
      signIns: [...signIns],
      ...{ expects, refused, trips: [...trips], events: [...events] },
    };
  }

  clear(): void {
    for (const { end } of this.#standing.all) end();
    this.#standing.clear();
    this.#shelf.clear();
    this.#byTicket.clear();
    this.#count = 0;
  }

  #nextId(): string {
    for (;;) {
      const id = `s${++this.#count}`;
      if (!this.#shelf.find(id) && !this.#standing.find(id)) return id;
    }
  }

  #orderOnce(prepared: Prepared, sticky: Ordered | null): { ordered: Ordered; ticket: SignInTicket } {
    const ticket = this.#world.idps.arm(prepared.order);
    const ordered = this.#shelf.put(
      begun(prepared, { url: ticket.beginUrl, sticky, armedAt: this.#world.clock.now() }),
    );
    if (sticky) sticky.state = 'started';
    this.#byTicket.put({ id: ticket.id, ordered });
    return { ordered, ticket };
  }

  #orderForEverybody(prepared: Prepared): Ordered {
    const { input, registered, at } = prepared;
    const { app, loginUrl } = registered;
    const url = at === 'idp' ? app.startUrl : (input.loginUrl ?? loginUrl ?? app.startUrl);
    const sticky = begun(prepared, { url, sticky: null, armedAt: this.#world.clock.now() });
    this.endAllAt(registered);
    sticky.end = this.#world.idps.armEverybody(app, () => {
      // Whoever was made for it comes each time, as one and the same customer would.
      const again = { ...input, times: 'once', person: sticky.person.id } as const;
      const { ordered, ticket } = this.#orderOnce(this.#prepare(again, this.#nextId(), sticky.victim), sticky);
      if (sticky.signIns.push(ordered.id) > MOST_CHILDREN) sticky.signIns.shift();
      return ticket;
    });
    return this.#standing.put(sticky);
  }

  /** Everything that the mocks have to know of it. @throws DeskError */
  #prepare(input: SignInInput, id: string, knownVictim: Somebody | null = null): Prepared {
    const registered = this.#apps.get(input.app, '/app');
    const { app } = registered;
    const faults = (input.faults ?? []).map((choice) => parseFaultUse(choice));
    const { person, victim } = this.#cast(input, registered, faults, knownVictim);
    const at = input.at ?? (input.loginUrl === undefined && registered.loginUrl === null ? 'idp' : 'application');
    const otherApp = input.otherApp === undefined ? null : this.#apps.get(input.otherApp, '/otherApp').app;
    const earlier = input.earlier === undefined ? null : this.get(input.earlier, '/earlier').key;
    const settings = input.settings as AppSettings | undefined;
    const key = `desk ${id}`;
    const signer = this.#people.person(person);
    const order: SignInOrder = {
      key,
      app,
      person: signer,
      faults,
      beginsAt: at === 'idp' ? app.startUrl : this.#loginUrl(input, registered),
      ...(input.shape && { shape: input.shape }),
      ...(settings && { settings }),
      ...(input.signedInAgo !== undefined && { signedInAgo: input.signedInAgo }),
      ...(victim && { victim: this.#people.person(victim) }),
      ...(otherApp && { otherApp }),
      ...(earlier !== null && { earlier }),
    };
    const expects = this.#expects(faults, person, app, settings);
    const people = {
      person: this.#people.summary(person),
      victim: victim && this.#people.summary(victim),
    };
    return { id, n: ++this.#ordered, input, registered, person, victim, people, faults, at, key, order, expects };
  }

  #expects(faults: readonly FaultUse[], somebody: Somebody, app: App, settings: AppSettings | undefined): Expectation {
    const { groups } = { ...app.settings, ...settings };
    const sendsGroups = groups?.send === 'security';
    return expectationOf(faults, { person: this.#people.person(somebody), vendor: app.vendor, sendsGroups });
  }

  /** Who signs in, and whom a forgery claims to be: somebody new where nobody is named. */
  #cast(
    { as = 'newcomer', person: id, victim: victimId }: SignInInput,
    { app: { vendor, tenant } }: Registered,
    faults: readonly FaultUse[],
    knownVictim: Somebody | null,
  ): { person: Somebody; victim: Somebody | null } {
    const somebody = (wish: SignInInput['as'], more: { key?: string; spec?: PersonaSpec } = {}) =>
      this.#people.make({
        vendor,
        tenant,
        ...(typeof wish === 'string' ? { persona: wish } : { spec: wish }),
        ...more,
      });
    const known = id === undefined ? null : this.#people.get(id, '/person');
    if (known && (known.vendor !== vendor || known.tenant !== tenant))
      throw new DeskError('PERSON_ELSEWHERE', `"${known.id}" is no person of ${vendor}, tenant "${tenant}".`, {
        status: 422,
        at: '/person',
      });
    const named = victimId === undefined ? knownVictim : this.#people.get(victimId, '/victim');
    const needsPrefix = areNeeding(faults, 'victim-as-prefix');
    if (needsPrefix && !known) {
      const victim = named ?? somebody('newcomer');
      return { person: this.#people.lookalikeOf(victim), victim };
    }
    return {
      person: known ?? somebody(as),
      victim: named ?? (areNeeding(faults, 'victim') ? somebody('newcomer') : null),
    };
  }

  #loginUrl({ loginUrl }: SignInInput, registered: Registered): string {
    const url = loginUrl ?? registered.loginUrl;
    if (url !== null && hostGuard(this.#world.allowHosts)(url)) return url;
    if (url !== null)
      throw new DeskError('HOST_NOT_ALLOWED', `${url} is not on this machine.`, {
        status: 422,
        at: '/loginUrl',
        hint: 'If you mean to test an application there, and may, start with --allow-host.',
      });
    throw new DeskError('LOGIN_URL_MISSING', 'Nothing says where a sign-in begins at the application.', {
      status: 422,
      at: '/at',
      hint: 'PATCH the application with its loginUrl, or begin at the IdP: { "at": "idp" }.',
    });
  }
}

/** A sign-in as it is ordered. */
interface Prepared extends Pick<
  Ordered,
  'id' | 'n' | 'input' | 'registered' | 'person' | 'victim' | 'people' | 'faults' | 'at' | 'key' | 'expects'
> {
  readonly order: SignInOrder;
}

const begun = (
  { order: _, ...prepared }: Prepared,
  more: { url: string; sticky: Ordered | null; armedAt: number },
): Ordered => ({
  ...prepared,
  ...more,
  sticky: more.sticky?.id ?? null,
  signIns: [],
  state: 'waiting',
  protocol: null,
  refused: null,
  trips: [],
  events: [],
  end: () => undefined,
});

/** What an event tells of a sign-in. */
function follow(ordered: Ordered, event: IdpEvent): void {
  switch (event.kind) {
    case 'request':
    case 'authorization-request':
      ordered.protocol = event.kind === 'request' ? 'saml' : 'oidc';
      if (ordered.state === 'waiting') ordered.state = 'started';
      return;
    case 'refused':
      ordered.state = 'refused';
      ordered.refused = refusalOf(event);
      return;
    case 'emitted':
    case 'authorization-response':
      ordered.state = 'answered';
      ordered.trips = event.deliveries.map(tripOf);
      return;
    default:
  }
}

const tripOf = ({ n, method, to, url, browser, genuine, after, asksFirst }: Delivery): Trip => ({
  ...{ n, method, to, url, browser, genuine },
  ...(after !== undefined && { after: `The application has to ${after}.` }),
  ...(asksFirst && { asksFirst }),
});
