/** What waits for a browser to come back. Of too many, the oldest are forgotten. */
export class Waiting<T> {
  readonly #entries = new Map<string, T>();
  readonly #limit: number;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  put(id: string, entry: T): void {
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    if (this.#entries.size <= this.#limit) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  remove(id: string): void {
    this.#entries.delete(id);
  }

  get(id: string): T | undefined {
    return this.#entries.get(id);
  }
}
