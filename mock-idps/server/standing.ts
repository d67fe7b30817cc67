import { IdpError } from '../idp-error.ts';
import type { Registration } from '../registration.ts';
import type { Refusal } from '../saml/request-profile.ts';
import type { Runtime } from './runtime.ts';
import type { Presented } from './tickets.ts';

/** Makes a ticket for one browser; answers its id. */
export type TicketMaker = () => string;

/**
 * The ticket of a browser that came without one to an application with a standing order; else what it presented. Whoever comes
 * next gets another, so that every ticket is used once. @throws IdpError as `arm` does
 */
export function orStanding(
  { standing, tickets }: Pick<Runtime, 'standing' | 'tickets'>,
  app: Registration | null,
  presented: Presented,
): Presented {
  const make = presented.state === 'none' && app ? standing.get(app) : undefined;
  return make ? tickets.look(make()) : presented;
}

/** What a visitor is told where the standing order cannot be carried out any more. */
export function unfitOrder(error: unknown): Refusal {
  if (!(error instanceof IdpError)) throw error;
  return { status: 409, code: `mock:${error.code}`, says: error.message, mend: 'Change or end the standing order.' };
}
