/** Encrypts for the tests of this folder, with the library that others use. */
import { createPublicKey } from 'node:crypto';
import { encrypt } from 'xml-encryption';
import type { TestMethod, World } from './test-world.ts';

export const AES_256_GCM = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
export const AES_256_CBC = 'http://www.w3.org/2001/04/xmlenc#aes256-cbc';
export const RSA_OAEP = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';

export interface EncryptedMethod extends TestMethod {
  encryptionCertificate: string;
}

/** A verified method whose identity provider may encrypt. */
export const encryptedMethod = (world: World, changes: object = {}): Promise<EncryptedMethod> =>
  world.verifiedMethod({ encryption: true, ...changes }) as Promise<EncryptedMethod>;

const ASSERTION = /<saml:Assertion[\s\S]*<\/saml:Assertion>/;

/** The message with its assertion encrypted to that certificate. */
export async function encrypted(
  message: string,
  certificate: string,
  { algorithm = AES_256_CBC, keyAlgorithm = RSA_OAEP } = {},
): Promise<string> {
  const [assertion = ''] = ASSERTION.exec(message) ?? [];
  const data = await new Promise<string>((resolve, reject) => {
    const options = {
      rsa_pub: createPublicKey(certificate).export({ type: 'spki', format: 'pem' }).toString(),
      pem: certificate,
      encryptionAlgorithm: algorithm,
      keyEncryptionAlgorithm: keyAlgorithm,
    };
    encrypt(assertion, options as never, (error: Error | null, result: string) =>
      error ? reject(error) : resolve(result),
    );
  });
  return message.replace(ASSERTION, () => `<saml:EncryptedAssertion>${data}</saml:EncryptedAssertion>`);
}
