import { EventEmitter, on } from 'node:events';
import type { IdpEvent } from '../mock-idps/index.ts';

/** Tells everybody who listens what happens at the IdPs, in order. */
export class EventHub {
  readonly #emitter = new EventEmitter<{ event: [IdpEvent]; close: [] }>().setMaxListeners(0);

  readonly emit = (event: IdpEvent): void => {
    this.#emitter.emit('event', event);
  };

  /** Answers what ends it. A listener that throws does not disturb the IdP: its error is uncaught. */
  listen(listener: (event: IdpEvent) => void): () => void {
    const guarded = (event: IdpEvent) => {
      try {
        listener(event);
      } catch (error) {
        process.nextTick(() => {
          throw error;
        });
      }
    };
    this.#emitter.on('event', guarded);
    return () => void this.#emitter.off('event', guarded);
  }

  /** From now until the IdPs are closed; nothing is missed while nobody reads. */
  stream(): AsyncIterableIterator<IdpEvent> {
    const events = on(this.#emitter, 'event', { close: ['close'] }) as AsyncIterableIterator<[IdpEvent]>;
    const unpacked = ({ value, done }: IteratorResult<[IdpEvent], unknown>): IteratorResult<IdpEvent> =>
      done ? { value: undefined, done: true } : { value: value[0], done: false };
    return {
      next: async () => unpacked(await events.next()),
      return: async () => unpacked((await events.return?.()) ?? { value: undefined, done: true }),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  close(): void {
    this.#emitter.emit('close');
    this.#emitter.removeAllListeners();
  }
}
