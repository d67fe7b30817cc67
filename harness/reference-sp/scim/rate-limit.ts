/** So many requests a second for each team, and as many at once. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Seconds to wait before the next try; 0: go on. `now`: milliseconds since 1970. */
  wait(team: string, now: number): number {
    const { left, at } = this.#buckets.get(team) ?? { left: this.#perSecond, at: now };
    const filled = Math.min(this.#perSecond, left + (Math.max(0, now - at) / 1000) * this.#perSecond);
    const passes = filled >= 1;
    this.#buckets.set(team, { left: passes ? filled - 1 : filled, at: now });
    return passes ? 0 : Math.ceil((1 - filled) / this.#perSecond);
  }
}
