import { nearest } from '../harness/suggest.ts';
import { DeskError } from './desk-error.ts';

/** Things by id. Of too many, the oldest are forgotten. */
export class Shelf<Thing extends { readonly id: string }> {
  readonly #things = new Map<string, Thing>();
  readonly #what: string;
  readonly #most: number;

  /** `what`: what one is called to people. */
  constructor(what: string, most = Number.POSITIVE_INFINITY) {
    this.#what = what;
    this.#most = most;
  }

  get all(): readonly Thing[] {
    return [...this.#things.values()];
  }

  put(thing: Thing): Thing {
    this.#things.set(thing.id, thing);
    if (this.#things.size > this.#most) {
      const [oldest] = this.#things.keys();
      if (oldest !== undefined) this.#things.delete(oldest);
    }
    return thing;
  }

  find(id: string): Thing | undefined {
    return this.#things.get(id);
  }

  /** `at`: where the id was given. @throws DeskError `NOT_FOUND` */
  get(id: string, at?: string): Thing {
    const thing = this.#things.get(id);
    if (thing) return thing;
    const meant = nearest(id, this.#things.keys());
    throw new DeskError('NOT_FOUND', `There is no ${this.#what} "${id}".`, {
      status: at === undefined ? 404 : 422,
      ...(at !== undefined && { at }),
      ...(meant !== undefined && { suggestions: [meant] }),
    });
  }

  remove(id: string): void {
    this.#things.delete(id);
  }

  clear(): void {
    this.#things.clear();
  }
}
