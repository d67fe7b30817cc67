import {
  createHash,
  createHmac,
  createPublicKey,
  createVerify,
  timingSafeEqual,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { ExclusiveCanonicalization } from 'xml-crypto';
import { requireSuccess, type Opened } from './checks.ts';
import type { DefectId, Defects } from './defects.ts';
import { readAssertion, readResponse } from './facts.ts';
import { viewsOf } from './home-made-texts.ts';
import { parseDocument, requireResponse } from './message.ts';
import { Refusal } from './refusal.ts';
import { attributeOf, attributesOf, childrenNamed, childrenOf, elementsOf, isNamed, NS, type Element } from './xml.ts';

/** Defects of a product that verifies signatures by itself, as many do. */
export const HOME_MADE_DEFECTS: readonly DefectId[] = [
  'digest-from-first-node',
  'void-canonicalization',
  'ignores-signature-value',
  'any-signed-info',
  'hmac-with-certificate',
  'certificate-by-name',
  'certificate-by-issuer',
  'first-key-beside-certificate',
  'certificate-vouches',
  'any-reference',
  'any-transform',
  'accepts-weak-hashes',
  'looks-ids-up-twice',
  'names-without-namespaces',
  'reader-strips-doctype',
  'verifier-strips-doctype',
  'reader-drops-entities',
  'puts-entities-in',
];

export const verifiesByItself = (defects: Defects): boolean => HOME_MADE_DEFECTS.some((defect) => defects.has(defect));

/**
 * Opens a message as a verifier that somebody wrote over a weekend: the signature of the response or of its assertion, over
 * the element that it stands in. Without a defect it is sound but for what it does not understand.
 * @throws Refusal
 */
export function openByHand(xml: string, certificates: readonly string[], defects: Defects): Opened {
  const { verified, read } = viewsOf(xml, defects);
  const root = parsed(verified);
  const response = readResponse(root);
  requireSuccess(response);
  const assertions = childrenNamed(root, NS.assertion, 'Assertion');
  const [assertion] = assertions;
  if (!assertion || (assertions.length > 1 && !defects.has('looks-ids-up-twice'))) throw new Refusal('assertion-count');

  const verifier = new HomeMadeVerifier(root, certificates, defects);
  const signed = { response: verifier.holdsFor(root), assertion: verifier.holdsFor(assertion) };
  if (!signed.response && !signed.assertion) throw new Refusal('signature-invalid');
  const [found] = childrenNamed(read === verified ? root : parsed(read), NS.assertion, 'Assertion');
  if (!found) throw new Refusal('assertion-count');
  return { response, assertion: readAssertion(found), signed };
}

const parsed = (xml: string): Element => requireResponse(parseDocument(xml));

class HomeMadeVerifier {
  readonly #root: Element;
  readonly #certificates: readonly X509Certificate[];
  readonly #defects: Defects;

  constructor(root: Element, certificates: readonly string[], defects: Defects) {
    this.#root = root;
    this.#certificates = certificates.map((certificate) => new X509Certificate(certificate));
    this.#defects = defects;
  }

  /** Whether a signature holds for the element; one that does not spoils the message. */
  holdsFor(element: Element): boolean {
    const signatures = this.#signaturesOf(element);
    const [signature, another] = signatures;
    if (!signature) return false;
    if (another || !this.#holds(signature, element)) throw new Refusal('signature-invalid');
    return true;
  }

  #signaturesOf(element: Element): readonly Element[] {
    const own = childrenNamed(element, NS.dsig, 'Signature');
    if (element === this.#root || !this.#defects.has('looks-ids-up-twice')) return own;
    const all = [...elementsOf(this.#root)].filter((found) => isNamed(found, NS.dsig, 'Signature'));
    return all.filter(({ parentNode }) => parentNode !== this.#root);
  }

  #holds(signature: Element, element: Element): boolean {
    const infos = this.#signedInfos(signature);
    const known = infos.some((info) => this.#names(info, element));
    return known && infos.some((info) => this.#isSigned(info, signature));
  }

  #signedInfos(signature: Element): readonly Element[] {
    if (this.#defects.has('any-signed-info'))
      return [...elementsOf(signature)].filter((found) => isNamed(found, NS.dsig, 'SignedInfo'));
    const infos = childrenNamed(signature, NS.dsig, 'SignedInfo');
    if (infos.length !== 1) throw new Refusal('signature-structure');
    return infos;
  }

  /** Whether it refers to the element, and has its digest. */
  #names(info: Element, element: Element): boolean {
    const [reference, another] = childrenNamed(info, NS.dsig, 'Reference');
    if (!reference || another) return false;
    const target = this.#referred(reference, element);
    if (!target) return false;
    const transforms = childrenOf(first(reference, 'Transforms') ?? reference).map((step) =>
      attributeOf(step, 'Algorithm'),
    );
    const isKnown = transforms.length <= 2 && transforms.every((uri) => uri === null || TRANSFORMS.includes(uri));
    if (!isKnown && !this.#defects.has('any-transform')) throw new Refusal('signature-algorithm');
    const hash = this.#hashOf(first(reference, 'DigestMethod'));
    return this.#claimed(reference) === createHash(hash).update(this.#canonical(target, reference)).digest('base64');
  }

  /** The element whose digest is compared; null where the reference is to another. */
  #referred(reference: Element, element: Element): Element | null {
    const uri = attributeOf(reference, 'URI') ?? '';
    if (uri === '') return this.#defects.has('any-reference') ? element : null;
    const id = uri.slice(1);
    if (!this.#defects.has('looks-ids-up-twice')) return attributeOf(element, 'ID') === id ? element : null;
    const isCalledSo = attributesOf(element).some((one) => one.localName === 'ID' && one.value === id);
    const last = [...elementsOf(this.#root)].findLast((one) => attributeOf(one, 'ID') === id);
    return isCalledSo && last ? last : null;
  }

  #claimed(reference: Element): string {
    const value = first(reference, 'DigestValue');
    const text = this.#defects.has('digest-from-first-node') ? value?.firstChild?.nodeValue : value?.textContent;
    return (text ?? '').trim();
  }

  #canonical(element: Element, reference: Element): string {
    const fails = [...elementsOf(element)].flatMap(attributesOf).some(isRelativeNamespace);
    if (fails && this.#defects.has('void-canonicalization')) return '';
    if (fails) throw new Refusal('signature-invalid', 'It cannot be canonicalised.');
    const copy = element.cloneNode(true) as Element;
    for (const signature of childrenNamed(copy, NS.dsig, 'Signature')) copy.removeChild(signature);
    const list = [...elementsOf(reference)].find((found) => found.localName === 'InclusiveNamespaces');
    return canonical(copy, (list && attributeOf(list, 'PrefixList')?.split(' ')) ?? []);
  }

  #isSigned(info: Element, signature: Element): boolean {
    const value = Buffer.from(first(signature, 'SignatureValue')?.textContent ?? '', 'base64');
    const bytes = Buffer.from(canonical(info, []));
    const method = first(info, 'SignatureMethod');
    const algorithm = (method && attributeOf(method, 'Algorithm')) ?? '';
    if (algorithm.includes('#hmac-')) return this.#isHmac(algorithm, method, bytes, value);
    const hash = this.#hashOf(method);
    if (this.#defects.has('ignores-signature-value')) return true;
    const keyInfo = first(signature, 'KeyInfo');
    if (this.#defects.has('certificate-vouches') && this.#brought(keyInfo).some((one) => this.#isOurs(one)))
      return true;
    return this.#keys(keyInfo).some((key) => createVerify(hash).update(bytes).verify(key, value));
  }

  /** Name of the hash of a method, by the end of its address. */
  #hashOf(method: Element | undefined): string {
    const algorithm = (method && attributeOf(method, 'Algorithm')) ?? '';
    const hash = /(?:#|#rsa-)(sha256|sha1|md5)$/.exec(algorithm)?.[1] ?? '';
    if (hash === 'sha256' || (hash && this.#defects.has('accepts-weak-hashes'))) return hash;
    throw new Refusal('signature-algorithm', `It is "${algorithm}".`);
  }

  /** The key is for RSA, and the message chooses the method. */
  #isHmac(algorithm: string, method: Element | undefined, bytes: Buffer, value: Buffer): boolean {
    if (!this.#defects.has('hmac-with-certificate')) throw new Refusal('signature-algorithm', `It is "${algorithm}".`);
    const bits = method && first(method, 'HMACOutputLength')?.textContent;
    return this.#certificates.flatMap(spellingsOf).some((secret) => {
      const whole = createHmac(algorithm.endsWith('sha256') ? 'sha256' : 'sha1', secret)
        .update(bytes)
        .digest();
      const expected = bits === undefined || bits === null ? whole : firstBits(whole, Number(bits));
      return expected.length === value.length && timingSafeEqual(expected, value);
    });
  }

  #keys(keyInfo: Element | undefined): readonly KeyObject[] {
    const [brought] = this.#brought(keyInfo);
    const configured = this.#certificates.map(({ publicKey }) => publicKey);
    if (!keyInfo || !brought) return configured;
    const { subject, issuer, serialNumber, publicKey } = brought;
    if (this.#defects.has('certificate-by-name')) {
      const isLike = (one: X509Certificate) =>
        one.subject === subject && one.issuer === issuer && one.serialNumber === serialNumber;
      return this.#certificates.some(isLike) ? [publicKey] : [];
    }
    if (this.#defects.has('certificate-by-issuer'))
      return this.#certificates.some((one) => one.subject === issuer) ? [publicKey] : [];
    if (this.#defects.has('first-key-beside-certificate'))
      return this.#brought(keyInfo).some((one) => this.#isOurs(one)) ? [keyValueIn(keyInfo) ?? publicKey] : [];
    return configured;
  }

  #brought(keyInfo: Element | undefined): readonly X509Certificate[] {
    const elements = keyInfo
      ? [...elementsOf(keyInfo)].filter((found) => isNamed(found, NS.dsig, 'X509Certificate'))
      : [];
    return elements.map((element) => new X509Certificate(Buffer.from(element.textContent ?? '', 'base64')));
  }

  #isOurs(certificate: X509Certificate): boolean {
    return this.#certificates.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256);
  }
}

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const TRANSFORMS = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE];

const canonical = (element: Element, prefixes: readonly string[]): string =>
  new ExclusiveCanonicalization().process(element as never, { inclusiveNamespacesPrefixList: [...prefixes] });

const first = (element: Element, name: string): Element | undefined => childrenNamed(element, NS.dsig, name)[0];

const isRelativeNamespace = ({ name, value }: { name: string; value: string }): boolean =>
  name.startsWith('xmlns') && value !== '' && !value.includes(':');

function keyValueIn(keyInfo: Element): KeyObject | null {
  const [n, e] = ['Modulus', 'Exponent'].map((name) =>
    [...elementsOf(keyInfo)].find((found) => isNamed(found, NS.dsig, name)),
  );
  if (!n || !e) return null;
  const base64url = ({ textContent }: Element) => Buffer.from(textContent ?? '', 'base64').toString('base64url');
  return createPublicKey({ key: { kty: 'RSA', n: base64url(n), e: base64url(e) }, format: 'jwk' });
}

/** A product holds one of them; this one tries all, so that every spelling of the secret is shown to count. */
function spellingsOf(certificate: X509Certificate): readonly (string | Buffer)[] {
  const pem = certificate.toString();
  const base64 = certificate.raw.toString('base64');
  const onOneLine = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
  const publicKey = certificate.publicKey.export({ type: 'spki', format: 'pem' });
  return [pem, pem.trimEnd(), onOneLine, base64, certificate.raw, publicKey];
}

function firstBits(value: Buffer, bits: number): Buffer {
  const cut = Buffer.from(value.subarray(0, Math.ceil(bits / 8)));
  if (bits % 8) cut[cut.length - 1] = (cut.at(-1) ?? 0) & (0xff << (8 - (bits % 8)));
  return cut;
}
