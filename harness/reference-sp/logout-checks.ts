import { CLOCK_SKEW_MS } from './checks.ts';
import type { DefectId, Defects } from './defects.ts';
import type { OpenedLogout } from './logout-message.ts';
import { Refusal, type RefusalCode } from './refusal.ts';
import { LIFETIME_MS } from './sessions.ts';

/** A LogoutRequest and what it is held against. */
export interface LogoutMessage extends OpenedLogout {
  sloUrl: string;
  /** Entity ids that may have issued it. */
  issuers: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
}

type Check = (message: LogoutMessage) => RefusalCode | null;

/** Who says so (SAML 2.0 Core §3.7.3.2, Profiles §4.4.4.1): until these hold nobody is answered. */
const SENDER = {
  signed: ({ signed }) => unless(signed, 'logout-unsigned'),
  issuer: ({ facts, issuers }) => unless(facts.issuer !== null && issuers.includes(facts.issuer), 'logout-issuer'),
} as const satisfies Record<string, Check>;

/** Whether it is for us, now. */
const MEANT = {
  version: ({ facts }) => unless(facts.version === '2.0' && facts.id, 'logout-structure'),
  // A signed message has to name one (SAML 2.0 Bindings §3.4.5.2, §3.5.5.2).
  destination: ({ facts, sloUrl }) => unless(facts.destination === sloUrl, 'logout-destination'),
  expiry: ({ facts, now }) => unless(now < endOf(facts) + CLOCK_SKEW_MS, 'logout-expired'),
  named: ({ facts }) => unless(facts.nameId, 'logout-structure'),
} as const satisfies Record<string, Check>;

const FORGETS: Partial<Record<DefectId, readonly (keyof typeof SENDER | keyof typeof MEANT)[]>> = {
  'logout-unsigned-accepted': ['signed'],
  'logout-any-issuer': ['issuer'],
  'logout-any-destination': ['destination'],
  'logout-never-expires': ['expiry'],
};

/** @throws Refusal */
export const requireSender = (message: LogoutMessage, defects: Defects): void => {
  const code = firstOf(SENDER, message, defects);
  if (code) throw new Refusal(code);
};

/** Null where the request is to be obeyed. */
export const flawOfRequest = (message: LogoutMessage, defects: Defects): RefusalCode | null =>
  firstOf(MEANT, message, defects);

function firstOf(
  checks: Readonly<Record<string, Check>>,
  message: LogoutMessage,
  defects: Defects,
): RefusalCode | null {
  const forgotten = new Set<string>([...defects].flatMap((defect) => FORGETS[defect] ?? []));
  for (const [id, check] of Object.entries(checks)) {
    const code = forgotten.has(id) ? null : check(message);
    if (code) return code;
  }
  return null;
}

/** One that names no end holds as long as a session can last. A time that is none has passed. */
export function endOf({ notOnOrAfter, issueInstant }: OpenedLogout['facts']): number {
  const end = notOnOrAfter ?? (issueInstant ?? NaN) + LIFETIME_MS;
  return Number.isNaN(end) ? -Infinity : end;
}

const unless = (passes: unknown, code: RefusalCode): RefusalCode | null => (passes ? null : code);
