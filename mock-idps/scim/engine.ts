import { setTimeout as pause } from 'node:timers/promises';
import { Choices, LETTERS_AND_DIGITS } from '../choices.ts';
import type { Group, Person } from '../directory/person.ts';
import { drawnGuid } from '../ids.ts';
import { activeIn, isActive } from './active.ts';
import { ScimClient, type Call, type Reply } from './client.ts';
import type { Dialect, Json, UserFields, Write } from './dialect.ts';
import { dialects } from './dialects/index.ts';
import { failureOf } from './failure.ts';
import { checkOptions } from './options.ts';
import type { Failure, ImportedUser, ObjectOutcome, Outcome, Quarantine } from './outcome.ts';
import type { PersonAttributes, Provisioning, ProvisioningOptions, ProvisioningVendor } from './provisioning.ts';

/** What a connection belongs to. */
export interface Connection {
  seed: number;
  nonce: string;
  vendor: ProvisioningVendor;
  name: string;
  clock: () => number;
}

/** Somebody in the directory, and the link to the application. */
interface User {
  key: string;
  fields: UserFields;
  manager: string | null;
  assigned: boolean;
  enabled: boolean;
  gone: boolean;
  id: string | null;
  /** What the application was last told, or told us. */
  active: boolean | null;
}

interface Team {
  group: Group;
  members: Set<string>;
  gone: boolean;
  id: string | null;
  sentName: string | null;
  /** SCIM ids that the application has as members by us. */
  sent: Map<string, string>;
}

/** How often a failed object was tried, and the number of the cycle that tries it next. */
interface Owed {
  attempts: number;
  cycle: number;
}

/** A call came to nothing. Never leaves this file. */
class Failed extends Error {
  readonly failure: Failure;
  /** Look-ups and rejected tokens put a job of Entra into quarantine. */
  readonly isFatal: boolean;
  constructor(failure: Failure, isFatal: boolean) {
    super(failure.says);
    this.failure = failure;
    this.isFatal = isFatal;
  }
}

const HOUR = 3_600_000;
/** From the begin of a quarantine; then every 24 h, up to 28 days (E-QUAR, vendor-doc, 2026-11-23). */
const TRIES = [6 * HOUR, 12 * HOUR, 24 * HOUR];
const DISABLED_AFTER = 28 * 24 * HOUR;
const PAGE = 100;
/** Times that one call is sent again after 429: not documented. */
const RESENDS = 3;

/** @throws IdpError `SCIM_*`, `SWITCH_*` */
export function openProvisioning(connection: Connection, options: ProvisioningOptions): Provisioning {
  checkOptions(connection.vendor, options, dialects[connection.vendor].switches);
  return new Engine(connection, options);
}

class Engine implements Provisioning {
  readonly vendor: ProvisioningVendor;
  readonly #dialect: Dialect;
  readonly #options: ProvisioningOptions;
  readonly #client: ScimClient;
  readonly #clock: () => number;
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  readonly #choices: Choices;
  readonly #users = new Map<string, User>();
  readonly #groups = new Map<string, Team>();
  readonly #owed = new Map<User | Team, Owed>();
  #tail: Promise<unknown> = Promise.resolve();
  #cycle = 0;
  #isInitial = true;
  #quarantine: Quarantine | null = null;
  #tries = 0;

  constructor({ vendor, seed, nonce, name, clock }: Connection, options: ProvisioningOptions) {
    this.vendor = vendor;
    this.#dialect = dialects[vendor];
    this.#options = options;
    this.#clock = options.clock ?? clock;
    this.#wait = options.wait ?? pause;
    this.#choices = new Choices('scim', seed, nonce, vendor, name);
    const {
      baseUrl,
      token,
      timeoutMs = 60_000,
      answerLimit = 16 * 1024 * 1024,
      onExchange = () => undefined,
    } = options;
    const { headers, contentType } = this.#dialect;
    const url = new URL(baseUrl);
    if (options.settings?.standardPatch && !url.search.includes('aadOptscim062020'))
      url.search += `${url.search ? '&' : '?'}aadOptscim062020`;
    const clientOptions = { baseUrl: url.href, token, headers, contentType, timeoutMs, answerLimit, onExchange };
    this.#client = new ScimClient({ ...clientOptions, clock: this.#clock });
  }

  testConnection: Provisioning['testConnection'] = () =>
    this.#inTurn(async () => {
      try {
        const query = this.#dialect.test(drawnGuid(this.#choices), this.#settings);
        const reply = await this.#ask({ purpose: 'test connection', method: 'GET', path: '/Users', query }, true);
        listIn(reply);
        return { ok: true };
      } catch (error) {
        return { ok: false, because: failureIn(error) };
      }
    });

  assign: Provisioning['assign'] = (person, attributes) =>
    this.#about(person, attributes, (user) => Object.assign(user, { assigned: true, gone: false }));
  change: Provisioning['change'] = (person, attributes) => this.#about(person, attributes, () => undefined);
  unassign: Provisioning['unassign'] = (person) =>
    this.#about(person, {}, (user) => Object.assign(user, { assigned: false }));
  deactivate: Provisioning['deactivate'] = (person) =>
    this.#about(person, {}, (user) => Object.assign(user, { enabled: false }));
  reactivate: Provisioning['reactivate'] = (person) =>
    this.#about(person, {}, (user) => Object.assign(user, { enabled: true, gone: false }));
  delete: Provisioning['delete'] = (person) => this.#about(person, {}, (user) => Object.assign(user, { gone: true }));
  provisionOnDemand: Provisioning['provisionOnDemand'] = (person) =>
    this.#inTurn(() => this.#settle(this.#userOf(person), true));

  pushGroup: Provisioning['pushGroup'] = (group, members = []) =>
    this.#aboutGroup(group, (team) => {
      team.gone = false;
      team.members = new Set(members.map(({ key }) => key));
    });
  renameGroup: Provisioning['renameGroup'] = (group) => this.#aboutGroup(group, () => undefined);
  addMembers: Provisioning['addMembers'] = (group, members) =>
    this.#aboutGroup(group, (team) => members.forEach(({ key }) => team.members.add(key)));
  removeMembers: Provisioning['removeMembers'] = (group, members) =>
    this.#aboutGroup(group, (team) => members.forEach(({ key }) => team.members.delete(key)));
  deleteGroup: Provisioning['deleteGroup'] = (group) =>
    this.#aboutGroup(group, (team) => {
      team.gone = true;
    });

  restart: Provisioning['restart'] = ({ links = false } = {}) =>
    this.#inTurn(async () => {
      this.#isInitial = true;
      this.#quarantine = null;
      this.#tries = 0;
      for (const each of [...this.#users.values(), ...this.#groups.values()]) {
        if (links) each.id = null;
        this.#owed.set(each, { attempts: 0, cycle: 0 });
      }
    });

  runCycle: Provisioning['runCycle'] = () =>
    this.#inTurn(async () => {
      const kind = this.#isInitial ? 'initial' : 'incremental';
      const disabled = this.#isDisabled();
      if (disabled || (this.#quarantine && this.#clock() < this.#quarantine.nextTry))
        return { kind, ran: false, outcomes: [], quarantine: this.#quarantine, disabled, pending: this.#owed.size };
      const before = this.#quarantine;
      this.#quarantine = null;
      this.#cycle++;
      const outcomes: ObjectOutcome[] = [];
      // People before those who refer to them: whoever is a member or a manager has an id by then.
      const due = [...this.#owed].filter(([, { cycle }]) => cycle <= this.#cycle).map(([each]) => each);
      const rank = (each: User | Team) => ('members' in each ? 2 : each.manager === null ? 0 : 1);
      for (const each of due.sort((one, other) => rank(one) - rank(other))) {
        const outcome = await this.#settle(each, true);
        const isGroup = 'members' in each;
        outcomes.push({ type: isGroup ? 'group' : 'user', key: isGroup ? each.group.id : each.key, outcome });
        if (this.#isQuarantined()) break;
      }
      if (this.#quarantine) this.#extend(before);
      else {
        this.#isInitial = false;
        this.#tries = 0;
      }
      const quarantine = this.#quarantine;
      return { kind, ran: true, outcomes, quarantine, disabled: this.#isDisabled(), pending: this.#owed.size };
    });

  importUsers: Provisioning['importUsers'] = () =>
    this.#inTurn(async () => {
      const users: ImportedUser[] = [];
      let total: number | null = null;
      let pages = 0;
      if (this.vendor !== 'okta') return { users, total, pages, failure: null };
      const seen = new Set<string>();
      try {
        do {
          const query = `startIndex=${users.length + 1}&count=${PAGE}`;
          const reply = await this.#ask({ purpose: 'import users', method: 'GET', path: '/Users', query });
          const list = listIn(reply);
          pages++;
          total = list.total;
          if (list.resources.length === 0) break;
          for (const resource of list.resources) {
            const id = idIn(resource, reply);
            if (seen.has(id)) throw new Failed(failureOf(reply, 'page-repeats'), false);
            seen.add(id);
            users.push(this.#imported(resource, id));
          }
        } while (users.length < total);
        return { users, total, pages, failure: null };
      } catch (error) {
        return { users, total, pages, failure: failureIn(error) };
      }
    });

  idOf: Provisioning['idOf'] = (what) =>
    ('key' in what ? this.#users.get(what.key)?.id : this.#groups.get(what.id)?.id) ?? null;
  pending: Provisioning['pending'] = () => this.#owed.size;

  get #settings() {
    return this.#options.settings ?? {};
  }

  /** One after the other. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(act);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  #about(person: Person, attributes: PersonAttributes = {}, apply: (user: User) => unknown): Promise<Outcome> {
    return this.#inTurn(() => {
      const user = this.#userOf(person);
      Object.assign(user.fields, fieldsOf(person, this.vendor), given(attributes));
      if (attributes.manager !== undefined) user.manager = attributes.manager?.key ?? null;
      apply(user);
      return this.#noted(user);
    });
  }

  #aboutGroup(group: Group, apply: (team: Team) => void): Promise<Outcome> {
    return this.#inTurn(() => {
      let team = this.#groups.get(group.id);
      if (!team) {
        team = { group, members: new Set(), gone: false, id: null, sentName: null, sent: new Map() };
        this.#groups.set(group.id, team);
      }
      team.group = group;
      apply(team);
      return this.#noted(team);
    });
  }

  async #noted(each: User | Team): Promise<Outcome> {
    this.#owed.set(each, { attempts: 0, cycle: 0 });
    if (this.#options.send === 'in-cycles') return { kind: 'waiting', because: 'next-cycle', id: each.id };
    return this.#settle(each, false);
  }

  #userOf(person: Person): User {
    const known = this.#users.get(person.key);
    if (known) return known;
    const fields: UserFields = { ...fieldsOf(person, this.vendor), employeeNumber: null, active: true };
    const state = { manager: null, assigned: false, enabled: true, gone: false, id: null, active: null };
    const user: User = { key: person.key, fields, ...state };
    this.#users.set(person.key, user);
    return user;
  }

  /** Brings the application to what the directory has, and keeps owed what did not arrive. */
  async #settle(each: User | Team, despiteQuarantine: boolean): Promise<Outcome> {
    if (!despiteQuarantine && this.#isQuarantined()) return { kind: 'waiting', because: 'quarantine', id: each.id };
    try {
      const outcome = await ('members' in each ? this.#settleGroup(each) : this.#settleUser(each));
      if (outcome.kind !== 'waiting' && !this.#lacksReference(each)) this.#owed.delete(each);
      return outcome;
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const attempts = (this.#owed.get(each)?.attempts ?? 0) + 1;
      // "With growing gaps" is documented (E-HOW); that they double is inferred.
      this.#owed.set(each, { attempts, cycle: this.#cycle + 2 ** Math.min(attempts - 1, 6) });
      if (error.isFatal && this.vendor === 'entra') this.#enterQuarantine(error.failure);
      return { kind: 'failed', because: error.failure, again: true, id: each.id };
    }
  }

  /** Somebody whom it refers to has no account yet. */
  #lacksReference(each: User | Team): boolean {
    const isAwaited = (key: string) => {
      const other = this.#users.get(key);
      return other !== undefined && other.id === null && this.#owed.has(other);
    };
    if ('members' in each) return !each.gone && [...each.members].some(isAwaited);
    return this.vendor === 'entra' && each.id !== null && each.manager !== null && isAwaited(each.manager);
  }

  async #settleUser(user: User): Promise<Outcome> {
    const { actions: { create = true, update = true, delete: deletes = true } = {}, skipOutOfScope } = this.#settings;
    const active = user.assigned && user.enabled && !user.gone;
    user.fields.active = active;
    const skipped = (because: Extract<Outcome, { kind: 'skipped' }>['because']): Outcome => ({
      kind: 'skipped',
      because,
      id: user.id,
    });
    let kind: 'created' | 'linked' | null = null;
    if (user.id === null) {
      if (user.gone) return skipped('already-gone');
      if (!active) return skipped(user.assigned ? 'never-created' : 'out-of-scope');
      kind = await this.#findOrCreate(user, create);
      if (kind === null) return skipped('not-done-by-vendor');
    } else if (user.gone && this.#dialect.deletesUsers(this.#settings)) {
      if (!deletes) return skipped('not-done-by-vendor');
      const { id } = user;
      const reply = await this.#ask(
        { purpose: 'delete user', method: 'DELETE', path: `/Users/${encodeURIComponent(id)}` },
        false,
        [404],
      );
      this.#forget(user);
      return reply.exchange.status === 404 ? skipped('already-gone') : { kind: 'deleted', id };
    }
    if (!update || (!user.assigned && skipOutOfScope))
      return kind ? { kind, id: user.id ?? '' } : skipped('nothing-to-change');
    if (kind === 'created' && user.manager === null) return { kind, id: user.id ?? '' };
    const changed = await this.#update(user);
    if (changed === 'gone') {
      this.#forget(user);
      return this.#settleUser(user);
    }
    // Whoever was unassigned at Entra is not managed any more: what happens to them later sends nothing (E-HOW).
    const id = user.id ?? '';
    if (this.vendor === 'entra' && !user.assigned) user.id = null;
    if (kind) return { kind, id };
    return changed === null ? skipped('nothing-to-change') : { kind: changed, id };
  }

  async #findOrCreate(user: User, create: boolean): Promise<'created' | 'linked' | null> {
    for (const filter of this.#dialect.matches(user.fields, this.#settings)) {
      const query = this.#dialect.query(filter);
      const found = await this.#find({ purpose: 'look up user', method: 'GET', path: '/Users', query });
      if (found === null) continue;
      user.id = found.id;
      user.active = isActive(found.resource);
      return 'linked';
    }
    if (!create) return null;
    const password = this.#choices.text(LETTERS_AND_DIGITS, 20);
    const body = this.#dialect.createUser(user.fields, this.#settings, password);
    const reply = await this.#ask({ purpose: 'create user', method: 'POST', path: '/Users', body });
    user.id = idIn(reply.json, reply);
    user.active = true;
    return 'created';
  }

  async #update(user: User): Promise<'updated' | 'deactivated' | 'reactivated' | 'gone' | null> {
    const path = `/Users/${encodeURIComponent(user.id ?? '')}`;
    const read = await this.#ask({ purpose: 'read user', method: 'GET', path }, false, [404]);
    if (read.exchange.status === 404) return 'gone';
    idIn(read.json, read);
    const current = read.json as Json;
    const manager = user.manager === null ? null : (this.#users.get(user.manager)?.id ?? undefined);
    const writes = [
      this.#dialect.updateUser(user.fields, current, this.#settings),
      manager === undefined ? null : this.#dialect.setManager(manager, current, this.#settings),
    ].filter((write) => write !== null);
    const was = isActive(current);
    for (const write of writes) {
      const reply = await this.#write('change user', path, write, [404]);
      if (reply.exchange.status === 404) return 'gone';
    }
    const now = user.fields.active;
    user.active = now;
    if (was !== now) return now ? 'reactivated' : 'deactivated';
    return writes.length > 0 ? 'updated' : null;
  }

  async #settleGroup(team: Team): Promise<Outcome> {
    const { group } = team;
    if (!this.#dialect.pushesGroups) return { kind: 'skipped', because: 'not-done-by-vendor', id: null };
    if (team.gone) return this.#deleteGroup(team);
    let kind: Outcome['kind'] | null = null;
    if (team.id === null) {
      const query = this.#dialect.groupQuery(group.name);
      const found = await this.#find({ purpose: 'look up group', method: 'GET', path: '/Groups', query });
      const body = this.#dialect.createGroup(group);
      const reply = found ? null : await this.#ask({ purpose: 'create group', method: 'POST', path: '/Groups', body });
      team.id = found ? found.id : idIn(reply?.json, reply as Reply);
      team.sentName = group.name;
      kind = found ? 'linked' : 'created';
    }
    const { id } = team;
    const members = [...team.members].flatMap((key) => {
      const user = this.#users.get(key);
      return user?.id != null ? [{ id: user.id, userName: user.fields.userName }] : [];
    });
    const added = members.filter((member) => !team.sent.has(member.id));
    const removed = [...team.sent.keys()].filter((sent) => !members.some((member) => member.id === sent));
    const path = `/Groups/${encodeURIComponent(id)}`;
    const renames = team.sentName !== group.name;
    const writes = [
      ...(renames ? [this.#dialect.renameGroup(id, group.name, members, this.#settings)] : []),
      ...this.#dialect.changeMembers({ id, name: group.name, members }, added, removed, this.#settings),
    ];
    for (const write of writes) {
      const reply = await this.#write('change group', path, write, [404]);
      if (reply.exchange.status !== 404) continue;
      Object.assign(team, { id: null, sentName: null, sent: new Map() });
      return this.#settleGroup(team);
    }
    team.sentName = group.name;
    team.sent = new Map(members.map((member) => [member.id, member.userName]));
    if (kind === 'created' || kind === 'linked') return { kind, id };
    if (writes.length > 0) return { kind: 'updated', id };
    const because = this.#lacksReference(team) ? 'reference' : null;
    return because ? { kind: 'waiting', because, id } : { kind: 'skipped', because: 'nothing-to-change', id };
  }

  async #deleteGroup(team: Team): Promise<Outcome> {
    const { id } = team;
    if (id === null) return { kind: 'skipped', because: 'already-gone', id };
    const path = `/Groups/${encodeURIComponent(id)}`;
    const reply = await this.#ask({ purpose: 'delete group', method: 'DELETE', path }, false, [404]);
    this.#groups.delete(team.group.id);
    return reply.exchange.status === 404 ? { kind: 'skipped', because: 'already-gone', id } : { kind: 'deleted', id };
  }

  /** Without the account there are no memberships. */
  #forget(user: User): void {
    for (const team of this.#groups.values()) team.sent.delete(user.id ?? '');
    user.id = null;
    user.active = null;
  }

  async #find(call: Call): Promise<{ id: string; resource: Json } | null> {
    // Okta takes 404 for an empty list (O-REF); at Entra it is a cause of quarantine (E-QUAR).
    const reply = await this.#ask(call, true, this.vendor === 'okta' ? [404] : []);
    if (reply.exchange.status === 404) return null;
    const { resources } = listIn(reply);
    if (resources.length > 1) throw new Failed(failureOf(reply, 'ambiguous-match'), false);
    const [resource] = resources;
    return resource === undefined ? null : { id: idIn(resource, reply), resource };
  }

  #write(purpose: string, path: string, { method, body }: Write, allowed: readonly number[]): Promise<Reply> {
    return this.#ask({ purpose, method, path, body }, false, allowed);
  }

  /** Sends again what was refused by 429 with Retry-After: not established for any vendor. Throws Failed. */
  async #ask(call: Call, isProbe = false, allowed: readonly number[] = []): Promise<Reply> {
    for (let resends = 0; ; resends++) {
      const reply = await this.#client.send(call);
      const { status, ending, answerHeaders } = reply.exchange;
      if (status !== null && allowed.includes(status)) return reply;
      if (status !== null && status < 300 && ending === 'answered') return reply;
      const after = status === 429 && resends < RESENDS ? this.#millisecondsOf(answerHeaders['retry-after']) : null;
      if (after === null) throw new Failed(failureOf(reply), status === 401 || (isProbe && status === 404));
      await this.#wait(after);
    }
  }

  /** Seconds or a date; null without any. */
  #millisecondsOf(retryAfter: string | undefined): number | null {
    if (retryAfter === undefined) return null;
    if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
    const date = Date.parse(retryAfter);
    return Number.isNaN(date) ? null : Math.max(0, date - this.#clock());
  }

  #isQuarantined(): boolean {
    return this.#quarantine !== null;
  }

  #isDisabled(): boolean {
    return this.#quarantine !== null && this.#clock() - this.#quarantine.since >= DISABLED_AFTER;
  }

  #enterQuarantine(because: Failure): void {
    const since = this.#clock();
    this.#quarantine ??= { since, nextTry: since + (TRIES[0] ?? 0), because };
  }

  /** Still the quarantine of before: the next try is later. */
  #extend(before: Quarantine | null): void {
    if (!before || !this.#quarantine) return;
    this.#tries++;
    const nextTry = before.since + (TRIES[this.#tries] ?? (this.#tries - 1) * 24 * HOUR);
    this.#quarantine = { ...this.#quarantine, since: before.since, nextTry };
  }

  #imported(resource: Json, id: string): ImportedUser {
    const { userName, externalId } = resource;
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    const match = [...this.#users.values()].find(
      (user) => user.id === id || user.fields.userName.toLowerCase() === text(userName)?.toLowerCase(),
    );
    return {
      id,
      userName: text(userName),
      externalId: text(externalId),
      active: activeIn(resource),
      key: match?.key ?? null,
    };
  }
}

const failureIn = (error: unknown): Failure => {
  if (error instanceof Failed) return error.failure;
  throw error;
};

function listIn(reply: Reply): { resources: Json[]; total: number } {
  const { Resources: resources = [], totalResults: total } = (reply.json ?? {}) as Record<string, unknown>;
  if (!Array.isArray(resources) || typeof total !== 'number')
    throw new Failed(failureOf(reply, 'malformed-answer'), false);
  return { resources: resources as Json[], total };
}

function idIn(resource: unknown, reply: Reply): string {
  const id = (resource as Json | null | undefined)?.id;
  if (typeof id !== 'string' || id === '') throw new Failed(failureOf(reply, 'malformed-answer'), false);
  return id;
}

const fieldsOf = (person: Person, vendor: ProvisioningVendor): Omit<UserFields, 'employeeNumber' | 'active'> => ({
  directoryId: person.id,
  userName: vendor === 'okta' ? person.username : vendor === 'google' ? (person.email ?? person.username) : person.upn,
  displayName: person.displayName,
  givenName: person.givenName,
  familyName: person.surname,
  email: person.email,
  phone: person.phone,
  department: person.department,
  title: person.jobTitle,
});

function given({ surname, jobTitle, manager: _, ...same }: PersonAttributes): Partial<UserFields> {
  return {
    ...same,
    ...(surname !== undefined && { familyName: surname }),
    ...(jobTitle !== undefined && { title: jobTitle }),
  };
}
