import type { AppSettings, Vendor } from './app.ts';
import type { AppRecord } from './app-record.ts';

/** What a registration is called at its vendor. Follows from tenant and name alone, so that it is the same in every run. */
export interface Identity {
  readonly tenantId: string;
  readonly externalKey: string;
  readonly clientId: string;
  readonly entityId: string;
}

/** Paths on the mock's origin. */
export interface Paths {
  readonly sso: string;
  readonly slo: string | null;
  readonly metadata: string;
  readonly start: string;
}

/** What a request's address says. */
export interface Place {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
}

/** One of a vendor's addresses. */
export interface Route {
  /** As the router writes patterns; letter case does not count. */
  readonly path: string;
  /** Whether the address lies inside the tenant or account of this registration. */
  inside(place: Place, app: AppRecord): boolean;
  /** Whether the address names this registration; absent where the request's Issuer does. */
  names?(place: Place, app: AppRecord): boolean;
  /** The part of the address that was looked up, for the page that says it is unknown. */
  asked(place: Place): string;
}

/** What a tile does: leads to the service provider, or posts a response to it. */
export type Tile = { leadsTo: string } | { relayState: string | null };

/** Where one vendor's servers answer. */
export interface Endpoints {
  readonly vendor: Vendor;
  /** The vendor's own host, where it is not that of Entra; absent: it has none of its own. */
  host?(tenant: string): string;
  identify(tenant: string, name: string): Identity;
  paths(identity: Identity, tenant: string, name: string): Paths;
  readonly sso: readonly Route[];
  /** Where messages of single logout go, beside the addresses of `sso`. */
  readonly slo: readonly Route[];
  readonly metadata: readonly Route[];
  readonly start: readonly Route[];
  /** The metadata is a file to be downloaded under this name; null: a public document. */
  readonly metadataFile: string | null;
  tile(settings: AppSettings): Tile;
}

/** A name as the vendors make path segments of it. */
export const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .slice(0, 40) || 'app';
