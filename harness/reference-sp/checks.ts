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
  /** How far the identity provider's clock may be off. */
  tolerates: Tolerance;
}

/** A refusal where the message does not pass, else null. */
type Check<Subject> = (subject: Subject, message: Message) => Refusal | null;

/**
 * The checks by name, in the order in which they are made. A product that forgets one leaves out its row: the rows that ask
 * for a thing to be there stand apart from those that ask what it is.
 */
const CHECKS = {
  times: ({ response: { malformedTimes } }) => unless(!malformedTimes.length, 'malformed-time', malformedTimes[0]),
  'version-present': ({ response, assertion }) => unless(response.version && assertion.version, 'structure'),
  version: ({ response, assertion }) =>
    unless(
      [response.version || '2.0', assertion.version || '2.0'].every((version) => version === '2.0'),
      'structure',
      'It is of another version than 2.0.',
    ),
  identified: ({ response, assertion }) => unless(response.id && assertion.id, 'structure', 'An ID is missing.'),
  issued: ({ response, assertion }) =>
    unless(
      response.issueInstant !== null && assertion.issueInstant !== null,
      'structure',
      'It does not say when it was issued.',
    ),
  issuer: ({ assertion, issuers }) =>
    unless(
      issuers.some((issuer) => issuer === assertion.issuer),
      'issuer',
    ),
  // An unsigned response may leave its issuer out (SAML 2.0 Profiles §4.1.4.2); one that names another is refused.
  'response-issuer-present': ({ response, signed }) => unless(!signed.response || response.issuer !== null, 'issuer'),
  'response-issuer': ({ response, assertion }) =>
    unless((response.issuer ?? assertion.issuer) === assertion.issuer, 'issuer'),
  'destination-present': ({ response, signed }) => unless(!signed.response || response.destination, 'destination'),
  destination: ({ response, signed, acsUrl }) =>
    unless(!signed.response || (response.destination || acsUrl) === acsUrl, 'destination'),
  'destination-when-unsigned': ({ response, signed, acsUrl }) =>
    unless(signed.response || (response.destination ?? acsUrl) === acsUrl, 'destination'),
  condition: ({ assertion }) => unless(!assertion.conditions?.unknown.length, 'condition-unknown'),
  'not-before': ({ assertion, now, tolerates }) =>
    unless(hasBegun(assertion.conditions?.notBefore, now, tolerates), 'not-yet-valid'),
  expiry: ({ assertion, now, tolerates }) =>
    unless(lasts(assertion.conditions?.notOnOrAfter, now, tolerates), 'expired'),
  'session-end': ({ assertion, now, tolerates }) => unless(lasts(assertion.sessionEnds, now, tolerates), 'expired'),
  'audience-present': ({ assertion }) =>
    unless(restrictionsOf(assertion).length > 0 && restrictionsOf(assertion).every(({ length }) => length), 'audience'),
  audience: ({ assertion, entityId }) =>
    unless(!restrictionsOf(assertion).flat().length || restrictionsOf(assertion).flat().includes(entityId), 'audience'),
  // Several restrictions are joined by "and".
  'every-audience': ({ assertion, entityId }) =>
    unless(
      restrictionsOf(assertion).every((audiences) => !audiences.length || audiences.includes(entityId)),
      'audience',
    ),
  confirmation: ({ assertion }) => unless(bearersOf(assertion).length > 0, 'subject-confirmation'),
  'in-response-to-present': ({ response, assertion }) =>
    unless(
      bearersOf(assertion).every((bearer) => !bearer.inResponseTo === !response.inResponseTo),
      'in-response-to',
    ),
  'in-response-to': ({ response, assertion }) =>
    unless(
      bearersOf(assertion).every(
        ({ inResponseTo: id }) => !id || !response.inResponseTo || id === response.inResponseTo,
      ),
      'in-response-to',
    ),
} as const satisfies Record<string, Check<Message>>;

/** What one bearer confirmation must say; one that says it all is enough. */
const CONFIRMATION_CHECKS = {
  'recipient-present': (confirmation) => unless(confirmation.recipient, 'recipient'),
  recipient: (confirmation, { acsUrl }) => unless((confirmation.recipient || acsUrl) === acsUrl, 'recipient'),
  'confirmation-not-before': (confirmation, { now, tolerates }) =>
    unless(hasBegun(confirmation.notBefore, now, tolerates), 'not-yet-valid'),
  // SAML 2.0 Profiles §4.1.4.2
  'confirmation-without-start': (confirmation) => unless(confirmation.notBefore === null, 'subject-confirmation'),
  'confirmation-end': (confirmation) => unless(confirmation.notOnOrAfter !== null, 'expired'),
  'confirmation-expiry': (confirmation, { now, tolerates }) =>
    unless(lasts(confirmation.notOnOrAfter, now, tolerates), 'expired'),
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
  return refusals.includes(null) ? null : (refusals[0] ?? null);
}

export function bearersOf(assertion: AssertionFacts): Confirmation[] {
  return assertion.confirmations.filter((confirmation) => confirmation.method === BEARER);
}

/** @throws Refusal `idp-answered-error` */
export function requireSuccess(response: ResponseFacts): void {
  if (response.status !== SUCCESS) throw new Refusal('idp-answered-error');
}

const restrictionsOf = ({ conditions }: AssertionFacts) => conditions?.audiences ?? [];

/** `offBy`: milliseconds; what is not past yet is off by less than nothing. */
export type Tolerance = (offBy: number) => boolean;

/** No number that is no time gets here: `times` has refused it. */
export const withinSkew: Tolerance = (offBy) => !(offBy > CLOCK_SKEW_MS);

const hasBegun = (notBefore: number | null | undefined, now: number, tolerates: Tolerance): boolean =>
  notBefore == null || tolerates(notBefore - now);

/** The end itself is past already. */
const lasts = (notOnOrAfter: number | null | undefined, now: number, tolerates: Tolerance): boolean =>
  notOnOrAfter == null || tolerates(now - notOnOrAfter + 1);

function unless(passes: unknown, code: RefusalCode, detail?: string): Refusal | null {
  return passes ? null : new Refusal(code, detail);
}
