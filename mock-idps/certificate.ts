import { webcrypto, type X509Certificate } from 'node:crypto';
import type { Vendor } from './app.ts';
import type { Source } from './source.ts';

interface CertificateProfile {
  /** Parts in the order in which the certificate holds them. */
  subject: readonly Readonly<Record<string, string>>[];
  /** How the vendor prints the subject in X509SubjectName. */
  printed: string;
  years: number;
  source: Source;
}

const checked = '2026-11-23';
const GOOGLE_SUBJECT = ['ST=California', 'C=US', 'OU=Google For Work', 'CN=Google', 'L=Mountain View', 'O=Google Inc.'];
const OKTA_SUBJECT = [
  'C=US',
  'ST=California',
  'L=San Francisco',
  'O=Okta',
  'OU=SSOProvider',
  'CN=corp',
  'E=info@okta.com',
];

/** What the vendors' self-signed signing certificates look like. */
export const certificateProfiles: Record<Vendor, CertificateProfile> = {
  entra: {
    subject: parts(['CN=Microsoft Azure Federated SSO Certificate']),
    printed: 'CN=Microsoft Azure Federated SSO Certificate',
    years: 3,
    source: {
      title: 'Entra SAML response of 2023-06',
      at: 'derricksmith/phpsaml#135; MicrosoftDocs/entra-docs tutorial-manage-certificates-for-federated-single-sign-on.md',
      basis: 'capture',
      checked,
    },
  },
  google: {
    // X509SubjectName prints the parts from the last to the first.
    subject: parts(GOOGLE_SUBJECT.toReversed()),
    printed: GOOGLE_SUBJECT.join(','),
    years: 5,
    source: {
      title: 'Google response and metadata of 2016-01',
      at: 'crewjam/saml testdata',
      basis: 'capture',
      checked,
    },
  },
  okta: {
    subject: parts(OKTA_SUBJECT),
    printed: OKTA_SUBJECT.join(', ').replace('E=', 'emailAddress='),
    years: 10,
    source: { title: 'Okta metadata', at: 'crewjam/saml testdata, Okta IDPMetadata', basis: 'capture', checked },
  },
  other: {
    subject: parts(['CN=identity-provider.test']),
    printed: 'CN=identity-provider.test',
    years: 10,
    source: { title: 'A plain library IdP', at: 'samlp takes any certificate', basis: 'inferred', checked },
  },
};

function parts(subject: readonly string[]): Record<string, string>[] {
  return subject.map((part) => ({ [part.slice(0, part.indexOf('='))]: part.slice(part.indexOf('=') + 1) }));
}

const NETSCAPE_COMMENT = '2.16.840.1.113730.1.13';
const WARNING = 'Made by jitmus for tests. Trust it nowhere else.';
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/**
 * A fresh RSA key and its self-signed certificate, as PEM, one after the other. Loads the certificate library, which is slow.
 * `bits`: default 2048.
 */
export async function makeKeyAndCertificate(vendor: Vendor, now: number, bits = RSA.modulusLength): Promise<string> {
  const { subject, years } = certificateProfiles[vendor];
  const { generator, keys, encoded } = await freshKey(bits);
  const certificate = await generator.createSelfSigned(
    {
      name: subject.map(asName),
      notBefore: new Date(now),
      notAfter: yearsAfter(now, years),
      signingAlgorithm: RSA,
      keys,
      extensions: [await warning()],
    },
    webcrypto as Crypto,
  );
  return `${encoded}\n${certificate.toString('pem')}\n`;
}

/**
 * A fresh RSA-2048 key and three certificates for it, as PEM, one after the other: one whose subject, issuer, serial number
 * and dates are those of the genuine one; one of a stranger; one that the first issued.
 */
export async function makeLookalike(vendor: Vendor, genuine: X509Certificate): Promise<string> {
  const { generator, keys, encoded } = await freshKey(RSA.modulusLength);
  const name = certificateProfiles[vendor].subject.map(asName);
  const certify = async (subject: typeof name, issuer: typeof name, serialNumber?: string) =>
    generator.create(
      {
        subject,
        issuer,
        ...(serialNumber && { serialNumber }),
        notBefore: new Date(genuine.validFrom),
        notAfter: new Date(genuine.validTo),
        signingAlgorithm: RSA,
        publicKey: keys.publicKey,
        signingKey: keys.privateKey,
        extensions: [await warning()],
      },
      webcrypto as Crypto,
    );
  const stranger = [{ CN: ['stranger.test'] }];
  const certificates = [
    await certify(name, name, genuine.serialNumber),
    await certify(stranger, stranger),
    await certify([{ CN: ['signing'] }], name),
  ];
  return [encoded, ...certificates.map((certificate) => certificate.toString('pem'))].map((pem) => `${pem}\n`).join('');
}

async function freshKey(modulusLength: number) {
  await import('reflect-metadata');
  const { PemConverter, X509CertificateGenerator } = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey({ ...RSA, modulusLength }, true, ['sign', 'verify']);
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { generator: X509CertificateGenerator, keys, encoded: PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

async function warning() {
  const { Extension } = await import('@peculiar/x509');
  return new Extension(NETSCAPE_COMMENT, false, ia5String(WARNING));
}

const asName = (part: Readonly<Record<string, string>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(part).map(([type, value]) => [type, [value]]));

function yearsAfter(now: number, years: number): Date {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date;
}

/** DER of text shorter than 128 characters. */
function ia5String(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(0x16, text.length, ...Buffer.from(text, 'ascii'));
}
