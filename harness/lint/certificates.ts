import { constants, publicEncrypt, X509Certificate } from 'node:crypto';

/** What is to be known of a certificate in metadata. */
export interface CertificateFacts {
  /** `any`: the KeyDescriptor does not say what the key is for. */
  use: 'signing' | 'encryption' | 'any';
  /** Why it cannot be read; null where it can. */
  problem: string | null;
  /** `rsa`, `ec` …; null where it cannot be read. */
  keyType: string | null;
  /** Length of the key; null where it is not known. */
  bits: number | null;
  lifetime: 'in-force' | 'over' | 'not-begun' | null;
  /** Why nothing can be encrypted with its key as SAML's encryption does; null where that works. */
  encrypts: string | null;
}

/** Reads a certificate as it stands in an X509Certificate element. `now`: milliseconds since 1970. */
export function lintCertificate(base64: string, use: CertificateFacts['use'], now: number): CertificateFacts {
  const certificate = certificateOf(base64);
  if (!certificate) {
    const unread = 'It is no certificate.';
    return { use, problem: unread, keyType: null, bits: null, lifetime: null, encrypts: unread };
  }
  const { publicKey, validFrom, validTo } = certificate;
  return {
    use,
    problem: null,
    keyType: publicKey.asymmetricKeyType ?? null,
    bits: bitsOf(publicKey.asymmetricKeyDetails ?? {}),
    lifetime: Date.parse(validTo) < now ? 'over' : Date.parse(validFrom) > now ? 'not-begun' : 'in-force',
    encrypts: encryptionProblem(certificate),
  };
}

/** As PEM; null where the text is no certificate. */
export const pemOf = (base64: string): string | null => certificateOf(base64)?.toString() ?? null;

function certificateOf(base64: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(base64.replaceAll(/\s/g, ''), 'base64'));
  } catch {
    return null;
  }
}

const CURVES: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  secp224r1: 224,
  prime192v1: 192,
};

const bitsOf = ({ modulusLength, namedCurve }: { modulusLength?: number; namedCurve?: string }) =>
  modulusLength ?? (namedCurve === undefined ? null : (CURVES[namedCurve] ?? null));

/** Bytes of the content keys that identity providers wrap. */
const CONTENT_KEY = 32;

/** Wraps a content key, as an identity provider would. */
function encryptionProblem({ publicKey }: X509Certificate): string | null {
  if (publicKey.asymmetricKeyType !== 'rsa')
    return `Content keys are wrapped with RSA, and it is ${publicKey.asymmetricKeyType}.`;
  try {
    publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING }, Buffer.alloc(CONTENT_KEY));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
