import { createPrivateKey, hash, webcrypto, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { IdpError } from './idp-error.ts';
import { keptFile } from './key-files.ts';
import { defaultKeyFolder } from './keys.ts';

/** What the mocks show on https. */
export interface TlsIdentity {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  /** Certificate of the authority that issued it, PEM. */
  readonly ca: string;
  /** The same as a file, for programs that are to trust it. */
  readonly caFile: string;
}

/** Names and addresses of this machine. */
const LOOPBACK = ['localhost', '*.localhost', '127.0.0.1', '::1'];

/** Of a certificate, so that it outlives the year on which it is kept. */
const YEARS = 2;

/**
 * A certificate for loopback and these hosts, by an authority of its own. Made when first asked for, and kept for the year: an
 * application that trusts it need be told once. The authority's key is thrown away at once, so that nothing else can be issued
 * in its name.
 *
 * @throws IdpError `KEY_FOLDER_UNUSABLE`, `KEY_FILE_BROKEN`
 */
export async function tlsIdentity(folder: string, hosts: readonly string[] = []): Promise<TlsIdentity> {
  const names = [...new Set([...LOOPBACK, ...hosts])];
  const kept = `${new Date().getUTCFullYear()}-${hash('sha256', names.toSorted().join(' '), 'hex').slice(0, 8)}`;
  const file = join(folder, `tls-${kept}.pem`);
  const { key, certificate, ca } = parse(file, await keptFile(folder, file, () => make(names)));
  const caFile = join(folder, `tls-ca-${kept}.pem`);
  return { key, certificate, ca, caFile: await caIn(folder, caFile, ca) };
}

/** The one that the mock IdPs show on this machine where nothing else is said, for whoever stands beside them. */
export const ownTlsIdentity = (hosts: readonly string[] = []): Promise<TlsIdentity> =>
  tlsIdentity(defaultKeyFolder(), hosts);

async function caIn(folder: string, file: string, ca: string): Promise<string> {
  const found = await keptFile(folder, file, () => Promise.resolve(ca));
  if (found === ca) return file;
  throw new IdpError(
    'KEY_FILE_BROKEN',
    `${file} is of another authority than the one in use. Delete it and start anew.`,
  );
}

const PART = /-----BEGIN [A-Z ]+-----[^-]*-----END [A-Z ]+-----\n?/g;

function parse(file: string, pem: string) {
  try {
    const [key = '', certificate = '', ca = ''] = pem.match(PART) ?? [];
    const [own, authority] = [new X509Certificate(certificate), new X509Certificate(ca)];
    if (!own.checkPrivateKey(createPrivateKey(key))) throw new Error('the certificate is not of that private key');
    if (!own.verify(authority.publicKey)) throw new Error('the certificate is not of that authority');
    return { key, certificate, ca };
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    throw new IdpError(
      'KEY_FILE_BROKEN',
      `${file} holds no certificate for https: ${says}. Delete it and it is made anew.`,
      {
        cause: error,
      },
    );
  }
}

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

/** Key, certificate and authority as PEM, one after the other. Loads the certificate library, which is slow. */
async function make(names: readonly string[]): Promise<string> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const provider = webcrypto as Crypto;
  const pair = () => webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;
  const [authority, own] = await Promise.all([pair(), pair()]);
  const notBefore = new Date(Date.now() - 60_000);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS);
  const validity = { notBefore, notAfter, signingAlgorithm: EC };
  const ca = await x509.X509CertificateGenerator.createSelfSigned(
    {
      ...validity,
      name: 'CN=jitmus test authority, O=Made for tests. Its key is gone.',
      keys: authority,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(authority.publicKey, false, provider),
      ],
    },
    provider,
  );
  const certificate = await x509.X509CertificateGenerator.create(
    {
      ...validity,
      subject: 'CN=localhost',
      issuer: ca.subject,
      publicKey: own.publicKey,
      signingKey: authority.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([SERVER_AUTHENTICATION]),
        new x509.SubjectAlternativeNameExtension(
          names.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? ('ip' as const) : ('dns' as const), value })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey, false, provider),
      ],
    },
    provider,
  );
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', own.privateKey), 'PRIVATE KEY');
  return [key, certificate.toString('pem'), ca.toString('pem')].map((pem) => `${pem}\n`).join('');
}
