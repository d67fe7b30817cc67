import { setTimeout as delay } from 'node:timers/promises';
import { retryAfterMs } from '../../mock-idps/index.ts';
import { visible } from '../../reports/index.ts';
import { JitmusError } from '../errors.ts';
import type { Answer, Asked, Ended, ScimClient } from './client.ts';
import type { Pace } from './pace.ts';
import { Stopped } from './stopped.ts';
import type { Tally } from './tally.ts';

/** Errors in a row after which nothing better is to be expected. */
const HOPELESS = 100;
/** How often in a row everybody waits, with nothing done in between. */
const ROUNDS = 20;
/** Longest wait that is granted, milliseconds. */
const LONGEST_WAIT_MS = 10 * 60_000;
/** First wait where a 429 does not say how long; doubled each time, up to the last. Milliseconds. */
const [FIRST_WAIT_MS, LAST_WAIT_MS] = [1_000, 30_000];

export interface SenderParts {
  client: Pick<ScimClient, 'send'>;
  pace: Pace;
  /** Nothing new is sent once it is aborted. */
  stop: AbortSignal;
  /** Why the application is gone; null while it is there. */
  gone: () => Promise<string | null>;
  /** Takes secrets out. */
  redact: (text: string) => string;
}

/** Sends requests at the pace that is given, and leaves the application alone where it asks for that. */
export class Sender {
  readonly #parts: SenderParts;
  /** Waits in a row. */
  #rounds = 0;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /**
   * A request, again and again while it is answered with 429.
   * @param isFine statuses that count as done
   * @throws Stopped; JitmusError `TARGET_DIED`
   */
  async send(tally: Tally, asked: Asked, isFine: (status: number) => boolean = isOk): Promise<Ended> {
    const { client, redact } = this.#parts;
    const what = `${asked.method} ${/^\/\w*/.exec(asked.path)?.[0] ?? ''}`;
    for (;;) {
      await this.#turn();
      const began = tally.begin();
      const ended = await client.send(asked);
      if ('failure' in ended) {
        tally.bad(`${what}: ${ended.failure}`, '');
        await this.#demandAlive();
      } else if (isFine(ended.status)) {
        tally.good(began);
        this.#rounds = 0;
        return ended;
      } else if (ended.status !== 429 || !this.#granted(tally, ended)) {
        tally.bad(
          `${what}: ${ended.status}`,
          visible(redact(ended.text.slice(0, 1_000)))
            .replace(/\s+/g, ' ')
            .trim(),
        );
      } else continue;
      if (tally.badInARow >= HOPELESS) {
        const [worst] = tally.summary().errors;
        throw new Stopped('hopeless', `The last ${HOPELESS} requests all failed, most of them: ${worst?.kind ?? ''}.`);
      }
      return ended;
    }
  }

  /** Waits that long, unless everything is stopped. */
  async rest(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#parts.stop }).catch(() => undefined);
    this.#demandGoingOn();
  }

  async #turn(): Promise<void> {
    const { pace } = this.#parts;
    this.#demandGoingOn();
    const turn = pace.take();
    for (let ms = pace.wait(turn); ms > 0; ms = pace.wait(turn)) await this.rest(ms);
  }

  #demandGoingOn(): void {
    if (this.#parts.stop.aborted) throw new Stopped('interrupted', 'It was interrupted.');
  }

  /** Everybody waits: the limit is that of the team, and whoever goes on meets it too. False where the wait is too long. */
  #granted(tally: Tally, { retryAfter }: Answer): boolean {
    const { pace } = this.#parts;
    const asked = retryAfterMs(retryAfter, Date.now());
    if (asked !== null && asked > LONGEST_WAIT_MS) return false;
    tally.throttle(asked);
    const isHeld = pace.isHeld();
    if (!isHeld && ++this.#rounds > ROUNDS)
      throw new Stopped(
        'hopeless',
        `The application answered ${ROUNDS} times in a row with 429 alone, after every wait.`,
      );
    const growing = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#rounds - 1));
    // Those that were under way when the wait began tell nothing new, unless they say how long.
    if (asked !== null || !isHeld) pace.hold(asked ?? growing);
    return true;
  }

  async #demandAlive(): Promise<void> {
    const because = await this.#parts.gone();
    if (because !== null) throw new JitmusError('TARGET_DIED', `The target died on the way. ${because}`);
  }
}

const isOk = (status: number): boolean => status >= 200 && status < 300;
