import type { Exchange, IdpEvent, Vendor } from '../mock-idps/index.ts';

/** An act at the desk itself: an application registered, the clock moved. */
export interface DeskAct {
  kind: 'desk';
  vendor: Vendor;
  at: number;
  says: string;
}

/** A call of provisioning with its answer. */
export interface ScimCall {
  kind: 'scim';
  vendor: Vendor;
  at: number;
  exchange: Exchange;
}

export type Fact = IdpEvent | ScimCall | DeskAct;

/** What a fact belongs to, by ids of the desk. */
export interface About {
  app?: string;
  signIn?: string;
  signOut?: string;
  provisioning?: string;
}

/** A fact as it is kept. */
export interface Entry {
  /** From 1. */
  readonly n: number;
  readonly fact: Fact;
  readonly about: About;
  /** Characters, as good as. */
  readonly size: number;
}

const MOST = 2_000;
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** The newest facts, and whoever wants to hear of the next. */
export class Feed {
  readonly #entries: Entry[] = [];
  readonly #listeners = new Set<(entry: Entry) => void>();
  #newest = 0;
  #characters = 0;
  /** Finds out what a fact belongs to, and notes it there. */
  attribute: (fact: Fact, n: number) => About = () => ({});

  get newest(): number {
    return this.#newest;
  }

  add(fact: Fact, about?: About): Entry {
    const n = ++this.#newest;
    const entry = { n, fact, about: about ?? this.attribute(fact, n), size: charactersIn(fact) };
    this.#entries.push(entry);
    this.#characters += entry.size;
    while (this.#entries.length > MOST || (this.#characters > MOST_CHARACTERS && this.#entries.length > 1))
      this.#characters -= this.#entries.shift()?.size ?? 0;
    for (const listener of this.#listeners) listener(entry);
    return entry;
  }

  /** What is kept of everything after that number, and how much of it is not. */
  since(n: number): { entries: readonly Entry[]; forgotten: number } {
    const oldest = this.#entries[0]?.n ?? this.#newest + 1;
    const from = Math.max(0, n);
    return { entries: this.#entries.filter((entry) => entry.n > from), forgotten: Math.max(0, oldest - 1 - from) };
  }

  /** Answers what ends it. */
  listen(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Numbers go on, so that nobody who listened mistakes a new fact for an old one. */
  clear(): void {
    this.#entries.length = 0;
    this.#characters = 0;
  }
}

function charactersIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let characters = 16;
  for (const [key, inner] of Object.entries(value)) characters += key.length + charactersIn(inner);
  return characters;
}
