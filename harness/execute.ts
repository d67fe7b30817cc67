import { randomBytes } from 'node:crypto';
import { startIdps, type Idps } from '../mock-idps/index.ts';
import type { CaseResult } from '../reports/index.ts';
import type { Driver } from './drivers/driver.ts';
import type { JitmusError } from './errors.ts';
import type { EvidenceStore } from './log-writer.ts';
import type { Case } from './plan.ts';
import { Redactor } from './redactor.ts';
import { runCases } from './runner.ts';
import type { Target } from './targets/target.ts';
import { vocabulary } from './vocabulary.ts';
import { EventRouter } from './world.ts';

export interface Execution {
  target: Target;
  cases: readonly Case[];
  seed: number;
  workers: number;
  driver: 'http' | 'browser';
  /** The mock IdPs answer over https. */
  tls?: boolean;
  /** They bear the vendors' own addresses, behind a proxy. Needs `tls`. */
  impersonate?: boolean;
  /** Deliberate defects of the mock IdPs. */
  mockDefects?: readonly string[];
  store: (caseId: string) => EvidenceStore;
  onResult: (index: number, result: CaseResult) => Promise<void> | void;
  onError: (error: JitmusError) => void;
  signal: AbortSignal;
}

/** Starts the mock IdPs and the driver, runs the cases, and ends what it started. */
export async function execute(execution: Execution): Promise<void> {
  const stage = await openStage(execution);
  try {
    await runCases({ ...execution, ...stage, faults: vocabulary().faults, clock: Date.now });
  } finally {
    await stage.close();
  }
}

/** The mock IdPs, and browsers that reach them. */
export interface Stage {
  readonly idps: Idps;
  readonly events: EventRouter;
  readonly driver: Driver;
  readonly redactor: Redactor;
  /** Twelve hexadecimal digits, new each time. */
  readonly nonce: string;
  close(): Promise<void>;
}

/** Starts both as the target file says. Throws an IdpError, or BROWSER_MISSING. */
export async function openStage({
  target: { mockIdps },
  seed,
  driver,
  tls,
  impersonate,
  mockDefects,
}: Pick<Execution, 'target' | 'seed' | 'driver' | 'tls' | 'impersonate' | 'mockDefects'>): Promise<Stage> {
  const nonce = randomBytes(6).toString('hex');
  const redactor = redactorFor(nonce);
  const events = new EventRouter();
  const idps = await startIdps({
    seed,
    nonce,
    onEvent: events.dispatch,
    ...(mockIdps?.keys ? { keys: mockIdps.keys } : {}),
    ...(mockIdps?.listen ? { listen: mockIdps.listen } : {}),
    ...(mockIdps?.publicUrl ? { publicUrl: mockIdps.publicUrl } : {}),
    ...(tls ? { tls: true } : {}),
    ...(impersonate ? { impersonate: true } : {}),
    ...(mockIdps?.proxy ? { proxy: mockIdps.proxy } : {}),
    ...(mockDefects ? { defects: mockDefects } : {}),
  });
  if (!mockIdps?.listen) redactor.alias(new URL(idps.origin).host, 'localhost:{idp}');
  try {
    const opened = await driverOf(driver, idps);
    const close = async () => {
      await opened.close();
      await idps.close();
    };
    return { idps, events, driver: opened, redactor, nonce, close };
  } catch (error) {
    await idps.close();
    throw error;
  }
}

async function driverOf(kind: 'http' | 'browser', { tls, proxy }: Idps): Promise<Driver> {
  if (kind === 'browser')
    return (await import('./drivers/browser-driver.ts')).browserDriver(tls ? [tls.certificate] : [], proxy);
  const { httpDriver, httpDriverTrusting } = await import('./drivers/http-driver.ts');
  return tls ? httpDriverTrusting(tls.ca, proxy) : httpDriver;
}

/**
 * The run's nonce stands in addresses and ids in two notations: both are written as zeros. An application that shows
 * addresses in capitals shows the nonce in capitals, and addresses are compared as they are written down.
 */
export function redactorFor(nonce: string): Redactor {
  const redactor = new Redactor();
  for (const form of [nonce, nonce.toUpperCase()]) redactor.alias(form, '0'.repeat(12));
  redactor.alias(BigInt(`0x${nonce}`).toString().padStart(15, '0'), '0'.repeat(15));
  return redactor;
}
