import { isDeepStrictEqual } from 'node:util';
import { XMLSerializer } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { requireSuccess, type Opened } from './checks.ts';
import type { Defects } from './defects.ts';
import { readAssertion, readResponse, wholeText, type TextReader } from './facts.ts';
import { parseMessage } from './message.ts';
import { Refusal } from './refusal.ts';
import { requireStructure, type Signed } from './structure.ts';
import { miscompare, type DigestMistake } from './weak-digest.ts';
import { READINGS, type ReadingId } from './weak-reading.ts';
import { attributeOf, childrenNamed, childrenOf, elementsOf, isNamed, NS, parseXml, type Element } from './xml.ts';

/** What a verifier can get wrong. The first of the two settings is the sound one. */
type Weaknesses = {
  unsigned: 'refused' | 'accepted';
  digest: 'compared' | DigestMistake;
  key: 'configured' | 'from the message';
  /** Another than the first finds out only that some signature in the message holds. */
  reads: 'the signed assertion' | ReadingId;
  signatures: 'every one' | 'one of them';
  reference: 'its element by ID' | 'anything';
  text: 'whole' | 'up to a comment' | 'up to NUL';
};

/** The settings that the defects ask for; null when none of them is about the verifier. */
export function weaknessesOf(defects: Defects): Weaknesses | null {
  const weaknesses: Weaknesses = {
    unsigned: defects.has('accepts-unsigned') ? 'accepted' : 'refused',
    digest: digestMistakeIn(defects) ?? 'compared',
    key: defects.has('trusts-keyinfo') ? 'from the message' : 'configured',
    reads: readingIds.find((id) => defects.has(id)) ?? 'the signed assertion',
    signatures: defects.has('verifies-one-signature') ? 'one of them' : 'every one',
    reference: defects.has('takes-any-reference') ? 'anything' : 'its element by ID',
    text: readsUpToComment(defects) ? 'up to a comment' : defects.has('text-up-to-nul') ? 'up to NUL' : 'whole',
  };
  return isDeepStrictEqual(weaknesses, SOUND) ? null : weaknesses;
}

const SOUND: Weaknesses = {
  unsigned: 'refused',
  digest: 'compared',
  key: 'configured',
  reads: 'the signed assertion',
  signatures: 'every one',
  reference: 'its element by ID',
  text: 'whole',
};

const readingIds = Object.keys(READINGS) as ReadingId[];

function digestMistakeIn(defects: Defects): DigestMistake | undefined {
  if (defects.has('ignores-digest')) return 'ignored';
  if (defects.has('takes-any-digest-value')) return 'first in the message';
  return defects.has('verifies-one-reference') ? 'one of them' : undefined;
}

const readsUpToComment = (defects: Defects): boolean =>
  defects.has('text-up-to-comment') || defects.has('email-attribute-up-to-comment');

/** Opens a message as products do that were broken in public: with everything in its place but one thing. */
export function openWeakly(xml: string, certificates: readonly string[], weaknesses: Weaknesses): Opened {
  const { reads } = weaknesses;
  const roots = isOneDocument(reads)
    ? [parseMessage(xml, { comments: weaknesses.text === 'up to a comment', nul: weaknesses.text === 'up to NUL' })]
    : parseSeveral(xml);
  const root = (reads === 'reads-last-document' ? roots.toReversed() : roots).find(hasAssertion) ?? roots[0];
  if (!root) throw new Refusal('malformed-message');
  const response = readResponse(root);
  requireSuccess(response);
  const verifies = (signature: Element) =>
    certificates.some((certificate) => holds(xml, signature, certificate, weaknesses));
  const text = READERS[weaknesses.text];
  if (reads !== 'the signed assertion') {
    const signature = anySignature(roots, verifies);
    const assertion = READINGS[reads]({ roots, signedId: referencesOf(signature)[0] ?? '', read: text });
    if (!assertion) throw new Refusal('assertion-count');
    return { response, assertion, signed: partOf(signature, root) };
  }

  const anyStructure = weaknesses.reference === 'anything' || weaknesses.digest === 'one of them';
  const signed = anyStructure
    ? signaturesInPlace(root, (signature) => isAbout(signature, weaknesses) && verifies(signature))
    : allSignatures(root, verifies, weaknesses.signatures);
  if (!signed.response && !signed.assertion && weaknesses.unsigned === 'refused')
    throw new Refusal('signature-missing');
  const [assertion] = childrenNamed(root, NS.assertion, 'Assertion');
  if (!assertion) throw new Refusal('assertion-count');
  return { response, assertion: readAssertion(assertion, text), signed };
}

const isOneDocument = (reads: Weaknesses['reads']) =>
  reads !== 'reads-several-documents' && reads !== 'reads-last-document';

const hasAssertion = (root: Element): boolean => childrenNamed(root, NS.assertion, 'Assertion').length > 0;

/** The responses that stand in a row, as a parser gives them that does not mind. */
function parseSeveral(xml: string): Element[] {
  const body = xml.replace(/^<\?xml[^?]*\?>/, '');
  return childrenOf(parseXml(`<several>${body}</several>`)).filter((root) => isNamed(root, NS.protocol, 'Response'));
}

function allSignatures(
  root: Element,
  verifies: (signature: Element) => boolean,
  wanted: Weaknesses['signatures'],
): Signed {
  const signed = requireStructure(root);
  const found = signaturesIn(root);
  const enough = wanted === 'every one' ? found.every(verifies) : found.length === 0 || found.some(verifies);
  if (!enough) throw new Refusal('signature-invalid');
  return signed;
}

/** Whether the signature names the element that it stands in, where this product asks for that. */
const isAbout = (signature: Element, { reference }: Weaknesses): boolean =>
  reference === 'anything' ||
  referencesOf(signature).includes(attributeOf(signature.parentNode as Element, 'ID') ?? '');

/** The signatures that stand where SAML has them, however they are built. */
function signaturesInPlace(root: Element, verifies: (signature: Element) => boolean): Signed {
  const [assertion] = childrenNamed(root, NS.assertion, 'Assertion');
  const ofResponse = childrenNamed(root, NS.dsig, 'Signature');
  const ofAssertion = assertion ? childrenNamed(assertion, NS.dsig, 'Signature') : [];
  if (![...ofResponse, ...ofAssertion].every(verifies)) throw new Refusal('signature-invalid');
  return { response: ofResponse.length > 0, assertion: ofAssertion.length > 0 };
}

function anySignature(roots: readonly Element[], verifies: (signature: Element) => boolean): Element {
  const signature = roots.flatMap(signaturesIn).find(verifies);
  if (!signature) throw new Refusal('signature-invalid');
  return signature;
}

const partOf = (signature: Element, root: Element): Signed => ({
  response: signature.parentNode === root,
  assertion: signature.parentNode !== root,
});

/** The IDs that a signature names. */
const referencesOf = (signature: Element): string[] =>
  Array.from(signature.getElementsByTagNameNS(NS.dsig, 'Reference'), (reference) =>
    (attributeOf(reference, 'URI') ?? '').replace('#', ''),
  );

const signaturesIn = (root: Element): Element[] =>
  [...elementsOf(root)].filter((element) => isNamed(element, NS.dsig, 'Signature'));

function holds(xml: string, signature: Element, certificate: string, weaknesses: Weaknesses): boolean {
  // Many products take the element that holds the signature out of the message, and verify it by itself.
  const alone = weaknesses.reads !== 'the signed assertion' || weaknesses.reference === 'anything';
  const whole = isOneDocument(weaknesses.reads) ? [xml] : [];
  const documents = alone ? [...whole, new XMLSerializer().serializeToString(signature.parentNode as Element)] : whole;
  return documents.some((document) => holdsIn(document, signature, certificate, weaknesses));
}

function holdsIn(document: string, signature: Element, certificate: string, { key, digest }: Weaknesses): boolean {
  const verifier = new SignedXml({
    publicCert: certificate,
    getCertFromKeyInfo: (keyInfo) => (key === 'from the message' ? SignedXml.getCertFromKeyInfo(keyInfo) : null),
  });
  const compared = digest === 'compared' ? null : miscompare(verifier, signature, digest);
  try {
    verifier.loadSignature(signature as unknown as Node);
    return verifier.checkSignature(document) && (compared?.enough() ?? true);
  } catch {
    return false;
  }
}

/** The first text node alone: what follows a comment, a CDATA section or a processing instruction is lost. */
const textUpToComment: TextReader = (element) => element.firstChild?.nodeValue ?? '';

/** As languages read whose texts end there. */
const textUpToNul: TextReader = (element) => (element.textContent ?? '').split('\0')[0] ?? '';

const READERS: Readonly<Record<Weaknesses['text'], TextReader>> = {
  whole: wholeText,
  'up to a comment': textUpToComment,
  'up to NUL': textUpToNul,
};
