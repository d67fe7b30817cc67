import { constants, createCipheriv, createHash, publicEncrypt, X509Certificate } from 'node:crypto';
import { ALGORITHM, NS } from './names.ts';
import { leaf, qualified, wrapped } from './signature.ts';
import type { SamlStyle } from './style.ts';
import { write, type XmlElement } from './xml.ts';

/** How an assertion is encrypted, and to whom. */
export interface Encryption {
  /** PEM. */
  readonly certificate: string;
  readonly algorithm: 'aes256-cbc' | 'aes256-gcm';
  /** Where the key stands that is wrapped for the recipient: inside the encrypted data, or beside it. */
  readonly key: 'inside' | 'beside';
}

/**
 * The assertion as it is sent, encrypted. What has to be random follows from `seed`, so that the same message gives the same
 * bytes: a secret of these messages is none.
 */
export function encryptedAssertion(
  assertion: XmlElement,
  encryption: Encryption,
  style: SamlStyle,
  seed: string,
): XmlElement {
  const bytes = (use: string, length: number): Buffer =>
    createHash('sha512')
      .update(JSON.stringify(['encryption', seed, use]))
      .digest()
      .subarray(0, length);
  const key = bytes('key', 32);
  const id = (use: string): string => `_${bytes(use, 16).toString('hex')}`;
  const [dataId, keyId] = [id('data id'), id('key id')];
  const iv = bytes('iv', encryption.algorithm === 'aes256-cbc' ? 16 : 12);
  const cipher = enciphered(Buffer.from(write(assertion).wire), encryption.algorithm, key, iv);
  const wrappedKey = rsaOaep(key, encryption.certificate, bytes('oaep', 20));
  const beside = encryption.key === 'beside';
  const encryptedKey = encryptedKeyElement(wrappedKey, encryption.certificate, beside ? { keyId, dataId } : null);
  const data = xenc(
    'EncryptedData',
    [['xmlns:xenc', NS.xenc], ...(beside ? [['Id', dataId] as const] : []), ['Type', `${NS.xenc}Element`]],
    [
      xenc('EncryptionMethod', [['Algorithm', ALGORITHM[encryption.algorithm]]]),
      keyInfo(beside ? retrievalMethod(keyId) : encryptedKey),
      cipherData(cipher),
    ],
  );
  const { assertion: prefix } = style.prefixes;
  return {
    name: qualified(prefix, 'EncryptedAssertion'),
    attributes: [[prefix ? `xmlns:${prefix}` : 'xmlns', NS.assertion]],
    children: beside ? [data, encryptedKey] : [data],
  };
}

function encryptedKeyElement(
  wrappedKey: Buffer,
  certificate: string,
  ids: { keyId: string; dataId: string } | null,
): XmlElement {
  const der = new X509Certificate(certificate).raw.toString('base64');
  const certificateElement = ds('X509Data', [], [leaf('ds', 'X509Certificate', wrapped(der))]);
  const references = ids ? [xenc('ReferenceList', [], [xenc('DataReference', [['URI', `#${ids.dataId}`]])])] : [];
  return xenc(
    'EncryptedKey',
    [['xmlns:xenc', NS.xenc], ...(ids ? [['Id', ids.keyId] as const] : [])],
    [
      xenc(
        'EncryptionMethod',
        [['Algorithm', ALGORITHM.rsaOaep]],
        [
          ds('DigestMethod', [
            ['xmlns:ds', NS.dsig],
            ['Algorithm', ALGORITHM.sha1],
          ]),
        ],
      ),
      keyInfo(certificateElement),
      cipherData(wrappedKey),
      ...references,
    ],
  );
}

const retrievalMethod = (keyId: string): XmlElement =>
  ds('RetrievalMethod', [
    ['Type', `${NS.xenc}EncryptedKey`],
    ['URI', `#${keyId}`],
  ]);

const keyInfo = (content: XmlElement): XmlElement => ds('KeyInfo', [['xmlns:ds', NS.dsig]], [content]);

const cipherData = (bytes: Buffer): XmlElement =>
  xenc('CipherData', [], [leaf('xenc', 'CipherValue', bytes.toString('base64'))]);

const prefixed =
  (prefix: string) =>
  (name: string, attributes: XmlElement['attributes'] = [], children: XmlElement['children'] = []): XmlElement => ({
    name: qualified(prefix, name),
    attributes,
    children,
  });
const xenc = prefixed('xenc');
const ds = prefixed('ds');

/** XML Encryption §5.2: the initialisation vector goes first; blocks are padded, and the last byte tells by how much. */
function enciphered(text: Buffer, algorithm: Encryption['algorithm'], key: Buffer, iv: Buffer): Buffer {
  if (algorithm === 'aes256-gcm') {
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  }
  const padding = Buffer.alloc(16 - (text.length % 16));
  padding[padding.length - 1] = padding.length;
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([iv, cipher.update(text), cipher.update(padding), cipher.final()]);
}

/** RSAES-OAEP with SHA-1 and MGF1 (RFC 8017 §7.1.1), whose 20 random bytes are given: Node draws its own. */
function rsaOaep(message: Buffer, certificate: string, random: Buffer): Buffer {
  const { publicKey } = new X509Certificate(certificate);
  const size = (publicKey.asymmetricKeyDetails?.modulusLength ?? 2048) / 8;
  const block = Buffer.alloc(size - 21);
  sha1(Buffer.alloc(0)).copy(block);
  block[block.length - message.length - 1] = 1;
  message.copy(block, block.length - message.length);
  const masked = xor(block, mask(random, block.length));
  const seed = xor(random, mask(masked, random.length));
  return publicEncrypt(
    { key: publicKey, padding: constants.RSA_NO_PADDING },
    Buffer.concat([Buffer.alloc(1), seed, masked]),
  );
}

const sha1 = (bytes: Buffer): Buffer => createHash('sha1').update(bytes).digest();

/** MGF1. */
function mask(seed: Buffer, length: number): Buffer {
  const counters = Array.from({ length: Math.ceil(length / 20) }, (_, counter) => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(counter);
    return sha1(Buffer.concat([seed, four]));
  });
  return Buffer.concat(counters).subarray(0, length);
}

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));
