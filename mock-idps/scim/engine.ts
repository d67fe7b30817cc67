import { setTimeout as pause } from 'node:timers/promises';
import { Choices, LETTERS_AND_DIGITS } from '../choices.ts';
import type { Group, Person } from '../directory/person.ts';
import { IdpError } from '../idp-error.ts';
import { drawnGuid } from '../ids.ts';
import { ScimClient } from './client.ts';
import { dialects } from './dialects/index.ts';
import { Dispatch } from './dispatch.ts';
import type { Entry, Team, User } from './entry.ts';
import { failureIn } from './failed.ts';
import { given } from './fields.ts';
import { importUsers } from './import-users.ts';
import type { Job } from './job.ts';
import { checkOptions, connectionOf } from './options.ts';
import type { Outcome } from './outcome.ts';
import { Owed } from './owed.ts';
import type { PersonAttributes, Provisioning, ProvisioningOptions, ProvisioningVendor } from './provisioning.ts';
import { Roster } from './roster.ts';
import { Sender } from './sender.ts';

/** What a connection belongs to. */
export interface Connection {
  seed: number;
  nonce: string;
  vendor: ProvisioningVendor;
  name: string;
  clock: () => number;
}

/** @throws IdpError `SCIM_*`, `SWITCH_*` */
export function openProvisioning(connection: Connection, options: ProvisioningOptions): Provisioning {
  checkOptions(connection.vendor, options, dialects[connection.vendor].switches);
  return new Engine(connection, options);
}

class Engine implements Provisioning {
  readonly vendor: ProvisioningVendor;
  readonly #send: 'at-once' | 'in-cycles';
  readonly #job: Job;
  readonly #roster: Roster;
  readonly #owed = new Owed();
  readonly #dispatch: Dispatch;
  #tail: Promise<unknown> = Promise.resolve();

  constructor({ vendor, seed, nonce, name, clock: ofIdps }: Connection, options: ProvisioningOptions) {
    const { token, send = 'at-once', clock = ofIdps, wait = pause, onExchange = () => undefined } = options;
    const { timeoutMs = 60_000, answerLimit = 16 * 1024 * 1024 } = options;
    const dialect = dialects[vendor];
    const { url, settings } = connectionOf(vendor, options);
    const { headers, contentType, habits } = dialect;
    const { anyContentType } = habits;
    const limits = { timeoutMs, answerLimit, anyContentType };
    const client = new ScimClient({ baseUrl: url.href, token, headers, contentType, clock, onExchange, ...limits });
    this.vendor = vendor;
    this.#send = send;
    this.#roster = new Roster(vendor);
    const guids = new Choices('scim guid', seed, vendor, name);
    this.#job = {
      dialect,
      settings,
      baseUrl: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
      sender: new Sender({ client, dialect, settings, clock, wait, longestWait: timeoutMs }),
      roster: this.#roster,
      choices: new Choices('scim', seed, nonce, vendor, name),
      guid: () => drawnGuid(guids, nonce),
      linked: (user) => {
        for (const entry of this.#roster.referringTo(user)) this.#owed.note(entry);
      },
    };
    this.#dispatch = new Dispatch(this.#job, this.#owed, clock);
  }

  testConnection: Provisioning['testConnection'] = () =>
    this.#inTurn(async () => {
      try {
        await this.#dispatch.probe();
        return { ok: true };
      } catch (error) {
        return { ok: false, because: failureIn(error) };
      }
    });

  assign: Provisioning['assign'] = (person, attributes) =>
    this.#about(person, attributes, { assigned: true, gone: false });
  change: Provisioning['change'] = (person, attributes) => this.#about(person, attributes);
  unassign: Provisioning['unassign'] = (person) => this.#about(person, {}, { assigned: false });
  deactivate: Provisioning['deactivate'] = (person) => this.#about(person, {}, { enabled: false });
  reactivate: Provisioning['reactivate'] = (person) => this.#about(person, {}, { enabled: true, gone: false });
  delete: Provisioning['delete'] = (person) => this.#about(person, {}, { gone: true });

  changePassword: Provisioning['changePassword'] = async (person) => {
    const { passwordSync = false } = this.#job.settings;
    if (!passwordSync) {
      const because = this.vendor === 'okta' ? 'switched-off' : 'not-done-by-vendor';
      return { kind: 'skipped', because, id: this.idOf(person) };
    }
    return this.#about(person, {}, { password: this.#job.choices.text(LETTERS_AND_DIGITS, 20) });
  };

  provisionOnDemand: Provisioning['provisionOnDemand'] = (what, members = []) =>
    this.#inTurn(async () => {
      const { onDemand } = this.#job.dialect.habits;
      const entry = 'key' in what ? this.#roster.user(what) : this.#roster.team(what);
      if (onDemand !== null && members.length > onDemand.members)
        throw new IdpError(
          'SCIM_OPTION_INVALID',
          `On demand, ${onDemand.members} members go at a time, and these are ${members.length}.`,
        );
      if (onDemand !== null && entry.type === 'user' && (entry.gone || !entry.enabled))
        return { kind: 'skipped', because: 'not-done-by-vendor', id: entry.id };
      return this.#dispatch.onDemand(entry, new Set(members.map(({ key }) => key)));
    });

  pushGroup: Provisioning['pushGroup'] = (group, members = []) =>
    this.#aboutGroup(group, (team) => {
      team.gone = false;
      team.members.clear();
      this.#join(team, members);
    });
  pushNow: Provisioning['pushNow'] = async (group) => {
    if (this.vendor !== 'okta') return { kind: 'skipped', because: 'not-done-by-vendor', id: this.idOf(group) };
    return this.#aboutGroup(group, (team) => {
      team.replaces = true;
    });
  };
  renameGroup: Provisioning['renameGroup'] = (group) => this.#aboutGroup(group);
  addMembers: Provisioning['addMembers'] = (group, members) =>
    this.#aboutGroup(group, (team) => this.#join(team, members));
  removeMembers: Provisioning['removeMembers'] = (group, members) =>
    this.#aboutGroup(group, (team) => members.forEach(({ key }) => team.members.delete(key)));
  deleteGroup: Provisioning['deleteGroup'] = (group) =>
    this.#aboutGroup(group, (team) => {
      team.gone = true;
    });

  restart: Provisioning['restart'] = ({ links = false } = {}) =>
    this.#inTurn(async () => {
      this.#dispatch.restart();
      for (const entry of this.#roster.all()) {
        if (links) this.#roster.unlink(entry);
        this.#owed.note(entry);
      }
    });

  runCycle: Provisioning['runCycle'] = () => this.#inTurn(() => this.#dispatch.cycle());

  importUsers: Provisioning['importUsers'] = () =>
    this.#inTurn(async () => {
      if (this.vendor !== 'okta') return { users: [], total: null, pages: 0, failure: null };
      return importUsers(this.#job);
    });

  idOf: Provisioning['idOf'] = (what) =>
    ('key' in what ? this.#roster.withKey(what.key)?.id : this.#roster.withId(what.id)?.id) ?? null;
  pending: Provisioning['pending'] = () => this.#owed.count();
  tasks: Provisioning['tasks'] = () => this.#owed.tasks();

  /** One after the other. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(act);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  #about(person: Person, attributes: PersonAttributes = {}, now: Partial<User> = {}): Promise<Outcome> {
    return this.#inTurn(() => {
      const user = this.#roster.user(person);
      Object.assign(user.fields, given(attributes));
      if (attributes.manager !== undefined) user.manager = attributes.manager?.key ?? null;
      if (user.manager !== null) this.#roster.refer(user, user.manager);
      Object.assign(user, now);
      return this.#noted(user);
    });
  }

  #aboutGroup(group: Group, apply: (team: Team) => void = () => undefined): Promise<Outcome> {
    return this.#inTurn(() => {
      const team = this.#roster.team(group);
      apply(team);
      return this.#noted(team);
    });
  }

  #join(team: Team, people: readonly Person[]): void {
    for (const { key } of people) {
      team.members.add(key);
      this.#roster.refer(team, key);
    }
  }

  async #noted(entry: Entry): Promise<Outcome> {
    this.#owed.note(entry);
    if (this.#send === 'in-cycles') return { kind: 'waiting', because: 'next-cycle', id: entry.id };
    return this.#dispatch.atOnce(entry);
  }
}
