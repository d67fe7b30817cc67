import type { KeyObject } from 'node:crypto';
import { checkMessage, requireSuccess, type CheckId, type Message, type Opened } from './checks.ts';
import type { DefectId, Defects } from './defects.ts';
import { decrypted } from './decryption.ts';
import { readAssertion, readResponse, type ResponseFacts } from './facts.ts';
import { decodeMessage, parseMessage } from './message.ts';
import { Refusal } from './refusal.ts';
import { signedAssertion, type SamlParties } from './saml-library.ts';
import { keepLastNameId } from './last-name-id.ts';
import { requireStructure, type Signed } from './structure.ts';
import { openWeakly, weaknessesOf } from './weak-verifier.ts';
import { childrenNamed, NS, parseXml, type Element } from './xml.ts';

/** Checks that a product with the defect does not make. */
const FORGETS: Partial<Record<DefectId, readonly CheckId[]>> = {
  'any-issuer': ['issuer'],
  'no-expiry': ['expiry'],
  'no-not-before': ['not-before'],
  'no-audience': ['audience'],
  'no-recipient': ['recipient'],
  'no-destination': ['destination', 'destination-when-unsigned'],
  'no-destination-when-unsigned': ['destination-when-unsigned'],
  'no-in-response-to': ['in-response-to'],
  'compares-one-in-response-to': ['in-response-to'],
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
  const sent = decodeMessage(samlResponse);
  const xml = defects.has('cannot-decrypt') ? sent : decrypted(sent, key);
  const weaknesses = weaknessesOf(defects);
  if (weaknesses) return openWeakly(xml, parties.certificates, weaknesses);

  const root = parseMessage(xml, { comments: false });
  const response = readResponse(root);
  requireSuccess(response);
  const signed = requireStructure(root);
  if (xml !== sent && defects.has('trusts-encryption')) return openUnverified(root, response, signed);
  if (!signed.response && !signed.assertion) throw new Refusal('signature-missing');
  const verified = parseXml(await signedAssertion(xml, signed, parties));
  if (defects.has('last-name-id')) keepLastNameId(verified);
  const assertion = readAssertion(verified);
  return { response, assertion, signed };
}

/** Takes it for proof that nobody but the identity provider knows whom to encrypt to. */
function openUnverified(root: Element, response: ResponseFacts, signed: Signed): Opened {
  const [assertion] = childrenNamed(root, NS.assertion, 'Assertion');
  if (!assertion) throw new Refusal('assertion-count');
  return { response, assertion: readAssertion(assertion), signed };
}

/** Whether the message is meant for us, by whom it should be, now. @throws Refusal */
export function requireOurs(message: Message, defects: Defects): void {
  checkMessage(message, new Set([...defects].flatMap((defect) => FORGETS[defect] ?? [])));
}
