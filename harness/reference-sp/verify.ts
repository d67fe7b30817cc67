import type { KeyObject } from 'node:crypto';
import {
  checkMessage,
  requireSuccess,
  withinSkew,
  type CheckId,
  type Message,
  type Opened,
  type Tolerance,
} from './checks.ts';
import type { DefectId, Defects } from './defects.ts';
import { decrypted } from './decryption.ts';
import { readAssertion, readResponse, type AssertionFacts, type ResponseFacts } from './facts.ts';
import { fetchNamed } from './fetch-named.ts';
import { openByHand, verifiesByItself } from './home-made-verifier.ts';
import { decodeMessage, parseMessage } from './message.ts';
import { demandTooMuch } from './overstrict.ts';
import { Refusal } from './refusal.ts';
import { signedAssertion, type SamlParties } from './saml-library.ts';
import { keepLastNameId } from './last-name-id.ts';
import { requireStructure, type Signed } from './structure.ts';
import { openWeakly, weaknessesOf } from './weak-verifier.ts';
import { childrenNamed, keepLineSeparators, NS, parseXml, type Element } from './xml.ts';

/** Checks that a product with the defect does not make. */
const FORGETS: Partial<Record<DefectId, readonly CheckId[]>> = {
  'any-issuer': ['issuer', 'response-issuer', 'response-issuer-present'],
  'no-expiry': ['expiry', 'confirmation-expiry', 'confirmation-end'],
  'no-not-before': ['not-before', 'confirmation-not-before', 'confirmation-without-start'],
  'no-audience': ['audience', 'every-audience', 'audience-present'],
  'no-recipient': ['recipient', 'recipient-present'],
  'no-destination': ['destination', 'destination-present', 'destination-when-unsigned'],
  'no-destination-when-unsigned': ['destination-when-unsigned'],
  'no-in-response-to': ['in-response-to', 'in-response-to-present'],
  'compares-one-in-response-to': ['in-response-to'],
  'any-version': ['version'],
  'loose-schema': ['version-present', 'identified', 'issued'],
  'no-time-format': ['times'],
  'one-issuer': ['response-issuer', 'response-issuer-present'],
  'destination-optional': ['destination-present'],
  'subject-optional': ['confirmation'],
  'confirmation-optional': ['confirmation'],
  'confirmation-data-optional': ['recipient-present', 'confirmation-end', 'in-response-to-present'],
  'no-confirmation-expiry': ['confirmation-expiry', 'confirmation-end'],
  'no-confirmation-not-before': ['confirmation-not-before', 'confirmation-without-start'],
  'no-conditions-window': ['not-before', 'expiry'],
  'no-session-end': ['session-end'],
  'audience-optional': ['audience-present'],
  'one-audience-restriction': ['every-audience'],
};

/**
 * From the parameter of the POST to facts whose signature holds. Nothing here asks yet for whom and until when they are meant.
 * @throws Refusal
 */
export async function openMessage(
  samlResponse: string,
  parties: SamlParties,
  key: KeyObject | null,
  defects: Defects,
): Promise<Opened> {
  const sent = asUnderstood(decodeMessage(samlResponse), defects);
  const xml = defects.has('cannot-decrypt') ? sent : keepLineSeparators(decrypted(sent, key));
  await fetchNamed(xml, defects);
  if (verifiesByItself(defects)) return openByHand(xml, parties.certificates, defects);
  const weaknesses = weaknessesOf(defects);
  if (weaknesses) return openWeakly(xml, parties.certificates, weaknesses);

  const root = parseMessage(xml, { comments: false });
  const response = readResponse(root);
  if (!ignoresStatus(response, defects)) requireSuccess(response);
  const signed = requireStructure(root, defects);
  if (xml !== sent && defects.has('trusts-encryption')) return openUnverified(root, response, signed);
  if (!signed.response && !signed.assertion) throw new Refusal('signature-missing');
  const verified = parseXml(await signedAssertion(xml, signed, parties));
  if (defects.has('last-name-id')) keepLastNameId(verified);
  const assertion = readAssertion(verified, undefined, defects);
  return { response, assertion, signed };
}

/** Takes it for proof that nobody but the identity provider knows whom to encrypt to. */
function openUnverified(root: Element, response: ResponseFacts, signed: Signed): Opened {
  const [assertion] = childrenNamed(root, NS.assertion, 'Assertion');
  if (!assertion) throw new Refusal('assertion-count');
  return { response, assertion: readAssertion(assertion), signed };
}

const ignoresStatus = ({ status }: ResponseFacts, defects: Defects): boolean =>
  defects.has('no-status') || (!status && defects.has('status-optional'));

/** Whether the message is meant for us, by whom it should be, now. @throws Refusal */
export function requireOurs(message: Omit<Message, 'tolerates'>, defects: Defects): void {
  const tolerates = defects.has('tolerance-by-seconds-part') ? secondsPartIsSmall : withinSkew;
  const assertion = defects.has('first-of-a-kind-only') ? firstOfEach(message.assertion) : message.assertion;
  const forgotten = new Set([...defects].flatMap((defect) => FORGETS[defect] ?? []));
  checkMessage({ ...message, assertion, tolerates }, forgotten);
  demandTooMuch({ ...message, tolerates }, defects);
}

/** What a product makes of the text before it verifies: then the digest no longer fits, but only for some people. */
function asUnderstood(xml: string, defects: Defects): string {
  if (defects.has('message-read-as-ascii')) return xml.replace(/[^\t\n\r -~]/gu, '?');
  if (defects.has('line-breaks-normalised')) return xml.replace(/&#(x0*d|0*13);/gi, '');
  if (defects.has('line-separators-end-lines')) return xml.replace(/&#(133|8232|8233);/g, '\n');
  return xml;
}

/** A difference of two minutes has no seconds, for who asks for its seconds in place of its length. */
const secondsPartIsSmall: Tolerance = (offBy) => !(Math.trunc(offBy / 1000) % 60 > 20);

/** What is left for who reads the first where there may be several. */
const firstOfEach = ({ confirmations, conditions, ...rest }: AssertionFacts): AssertionFacts => ({
  ...rest,
  confirmations: confirmations.slice(0, 1),
  conditions: conditions && { ...conditions, audiences: conditions.audiences.map((list) => list.slice(0, 1)) },
});
