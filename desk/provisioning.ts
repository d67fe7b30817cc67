import { hostGuard } from '../harness/targets/hosts.ts';
import type { Exchange, Group, Provisioning as Engine, ProvisioningVendor, Task } from '../mock-idps/index.ts';
import { actOn } from './act-on.ts';
import type { Act, ActInput, Exchange as ShownExchange, Provisioning, ProvisioningInput } from './api/api.gen.ts';
import type { Apps, Registered } from './apps.ts';
import { DeskError } from './desk-error.ts';
import type { People } from './people.ts';
import { Shelf } from './shelf.ts';
import type { World } from './world.ts';

/** A group that is pushed, as it is called here. */
export interface Team {
  readonly called: string;
  group: Group;
  /** Ids of people. */
  readonly members: Set<string>;
}

/** A connection that provisions an application. */
export interface Connection {
  readonly id: string;
  readonly input: ProvisioningInput;
  readonly registered: Registered;
  readonly engine: Engine;
  /** Ids of everybody who was the matter of an act. */
  readonly people: Set<string>;
  readonly teams: Map<string, Team>;
  readonly acts: Act[];
  /** What was asked for, for scenarios. */
  readonly inputs: ActInput[];
  count: number;
  /** The act under way; exchanges belong to it. */
  current: { n: number; exchanges: ShownExchange[] } | null;
  tail: Promise<unknown>;
}

const MOST_ACTS = 50;
const MOST_CHARACTERS = 64 * 1024;

/** Connections over SCIM, and what administrators do with them. */
export class Connections {
  readonly #world: World;
  readonly #apps: Apps;
  readonly #people: People;
  readonly #shelf = new Shelf<Connection>('connection');
  #count = 0;

  constructor(world: World, apps: Apps, people: People) {
    this.#world = world;
    this.#apps = apps;
    this.#people = people;
  }

  get all(): readonly Connection[] {
    return this.#shelf.all;
  }

  get(id: string, at?: string): Connection {
    return this.#shelf.get(id, at);
  }

  /** @throws DeskError `VENDOR_WITHOUT_SCIM`, `HOST_NOT_ALLOWED`; IdpError `SCIM_*`, `SWITCH_*` */
  async open(input: ProvisioningInput, id = this.#nextId()): Promise<Connection> {
    const registered = this.#apps.get(input.app, '/app');
    const { vendor, name } = registered.app;
    const { baseUrl, token, settings, send } = input;
    if (vendor === 'other')
      throw new DeskError(
        'VENDOR_WITHOUT_SCIM',
        'The plain IdP provisions nobody. Take an application of another vendor.',
        {
          status: 422,
          at: '/app',
        },
      );
    if (URL.canParse(baseUrl) && !hostGuard(this.#world.allowHosts)(baseUrl))
      throw new DeskError('HOST_NOT_ALLOWED', `${baseUrl} is not on this machine.`, {
        status: 422,
        at: '/baseUrl',
        hint: 'If you mean to test an application there, and may, start with --allow-host.',
      });
    const connection: Omit<Connection, 'engine'> & { engine?: Engine } = {
      ...{ id, input, registered, people: new Set(), teams: new Map(), acts: [], inputs: [] },
      ...{ count: 0, current: null, tail: Promise.resolve() },
    };
    connection.engine = await this.#world.idps.provisioning(vendor, `${name} ${id}`, {
      ...{ baseUrl, token },
      ...(settings && { settings }),
      ...(send && { send }),
      onExchange: (exchange) => this.#exchanged(connection, vendor, exchange),
    });
    return this.#shelf.put(connection as Connection);
  }

  /** One act after the other. @throws DeskError; IdpError `SCIM_OPTION_INVALID` */
  act(id: string, input: ActInput): Promise<Act> {
    const connection = this.get(id);
    const turn = connection.tail.then(() => this.#perform(connection, input));
    connection.tail = turn.catch(() => undefined);
    return turn;
  }

  /** What is under way ends by itself; nothing more begins. */
  remove(id: string): void {
    this.get(id);
    this.#shelf.remove(id);
  }

  removeAllAt(registered: Registered): void {
    for (const one of this.all) if (one.registered === registered) this.remove(one.id);
  }

  shown({ id, input, registered, engine, people, teams, acts }: Connection): Provisioning {
    const somebody = [...people].map((one) => this.#people.get(one));
    return {
      ...{ id, app: registered.id, vendor: registered.app.vendor, baseUrl: input.baseUrl },
      settings: { ...input.settings },
      send: input.send ?? 'at-once',
      pending: engine.pending(),
      tasks: engine.tasks().map(({ type, key, because }: Task) => ({ type, key, because: { ...because } })),
      people: somebody.map((one) => ({
        person: this.#people.summary(one),
        scimId: engine.idOf(this.#people.person(one)),
      })),
      groups: [...teams.values()].map(({ called, group, members }) => ({
        ...{ group: called, name: group.name, id: group.id, scimId: engine.idOf(group), members: [...members] },
      })),
      acts: [...acts],
    };
  }

  clear(): void {
    this.#shelf.clear();
    this.#count = 0;
  }

  #nextId(): string {
    for (;;) {
      const id = `p${++this.#count}`;
      if (!this.#shelf.find(id)) return id;
    }
  }

  async #perform(connection: Connection, input: ActInput): Promise<Act> {
    const n = ++connection.count;
    const at = this.#world.clock.now();
    const exchanges: ShownExchange[] = [];
    connection.current = { n, exchanges };
    try {
      const done = await actOn(connection, input, { people: this.#people, directory: this.#world.idps.directory });
      const act: Act = { n, act: input.act, at, ...done, exchanges };
      connection.inputs.push(input);
      if (connection.inputs.length > MOST_ACTS) connection.inputs.shift();
      if (connection.acts.push(act) > MOST_ACTS) connection.acts.shift();
      return act;
    } finally {
      connection.current = null;
    }
  }

  #exchanged(
    { id, registered, current }: Omit<Connection, 'engine'>,
    vendor: ProvisioningVendor,
    exchange: Exchange,
  ): void {
    const cut = (text: string | null) =>
      text !== null && text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
    const kept = { ...exchange, body: cut(exchange.body), answerBody: cut(exchange.answerBody) };
    const { headers, answerHeaders } = exchange;
    current?.exchanges.push({
      ...kept,
      ...{ provisioning: id, act: current.n, headers: { ...headers }, answerHeaders: { ...answerHeaders } },
    });
    const fact = { kind: 'scim', vendor, at: exchange.at, exchange: kept } as const;
    this.#world.feed.add(fact, { app: registered.id, provisioning: id });
  }
}
