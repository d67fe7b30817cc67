import type { Database } from '../database.ts';
import type { Defects } from '../defects.ts';
import type { Secrets } from '../secrets.ts';
import type { Sessions } from '../sessions.ts';
import { Groups } from './groups.ts';
import { RateLimit } from './rate-limit.ts';
import { ScimTokens } from './tokens.ts';
import { Users } from './users.ts';

export { mistakenAnswers, mistakenReading } from './mistakes.ts';
export { isScim, scimRoutes, sendError } from './routes.ts';
export { ScimError } from './scim-error.ts';

/** What the SCIM routes work with. */
export interface Scim {
  readonly users: Users;
  readonly groups: Groups;
  readonly tokens: ScimTokens;
  readonly rateLimit: RateLimit | null;
}

/** `perSecond`: requests that a team may make in a second; null: any number. */
export function createScim(
  database: Database,
  { secrets, sessions }: { secrets: Secrets; sessions: Sessions },
  perSecond: number | null,
  defects: Defects,
): Scim {
  return {
    users: new Users(database, (accountId) => {
      if (!defects.has('scim-sessions-live-on')) sessions.endAll(accountId);
    }),
    groups: new Groups(database),
    tokens: new ScimTokens(database, secrets),
    rateLimit: perSecond === null ? null : new RateLimit(perSecond),
  };
}
