import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Vendor } from './app.ts';
import { certificateProfiles, makeKeyAndCertificate, makeLookalike } from './certificate.ts';
import { IdpError } from './idp-error.ts';
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
  return parse(file, (await readIfThere(file)) ?? (await keep(folder, file, await make())), vendor);
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
async function keep(folder: string, file: string, pem: string): Promise<string> {
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

const unusable = (file: string, cause: unknown) =>
  new IdpError(
    'KEY_FOLDER_UNUSABLE',
    `Signing keys cannot be kept in ${file}: ${reason(cause)}. Name a folder that can be written to.`,
    { cause },
  );

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
