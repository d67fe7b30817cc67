import type { IdpEvent, Person } from '../mock-idps/index.ts';
import { JitmusError } from '../harness/errors.ts';
import { checkGiven, notGiven } from './given.ts';
import { tripsIn } from './sign-in.ts';

/** A sign-in that waits for a browser of your own. */
export interface PreparedSignIn {
  readonly person: Person;
  /** Whom a fault claims to be; null where none does. */
  readonly victim: Person | null;
  /** Opening it begins the sign-in in that browser. One-shot. */
  readonly url: string;
  /** What has happened at the IdP until now. */
  readonly events: readonly IdpEvent[];
  readonly key: string;
  /** Settles when the IdP has answered: with a response to the application, or with a page that refuses. */
  readonly answered: Promise<'response' | 'refusal'>;
  /**
   * To be called when the browser has come to rest: throws where the application was not given the faults within that time
   * (milliseconds, default 5,000), or where they take further trips than your browser made.
   *
   * @throws JitmusError `FAULT_NOT_GIVEN`, `FAULT_NEEDS_TRIPS`
   */
  readonly check: (rest: { url: string; withinMs?: number }) => Promise<void>;
}

/** `listen` tells what happens at the IdP in this sign-in. */
export function prepared(
  { faults, ...facts }: Pick<PreparedSignIn, 'person' | 'victim' | 'key' | 'url'> & { faults: readonly string[] },
  listen: (listener: (event: IdpEvent) => void) => () => void,
): PreparedSignIn {
  const events: IdpEvent[] = [];
  const waiting = new Set<() => void>();
  const until = (done: () => boolean, giveUp?: AbortSignal) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!done() && !giveUp?.aborted) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      giveUp?.addEventListener('abort', look);
      look();
    });
  listen((event) => {
    events.push(event);
    for (const look of waiting) look();
  });
  const answer = () => events.find(({ kind }) => ENDS.has(kind));
  return {
    ...facts,
    events,
    answered: until(() => answer() !== undefined).then(() => (answer()?.kind === 'refused' ? 'refusal' : 'response')),
    check: async ({ url, withinMs = 5_000 }) => {
      if (tripsIn(events).some((trip) => trip.url !== null))
        throw new JitmusError('FAULT_NEEDS_TRIPS', `${faults.join(', ')} takes trips of its own.`, {
          at: url,
          hint: 'Sign in over plain HTTP, which makes them: Idp.signIn.',
        });
      if (answer()?.kind !== 'refused')
        await until(() => notGiven(faults, events).length === 0, AbortSignal.timeout(withinMs));
      checkGiven(faults, events, { url, status: null, text: 'see the browser' });
    },
  };
}

const ENDS: ReadonlySet<IdpEvent['kind']> = new Set(['emitted', 'authorization-response', 'refused']);
