import type { App } from './app.ts';

/** An application registration as the mocks themselves keep it: what its vendor's messages need beyond the contract. */
export interface AppRecord extends App {
  /** Entra: the tenant's GUID, lower case. Google: the customer id (`C0…`). Okta: the organisation's name. */
  readonly tenantId: string;
  /** Entra: the application's GUID. Google: the `spid`. Okta: the external key (`exk…`). */
  readonly externalKey: string;
}
