/** Milliseconds of arrears that are made up for: so much a timer or an answer may be late without the rate suffering. */
const ARREARS_MS = 1_000;

/** When requests may go out: so many a second at most, and none while the application wants to be left alone. */
export class Pace {
  readonly #clock: () => number;
  readonly #gapMs: number;
  #next: number;
  #heldUntil = -Infinity;

  /**
   * @param perSecond null: as fast as answers come
   * @param clock milliseconds, never going back
   */
  constructor(perSecond: number | null, clock: () => number) {
    this.#clock = clock;
    this.#gapMs = perSecond === null ? 0 : 1_000 / perSecond;
    this.#next = clock();
  }

  /** Arrears from before are forgotten. */
  begin(): void {
    this.#next = Math.max(this.#next, this.#clock());
  }

  /** Takes the next turn: the moment when its request may go out, as the clock has it. */
  take(): number {
    const turn = Math.max(this.#next, this.#heldUntil, this.#clock() - ARREARS_MS);
    this.#next = turn + this.#gapMs;
    return turn;
  }

  /** Milliseconds until that turn; 0: it is there. Ask again after waiting: what is held is held for everybody. */
  wait(turn: number): number {
    return Math.max(0, Math.ceil(Math.max(turn, this.#heldUntil) - this.#clock()));
  }

  isHeld(): boolean {
    return this.#heldUntil > this.#clock();
  }

  /** Nothing goes out for that long. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#clock() + ms);
  }
}
