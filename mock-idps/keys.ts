import { createPrivateKey, randomUUID, X509Certificate, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Vendor } from './app.ts';
import { certificateProfiles, makeKeyAndCertificate } from './certificate.ts';
import { IdpError } from './idp-error.ts';
import type { SigningKey } from './saml/respond.ts';

/** `attacker`: a key that stands in no metadata, with a certificate of the vendor's own subject. */
export type KeySlot = 'a' | 'b' | 'attacker';

/** Signing keys that outlive the process, because making one costs more than a hundred sign-ins. */
export interface KeyStore {
  /** Made on first use. @throws IdpError `KEY_FOLDER_UNUSABLE`, `KEY_FILE_BROKEN`, `KEY_FILE_EXPIRED` */
  get(vendor: Vendor, slot: KeySlot): Promise<SigningKey>;
}

/** `jitmus/keys` in the user's cache folder. */
export const defaultKeyFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'jitmus', 'keys');

/** Dates are of the real clock, as service providers read certificates by theirs. */
export function openKeys(folder: string): KeyStore {
  const loaded = new Map<string, Promise<SigningKey>>();
  return {
    get(vendor, slot) {
      const name = `${vendor}-${slot}.pem`;
      const key = loaded.get(name) ?? load(folder, name, vendor);
      loaded.set(name, key);
      return key;
    },
  };
}

async function load(folder: string, name: string, vendor: Vendor): Promise<SigningKey> {
  const file = join(folder, name);
  const pem = (await readIfThere(file)) ?? (await make(folder, file, vendor));
  return parse(file, pem, vendor);
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw unusable(file, error);
  }
}

/** Two processes may get here at once: the first to link its file wins, the other reads what the first made. */
async function make(folder: string, file: string, vendor: Vendor): Promise<string> {
  const pem = await makeKeyAndCertificate(vendor, Date.now());
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(draft, pem, { mode: 0o600, flag: 'wx' });
    await link(draft, file);
    return pem;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return readFile(file, 'utf8');
    throw unusable(file, error);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

function parse(file: string, pem: string, vendor: Vendor): SigningKey {
  const { privateKey, certificate } = readPair(file, pem);
  if (Date.parse(certificate.validTo) <= Date.now())
    throw new IdpError('KEY_FILE_EXPIRED', `The certificate in ${file} ended ${certificate.validTo}. ${REMEDY}`);
  return {
    privateKey,
    certificate: certificate.toString(),
    certificateBase64: certificate.raw.toString('base64'),
    subjectName: certificateProfiles[vendor].printed,
  };
}

function readPair(file: string, pem: string): { privateKey: KeyObject; certificate: X509Certificate } {
  try {
    const privateKey = createPrivateKey(pem);
    const certificate = new X509Certificate(pem.slice(Math.max(0, pem.indexOf('-----BEGIN CERTIFICATE-----'))));
    if (!certificate.checkPrivateKey(privateKey)) throw new Error('the certificate is not of that private key');
    if (privateKey.asymmetricKeyType !== 'rsa') throw new Error('the key is not an RSA key');
    return { privateKey, certificate };
  } catch (error) {
    throw new IdpError('KEY_FILE_BROKEN', `${file} holds no usable key and certificate: ${reason(error)}. ${REMEDY}`, {
      cause: error,
    });
  }
}

const REMEDY =
  'Delete the file and it is made anew; service providers that hold the certificate then need the new one.';

const unusable = (file: string, cause: unknown) =>
  new IdpError(
    'KEY_FOLDER_UNUSABLE',
    `Signing keys cannot be kept in ${file}: ${reason(cause)}. Name a folder that can be written to.`,
    { cause },
  );

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
