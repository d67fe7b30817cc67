import type { Quarantine } from './outcome.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** From the begin on; then every 24 h (E-QUAR, vendor-doc, 2026-11-29). */
const FIRST_TRIES = [6 * HOUR, 12 * HOUR];
const DISABLED_AFTER = 28 * DAY;

/** A job that begins its quarantine now, or goes on with one that began before. `now`: milliseconds since 1970. */
export function quarantined(because: Quarantine['because'], now: number, before: Quarantine | null): Quarantine {
  const since = before?.since ?? now;
  const spent = now - since;
  const wait = FIRST_TRIES.find((each) => each > spent) ?? (Math.floor(spent / DAY) + 1) * DAY;
  const code = typeof because === 'string' ? 'EncounteredEscrowProportionThreshold' : 'EncounteredQuarantineException';
  return { since, nextTry: since + wait, code, because };
}

/** After four weeks the job does not run by itself any more. */
export const isDisabled = (quarantine: Quarantine | null, now: number): boolean =>
  quarantine !== null && now - quarantine.since >= DISABLED_AFTER;
