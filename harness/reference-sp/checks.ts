import type { AssertionFacts, Confirmation, ResponseFacts } from './facts.ts';
import { Refusal, type RefusalCode } from './refusal.ts';
import type { Signed } from './structure.ts';

/** How far the identity provider's clock may be off. */
export const CLOCK_SKEW_MS = 60_000;

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** What a message says, after its signatures were found to hold. */
export interface Opened {
  response: ResponseFacts;
  assertion: AssertionFacts;
  signed: Signed;
}

/** A message and what it is held against. */
export interface Message extends Opened {
  entityId: string;
  acsUrl: string;
  /** Entity ids that may have issued it. */
  issuers: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
}

/** A refusal where the message does not pass, else null. */
type Check<Subject> = (subject: Subject, message: Message) => Refusal | null;

/** The checks by name, in the order in which they are made. A product that forgets one leaves out its row. */
const CHECKS = {
  version: ({ response, assertion }) =>
    unless(response.version === '2.0' && assertion.version === '2.0' && assertion.id, 'structure'),
  issuer: checkIssuer,
  destination: ({ response, signed, acsUrl }) =>
    unless(!signed.response || response.destination === acsUrl, 'destination'),
  'destination-when-unsigned': ({ response, acsUrl }) =>
    unless((response.destination ?? acsUrl) === acsUrl, 'destination'),
  condition: ({ assertion }) => unless(!assertion.conditions?.unknown.length, 'condition-unknown'),
  'not-before': ({ assertion, now }) => unless(hasBegun(assertion.conditions?.notBefore, now), 'not-yet-valid'),
  expiry: ({ assertion, now }) =>
    unless(lasts(assertion.conditions?.notOnOrAfter, now) && lasts(assertion.sessionEnds, now), 'expired'),
  audience: checkAudience,
  'in-response-to': ({ response, assertion }) =>
    unless(
      bearersOf(assertion).every((bearer) => bearer.inResponseTo === response.inResponseTo),
      'in-response-to',
    ),
} as const satisfies Record<string, Check<Message>>;

/** What one bearer confirmation must say; one that says it all is enough. */
const CONFIRMATION_CHECKS = {
  recipient: (confirmation, { acsUrl }) => unless(confirmation.recipient === acsUrl, 'recipient'),
  'not-before': (confirmation, { now }) => unless(hasBegun(confirmation.notBefore, now), 'not-yet-valid'),
  expiry: (confirmation, { now }) =>
    unless(confirmation.notOnOrAfter !== null && lasts(confirmation.notOnOrAfter, now), 'expired'),
} as const satisfies Record<string, Check<Confirmation>>;

export type CheckId = keyof typeof CHECKS | keyof typeof CONFIRMATION_CHECKS;

/** @throws Refusal of the first check that the message does not pass; `forgotten` checks are not made */
export function checkMessage(message: Message, forgotten: ReadonlySet<CheckId>): void {
  const refusal = firstRefusal(CHECKS, message, message, forgotten) ?? refusalOfConfirmations(message, forgotten);
  if (refusal) throw refusal;
}

function firstRefusal<Subject>(
  checks: Readonly<Record<string, Check<Subject>>>,
  subject: Subject,
  message: Message,
  forgotten: ReadonlySet<string>,
): Refusal | null {
  for (const [id, check] of Object.entries(checks)) {
    const refusal = forgotten.has(id) ? null : check(subject, message);
    if (refusal) return refusal;
  }
  return null;
}

function refusalOfConfirmations(message: Message, forgotten: ReadonlySet<string>): Refusal | null {
  const refusals = bearersOf(message.assertion).map((bearer) =>
    firstRefusal(CONFIRMATION_CHECKS, bearer, message, forgotten),
  );
  return refusals.includes(null) ? null : (refusals[0] ?? new Refusal('subject-confirmation'));
}

export function bearersOf(assertion: AssertionFacts): Confirmation[] {
  return assertion.confirmations.filter((confirmation) => confirmation.method === BEARER);
}

/** @throws Refusal `idp-answered-error` */
export function requireSuccess(response: ResponseFacts): void {
  if (response.status !== SUCCESS) throw new Refusal('idp-answered-error');
}

/** An unsigned response may leave its issuer out (SAML 2.0 Profiles §4.1.4.2); one that names another is refused. */
function checkIssuer({ response, assertion, signed, issuers }: Message): Refusal | null {
  const responseIssuer = response.issuer ?? (signed.response ? null : assertion.issuer);
  return unless(responseIssuer === assertion.issuer && issuers.some((issuer) => issuer === assertion.issuer), 'issuer');
}

/** Every restriction must name us: they are joined by "and". */
function checkAudience({ assertion, entityId }: Message): Refusal | null {
  const restrictions = assertion.conditions?.audiences ?? [];
  return unless(restrictions.length > 0 && restrictions.every((audiences) => audiences.includes(entityId)), 'audience');
}

const hasBegun = (notBefore: number | null | undefined, now: number): boolean =>
  notBefore == null || notBefore <= now + CLOCK_SKEW_MS;

const lasts = (notOnOrAfter: number | null | undefined, now: number): boolean =>
  notOnOrAfter == null || notOnOrAfter > now - CLOCK_SKEW_MS;

function unless(passes: unknown, code: RefusalCode): Refusal | null {
  return passes ? null : new Refusal(code);
}
