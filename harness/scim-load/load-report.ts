import type { Size } from './crowd.ts';
import type { Gate } from './judge.ts';
import type { Found } from './load.ts';
import type { Removal } from './remover.ts';
import type { Phase } from './tally.ts';

/** What `--json` writes. */
export interface LoadReport {
  schemaVersion: 1;
  tool: { name: 'jitmus'; version: string };
  target: { name: string; kind: 'reference' | 'file'; file?: string; defect?: string };
  startedAt: string;
  seconds: number;
  node: string;
  seed: number;
  /** Stands in names and ids of everything that was made. */
  mark: string;
  asked: Size & { connections: number; perSecond: number | null; keep: boolean };
  phases: Phase[];
  gate: Gate & { perSecond: number };
  /** Null where nothing was read back. */
  found: Found | null;
  /** What is wrong in the end; empty: nothing. */
  wrong: string[];
  /** Null where what was made stays. */
  removal: Removal | null;
  /** Resident memory of jitmus, bytes. */
  memory: { before: number; most: number };
  /** Why not all was done; null: all was. */
  stopped: string | null;
  exitCode: 0 | 1 | 2;
}
