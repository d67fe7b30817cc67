import type { FaultFacts, IdpEvent, Idps } from '../mock-idps/index.ts';
import type { Driver } from './drivers/driver.ts';
import type { EvidenceStore } from './log-writer.ts';
import type { Methods } from './methods.ts';
import type { Redactor } from './redactor.ts';
import type { RunningTarget, Target } from './targets/target.ts';

/** Everything that the cases of one run share. */
export interface World {
  readonly target: Target;
  readonly running: RunningTarget;
  readonly methods: Methods;
  readonly idps: Idps;
  readonly driver: Driver;
  readonly events: EventRouter;
  readonly redactor: Redactor;
  /** Twelve hexadecimal digits that everything carries which this run makes. */
  readonly nonce: string;
  readonly faults: ReadonlyMap<string, FaultFacts>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly store: (caseId: string) => EvidenceStore;
}

/** Hands what happens at the IdPs to the sign-in that it belongs to. */
export class EventRouter {
  readonly #listeners = new Map<string, (event: IdpEvent) => void>();

  listen(ticket: string, listener: (event: IdpEvent) => void): void {
    this.#listeners.set(ticket, listener);
  }

  forget(ticket: string): void {
    this.#listeners.delete(ticket);
  }

  /** Give this to the IdPs as `onEvent`. */
  readonly dispatch = (event: IdpEvent): void => {
    if (event.ticket !== null) this.#listeners.get(event.ticket)?.(event);
  };
}
