import type { Fetched, Hinders, NetworkFailure, Vendor } from '../mock-idps/index.ts';

/** What is to stand between applications and an answer of the mocks. */
export interface NetworkFault {
  endpoint: Fetched;
  /** Absent: at all vendors. */
  vendor?: Vendor;
  latencyMs?: number;
  fail?: NetworkFailure;
  /** For so many requests. Absent: until it is taken away. */
  times?: number;
}

/** The network between applications and the mocks. */
export class Network {
  #faults: NetworkFault[] = [];

  /** With what is left of their times. */
  get faults(): readonly NetworkFault[] {
    return this.#faults;
  }

  replace(faults: readonly NetworkFault[]): void {
    this.#faults = faults.map((fault) => ({ ...fault }));
  }

  /** The first that fits counts. */
  readonly hinders: Hinders = (vendor, fetched) => {
    const fault = this.#faults.find((one) => one.endpoint === fetched && (one.vendor ?? vendor) === vendor);
    if (!fault) return null;
    if (fault.times !== undefined && --fault.times === 0) this.#faults = this.#faults.filter((one) => one !== fault);
    return { latencyMs: fault.latencyMs ?? 0, fail: fault.fail ?? null };
  };
}
