/** What became of a genuine sign-in that stands beside faulted ones. */
export interface ControlResult {
  status: 'accepted' | 'refused' | 'unclear';
  because: string;
}

/** Refusals after which a control is renewed. */
const RENEW_AFTER = 20;

interface Keeper<Held> {
  perform: () => Promise<ControlResult>;
  latest: Promise<ControlResult>;
  refusals: number;
  held: Held[];
}

/**
 * Controls of one run: the same kind of sign-in without the fault. One runs before the first case of its key, after every
 * 20 refusals, and after the last; what was found in between counts only when the next one is accepted.
 */
export class Controls<Held> {
  readonly #keepers = new Map<string, Keeper<Held>>();
  readonly #release: (held: Held, control: ControlResult) => void | Promise<void>;

  /** `release` is called once for each held result, with the control that decides whether it counts. */
  constructor(release: (held: Held, control: ControlResult) => void | Promise<void>) {
    this.#release = release;
  }

  /** The control of that key, performed when it is the first. */
  before(key: string, perform: () => Promise<ControlResult>): Promise<ControlResult> {
    let keeper = this.#keepers.get(key);
    if (!keeper) {
      keeper = { perform, latest: perform(), refusals: 0, held: [] };
      this.#keepers.set(key, keeper);
    }
    return keeper.latest;
  }

  /** Holds a result until the next control of its key. */
  async hold(key: string, held: Held): Promise<void> {
    const keeper = this.#keepers.get(key);
    if (!keeper) throw new Error(`No control was performed for ${key}.`);
    keeper.held.push(held);
    if (++keeper.refusals >= RENEW_AFTER) await this.#renew(keeper);
  }

  /** A control right now, for instance after a server error. */
  now(key: string): Promise<ControlResult> {
    const keeper = this.#keepers.get(key);
    if (!keeper) throw new Error(`No control was performed for ${key}.`);
    return keeper.perform();
  }

  /** The controls after the last cases. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#keepers.values()].filter(({ held }) => held.length > 0).map((keeper) => this.#renew(keeper)),
    );
  }

  /** The run ends early: what waits for a control never gets one. */
  async abandon(because: string): Promise<void> {
    for (const keeper of this.#keepers.values()) {
      for (const result of keeper.held.splice(0)) await this.#release(result, { status: 'unclear', because });
    }
  }

  async #renew(keeper: Keeper<Held>): Promise<void> {
    const held = keeper.held.splice(0);
    keeper.refusals = 0;
    keeper.latest = keeper.perform();
    const control = await keeper.latest;
    for (const result of held) await this.#release(result, control);
  }
}
