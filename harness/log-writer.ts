import type { Artefact } from '../reports/index.ts';
import { CaseLog, type Kind, type NewObservation, type Observation } from './observation.ts';
import type { Redactor } from './redactor.ts';

/** Texts longer than this go into a file of their own. In characters. */
const LARGE = 64 * 1024;

/** Keeps a large text beside the report and answers its path there. */
export type EvidenceStore = (name: string, text: string) => string;

/** Where facts are written down. */
export interface Recorder {
  add<K extends Kind>(fact: NewObservation<K>): void;
  /** From now on the value is written as the label, where it stands alone. */
  alias(value: string, label: string): void;
}

/** Holds the facts of one of several browsers until its turn, so that the log has the same order in every run. */
export class Recording implements Recorder {
  readonly #facts: { fact: NewObservation<Kind>; atMs: number }[] = [];
  readonly #log: LogWriter;

  constructor(log: LogWriter) {
    this.#log = log;
  }

  add<K extends Kind>(fact: NewObservation<K>): void {
    this.#facts.push({ fact, atMs: this.#log.elapsed() });
  }

  alias(value: string, label: string): void {
    this.#log.alias(value, label);
  }

  /** Writes what was held into the log. */
  flush(): void {
    for (const { fact, atMs } of this.#facts.splice(0)) this.#log.add(fact, atMs);
  }
}

/** The append-only log of one case. What is written is redacted at once: nothing later sees a secret. */
export class LogWriter implements Recorder {
  readonly #observations: Observation[] = [];
  readonly #redactor: Redactor;
  readonly #clock: () => number;
  readonly #began: number;
  readonly #store: EvidenceStore;
  /** Number of the scenario step under way, from 1. */
  step: number | undefined;

  constructor(redactor: Redactor, clock: () => number, store: EvidenceStore) {
    this.#redactor = redactor;
    this.#clock = clock;
    this.#began = clock();
    this.#store = store;
  }

  /** Milliseconds since the case began. */
  elapsed(): number {
    return this.#clock() - this.#began;
  }

  add<K extends Kind>(fact: NewObservation<K>, atMs = this.elapsed()): Observation<K> {
    const { artefacts, ...rest } = fact;
    const id = `o${this.#observations.length + 1}`;
    const observation = this.#redactor.redact({
      id,
      atMs,
      ...(this.step === undefined ? {} : { step: this.step }),
      ...rest,
      ...(artefacts?.length ? { artefacts: artefacts.map((artefact, index) => this.#kept(artefact, id, index)) } : {}),
    }) as Observation<K>;
    this.#observations.push(deepFreeze(observation) as Observation);
    return observation;
  }

  alias(value: string, label: string): void {
    this.#redactor.name(value, label);
  }

  /** Whether the value stands in what was written so far. */
  tells(value: string): boolean {
    return JSON.stringify(this.#observations).includes(this.redacted(value));
  }

  /** A text of this case as it may be written. */
  redacted(text: string): string {
    return this.#redactor.text(text);
  }

  get log(): CaseLog {
    return new CaseLog(this.#observations);
  }

  #kept(artefact: Artefact, id: string, index: number): Artefact {
    const { text, genuine, ...rest } = artefact;
    if (!text || rest.mediaType === 'image/png' || Math.max(text.length, genuine?.length ?? 0) <= LARGE)
      return artefact;
    return { ...rest, file: this.#store(index === 0 ? id : `${id}-${index + 1}`, this.#redactor.text(text)) };
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
