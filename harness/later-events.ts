import type { IdpEvent } from '../mock-idps/index.ts';
import type { LogWriter } from './log-writer.ts';
import { recordEvent, type RequestContext } from './record-event.ts';
import type { EventRouter } from './world.ts';

/**
 * What happens at the IdP behind the browsers' backs once they have come to rest, as when the application fetches something
 * that a message named. It is listened for until the case ends; what comes later still is not heard.
 */
export class LaterEvents {
  readonly #heard: { event: IdpEvent; attempt: number; browser: string; context: RequestContext }[] = [];
  readonly #tickets: string[] = [];
  readonly #events: EventRouter;

  constructor(events: EventRouter) {
    this.#events = events;
  }

  /** From now on what belongs to the ticket is kept. */
  listen(ticket: string, attempt: number, browser: string, context: RequestContext): void {
    this.#tickets.push(ticket);
    this.#events.listen(ticket, (event) => this.#heard.push({ event, attempt, browser, context }));
  }

  /** Writes down what was heard, and listens no longer. */
  tell(log: LogWriter): void {
    for (const ticket of this.#tickets.splice(0)) this.#events.forget(ticket);
    for (const { event, attempt, browser, context } of this.#heard.splice(0)) {
      recordEvent(log, event, attempt, browser, context);
    }
  }
}
