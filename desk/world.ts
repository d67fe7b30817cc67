import type { App, Idps, Vendor } from '../mock-idps/index.ts';
import type { DeskClock } from './clock.ts';
import type { Feed } from './feed.ts';
import type { Network } from './network.ts';

/** What the desk stands on: running mocks, and what can be moved about them. */
export interface World {
  readonly idps: Idps;
  readonly clock: DeskClock;
  readonly network: Network;
  readonly feed: Feed;
  readonly seed: number;
  /** Hosts off this machine that may be contacted. */
  readonly allowHosts: readonly string[];
  /** Registered when the mocks were started, and after a reset; `loginUrl`: where a sign-in begins at the application. */
  registered(): Promise<readonly { app: App; loginUrl: string | null }[]>;
}

/** Domain of ordinary people's addresses. */
export const DOMAIN = 'corp.test';

export const VENDORS: readonly Vendor[] = ['entra', 'google', 'okta', 'other'];
