import { createVerify } from 'node:crypto';

/** What a check of a request's signature found. `weak`: valid, but by an algorithm that is not let through. */
export type SignatureState = 'absent' | 'invalid' | 'weak' | 'valid';

const HASHES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1': 'RSA-SHA1',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'RSA-SHA256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': 'RSA-SHA384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'RSA-SHA512',
};
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

export interface Trust {
  /** PEM, one certificate or several: any of them may have signed. */
  readonly certificates: string;
  readonly allowSha1: boolean;
}

/** Whether a signature by that algorithm can be checked here. */
export const isKnownAlgorithm = (algorithm: string): boolean => Object.hasOwn(HASHES, algorithm);

/**
 * Checks the signature parameters of an HTTP-Redirect request over the very characters that were sent
 * (saml-bindings-2.0-os §3.4.4.1).
 *
 * @param rawQuery what stands behind the `?`, not decoded
 */
export function checkRedirectSignature(
  rawQuery: string,
  { certificates, allowSha1 }: Trust,
  message: 'SAMLRequest' | 'SAMLResponse' = 'SAMLRequest',
): SignatureState {
  const raw = (name: string) => rawQuery.split('&').find((pair) => pair.startsWith(`${name}=`));
  const signature = raw('Signature');
  if (signature === undefined) return 'absent';
  const algorithm = decoded(raw('SigAlg'));
  const hash = HASHES[algorithm];
  if (hash === undefined) return 'invalid';

  const signed = [raw(message), raw('RelayState'), raw('SigAlg')].filter((pair) => pair !== undefined).join('&');
  const bytes = Buffer.from(decoded(signature), 'base64');
  const valid = split(certificates).some((pem) => createVerify(hash).update(signed).verify(pem, bytes));
  if (!valid) return 'invalid';
  return algorithm === SHA1 && !allowSha1 ? 'weak' : 'valid';
}

function decoded(pair: string | undefined): string {
  try {
    return decodeURIComponent((pair ?? '').slice((pair ?? '').indexOf('=') + 1).replaceAll('+', '%20'));
  } catch {
    return '';
  }
}

/** The outcome for an enveloped signature, and what of the document it covers: only that may be read. */
export interface EnvelopedCheck {
  readonly state: SignatureState;
  /** The signed element's canonical form; null unless the signature is valid. */
  readonly signedXml: string | null;
}

/** Checks the enveloped signature of an HTTP-POST request. Loads the signature library on first use. */
export async function checkEnvelopedSignature(
  xml: string,
  rootId: string | null,
  { certificates, allowSha1 }: Trust,
): Promise<EnvelopedCheck> {
  const [{ SignedXml }, { DOMParser }] = await Promise.all([import('xml-crypto'), import('@xmldom/xmldom')]);
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  const signature = Array.from(root?.childNodes ?? []).find((node) => node.localName === 'Signature');
  if (!signature) return { state: 'absent', signedXml: null };

  for (const publicCert of split(certificates)) {
    const check = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
    try {
      check.loadSignature(signature as unknown as Node);
      if (!check.checkSignature(xml)) continue;
    } catch {
      continue;
    }
    const [reference, ...more] = check.getReferences();
    const signedXml = check.getSignedReferences()[0] ?? null;
    if (more.length > 0 || reference?.uri !== `#${rootId}` || signedXml === null) break;
    const weak = !allowSha1 && (check.signatureAlgorithm === SHA1 || reference.digestAlgorithm.endsWith('#sha1'));
    return { state: weak ? 'weak' : 'valid', signedXml };
  }
  return { state: 'invalid', signedXml: null };
}

const split = (pems: string) => pems.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
