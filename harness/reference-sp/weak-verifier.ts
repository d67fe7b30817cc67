import { SignedXml } from 'xml-crypto';
import { requireSuccess, type Opened } from './checks.ts';
import type { Defects } from './defects.ts';
import { readAssertion, readResponse, wholeText, type TextReader } from './facts.ts';
import { parseMessage } from './message.ts';
import { Refusal } from './refusal.ts';
import { requireStructure, type Signed } from './structure.ts';
import { childrenNamed, elementsOf, isNamed, NS, type Element } from './xml.ts';

/** What a verifier can get wrong. The first of the two settings is the sound one. */
type Weaknesses = {
  unsigned: 'refused' | 'accepted';
  digest: 'compared' | 'ignored';
  key: 'configured' | 'from the message';
  reads: 'the signed assertion' | 'the first assertion';
  text: 'whole' | 'up to a comment' | 'up to NUL';
};

/** The settings that the defects ask for; null when none of them is about the verifier. */
export function weaknessesOf(defects: Defects): Weaknesses | null {
  const weaknesses: Weaknesses = {
    unsigned: defects.has('accepts-unsigned') ? 'accepted' : 'refused',
    digest: defects.has('ignores-digest') ? 'ignored' : 'compared',
    key: defects.has('trusts-keyinfo') ? 'from the message' : 'configured',
    reads: defects.has('reads-first-assertion') ? 'the first assertion' : 'the signed assertion',
    text: defects.has('text-up-to-comment') ? 'up to a comment' : defects.has('text-up-to-nul') ? 'up to NUL' : 'whole',
  };
  const sound = ['refused', 'compared', 'configured', 'the signed assertion', 'whole'];
  return Object.values(weaknesses).every((setting) => sound.includes(setting)) ? null : weaknesses;
}

/** Opens a message as products do that were broken in public: with everything in its place but one thing. */
export function openWeakly(xml: string, certificates: readonly string[], weaknesses: Weaknesses): Opened {
  const root = parseMessage(xml, {
    comments: weaknesses.text === 'up to a comment',
    nul: weaknesses.text === 'up to NUL',
  });
  const response = readResponse(root);
  requireSuccess(response);
  const verifies = (signature: Element) =>
    certificates.some((certificate) => holds(xml, signature, certificate, weaknesses));
  const signed =
    weaknesses.reads === 'the first assertion' ? anySignature(root, verifies) : allSignatures(root, verifies);
  if (!signed.response && !signed.assertion && weaknesses.unsigned === 'refused')
    throw new Refusal('signature-missing');

  // The mistake behind wrapping: what is read is looked up again, and not taken from what was verified.
  const assertion = childrenNamed(root, NS.assertion, 'Assertion')[0];
  if (!assertion) throw new Refusal('assertion-count');
  return {
    response,
    assertion: readAssertion(assertion, READERS[weaknesses.text]),
    signed,
  };
}

function allSignatures(root: Element, verifies: (signature: Element) => boolean): Signed {
  const signed = requireStructure(root);
  if (!signaturesIn(root).every(verifies)) throw new Refusal('signature-invalid');
  return signed;
}

function anySignature(root: Element, verifies: (signature: Element) => boolean): Signed {
  const signature = signaturesIn(root).find(verifies);
  if (!signature) throw new Refusal('signature-invalid');
  return { response: signature.parentNode === root, assertion: signature.parentNode !== root };
}

const signaturesIn = (root: Element): Element[] =>
  [...elementsOf(root)].filter((element) => isNamed(element, NS.dsig, 'Signature'));

function holds(xml: string, signature: Element, certificate: string, weaknesses: Weaknesses): boolean {
  const verifier = new SignedXml({
    publicCert: certificate,
    getCertFromKeyInfo: (keyInfo) =>
      weaknesses.key === 'from the message' ? SignedXml.getCertFromKeyInfo(keyInfo) : null,
  });
  if (weaknesses.digest === 'ignored') neverCompareDigests(verifier, signature);
  try {
    verifier.loadSignature(signature as unknown as Node);
    return verifier.checkSignature(xml);
  } catch {
    return false;
  }
}

/** A hash that is always the one that the message claims. */
function neverCompareDigests(verifier: SignedXml, signature: Element): void {
  const claimed = signature.getElementsByTagNameNS(NS.dsig, 'DigestValue').item(0)?.textContent ?? '';
  const Claimed = class {
    getAlgorithmName = () => 'claimed';
    getHash = () => claimed;
  };
  for (const algorithm of Object.keys(verifier.HashAlgorithms)) verifier.HashAlgorithms[algorithm] = Claimed;
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
