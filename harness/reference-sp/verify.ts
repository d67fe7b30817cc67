import { checkMessage, requireSuccess, type CheckId, type Message, type Opened } from './checks.ts';
import type { DefectId, Defects } from './defects.ts';
import { readAssertion, readResponse } from './facts.ts';
import { decodeMessage, parseMessage } from './message.ts';
import { Refusal } from './refusal.ts';
import { signedAssertion, type SamlParties } from './saml-library.ts';
import { requireStructure } from './structure.ts';
import { openWeakly, weaknessesOf } from './weak-verifier.ts';
import { parseXml } from './xml.ts';

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
};

/**
 * From the parameter of the POST to facts whose signature holds. Nothing here asks yet for whom and until when they are meant.
 * @throws Refusal
 */
export async function openMessage(samlResponse: string, parties: SamlParties, defects: Defects): Promise<Opened> {
  const xml = decodeMessage(samlResponse);
  const weaknesses = weaknessesOf(defects);
  if (weaknesses) return openWeakly(xml, parties.certificates, weaknesses);

  const root = parseMessage(xml, { comments: false });
  const response = readResponse(root);
  requireSuccess(response);
  const signed = requireStructure(root);
  if (!signed.response && !signed.assertion) throw new Refusal('signature-missing');
  const assertion = readAssertion(parseXml(await signedAssertion(xml, signed, parties)));
  return { response, assertion, signed };
}

/** Whether the message is meant for us, by whom it should be, now. @throws Refusal */
export function requireOurs(message: Message, defects: Defects): void {
  checkMessage(message, new Set([...defects].flatMap((defect) => FORGETS[defect] ?? [])));
}
