import { createHash } from 'node:crypto';
import type {
  Exchange,
  Group,
  Outcome,
  Person,
  PersonAttributes,
  Provisioning,
  ProvisioningOptions,
  ProvisioningVendor,
} from '../../mock-idps/index.ts';
import type { Cast } from '../cast.ts';
import { Recording, type LogWriter } from '../log-writer.ts';
import { CannotPrepare } from '../methods.ts';
import type { ProvisionAct, ProvisionedState } from '../observation.ts';
import type { Case } from '../plan.ts';
import type { Provision } from '../scenario.ts';
import { parsedJson } from '../targets/api-call.ts';
import type { World } from '../world.ts';
import { shown, type ScimDesk } from './desk.ts';
import { idIn, listIn } from './json.ts';
import { ENTERPRISE_USER } from './user-body.ts';

/** What the directory holds of somebody, and whether the application is to have them. */
interface Member {
  person: Person;
  attributes: PersonAttributes;
  /** `gone`: neither active nor to be read any more, or readable and not active: both are right. */
  state: 'never' | 'active' | 'inactive' | 'gone';
}

interface Team {
  group: Group;
  members: Set<string>;
  isThere: boolean;
}

/** Lets the vendor of a case provision the application, and reads after each act what the application has. */
export class Provisioner {
  readonly #world: Pick<World, 'idps' | 'nonce' | 'running' | 'target'>;
  readonly #log: LogWriter;
  readonly #cast: Cast;
  readonly #case: Case;
  readonly #desk: ScimDesk;
  readonly #people = new Map<string, Member>();
  readonly #groups = new Map<string, Team>();
  /** What was done and waits for a cycle. */
  #unsent = false;
  #connection: Provisioning | null = null;
  /** Told of what the act under way sends. */
  #listener: ((exchange: Exchange) => void) | null = null;
  /** Kind and name → id in the application, as it was known last. */
  readonly #ids = new Map<string, string>();
  /** Ids in the application that have a name in the log. */
  readonly #named = new Set<string>();
  #acts = 0;

  constructor(
    world: Pick<World, 'idps' | 'nonce' | 'running' | 'target'>,
    log: LogWriter,
    cast: Cast,
    planned: Case,
    desk: ScimDesk,
  ) {
    this.#world = world;
    this.#log = log;
    this.#cast = cast;
    this.#case = planned;
    this.#desk = desk;
  }

  /** Somebody whom the vendor has deactivated in the application, as far as acts go. */
  isOut(name: string): boolean {
    const state = this.#people.get(name)?.state;
    return state === 'inactive' || state === 'gone';
  }

  isIn(name: string): boolean {
    return this.#people.get(name)?.state === 'active';
  }

  async act(step: Provision): Promise<void> {
    const n = ++this.#acts;
    if (step.act === 'test-connection') return this.#test(n, step);
    const connection = await this.#connected();
    const changes = this.#unsent || step.act !== 'cycle';
    const { result: outcome, writes } = await this.#watched(n, () => this.#perform(connection, step));
    if (this.#case.form.given.provisioning?.send === 'in-cycles')
      this.#unsent = !isOfAll(step) && step.act !== 'on-demand';
    this.#record(n, step, { outcome, writes, changes });
    if (this.#unsent) return;
    await this.#readBack(n, connection, step);
  }

  /** Does it, and writes down what was sent meanwhile once the ids in it have their names. */
  async #watched<T>(n: number, act: () => Promise<T>): Promise<{ result: T; writes: number }> {
    const held = new Recording(this.#log);
    const ids: { type: string; id: string }[] = [];
    let writes = 0;
    this.#listener = (exchange) => {
      if (exchange.method !== 'GET') writes++;
      ids.push(...idsIn(exchange));
      this.#recordExchange(held, n, exchange);
    };
    try {
      return { result: await act(), writes };
    } finally {
      this.#listener = null;
      this.#nameIds(ids);
      held.flush();
    }
  }

  /** Whoever the vendor knows is called by name, and whatever else was made is counted. */
  #nameIds(others: readonly { type: string; id: string }[]): void {
    const name = (id: string | null, label: string) => {
      if (id === null || this.#named.has(id)) return;
      this.#named.add(id);
      this.#log.alias(id, label);
    };
    const known = (type: string, who: string, what: Person | Group) => {
      const id = this.#connection?.idOf(what) ?? null;
      const last = this.#ids.get(`${type} ${who}`);
      name(id, last === undefined || last === id ? `{id of ${who}}` : `{new id of ${who}}`);
    };
    for (const [who, { person }] of this.#people) known('user', who, person);
    for (const [who, { group }] of this.#groups) known('group', who, group);
    for (const { type, id } of others) name(id, `{id of ${type} ${this.#named.size + 1}}`);
  }

  async #connected(): Promise<Provisioning> {
    this.#connection ??= await this.#open('own', '');
    return this.#connection;
  }

  #open(token: NonNullable<Provision['token']>, at: string): Promise<Provisioning> {
    const { idp, id, form } = this.#case;
    const { send, ...settings } = form.given.provisioning ?? {};
    const switches = form.given.switches && Object.fromEntries(ofScim(form.given.switches, idp));
    const options: ProvisioningOptions = {
      baseUrl: `${this.#desk.access.baseUrl}${at}`,
      token: this.#desk.tokenOf(token),
      settings: { ...settings, ...(switches && { switches }) },
      ...(send && { send }),
      onExchange: (exchange) => this.#listener?.(exchange),
    };
    return this.#world.idps.provisioning(idp as ProvisioningVendor, `${id}/${token}${at}`, options);
  }

  async #test(n: number, { act, token = 'own', at = '' }: Provision): Promise<void> {
    const connection = await this.#open(token, at);
    const { result, writes } = await this.#watched(n, () => connection.testConnection());
    const told = result.ok ? 'it succeeded' : `it failed: ${result.because.says.replace(/\.$/, '')}`;
    this.#log.add({
      kind: 'provision.act',
      from: 'idp',
      says: `The administrator tests the connection${token === 'own' && at === '' ? '' : ` with ${at === '' ? `the token "${token}"` : `${at} behind the base URL`}`}: ${told}.`,
      data: {
        ...{ n, act, person: null, group: null, entered: { caller: token, at }, writes, changes: false },
        outcome: { kind: result.ok ? 'tested' : 'failed', because: result.ok ? null : failureIn(result.because) },
      },
    });
  }

  async #perform(connection: Provisioning, step: Provision): Promise<ProvisionAct['outcome']> {
    const { act } = step;
    if (act === 'restart') {
      await connection.restart({ links: true });
      return { kind: 'done', because: null };
    }
    if (act === 'cycle') {
      const { ran, outcomes, quarantine, pending } = await connection.runCycle();
      const failed = outcomes.map(({ outcome }) => outcome).find(({ kind }) => kind === 'failed');
      if (failed) return told(failed);
      // The test of the connection failed, before anybody's turn came.
      if (ran && quarantine && typeof quarantine.because !== 'string')
        return { kind: 'failed', because: failureIn(quarantine.because) };
      const why =
        !ran || quarantine ? 'the job is in quarantine' : pending > 0 ? `${pending} changes are still owed` : null;
      return {
        kind: ran ? 'done' : 'skipped',
        because: why === null ? null : { code: 'owed', says: why, status: null },
      };
    }
    return told(await (step.group === undefined ? this.#onPerson(connection, step) : this.#onGroup(connection, step)));
  }

  #onPerson(connection: Provisioning, step: Provision): Promise<Outcome> {
    const { act, as: name = 'person' } = step;
    const known = this.#people.get(name) ?? { person: this.#cast.get(name), attributes: {}, state: 'never' };
    const attributes = this.#attributesIn(step);
    const { manager: _, ...fields } = attributes;
    // Every act brings along what the directory holds.
    const person = { ...known.person, ...fields };
    const state = stateAfter(act, known.state, this.#case.idp);
    this.#people.set(name, { person, attributes: { ...known.attributes, ...attributes }, state });
    return onPerson(connection, act, person, attributes);
  }

  #onGroup(connection: Provisioning, { act, group: name = '', named, members = [] }: Provision): Promise<Outcome> {
    const team = this.#team(name, named);
    const { group } = team;
    const people = members.map((each) => this.#cast.get(each));
    switch (act) {
      case 'push-group':
      case 'on-demand':
        Object.assign(team, { isThere: true, members: new Set(members) });
        return act === 'push-group' ? connection.pushGroup(group, people) : connection.provisionOnDemand(group, people);
      case 'rename-group':
        return connection.renameGroup(group);
      case 'push-now':
        return connection.pushNow(group);
      case 'add-members':
        for (const each of members) team.members.add(each);
        return connection.addMembers(group, people);
      case 'remove-members':
        for (const each of members) team.members.delete(each);
        return connection.removeMembers(group, people);
      default:
        team.isThere = false;
        return connection.deleteGroup(group);
    }
  }

  #attributesIn({ to }: Provision): PersonAttributes {
    if (!to) return {};
    const { manager, ...same } = to;
    return {
      ...same,
      ...(manager !== undefined && { manager: manager === null ? null : this.#cast.get(manager) }),
    };
  }

  /** A group of the directory that this case alone knows. */
  #team(name: string, named: string | undefined): Team {
    const known = this.#groups.get(name);
    const group: Group = {
      id: known?.group.id ?? groupId(`${this.#case.id} ${name}`, this.#world.nonce),
      name: named === undefined && known ? known.group.name : `${named ?? name} ${this.#desk.unique}`,
    };
    const team = known ?? { group, members: new Set<string>(), isThere: false };
    team.group = group;
    this.#groups.set(name, team);
    return team;
  }

  #record(
    n: number,
    step: Provision,
    { outcome, writes, changes }: Pick<ProvisionAct, 'outcome' | 'writes' | 'changes'>,
  ): void {
    const { act, group = null, token = 'own', at = '' } = step;
    const person = group === null && !isOfAll(step) ? (step.as ?? 'person') : null;
    const whom = group ?? person;
    this.#log.add({
      kind: 'provision.act',
      from: 'idp',
      says: `${this.#case.idp}: ${act.replaceAll('-', ' ')}${whom === null ? '' : ` ${whom}`}: ${outcome.kind}${outcome.because ? `, ${outcome.because.says}` : ''}.`,
      data: {
        ...{ n, act, person, group, entered: { caller: token, at } },
        ...{ outcome, writes, changes },
      },
    });
  }

  #recordExchange(log: Recording, n: number, exchange: Exchange): void {
    const { method, url, body, status, answerBody, purpose, says } = exchange;
    const path = url.slice(this.#desk.access.baseUrl.length);
    if (method === 'POST') {
      this.#desk.noteAnswer(path.split('?')[0] ?? '', body, { status, text: answerBody ?? '' });
    }
    log.add({
      kind: 'provision.exchange',
      from: 'idp',
      to: 'target',
      says: `${purpose}: ${method} ${path}: ${status ?? says ?? 'no answer'}.`,
      data: { n, method, path, status, failure: says },
      artefacts: [
        ...(body === null ? [] : [shownText(`${method} ${path}`, body)]),
        ...(answerBody ? [shownText(`Answer ${status ?? ''}`, this.#desk.ownOnly(method, path, answerBody))] : []),
      ],
    });
  }

  /** What the application has of everybody whom the vendor knows, read by a client of our own. */
  async #readBack(n: number, connection: Provisioning, step: Provision): Promise<void> {
    const isConcerned = (name: string, concerned: string | undefined) => isOfAll(step) || name === concerned;
    const person = step.group === undefined ? (step.as ?? 'person') : undefined;
    for (const [name, member] of this.#people)
      if (isConcerned(name, person)) await this.#readUser(n, connection, name, member);
    for (const [name, team] of this.#groups)
      if (isConcerned(name, step.group)) await this.#readGroup(n, connection, name, team);
  }

  async #readUser(n: number, connection: Provisioning, name: string, member: Member): Promise<void> {
    if (member.state === 'never') return;
    const id = connection.idOf(member.person);
    const wanted = wantedOf(member, this.#case.idp, (person) => connection.idOf(person));
    const accounts = member.state === 'active' ? await this.#accountsOf(member) : null;
    await this.#state(n, 'user', name, { id, wanted, path: '/Users', accounts });
  }

  async #readGroup(
    n: number,
    connection: Provisioning,
    name: string,
    { group, members, isThere }: Team,
  ): Promise<void> {
    const id = connection.idOf(group);
    const ids = [...members].map((each) => ({
      value: connection.idOf(this.#cast.get(each)) ?? `{nobody called ${each}}`,
    }));
    const wanted = isThere ? { displayName: group.name, members: ids.length ? ids : null } : null;
    await this.#state(n, 'group', name, { id, wanted, path: '/Groups', accounts: null });
  }

  /** How many the application itself shows; null where it cannot be asked. */
  async #accountsOf({ person: { email } }: Member): Promise<number | null> {
    const { target, running } = this.#world;
    if (email === null || target.lacks.has('accounts')) return null;
    const reading = await running.observe.accounts(email);
    return 'problem' in reading ? null : reading.value.accounts.length;
  }

  async #state(
    n: number,
    type: ProvisionedState['type'],
    name: string,
    { id, wanted, path, accounts }: { id: string | null; path: string } & Pick<ProvisionedState, 'wanted' | 'accounts'>,
  ): Promise<void> {
    const last = this.#ids.get(`${type} ${name}`) ?? null;
    const known = id ?? last;
    if (known !== null) this.#ids.set(`${type} ${name}`, known);
    const found = known === null ? null : await this.#desk.readAt(`${path}/${encodeURIComponent(known)}`);
    this.#log.add({
      kind: 'provision.state',
      from: 'harness',
      to: 'target',
      says: `${name} in the application: ${found?.status ?? 'nothing is known of them'}.`,
      data: {
        ...{ n, type, name, wanted, accounts, sameId: last === null || id === null || last === id },
        status: known === null ? 404 : (found?.status ?? null),
        resource: found?.resource ?? null,
      },
      artefacts: found?.text ? [shownText(`${name} as read`, found.text)] : [],
    });
  }
}

/** As Entra ID has it: the same for the same group of the same run. */
const groupId = (key: string, nonce: string): string =>
  `${createHash('sha256').update(key).digest('hex').slice(0, 8)}-0000-4000-8000-${nonce}`;

/** The act concerns everybody. */
const isOfAll = ({ act }: Provision): boolean => act === 'cycle' || act === 'restart';

/** Switches of provisioning are named `vendor/scim-…`. */
const ofScim = (switches: Readonly<Record<string, string>>, vendor: string) =>
  Object.entries(switches).filter(([id]) => id.startsWith(`${vendor}/scim-`));

function onPerson(
  connection: Provisioning,
  act: Provision['act'],
  person: Person,
  attributes: PersonAttributes,
): Promise<Outcome> {
  switch (act) {
    case 'assign':
      return connection.assign(person, attributes);
    case 'change':
      return connection.change(person, attributes);
    case 'unassign':
      return connection.unassign(person);
    case 'deactivate':
      return connection.deactivate(person);
    case 'reactivate':
      return connection.reactivate(person);
    case 'delete':
      return connection.delete(person);
    case 'on-demand':
      return connection.provisionOnDemand(person);
    default:
      throw new CannotPrepare(`${act} needs a group.`);
  }
}

/** Entra deletes whoever is gone from its directory, others deactivate; whoever was never there stays away. */
function stateAfter(act: Provision['act'], state: Member['state'], vendor: string): Member['state'] {
  if (act === 'assign' || act === 'reactivate' || act === 'on-demand') return 'active';
  if (state === 'never') return state;
  if (act === 'unassign' || act === 'deactivate') return 'inactive';
  if (act === 'delete') return vendor === 'entra' ? 'gone' : 'inactive';
  return state;
}

/** What the application must hold of somebody. What only some vendors send is not asked for. */
function wantedOf(
  { person, attributes, state }: Member,
  vendor: string,
  idOf: (person: Person) => string | null,
): ProvisionedState['wanted'] {
  if (state === 'gone') return null;
  const { displayName, givenName, surname } = person;
  const { manager, department } = attributes;
  const enterprise = {
    ...(department !== undefined && { department }),
    ...(manager !== undefined && { manager: manager === null ? null : { value: idOf(manager) } }),
  };
  return {
    displayName,
    name: { givenName, familyName: surname },
    active: state === 'active',
    ...(person.email !== null && { emails: [{ value: person.email }] }),
    ...(vendor === 'entra' && Object.keys(enterprise).length > 0 && { [ENTERPRISE_USER]: enterprise }),
  };
}

function told(outcome: Outcome): ProvisionAct['outcome'] {
  const { kind } = outcome;
  if (kind === 'failed') return { kind, because: failureIn(outcome.because) };
  if (kind !== 'waiting' || outcome.because === 'next-cycle') return { kind, because: null };
  return { kind, because: { code: outcome.because, says: `it waits (${outcome.because})`, status: null } };
}

/** Of what an answer shows, by itself or in a list. */
function idsIn({ url, answerBody }: Exchange): { type: string; id: string }[] {
  const json = parsedJson(answerBody ?? '');
  const type = /\/Groups(?=[/?]|$)/.test(url) ? 'group' : 'user';
  return (listIn(json) ?? [json]).map(idIn).flatMap((id) => (id === null ? [] : [{ type, id }]));
}

const failureIn = ({ code, says, status }: { code: string; says: string; status: number | null }) => ({
  code,
  says,
  status,
});

const shownText = (label: string, text: string) => shown(label, parsedJson(text), text);
