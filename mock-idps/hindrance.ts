import type { Vendor } from './app.ts';

/** What applications fetch without a browser. */
export type Fetched = 'metadata' | 'discovery' | 'jwks' | 'token' | 'userinfo';

/** What happens in the place of an answer. */
export type NetworkFailure =
  | 'status-429'
  | 'status-500'
  | 'status-503'
  | 'not-found'
  /** A web page, with 200. */
  | 'html'
  /** The answer ends in the middle. */
  | 'broken'
  | 'empty'
  /** The connection is cut. */
  | 'reset'
  /** No answer at all. */
  | 'hang';

/** What stands between an application and an answer. */
export interface Hindrance {
  /** Milliseconds before anything happens. */
  readonly latencyMs: number;
  /** Null: it is answered then. */
  readonly fail: NetworkFailure | null;
}

/** Asked once for each request; null: nothing does. */
export type Hinders = (vendor: Vendor, fetched: Fetched) => Hindrance | null;
