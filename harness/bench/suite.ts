import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseResult, Report } from '../../reports/index.ts';
import { packageRoot } from '../package-root.ts';

/** What a case spends its time on, in this order. */
export const phases = ['controls', 'prepare', 'sign in', 'read back', 'judge'] as const;
type Phase = (typeof phases)[number];

export interface SuiteRun {
  seconds: number;
  cases: number;
  exitCode: unknown;
  /** Milliseconds, the mean of all cases. Cases run side by side, so they add up to more than the run took. */
  perCase: Record<Phase, number>;
}

/** The main job, from the built command. */
export async function suite(): Promise<SuiteRun> {
  const output = await mkdtemp(join(tmpdir(), 'jitmus-bench-'));
  const began = performance.now();
  const child = spawn(process.execPath, [`${packageRoot}dist/jitmus.js`, 'run', '--quiet', '--output', output], {
    stdio: 'ignore',
  });
  const [exitCode] = (await once(child, 'exit')) as [unknown];
  const seconds = (performance.now() - began) / 1000;
  const { cases } = JSON.parse(await readFile(join(output, 'report.json'), 'utf8')) as Report;
  await rm(output, { recursive: true });
  const mean = (phase: Phase) => cases.reduce((sum, each) => sum + (spent(each)[phase] ?? 0), 0) / cases.length;
  const perCase = Object.fromEntries(phases.map((phase) => [phase, mean(phase)])) as Record<Phase, number>;
  return { seconds, cases: cases.length, exitCode, perCase };
}

/** Where the time before a fact was written down went: it follows from the kind of the fact. */
const PHASE_OF_FACT: readonly (readonly [beginning: string, phase: Phase])[] = [
  ['case.given', 'controls'],
  ['control.after', 'controls'],
  ['signin.started', 'prepare'],
  ['target.method', 'prepare'],
  ['target.', 'read back'],
  ['', 'sign in'],
];

function spent({ observations, durationMs }: CaseResult): Partial<Record<Phase, number>> {
  const sums: Partial<Record<Phase, number>> = {};
  let last = 0;
  for (const { kind, atMs } of observations.toSorted((a, b) => a.atMs - b.atMs)) {
    const phase = PHASE_OF_FACT.find(([beginning]) => kind.startsWith(beginning))?.[1] ?? 'sign in';
    sums[phase] = (sums[phase] ?? 0) + atMs - last;
    last = atMs;
  }
  return { ...sums, judge: durationMs - last };
}
