import type { Kind } from './crowd.ts';
import { forEach } from './for-each.ts';
import type { IdFile } from './id-file.ts';
import { idIn } from '../scim/json.ts';
import { readPages } from './pages.ts';
import type { Sender } from './sender.ts';
import type { Tally } from './tally.ts';

/** How often the pages are gone through for what is still there. */
const SWEEPS = 3;

/** What became of what the run made. */
export interface Removal {
  removed: number;
  /** Still listed at the end. */
  left: number;
  /** Why that is not certain; null: it is. */
  pages: string | null;
}

/** Takes away what a run made, and nothing else. */
export class Remover {
  readonly #sender: Sender;
  readonly #tally: Tally;
  readonly #looking: Tally;
  readonly #atATime: number;

  /** @param tallies of removals, and of the pages that are read for them */
  constructor(sender: Sender, { removal, looking }: { removal: Tally; looking: Tally }, atATime: number) {
    this.#sender = sender;
    this.#tally = removal;
    this.#looking = looking;
    this.#atATime = atATime;
  }

  /** Those whose ids are known. */
  async known(kind: Kind, count: number, ids: IdFile): Promise<number> {
    let removed = 0;
    await forEach(count, this.#atATime, async (index) => {
      const id = ids.get(index);
      if (id !== null && (await this.#remove(kind, id))) removed++;
    });
    return removed;
  }

  /** Whoever carries the mark, as the pages show them, until nobody does. */
  async marked(kind: Kind): Promise<Removal> {
    let removed = 0;
    for (let sweep = 1; ; sweep++) {
      let seen = 0;
      let gone = 0;
      const pages = await readPages({ sender: this.#sender, tally: this.#looking }, kind, async (page) => {
        const ids = page.filter((resource) => kind.indexOf(resource) !== null).map(idIn);
        seen += ids.length;
        const before = gone;
        await forEach(ids.length, this.#atATime, async (index) => {
          const id = ids[index] ?? null;
          if (id !== null && (await this.#remove(kind, id))) gone++;
        });
        return gone - before;
      });
      removed += gone;
      if (seen === 0 || gone === 0 || sweep === SWEEPS) return { removed, left: seen, pages };
    }
  }

  async #remove(kind: Kind, id: string): Promise<boolean> {
    const asked = { method: 'DELETE', path: `${kind.path}/${encodeURIComponent(id)}` } as const;
    const ended = await this.#sender.send(this.#tally, asked, (status) => status < 300 || status === 404);
    return !('failure' in ended) && (ended.status < 300 || ended.status === 404);
  }
}
