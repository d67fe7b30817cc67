import { listIn } from './answers.ts';
import type { Json } from './dialect.ts';
import { keyOf, type Entry } from './entry.ts';
import { Escrow } from './escrow.ts';
import { Failed } from './failed.ts';
import { failureOf } from './failure.ts';
import type { Job } from './job.ts';
import type { CycleReport, ObjectOutcome, Outcome, Quarantine } from './outcome.ts';
import type { Owed } from './owed.ts';
import { isDisabled, quarantined } from './quarantine.ts';
import { settleGroup } from './settle-group.ts';
import { settleManager } from './settle-manager.ts';
import { settleMembers } from './settle-members.ts';
import { settleUser } from './settle-user.ts';

/** What is settled of one object: itself first, then whom it refers to. */
interface Step {
  outcome: Outcome;
  current: Json | null;
}

/** Brings the application to what the directory has, one object at once or all that is owed in a cycle, and keeps what failed. */
export class Dispatch {
  readonly #job: Job;
  readonly #owed: Owed;
  readonly #clock: () => number;
  readonly #escrow = new Escrow();
  #isInitial = true;
  #quarantine: Quarantine | null = null;

  constructor(job: Job, owed: Owed, clock: () => number) {
    this.#job = job;
    this.#owed = owed;
    this.#clock = clock;
  }

  /** The next cycle is the first again, and nothing is held against the job. */
  restart(): void {
    this.#isInitial = true;
    this.#quarantine = null;
    this.#escrow.clear();
  }

  /** One object, unless the job is in quarantine. */
  async atOnce(entry: Entry): Promise<Outcome> {
    if (this.#quarantine !== null) return { kind: 'waiting', because: 'quarantine', id: entry.id };
    return this.#settle(entry, () => this.#bring(entry));
  }

  /** One object, whatever the state of the job, which does not change by it. `only`: keys of the members who go along. */
  async onDemand(entry: Entry, only: ReadonlySet<string>): Promise<Outcome> {
    if (this.#job.dialect.habits.onDemand === null) return this.#settle(entry, () => this.#bring(entry));
    const settings = { ...this.#job.settings, standardPatch: false };
    const isOwed = this.#owed.has(entry);
    const act = async () => {
      await this.probe();
      return this.#bring(entry, { ...this.#job, settings }, only);
    };
    const outcome = await this.#settle(entry, act, false);
    // Of a group, all but these members are still owed.
    if (isOwed && entry.type === 'group') this.#owed.note(entry);
    return outcome;
  }

  async cycle(): Promise<CycleReport> {
    const kind = this.#isInitial ? 'initial' : 'incremental';
    const before = this.#quarantine;
    const now = this.#clock();
    const hasToWait = isDisabled(before, now) || (before !== null && now < before.nextTry);
    const outcomes = hasToWait ? [] : await this.#run(before);
    if (!hasToWait && this.#quarantine === null) this.#isInitial = false;
    const quarantine = this.#quarantine;
    const disabled = isDisabled(quarantine, this.#clock());
    return { kind, ran: !hasToWait, outcomes, quarantine, disabled, pending: this.#owed.count() };
  }

  /** Tests the connection as the vendor does. @throws Failed */
  async probe(): Promise<void> {
    const { dialect, settings, sender, guid } = this.#job;
    for (const { path, query, finds } of dialect.tests(guid(), settings)) {
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
  async #run(before: Quarantine | null): Promise<ObjectOutcome[]> {
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
      await this.probe();
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
