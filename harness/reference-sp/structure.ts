import type { Defects } from './defects.ts';
import { Refusal } from './refusal.ts';
import { attributeOf, attributesOf, childrenNamed, childrenOf, elementsOf, isNamed, NS, type Element } from './xml.ts';

/** Which parts of a message are signed. */
export interface Signed {
  response: boolean;
  assertion: boolean;
}

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const CANONICALIZATIONS = [EXCLUSIVE, `${EXCLUSIVE}WithComments`, INCLUSIVE, `${INCLUSIVE}#WithComments`];
const TRANSFORMS = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', ...CANONICALIZATIONS];
const SIGNATURES = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
];
const DIGESTS = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'];

function trustedBy(defects: Defects) {
  const one = defects.has('one-algorithm-only') ? 1 : Infinity;
  return {
    canonicalizations: CANONICALIZATIONS.slice(0, one),
    signatures: SIGNATURES.slice(0, one),
  };
}

/**
 * Demands the one structure that is read here: one assertion, at most one signature in each part, at the place and of the
 * form that SAML gives it, no ID twice. Whatever a wrapped or smuggled message adds has no room in it.
 * @throws Refusal `encrypted`, `assertion-count`, `structure`, `signature-…`
 */
export function requireStructure(root: Element, defects: Defects = new Set()): Signed {
  const elements = [...elementsOf(root)];
  requireDistinctIds(elements);
  const assertion = requireOneAssertion(root, elements);
  const signatures = elements.filter((element) => element.localName === 'Signature');
  for (const signature of signatures) {
    if (signature.parentNode !== root && signature.parentNode !== assertion) {
      throw new Refusal('signature-structure', 'It is neither in the response nor in the assertion itself.');
    }
    requireSignature(signature, defects);
  }
  return { response: isSigned(root), assertion: isSigned(assertion) };
}

function isSigned(element: Element): boolean {
  const signatures = childrenNamed(element, NS.dsig, 'Signature');
  if (signatures.length > 1) throw new Refusal('signature-structure', `${element.localName} is signed twice.`);
  return signatures.length === 1;
}

function requireOneAssertion(root: Element, elements: readonly Element[]): Element {
  const named = (name: string) => elements.filter((element) => element.localName === name);
  if (named('EncryptedAssertion').length > 0) throw new Refusal('encrypted');
  const [assertion, another] = named('Assertion');
  if (!assertion || another || assertion.parentNode !== root || !isNamed(assertion, NS.assertion, 'Assertion')) {
    throw new Refusal('assertion-count');
  }
  if (named('Response').length > 1) throw new Refusal('structure', 'There is a response inside the response.');
  return assertion;
}

/** Whether the root is signed, and then as SAML demands it, with no other signature in the message. @throws Refusal `structure`, `signature-…` */
export function requireSignedRoot(root: Element): boolean {
  const elements = [...elementsOf(root)];
  requireDistinctIds(elements);
  const signatures = elements.filter((element) => element.localName === 'Signature');
  for (const signature of signatures) {
    if (signature.parentNode !== root) throw new Refusal('signature-structure', 'It is not in the message itself.');
    requireSignature(signature, new Set());
  }
  return isSigned(root);
}

/** Verifiers find what is signed by its ID, and differ in what they take for one. */
function requireDistinctIds(elements: readonly Element[]): void {
  const attributes = elements.flatMap(attributesOf).filter((attribute) => attribute.localName?.toLowerCase() === 'id');
  const ids = attributes.map((attribute) => attribute.value);
  if (attributes.some((attribute) => attribute.namespaceURI) || new Set(ids).size < ids.length) {
    throw new Refusal('structure', 'An ID is there twice or has a prefix.');
  }
}

function requireSignature(signature: Element, defects: Defects): void {
  const [signedInfo, , ...rest] = children(signature, ['SignedInfo', 'SignatureValue'], ['KeyInfo']);
  if (!isNamed(signature, NS.dsig, 'Signature') || !signedInfo || rest.length > 1) {
    throw new Refusal('signature-structure');
  }
  if (
    defects.has('needs-certificate-in-message') &&
    !signature.getElementsByTagNameNS(NS.dsig, 'X509Certificate').length
  )
    throw new Refusal('signature-structure', 'There is no certificate in it.');
  const [canonicalization, method, reference] = children(signedInfo, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ]);
  const trusted = trustedBy(defects);
  requireAlgorithm(canonicalization, trusted.canonicalizations);
  requireAlgorithm(method, trusted.signatures);
  requireReference(reference, signature.parentNode as Element);
}

function requireReference(reference: Element | undefined, signed: Element): void {
  const id = attributeOf(signed, 'ID');
  if (!reference || !id || attributeOf(reference, 'URI') !== `#${id}`) {
    throw new Refusal('signature-structure', 'It does not refer to the element that it stands in.');
  }
  const [transforms, digestMethod] = children(reference, ['Transforms', 'DigestMethod', 'DigestValue']);
  const steps = transforms ? childrenOf(transforms) : [];
  if (steps.length > 2) throw new Refusal('signature-structure', 'It has more than two transforms.');
  for (const step of steps) requireAlgorithm(step, TRANSFORMS);
  requireAlgorithm(digestMethod, DIGESTS);
}

/** The children, which must be exactly those, in that order; the last may be one of `optional`. */
function children(parent: Element, names: readonly string[], optional: readonly string[] = []): Element[] {
  const found = childrenOf(parent);
  const fits = found.every((child, index) =>
    (index < names.length ? names.slice(index, index + 1) : optional).some((name) => isNamed(child, NS.dsig, name)),
  );
  if (!fits || found.length < names.length) {
    throw new Refusal('signature-structure', `${parent.localName} holds something else than ${names.join(', ')}.`);
  }
  return found;
}

function requireAlgorithm(element: Element | undefined, trusted: readonly string[]): void {
  const algorithm = element && attributeOf(element, 'Algorithm');
  if (!algorithm || !trusted.includes(algorithm))
    throw new Refusal('signature-algorithm', `It is "${algorithm ?? ''}".`);
}
