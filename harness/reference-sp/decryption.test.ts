import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decrypted } from './decryption.ts';
import { AES_256_CBC, AES_256_GCM, encrypted, encryptedMethod } from './test-encryption.ts';
import { makeKey } from './test-idp.ts';
import { startWorld } from './test-world.ts';

const ADA = 'ada@corp.test';

describe('an encrypted assertion', () => {
  test.each([AES_256_CBC, AES_256_GCM])('signs its person in: %s', async (algorithm) => {
    const world = await startWorld();
    const method = await encryptedMethod(world);
    const wire = (xml: string) => encrypted(xml, method.encryptionCertificate, { algorithm });
    expect((await world.signIn(method, ADA, { wire })).email).toBe(ADA);
    expect(world.errors).toEqual([]);
  });

  test.each<[string, string, (certificate: string) => Promise<(xml: string) => Promise<string>>]>([
    [
      'another key',
      'decryption',
      async () => {
        const { certificate } = await makeKey();
        return (xml) => encrypted(xml, certificate);
      },
    ],
    [
      'a key wrapped with PKCS #1 v1.5',
      'decryption',
      (certificate) =>
        Promise.resolve((xml) =>
          encrypted(xml, certificate, { keyAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' }),
        ),
    ],
    [
      'AES-128, which is not taken',
      'decryption',
      (certificate) =>
        Promise.resolve((xml) =>
          encrypted(xml, certificate, { algorithm: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc' }),
        ),
    ],
    [
      'a broken cipher',
      'decryption',
      (certificate) =>
        Promise.resolve(async (xml) =>
          (await encrypted(xml, certificate)).replace(/CipherValue>..../g, 'CipherValue>AAAA'),
        ),
    ],
    [
      'two of them',
      'assertion-count',
      (certificate) =>
        Promise.resolve(async (xml) =>
          (await encrypted(xml, certificate)).replace(
            /<saml:EncryptedAssertion>.*<\/saml:EncryptedAssertion>/s,
            '$&$&',
          ),
        ),
    ],
  ])('with %s is refused: %s', async (_, code, breaking) => {
    const world = await startWorld();
    const method = await encryptedMethod(world);
    const wire = await breaking(method.encryptionCertificate);
    expect(await world.signIn(method, ADA, { wire })).toMatchObject({ email: null, code });
    expect(world.errors).toEqual([]);
  });

  test('is refused by a method that has no key', async () => {
    const world = await startWorld();
    const { encryptionCertificate } = await encryptedMethod(world);
    const wire = (xml: string) => encrypted(xml, encryptionCertificate);
    expect(await world.signIn(await world.verifiedMethod(), ADA, { wire })).toMatchObject({ code: 'encrypted' });
  });

  test('is refused without a signature', async () => {
    const world = await startWorld();
    const method = await encryptedMethod(world);
    const wire = (xml: string) => encrypted(xml, method.encryptionCertificate);
    const outcome = await world.signIn(method, ADA, { settings: { shape: 'none' }, wire });
    expect(outcome).toMatchObject({ email: null, code: 'signature-missing' });
  });
});

test('a message without one stays as it is', async () => {
  const { privateKey } = await makeKey();
  const xml = '<a/>';
  expect(decrypted(xml, privateKey)).toBe(xml);
  expect(decrypted('<EncryptedAssertion/>', null)).toBe('<EncryptedAssertion/>');
});

test('the metadata of a method that is encrypted to holds the certificate, that of others none', async () => {
  const world = await startWorld();
  const method = await encryptedMethod(world);
  const base64 = method.encryptionCertificate.replace(/-----[^-]+-----|\s/g, '');
  const metadata = async (url: string) => (await world.browser().get(url)).text;
  expect((await metadata(method.metadataUrl)).replace(/\s/g, '')).toContain(base64);
  expect(await metadata((await world.verifiedMethod()).metadataUrl)).not.toContain('encryption');
});

test('the key outlives a restart', async () => {
  const world = await startWorld({ database: join(mkdtempSync(join(tmpdir(), 'jitmus-sp-')), 'sp.db') });
  const method = await encryptedMethod(world);
  const again = await world.restart();
  const wire = (xml: string) => encrypted(xml, method.encryptionCertificate);
  expect((await again.signIn(method, ADA, { wire })).email).toBe(ADA);
});
