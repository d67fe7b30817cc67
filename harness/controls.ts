/** What became of a genuine sign-in that stands beside faulted ones. */
export interface ControlResult {
  status: 'accepted' | 'refused' | 'unclear';
  because: string;
  /** The application answered with a server error, which alone is neither. */
  crashed?: boolean;
}

/** Refusals after which a control is renewed. */
const RENEW_AFTER = 20;

interface Keeper<Held> {
  perform: () => Promise<ControlResult>;
  latest: Promise<ControlResult>;
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

  /** The control of that key, performed when it is the first. Waits for one that is under way. */
  before(key: string, perform: () => Promise<ControlResult>): Promise<ControlResult> {
    let keeper = this.#keepers.get(key);
    if (!keeper) {
      keeper = { perform, latest: perform(), held: [] };
      this.#keepers.set(key, keeper);
    }
    return keeper.latest;
  }

  /**
   * Holds a result until the next control of its key. Where one was performed in the meantime and not accepted, that decides
   * at once. Rejects, and holds nothing of this result, when a renewal is due and cannot be performed.
   */
  async hold(key: string, held: Held): Promise<void> {
    const keeper = this.#keepers.get(key);
    if (!keeper) throw new Error(`No control was performed for ${key}.`);
    let latest: Promise<ControlResult>;
    let control: ControlResult;
    // Another renewal may have begun while this one was waited for.
    do control = await (latest = keeper.latest);
    while (latest !== keeper.latest);
    if (control.status !== 'accepted') return this.#release(held, control);
    if (keeper.held.length + 1 < RENEW_AFTER) return void keeper.held.push(held);
    await this.#renew(keeper, [held]);
  }

  /** The controls after the last cases. Where one cannot be performed, what it stood for is released as unclear first. */
  async close(): Promise<void> {
    const open = [...this.#keepers.values()].filter(({ held }) => held.length > 0);
    const ends = await Promise.allSettled(open.map((keeper) => this.#renew(keeper)));
    const broken = ends.find((end) => end.status === 'rejected');
    if (!broken) return;
    await this.abandon('the closing control could not be performed.');
    throw broken.reason;
  }

  /** The run ends early: what waits for a control never gets one. */
  async abandon(because: string): Promise<void> {
    for (const keeper of this.#keepers.values()) {
      for (const result of keeper.held.splice(0)) await this.#release(result, { status: 'unclear', because });
    }
  }

  async #renew(keeper: Keeper<Held>, further: readonly Held[] = []): Promise<void> {
    const waiting = keeper.held.splice(0);
    const before = keeper.latest;
    keeper.latest = keeper.perform();
    const control = await keeper.latest.catch((error: unknown) => {
      // Another control may still decide about those that were waiting.
      keeper.latest = before;
      keeper.held.unshift(...waiting);
      throw error;
    });
    for (const result of [...waiting, ...further]) await this.#release(result, control);
  }
}
