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
  /** Deliberate defects of the mock IdPs. */
  mockDefects?: readonly string[];
  store: (caseId: string) => EvidenceStore;
  onResult: (index: number, result: CaseResult) => Promise<void> | void;
  onError: (error: JitmusError) => void;
  signal: AbortSignal;
}

/** Starts the mock IdPs and the driver, runs the cases, and ends what it started. */
export async function execute(execution: Execution): Promise<void> {
  const { target, seed } = execution;
  const nonce = randomBytes(6).toString('hex');
  const redactor = redactorFor(nonce);
  const events = new EventRouter();
  const { mockIdps } = target;
  const idps = await startIdps({
    seed,
    nonce,
    onEvent: events.dispatch,
    ...(mockIdps?.keys ? { keys: mockIdps.keys } : {}),
    ...(mockIdps?.listen ? { listen: mockIdps.listen } : {}),
    ...(mockIdps?.publicUrl ? { publicUrl: mockIdps.publicUrl } : {}),
    ...(execution.tls ? { tls: true } : {}),
    ...(execution.mockDefects ? { defects: execution.mockDefects } : {}),
  });
  if (!mockIdps?.listen) redactor.alias(new URL(idps.origin).host, 'localhost:{idp}');
  let driver: Driver | undefined;
  try {
    driver = await driverOf(execution.driver, idps);
    await runCases({
      ...execution,
      idps,
      events,
      driver,
      faults: vocabulary().faults,
      redactor,
      nonce,
      clock: Date.now,
    });
  } finally {
    await driver?.close();
    await idps.close();
  }
}

async function driverOf(kind: 'http' | 'browser', { tls }: Idps): Promise<Driver> {
  if (kind === 'browser')
    return (await import('./drivers/browser-driver.ts')).browserDriver(tls ? [tls.certificate] : []);
  const { httpDriver, httpDriverTrusting } = await import('./drivers/http-driver.ts');
  return tls ? httpDriverTrusting(tls.ca) : httpDriver;
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
