import type { Vendor } from '../mock-idps/index.ts';
import type { Shard } from './shard.ts';

/** Options of `jitmus run`, as typed. */
export interface RunOptions {
  patterns: readonly string[];
  /** Ids of the cases that are run; null: all that are left. */
  only: ReadonlySet<string> | null;
  target: string;
  idps: readonly Vendor[] | null;
  protocols: readonly string[] | null;
  driver: 'http' | 'browser';
  /** The mock IdPs answer over https. */
  tls: boolean;
  /** They bear the vendors' own addresses, behind a proxy. */
  impersonate: boolean;
  reporters: readonly string[];
  output: string | null;
  workers: number;
  seed: number;
  strict: boolean;
  waivers: string | null;
  /** Report of an earlier run: only what is worse gates. */
  baseline: string | null;
  /** The part of the cases that is run here; null: all. */
  shard: Shard | null;
  /** Folder of a run that did not come to its end, which this one finishes. */
  resume: string | null;
  /** Takes people who are not made up out of all that is written. */
  redact: 'personal' | null;
  defect: string | null;
  failFast: boolean;
  quiet: boolean;
  /** A further folder of scenarios. */
  scenarios: string | null;
  /** The command line, as it can be typed again. */
  commandLine: string;
}
