import { createHistogram } from 'node:perf_hooks';

/** Longest time that is told apart, in microseconds. */
const LONGEST_US = 600_000_000;
/** Characters of an answer that are quoted. */
const QUOTED = 160;
/** Kinds of errors that are told apart. */
const KINDS = 20;

/** What went wrong, in words that many errors share. */
export interface ErrorKind {
  kind: string;
  count: number;
  /** What the first of them said; empty where it said nothing. */
  example: string;
}

/** One part of the load, in numbers. */
export interface Phase {
  name: string;
  /** Answered as it should be. */
  done: number;
  /** From the first request to the last answer. */
  seconds: number;
  /** {@link done} in a second; 0 where nothing was done. */
  perSecond: number;
  /** Milliseconds of what was done. Null where nothing was. */
  latency: { p50: number; p95: number; p99: number; max: number } | null;
  errors: ErrorKind[];
  throttled: Throttled;
}

export interface Throttled {
  /** Answers with 429. */
  answers: number;
  /** … that did not say when to come again. */
  withoutRetryAfter: number;
  /** Longest wait that was asked for. */
  longestSeconds: number;
}

/** Counts the requests of one part of the load. */
export class Tally {
  readonly name: string;
  readonly #clock: () => number;
  readonly #latency = createHistogram({ lowest: 1, highest: LONGEST_US, figures: 3 });
  readonly #errors = new Map<string, ErrorKind>();
  readonly #throttled: Throttled = { answers: 0, withoutRetryAfter: 0, longestSeconds: 0 };
  #done = 0;
  #first: number | null = null;
  #last = 0;
  #badInARow = 0;

  /** @param clock milliseconds, never going back */
  constructor(name: string, clock: () => number) {
    this.name = name;
    this.#clock = clock;
  }

  /** How many requests were done. */
  get done(): number {
    return this.#done;
  }

  get failed(): number {
    return [...this.#errors.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** Errors since something was done. */
  get badInARow(): number {
    return this.#badInARow;
  }

  get throttled(): Readonly<Throttled> {
    return this.#throttled;
  }

  /** A request goes out now: its time, for {@link good}. */
  begin(): number {
    const now = this.#clock();
    this.#first ??= now;
    return now;
  }

  good(began: number): void {
    this.#last = this.#clock();
    this.#done++;
    this.#badInARow = 0;
    this.#latency.record(Math.min(LONGEST_US, Math.max(1, Math.round((this.#last - began) * 1_000))));
  }

  bad(kind: string, example: string): void {
    this.#last = this.#clock();
    this.#badInARow++;
    const name = this.#errors.has(kind) || this.#errors.size < KINDS ? kind : 'others';
    const known = this.#errors.get(name);
    if (known) known.count++;
    else this.#errors.set(name, { kind: name, count: 1, example: example.slice(0, QUOTED) });
  }

  /** `waitMs`: what was asked for; null: nothing was. */
  throttle(waitMs: number | null): void {
    this.#throttled.answers++;
    if (waitMs === null) this.#throttled.withoutRetryAfter++;
    else this.#throttled.longestSeconds = Math.max(this.#throttled.longestSeconds, waitMs / 1_000);
  }

  /** Milliseconds under which 95 of 100 stay. */
  get p95(): number {
    return this.#latency.percentile(95) / 1_000;
  }

  get perSecond(): number {
    const seconds = this.#seconds();
    return seconds > 0 ? this.#done / seconds : 0;
  }

  summary(): Phase {
    const at = (share: number) => this.#latency.percentile(share) / 1_000;
    return {
      name: this.name,
      done: this.#done,
      seconds: this.#seconds(),
      perSecond: this.perSecond,
      latency: this.#done === 0 ? null : { p50: at(50), p95: at(95), p99: at(99), max: this.#latency.max / 1_000 },
      errors: [...this.#errors.values()].sort((a, b) => b.count - a.count),
      throttled: { ...this.#throttled },
    };
  }

  #seconds(): number {
    return this.#first === null ? 0 : Math.max(0, this.#last - this.#first) / 1_000;
  }
}
