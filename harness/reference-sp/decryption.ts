import { constants, createDecipheriv, privateDecrypt, type KeyObject } from 'node:crypto';
import { flawOf, attributeOf, childrenNamed, elementsOf, isNamed, NS, parseXml, type Element } from './xml.ts';
import { Refusal } from './refusal.ts';

const RSA_OAEP = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';
/** Algorithm → bytes of its initialisation vector. RSA with PKCS #1 v1.5 padding and Triple DES are not taken. */
const CIPHERS: Readonly<Record<string, { name: 'aes-256-cbc' | 'aes-256-gcm'; iv: number }>> = {
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc': { name: 'aes-256-cbc', iv: 16 },
  'http://www.w3.org/2009/xmlenc11#aes256-gcm': { name: 'aes-256-gcm', iv: 12 },
};
const TAG = 16;

/** The encrypted assertion as it stands in the text. */
const ENCRYPTED = /<((?:[\w.-]+:)?)EncryptedAssertion[\s>][\s\S]*?<\/\1EncryptedAssertion\s*>/g;

/**
 * The message with its one encrypted assertion decrypted in its place; every other message as it is. Whatever is demanded of
 * a message is demanded of the result. @throws Refusal `decryption`
 */
export function decrypted(xml: string, key: KeyObject | null): string {
  const places = key && !flawOf(xml, { comments: false }) ? [...xml.matchAll(ENCRYPTED)] : [];
  const [place, another] = places;
  if (!key || !place) return xml;
  if (another) throw new Refusal('assertion-count');
  // No detail: how far a wrong message came would be an oracle.
  const assertion = attempt(() => assertionIn(xml, key));
  if (assertion === null) throw new Refusal('decryption');
  return xml.slice(0, place.index) + assertion + xml.slice(place.index + place[0].length);
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function assertionIn(xml: string, key: KeyObject): string {
  const root = [...elementsOf(parseXml(xml))].find((element) => isNamed(element, NS.assertion, 'EncryptedAssertion'));
  const [data, keyElement] = root ? [one(root, 'EncryptedData'), one(root, 'EncryptedKey')] : [];
  if (!data || !keyElement) throw new Error('It is not built as it should be.');
  const cipher = CIPHERS[algorithmOf(data)];
  if (!cipher || algorithmOf(keyElement) !== RSA_OAEP) throw new Error('An algorithm is not trusted.');
  const contentKey = privateDecrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    valueOf(keyElement),
  );
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    deciphered(valueOf(data), cipher, contentKey),
  );
}

function deciphered(bytes: Buffer, { name, iv }: (typeof CIPHERS)[string], key: Buffer): Buffer {
  if (name === 'aes-256-gcm') {
    const decipher = createDecipheriv(name, key, bytes.subarray(0, iv), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(-TAG));
    return Buffer.concat([decipher.update(bytes.subarray(iv, -TAG)), decipher.final()]);
  }
  const decipher = createDecipheriv(name, key, bytes.subarray(0, iv)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes.subarray(iv)), decipher.final()]);
  return padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
}

function one(root: Element, name: string): Element | undefined {
  const found = [...elementsOf(root)].filter((element) => isNamed(element, NS.xenc, name));
  return found.length === 1 ? found[0] : undefined;
}

function algorithmOf(element: Element): string {
  const [method] = childrenNamed(element, NS.xenc, 'EncryptionMethod');
  return (method && attributeOf(method, 'Algorithm')) ?? '';
}

function valueOf(element: Element): Buffer {
  const [data] = childrenNamed(element, NS.xenc, 'CipherData');
  const [value] = data ? childrenNamed(data, NS.xenc, 'CipherValue') : [];
  return Buffer.from(value?.textContent ?? '', 'base64');
}
