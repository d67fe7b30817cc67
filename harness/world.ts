import type { FaultFacts, IdpEvent, Idps } from '../mock-idps/index.ts';
import type { Driver } from './drivers/driver.ts';
import type { EvidenceStore } from './log-writer.ts';
import { Methods } from './methods.ts';
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

/** What the cases on a target share while it runs. */
export function worldOf(
  { target, idps, driver, events, redactor, nonce, faults, clock, store }: WorldParts,
  running: RunningTarget,
): World {
  return {
    target,
    running,
    methods: new Methods(target, running, idps, redactor),
    ...{ idps, driver, events, redactor, nonce, clock, store },
    faults: new Map(faults.map((fault) => [fault.id, fault])),
  };
}

type WorldParts = Omit<World, 'running' | 'methods' | 'faults'> & { readonly faults: readonly FaultFacts[] };

/** Hands what happens at the IdPs to the sign-in that it belongs to. */
export class EventRouter {
  /** Told of what belongs to no sign-in: a call by somebody whom the IdP does not take for the application. */
  onStray: (event: IdpEvent) => void = () => undefined;
  readonly #listeners = new Map<string, (event: IdpEvent) => void>();

  listen(ticket: string, listener: (event: IdpEvent) => void): void {
    this.#listeners.set(ticket, listener);
  }

  forget(ticket: string): void {
    this.#listeners.delete(ticket);
  }

  /** Give this to the IdPs as `onEvent`. */
  readonly dispatch = (event: IdpEvent): void => {
    if (event.ticket === null) this.onStray(event);
    else this.#listeners.get(event.ticket)?.(event);
  };
}
