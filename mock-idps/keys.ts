import { createPrivateKey, X509Certificate } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Vendor } from './app.ts';
import { certificateProfiles, makeKeyAndCertificate, makeLookalike } from './certificate.ts';
import { IdpError } from './idp-error.ts';
import { keptFile } from './key-files.ts';
import type { AttackerKey, SigningKey } from './saml/respond.ts';

/** `weak`: of 1024 bits. `next`: published before anything is signed with it. `new`: published when it first signs. */
export type KeySlot = 'a' | 'b' | 'next' | 'new' | 'weak';

/** Signing keys that outlive the process, because making one costs more than a hundred sign-ins. */
export interface KeyStore {
  /** Made on first use. @throws IdpError `KEY_FOLDER_UNUSABLE`, `KEY_FILE_BROKEN`, `KEY_FILE_EXPIRED` */
  get(vendor: Vendor, slot: KeySlot): Promise<SigningKey>;
  /** A key that stands in no metadata, made to be mistaken for the vendor's key `a`. @throws IdpError as `get` does */
  attacker(vendor: Vendor): Promise<AttackerKey>;
}

/** `jitmus/keys` in the user's cache folder. */
export const defaultKeyFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'jitmus', 'keys');

/** Dates are of the real clock, as service providers read certificates by theirs. */
export function openKeys(folder: string): KeyStore {
  const loaded = new Map<string, Promise<SigningKey>>();
  const attackers = new Map<Vendor, Promise<AttackerKey>>();
  const store: KeyStore = {
    get: (vendor, slot) => once(loaded, `${vendor}-${slot}`, () => load(folder, vendor, slot)),
    attacker: (vendor) =>
      once(attackers, vendor, async () => loadAttacker(folder, vendor, (await store.get(vendor, 'a')).certificate)),
  };
  return store;
}

function once<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

async function load(folder: string, vendor: Vendor, slot: KeySlot): Promise<SigningKey> {
  const file = join(folder, `${vendor}-${slot}.pem`);
  const bits = slot === 'weak' ? 1024 : 2048;
  const [key] = await read(folder, file, vendor, () => makeKeyAndCertificate(vendor, Date.now(), bits));
  return key;
}

/** Of the certificate that it looks like, so that it is made anew with that. */
async function loadAttacker(folder: string, vendor: Vendor, genuine: string): Promise<AttackerKey> {
  const certificate = new X509Certificate(genuine);
  const file = join(folder, `${vendor}-attacker-${certificate.serialNumber.slice(0, 8)}.pem`);
  const [key, stranger, issued] = await read(folder, file, vendor, () => makeLookalike(vendor, certificate));
  if (stranger && issued) return { ...key, stranger: stranger.certificateBase64, issued: issued.certificateBase64 };
  throw new IdpError('KEY_FILE_BROKEN', `${file} holds fewer than three certificates. ${REMEDY}`);
}

async function read(folder: string, file: string, vendor: Vendor, make: () => Promise<string>) {
  return parse(file, await keptFile(folder, file, make), vendor);
}

/** The key with each of its certificates. */
function parse(file: string, pem: string, vendor: Vendor): readonly [SigningKey, ...SigningKey[]] {
  const { privateKey, certificates } = readPair(file, pem);
  const withCertificate = (certificate: X509Certificate): SigningKey => {
    if (Date.parse(certificate.validTo) <= Date.now())
      throw new IdpError('KEY_FILE_EXPIRED', `The certificate in ${file} ended ${certificate.validTo}. ${REMEDY}`);
    return {
      privateKey,
      certificate: certificate.toString(),
      certificateBase64: certificate.raw.toString('base64'),
      subjectName: certificateProfiles[vendor].printed,
    };
  };
  const [first, ...others] = certificates;
  return [withCertificate(first), ...others.map(withCertificate)];
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

function readPair(file: string, pem: string) {
  try {
    const privateKey = createPrivateKey(pem);
    const [first, ...others] = (pem.match(CERTIFICATE) ?? []).map((one) => new X509Certificate(one));
    if (!first) throw new Error('there is no certificate');
    const certificates = [first, ...others] as const;
    if (!certificates.every((certificate) => certificate.checkPrivateKey(privateKey)))
      throw new Error('the certificate is not of that private key');
    if (privateKey.asymmetricKeyType !== 'rsa') throw new Error('the key is not an RSA key');
    return { privateKey, certificates };
  } catch (error) {
    throw new IdpError('KEY_FILE_BROKEN', `${file} holds no usable key and certificate: ${reason(error)}. ${REMEDY}`, {
      cause: error,
    });
  }
}

const REMEDY =
  'Delete the file and it is made anew; service providers that hold the certificate then need the new one.';

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
