import { wasKnown, type Attempt } from '../attempt.ts';
import type { CaseLog } from '../observation.ts';

/** What speaks against letting somebody in. `subject`: the address was another person's; only one rule says so. */
export type Ground =
  | 'fault'
  | 'method'
  | 'unassigned'
  | 'disabled'
  | 'domain'
  | 'unsolicited'
  | 'no-email'
  | 'way'
  | 'jit-off'
  | 'subject';

export interface Reason {
  ground: Ground;
  /** Completes "Let in although …". */
  because: string;
}

/** Why a sign-in has to be refused by what is known of it beforehand; empty where it may be accepted. */
export function reasonsToRefuse(attempt: Attempt, log: CaseLog): Reason[] {
  return tests.flatMap(([ground, test]) => {
    const because = test(attempt, log);
    return because === null ? [] : [{ ground, because }];
  });
}

type Test = (attempt: Attempt, log: CaseLog) => string | null;

const tests: readonly (readonly [Ground, Test])[] = [
  ['fault', carriesFault],
  ['method', ({ facts }) => (facts.method.state === 'verified' ? null : `the SSO method is ${facts.method.state}`)],
  ['unassigned', ({ facts }) => (facts.assigned ? null : 'the person is not assigned to the application')],
  ['disabled', ({ facts }) => (facts.accountDisabled ? 'the account is disabled' : null)],
  ['domain', ofNoApprovedDomain],
  ['unsolicited', unsolicited],
  ['no-email', withoutEmail],
  ['way', byAnotherWay],
  ['jit-off', withJitOff],
];

function carriesFault({ facts }: Attempt): string | null {
  const fault = facts.faults.find(({ expect }) => expect === 'refuse');
  return fault ? `the message carries the fault ${fault.id}` : null;
}

function ofNoApprovedDomain({ facts: { email, method } }: Attempt): string | null {
  if (email === null || approved(email, method.domains)) return null;
  return `${email} is of no approved domain (${method.domains.join(', ')})`;
}

function unsolicited({ facts }: Attempt, log: CaseLog): string | null {
  if (facts.through !== 'idp' || log.last('case.given')?.data.idpInitiated) return null;
  return 'the application does not mean to accept unsolicited responses';
}

function withoutEmail({ emitted, facts }: Attempt): string | null {
  // Until the IdP has sent something there is only what its directory holds.
  const sent = emitted ? emitted.data.nameId.value : facts.email;
  if (sent === null) return emitted ? 'the message names nobody' : 'the person has no email';
  return isEmail(sent) ? null : `the message names ${sent}, which is no usable email`;
}

/** One address, and not the login name of a guest (`…#EXT#@…`). */
const isEmail = (text: string) => /^[^\s@#]+@[^\s@]+$/.test(text);

function byAnotherWay(attempt: Attempt): string | null {
  const { through } = attempt.facts;
  if (through === 'jit-url' || wasKnown(attempt)) return null;
  return `a person without an account came by ${through === 'login' ? 'the ordinary login' : 'an IdP-initiated start'}`;
}

function withJitOff(attempt: Attempt): string | null {
  const { method, through } = attempt.facts;
  if (method.jit || through !== 'jit-url' || wasKnown(attempt)) return null;
  return 'JIT is off and the person has no account';
}

/** The whole domain counts: neither a suffix nor a subdomain is the domain. */
const approved = (email: string, domains: readonly string[]) =>
  domains.some((domain) => email.toLowerCase().endsWith(`@${domain.toLowerCase()}`));

/** Grounds on which an application can refuse before it hears from the IdP who comes. */
const early: ReadonlySet<Ground> = new Set<Ground>(['method', 'jit-off']);

export const refusesUnseen = (reasons: readonly Reason[]) => reasons.some(({ ground }) => early.has(ground));
