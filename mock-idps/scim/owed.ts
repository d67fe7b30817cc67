import { keyOf, type Entry } from './entry.ts';
import type { Failure, Task } from './outcome.ts';

const MINUTE = 60_000;
/** Gap between cycles (E-DEV, vendor-doc, 2026-11-29). */
const CYCLE = 40 * MINUTE;
const LONGEST = 24 * 60 * MINUTE;

interface Debt {
  attempts: number;
  /** Milliseconds since 1970. */
  notBefore: number;
  /** Why it is not tried again; null: it is. */
  stopped: Failure | null;
}

/** What the application has not been told yet. */
export class Owed {
  readonly #debts = new Map<Entry, Debt>();

  /** There is something new to tell. */
  note(entry: Entry): void {
    this.#debts.set(entry, { attempts: 0, notBefore: 0, stopped: null });
  }

  settle(entry: Entry): void {
    this.#debts.delete(entry);
  }

  /**
   * The next cycle tries again, and later ones more and more seldom (E-HOW, vendor-doc, 2026-11-29); that the gap doubles, up to
   * a day, is inferred. `after`: milliseconds that the application asked for. `retries` false: it stops for good.
   */
  fail(
    entry: Entry,
    failure: Failure,
    { now, after, retries }: { now: number; after: number | null; retries: boolean },
  ): void {
    const attempts = (this.#debts.get(entry)?.attempts ?? 0) + 1;
    const gap = attempts === 1 ? 0 : Math.min(LONGEST, CYCLE * 2 ** (attempts - 1));
    this.#debts.set(entry, { attempts, notBefore: now + Math.max(gap, after ?? 0), stopped: retries ? null : failure });
  }

  /** What is to be told by now, in the order in which it was noted. */
  due(now: number): Entry[] {
    return [...this.#debts]
      .filter(([, { notBefore, stopped }]) => !stopped && notBefore <= now)
      .map(([entry]) => entry);
  }

  /** Whether it is to be told, now or later. */
  has(entry: Entry): boolean {
    return this.#debts.get(entry)?.stopped === null;
  }

  count(): number {
    return [...this.#debts.values()].filter(({ stopped }) => !stopped).length;
  }

  tasks(): Task[] {
    return [...this.#debts].flatMap(([entry, { stopped }]) =>
      stopped ? [{ type: entry.type, key: keyOf(entry), because: stopped }] : [],
    );
  }
}
