/** Milliseconds in which nothing may begin before a page counts as still. */
const QUIET_MS = 150;

/** What is under way in a browser, and the moment when all of it is over. */
export class Motion {
  readonly #underWay = new Map<string, NodeJS.Timeout | undefined>();
  #quiet: NodeJS.Timeout | undefined;
  #still: (() => void) | undefined;

  /** After `limitMs` it no longer counts, and `late` is told. Without a limit it counts until it ends. */
  begin(what: string, limitMs?: number, late?: () => void): void {
    clearTimeout(this.#underWay.get(what));
    clearTimeout(this.#quiet);
    const limit = limitMs === undefined ? undefined : setTimeout(() => this.#isLate(what, late), limitMs);
    this.#underWay.set(what, limit);
  }

  end(what: string): void {
    if (!this.#underWay.has(what)) return;
    clearTimeout(this.#underWay.get(what));
    this.#underWay.delete(what);
    this.#look();
  }

  /** Resolves once nothing has been under way for a while. For one caller at a time. */
  stillness(): Promise<void> {
    return new Promise((resolve) => {
      this.#still = resolve;
      this.#look();
    });
  }

  /** Forgets everything. */
  clear(): void {
    for (const what of [...this.#underWay.keys()]) this.end(what);
  }

  #isLate(what: string, late: (() => void) | undefined): void {
    late?.();
    this.end(what);
  }

  #look(): void {
    clearTimeout(this.#quiet);
    if (this.#underWay.size === 0 && this.#still) this.#quiet = setTimeout(this.#still, QUIET_MS);
  }
}
