import type { Event } from './api.ts';
import { send } from './http.ts';
import { MOST_ROWS, appended } from './model/rows.ts';
import { StreamReader } from './model/sse.ts';

/** What has come in from the identity providers, kept up to date while the page is open. */
export interface Feed {
  readonly state: 'connecting' | 'live' | 'away';
  readonly rows: readonly Event[];
}

/** The first wait before asking again, and the longest; in milliseconds. */
const [SOON, LATE] = [500, 8_000];

/** The live feed. Who listens is told at most once per frame, however much arrives. */
class Live {
  #feed: Feed = { state: 'connecting', rows: [] };
  #fresh: Event[] = [];
  #asked = false;
  readonly #listeners = new Set<() => void>();

  get feed(): Feed {
    return this.#feed;
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Follows until the page is left. */
  async follow(): Promise<never> {
    for (let wait = SOON; ; wait = Math.min(wait * 2, LATE)) {
      try {
        await this.#stream(() => (wait = SOON));
      } catch {
        // Told by the state; the next turn asks again.
      }
      this.#set({ state: 'away' });
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /** Forgets what was there, as after a reset of the identity providers. */
  forget(): void {
    this.#fresh = [];
    this.#set({ rows: [] });
  }

  async #stream(connected: () => void): Promise<void> {
    const last = this.#fresh.at(-1)?.n ?? this.#feed.rows.at(-1)?.n;
    const answer = await send(
      'GET',
      `/events${last === undefined ? '' : `?since=${last}`}`,
      undefined,
      'text/event-stream',
    );
    connected();
    this.#set({ state: 'live' });
    const reader = new StreamReader();
    const pieces = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await pieces?.read(); piece && !piece.done; piece = await pieces?.read())
      for (const { event, data } of reader.take(piece.value))
        if (event === 'jitmus') this.#arrived(JSON.parse(data) as Event);
  }

  #arrived(row: Event): void {
    this.#fresh.push(row);
    // A tab that nobody looks at gets no frames.
    if (this.#fresh.length > 2 * MOST_ROWS) this.#fresh.splice(0, MOST_ROWS);
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      const fresh = this.#fresh;
      this.#fresh = [];
      this.#set({ rows: appended(this.#feed.rows, fresh) });
    });
  }

  #set(change: Partial<Feed>): void {
    this.#feed = { ...this.#feed, ...change };
    for (const listener of this.#listeners) listener();
  }
}

export const live = new Live();
