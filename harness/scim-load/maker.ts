import { idIn } from '../scim/json.ts';
import { parsedJson } from '../targets/api-call.ts';
import type { Ended } from './client.ts';
import type { Kind } from './crowd.ts';
import { findByName } from './find-by-name.ts';
import type { IdFile } from './id-file.ts';
import type { Ledger } from './ledger.ts';
import type { Sender } from './sender.ts';
import type { Tally } from './tally.ts';

/** How often a creation is tried whose outcome is not clear. */
const TRIES = 3;
/** Milliseconds before the second try; twice as long before the third. */
const PAUSE_MS = 500;

/** People, or groups, as they are being made. */
export interface Making {
  kind: Kind;
  ledger: Ledger;
  ids: IdFile;
  /** Counts the creations. */
  tally: Tally;
}

/**
 * Makes people, or groups. Where it is not clear whether somebody was made (no answer, 5xx), they are looked up before they are
 * made again, as provisioning engines do: else a second one would be our doing.
 */
export class Maker {
  readonly #making: Making;
  readonly #sender: Sender;
  readonly #lookUps: Tally;

  constructor(making: Making, sender: Sender, lookUps: Tally) {
    this.#making = making;
    this.#sender = sender;
    this.#lookUps = lookUps;
  }

  async make(index: number): Promise<void> {
    const { kind, ledger, tally } = this.#making;
    for (let left = TRIES; left > 0; left--) {
      const asked = { method: 'POST', path: kind.path, body: kind.body(index) } as const;
      // What is under way when everything is stopped may have been done.
      ledger.tell(index, 'unclear');
      const ended = await this.#sender.send(tally, asked);
      const outcome = outcomeOf(ended);
      const id = outcome === 'made' && 'text' in ended ? idIn(parsedJson(ended.text)) : null;
      if (id !== null) return this.#made(index, id);
      if (outcome === 'refused') return ledger.tell(index, 'refused');
      if (outcome === 'made') tally.bad(`POST ${kind.path}: done, and no id in the answer`, '');
      if (await this.#isThere(index)) return;
      if (outcome === 'made') return ledger.tell(index, 'made');
      if (outcome === 'conflict') return ledger.tell(index, 'refused');
      await this.#sender.rest(PAUSE_MS * 2 ** (TRIES - left));
    }
  }

  #made(index: number, id: string): void {
    const { ledger, ids } = this.#making;
    ids.set(index, id);
    ledger.tell(index, 'made');
  }

  async #isThere(index: number): Promise<boolean> {
    const [found] = (await findByName(this.#sender, this.#lookUps, this.#making.kind, index)) ?? [];
    const id = idIn(found);
    if (id !== null) this.#made(index, id);
    return id !== null;
  }
}

function outcomeOf(ended: Ended): 'made' | 'refused' | 'conflict' | 'unclear' {
  if ('failure' in ended || ended.status >= 500) return 'unclear';
  if (ended.status >= 200 && ended.status < 300) return 'made';
  return ended.status === 409 ? 'conflict' : 'refused';
}
