/** How the clock of the mocks stands to the real one. */
export interface ClockState {
  /** Milliseconds since 1970, as the mocks have it. */
  now: number;
  frozen: boolean;
  /** Milliseconds ahead of the real clock; while it is frozen, at this moment. */
  offsetMs: number;
}

/** Dates that can be written: beyond, `Date` has no text. */
const LATEST = 8.64e15;

/** The clock of the mocks, which can be moved and stopped. */
export class DeskClock {
  readonly #real: () => number;
  #offset = 0;
  /** Where it stands still; null: it goes. */
  #stopped: number | null = null;

  constructor(real: () => number = Date.now) {
    this.#real = real;
  }

  readonly now = (): number => this.#stopped ?? this.#real() + this.#offset;

  get state(): ClockState {
    const now = this.now();
    return { now, frozen: this.#stopped !== null, offsetMs: now - this.#real() };
  }

  /** @throws RangeError for a time that no date can tell */
  set({ frozen = this.#stopped !== null, offsetMs, now }: { frozen?: boolean; offsetMs?: number; now?: number }): void {
    const to = now ?? (offsetMs === undefined ? this.now() : this.#real() + offsetMs);
    if (Math.abs(to) > LATEST) throw new RangeError('No date is so far away.');
    this.#offset = to - this.#real();
    this.#stopped = frozen ? to : null;
  }
}
