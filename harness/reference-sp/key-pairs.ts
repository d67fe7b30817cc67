import { createPrivateKey, webcrypto, type KeyObject } from 'node:crypto';
import type { Database } from './database.ts';

export interface KeyPair {
  /** PEM. */
  certificate: string;
  privateKey: KeyObject;
  /** PEM. */
  privateKeyPem: string;
}

/** What a pair is for; also its name in the database. */
type Purpose = 'encryption' | 'signing';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/**
 * The key pair to which identity providers encrypt, or that signs requests: made when a method first asks for it, and kept in the
 * database.
 */
export function keyPairOf(database: Database, purpose: Purpose): () => Promise<KeyPair> {
  let made: Promise<KeyPair> | undefined;
  return () => (made ??= load(database, purpose));
}

async function load(database: Database, purpose: Purpose): Promise<KeyPair> {
  const kept = database.prepare<{ value: string }>('SELECT value FROM settings WHERE name = ?');
  if (!kept.get(purpose)) {
    database
      .prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING')
      .run(purpose, JSON.stringify(await make()));
  }
  const { certificate, privateKeyPem } = JSON.parse(kept.get(purpose)?.value ?? '{}') as Record<string, string>;
  if (!certificate || !privateKeyPem) throw new Error(`The key for ${purpose} could not be kept.`);
  return { certificate, privateKeyPem, privateKey: createPrivateKey(privateKeyPem) };
}

/** Loads the certificate library only now: few methods need keys of ours. */
async function make(): Promise<{ certificate: string; privateKeyPem: string }> {
  await import('reflect-metadata');
  const { PemConverter, X509CertificateGenerator } = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Reference service provider, for tests',
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2040-01-01'),
      signingAlgorithm: RSA,
      keys,
    },
    webcrypto as Crypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { certificate: certificate.toString('pem'), privateKeyPem: PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}
