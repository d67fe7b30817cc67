import { setTimeout as pause } from 'node:timers/promises';
import { Choices, LETTERS_AND_DIGITS } from '../choices.ts';
import type { Group, Person } from '../directory/person.ts';
import { drawnGuid } from '../ids.ts';
import { IdpError } from '../idp-error.ts';
import { listIn } from './answers.ts';
import { ScimClient } from './client.ts';
import type { Json } from './dialect.ts';
import { dialects } from './dialects/index.ts';
import { keyOf, type Entry, type Team, type User } from './entry.ts';
import { Escrow } from './escrow.ts';
import { Failed, failureIn } from './failed.ts';
import { failureOf } from './failure.ts';
import { given } from './fields.ts';
import { importUsers } from './import-users.ts';
import type { Job } from './job.ts';
import { checkOptions, connectionOf } from './options.ts';
import type { ObjectOutcome, Outcome, Quarantine } from './outcome.ts';
import { Owed } from './owed.ts';
import type { PersonAttributes, Provisioning, ProvisioningOptions, ProvisioningVendor } from './provisioning.ts';
import { isDisabled, quarantined } from './quarantine.ts';
import { Roster } from './roster.ts';
import { Sender } from './sender.ts';
import { settleGroup } from './settle-group.ts';
import { settleManager } from './settle-manager.ts';
import { settleMembers } from './settle-members.ts';
import { settleUser } from './settle-user.ts';

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

/** What is settled of one object: itself first, then whom it refers to. */
interface Step {
  outcome: Outcome;
  current: Json | null;
}

class Engine implements Provisioning {
  readonly vendor: ProvisioningVendor;
  readonly #send: 'at-once' | 'in-cycles';
  readonly #clock: () => number;
  readonly #job: Job;
  readonly #roster: Roster;
  readonly #owed = new Owed();
  readonly #escrow = new Escrow();
  #tail: Promise<unknown> = Promise.resolve();
  #isInitial = true;
  #quarantine: Quarantine | null = null;

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
    this.#clock = clock;
    this.#roster = new Roster(vendor);
    this.#job = {
      dialect,
      settings,
      baseUrl: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
      sender: new Sender({ client, dialect, settings, clock, wait, longestWait: timeoutMs }),
      roster: this.#roster,
      choices: new Choices('scim', seed, nonce, vendor, name),
      linked: (user) => {
        for (const entry of this.#roster.referringTo(user)) this.#owed.note(entry);
      },
    };
  }

  testConnection: Provisioning['testConnection'] = () =>
    this.#inTurn(async () => {
      try {
        await this.#probe();
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
      if (onDemand === null) return this.#settle(entry, () => this.#bring(entry));
      if (members.length > onDemand.members)
        throw new IdpError(
          'SCIM_OPTION_INVALID',
          `On demand, ${onDemand.members} members go at a time, and these are ${members.length}.`,
        );
      if (entry.type === 'user' && (entry.gone || !entry.enabled))
        return { kind: 'skipped', because: 'not-done-by-vendor', id: entry.id };
      const settings = { ...this.#job.settings, standardPatch: false };
      const only = new Set(members.map(({ key }) => key));
      const isOwed = this.#owed.has(entry);
      const outcome = await this.#settle(
        entry,
        async () => {
          await this.#probe();
          return this.#bring(entry, { ...this.#job, settings }, only);
        },
        false,
      );
      // Of a group, all but these members are still owed.
      if (isOwed && entry.type === 'group') this.#owed.note(entry);
      return outcome;
    });

  pushGroup: Provisioning['pushGroup'] = (group, members = []) =>
    this.#aboutGroup(group, (team) => {
      team.gone = false;
      team.members = new Set(members.map(({ key }) => key));
    });
  pushNow: Provisioning['pushNow'] = async (group) => {
    if (this.vendor !== 'okta') return { kind: 'skipped', because: 'not-done-by-vendor', id: this.idOf(group) };
    return this.#aboutGroup(group, (team) => {
      team.replaces = true;
    });
  };
  renameGroup: Provisioning['renameGroup'] = (group) => this.#aboutGroup(group);
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
      this.#escrow.clear();
      for (const entry of this.#roster.all()) {
        if (links) this.#roster.unlink(entry);
        this.#owed.note(entry);
      }
    });

  runCycle: Provisioning['runCycle'] = () =>
    this.#inTurn(async () => {
      const kind = this.#isInitial ? 'initial' : 'incremental';
      const before = this.#quarantine;
      const now = this.#clock();
      const hasToWait = isDisabled(before, now) || (before !== null && now < before.nextTry);
      const outcomes = hasToWait ? [] : await this.#cycle(before);
      if (!hasToWait && this.#quarantine === null) this.#isInitial = false;
      const quarantine = this.#quarantine;
      const disabled = isDisabled(quarantine, this.#clock());
      return { kind, ran: !hasToWait, outcomes, quarantine, disabled, pending: this.#owed.count() };
    });

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

  async #noted(entry: Entry): Promise<Outcome> {
    this.#owed.note(entry);
    if (this.#send === 'in-cycles') return { kind: 'waiting', because: 'next-cycle', id: entry.id };
    if (this.#quarantine !== null) return { kind: 'waiting', because: 'quarantine', id: entry.id };
    return this.#settle(entry, () => this.#bring(entry));
  }

  /** Asks for what cannot be there. @throws Failed */
  async #probe(): Promise<void> {
    const { dialect, settings, sender, choices } = this.#job;
    for (const { path, query, finds } of dialect.tests(drawnGuid(choices), settings)) {
      const call = { purpose: 'test connection', method: 'GET', path, query } as const;
      const reply = await sender.ask(call, { isList: true });
      const { resources, total } = listIn(reply);
      if (finds === 'nobody' && Math.max(resources.length, total) > 0)
        throw new Failed(failureOf(reply, 'wrong-match'));
    }
  }

  /** All of an object, one after the other. */
  async #bring(entry: Entry, job = this.#job, only: ReadonlySet<string> | null = null): Promise<Outcome> {
    const step = await this.#own(entry, job);
    return merged(step.outcome, await this.#references(entry, step.current, job, only));
  }

  async #own(entry: Entry, job = this.#job): Promise<Step> {
    return entry.type === 'user' ? settleUser(entry, job) : { outcome: await settleGroup(entry, job), current: null };
  }

  async #references(
    entry: Entry,
    current: Json | null,
    job = this.#job,
    only: ReadonlySet<string> | null = null,
  ): Promise<Outcome | null> {
    if (entry.type === 'group') return settleMembers(entry, job, only);
    return current === null ? null : settleManager(entry, current, job);
  }

  /** What failed stays owed. `isOfJob`: it tells how the job fares. */
  async #settle(entry: Entry, act: () => Promise<Outcome>, isOfJob = true): Promise<Outcome> {
    try {
      const outcome = await act();
      this.#owed.settle(entry);
      this.#escrow.succeeded(entry);
      return outcome;
    } catch (error) {
      return this.#failed(entry, error, 'own', isOfJob);
    }
  }

  #failed(entry: Entry, error: unknown, kind: 'own' | 'reference', isOfJob = true): Outcome {
    if (!(error instanceof Failed)) throw error;
    const { failure, isFatal, after } = error;
    const { habits } = this.#job.dialect;
    const again = habits.retries(failure);
    this.#owed.fail(entry, failure, { now: this.#clock(), after, retries: again });
    this.#escrow.failed(entry, kind);
    if (habits.quarantines && isFatal && isOfJob) this.#enterQuarantine(failure);
    return { kind: 'failed', because: failure, again, id: entry.id };
  }

  #enterQuarantine(because: Quarantine['because']): void {
    this.#quarantine ??= quarantined(because, this.#clock(), null);
  }

  /** It is the quarantine of before still, so that the next try is later. */
  #prolong(before: Quarantine | null): void {
    if (this.#quarantine && before) this.#quarantine = quarantined(this.#quarantine.because, this.#clock(), before);
  }

  /** `before`: the quarantine that this cycle may lead out of. */
  async #cycle(before: Quarantine | null): Promise<ObjectOutcome[]> {
    const { habits } = this.#job.dialect;
    const outcomes = new Map<Entry, Outcome>();
    this.#quarantine = null;
    if (habits.quarantines) await this.#probeCycle();
    const isStopped = () => {
      if (habits.quarantines && before === null) this.#evaluate();
      return this.#quarantine !== null;
    };
    const steps = new Map<Entry, Step>();
    for (const type of ['user', 'group'] as const)
      for (const entry of this.#due(type)) {
        if (isStopped()) break;
        try {
          const step = await this.#own(entry);
          steps.set(entry, step);
          outcomes.set(entry, step.outcome);
        } catch (error) {
          outcomes.set(entry, this.#failed(entry, error, 'own'));
        }
      }
    // When everybody is there, managers and members can be named.
    for (const entry of [...this.#due('user'), ...this.#due('group')]) {
      if (isStopped()) break;
      if (outcomes.get(entry)?.kind === 'failed') continue;
      outcomes.set(entry, await this.#refer(entry, steps.get(entry)));
    }
    if (habits.quarantines) this.#evaluate();
    this.#prolong(before);
    return [...outcomes].map(([entry, outcome]) => ({ type: entry.type, key: keyOf(entry), outcome }));
  }

  #due(type: Entry['type']): Entry[] {
    return this.#owed.due(this.#clock()).filter((entry) => entry.type === type);
  }

  /** Only what is wrong with the connection at large ends a cycle before it began. */
  async #probeCycle(): Promise<void> {
    try {
      await this.#probe();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      if (error.isFatal) this.#enterQuarantine(error.failure);
    }
  }

  async #refer(entry: Entry, step: Step | undefined): Promise<Outcome> {
    if (step === undefined) return this.#settle(entry, () => this.#bring(entry));
    try {
      const outcome = merged(step.outcome, await this.#references(entry, step.current));
      this.#owed.settle(entry);
      this.#escrow.succeeded(entry);
      return outcome;
    } catch (error) {
      return this.#failed(entry, error, 'reference');
    }
  }

  #evaluate(): void {
    const verdict = this.#escrow.verdict();
    if (verdict !== null) this.#enterQuarantine(verdict);
  }
}

/** What became of the object itself tells more than what became of its references. */
const merged = (own: Outcome, references: Outcome | null): Outcome =>
  references !== null && own.kind === 'skipped' && own.because === 'nothing-to-change' ? references : own;
