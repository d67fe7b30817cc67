import { idIn, listIn } from './answers.ts';
import type { Call, Reply, ScimClient } from './client.ts';
import { chosen, type Dialect, type Json, type Match, valueAt } from './dialect.ts';
import { Failed } from './failed.ts';
import { failureOf } from './failure.ts';
import type { ProvisioningSettings } from './provisioning.ts';
import { retryAfterMs } from './retry-after.ts';

/** Times that one call is sent again after 429: not documented by any vendor. */
const RESENDS = 3;

interface SenderOptions {
  client: ScimClient;
  dialect: Dialect;
  settings: ProvisioningSettings;
  clock: () => number;
  wait: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds that are waited within a call; whoever asks for more is called later. */
  longestWait: number;
}

/** Sends the calls of an engine, and throws what came to nothing. */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** `allowed`: statuses that are an answer too, beside success. @throws Failed */
  async ask(
    call: Call,
    { isList = false, allowed = [] }: { isList?: boolean; allowed?: readonly number[] } = {},
  ): Promise<Reply> {
    const { client, wait, longestWait } = this.#options;
    for (let resends = 0; ; resends++) {
      const reply = await client.send(call);
      const { status, ending } = reply.exchange;
      if (status !== null && allowed.includes(status)) return reply;
      if (status !== null && status < 300 && ending === 'answered') return reply;
      const after = this.#patience(reply);
      if (after === null || after > longestWait || resends === RESENDS)
        throw new Failed(failureOf(reply), { isFatal: status === 401 || (isList && status === 404), after });
      await wait(after);
    }
  }

  /** Whoever matches; null: nobody. @throws Failed also where it is not to be told who */
  async find(call: Call, { path, value }: Match): Promise<{ id: string; resource: Json } | null> {
    const { noMatch } = this.#options.dialect.habits;
    const reply = await this.ask(call, { isList: true, allowed: noMatch });
    if (noMatch.includes(reply.exchange.status ?? 0)) return null;
    const { resources, total } = listIn(reply);
    if (Math.max(total, resources.length) > 1) throw new Failed(failureOf(reply, 'ambiguous-match'));
    const [resource] = resources;
    if (resource === undefined) {
      if (total > 0) throw new Failed(failureOf(reply, 'malformed-answer'));
      return null;
    }
    const found = valueAt(resource, path);
    // Somebody else would be changed: no vendor says what it does then.
    if (typeof found !== 'string' || found.toLowerCase() !== value.toLowerCase())
      throw new Failed(failureOf(reply, 'wrong-match'));
    return { id: idIn(resource, reply), resource };
  }

  /** Milliseconds until it may be sent again; null: it is not. */
  #patience({ exchange: { status, answerHeaders } }: Reply): number | null {
    const { dialect, settings, clock } = this.#options;
    if (status !== 429 || chosen(settings, dialect.afterRateLimit) !== 'waits') return null;
    return retryAfterMs(answerHeaders['retry-after'], clock());
  }
}
