import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lintCertificate, pemOf } from './certificates.ts';
import { CERTIFICATE, fullMetadata } from './documents.fixture.ts';
import { lintMetadata } from './metadata.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const ENTITY = 'http://sp.test/metadata';
const read = (xml: string, entityId = ENTITY) => {
  const metadata = lintMetadata(xml, entityId, NOW);
  if ('problem' in metadata) throw new Error(metadata.problem);
  return metadata;
};

type Algorithm = Parameters<typeof webcrypto.subtle.generateKey>[0];
async function certificate(algorithm: Algorithm, [from, to] = ['2020-01-01', '2040-01-01']): Promise<string> {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const made = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=test',
      notBefore: new Date(from ?? ''),
      notAfter: new Date(to ?? ''),
      signingAlgorithm: { name: 'ECDSA', ...(algorithm as object), hash: 'SHA-256' },
      keys,
    },
    webcrypto as Crypto,
  );
  return Buffer.from(made.rawData).toString('base64');
}
const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength,
  publicExponent: new Uint8Array([1, 0, 1]),
});
const p256 = { name: 'ECDSA', namedCurve: 'P-256' };

let sound: string;
beforeAll(async () => {
  sound = await certificate(rsa(2048));
});

describe('metadata', () => {
  it('is read as it was served', () => {
    const { facts, signingCertificates } = read(fullMetadata.replaceAll(`>${CERTIFICATE}<`, `>${sound}<`));
    const unwrapped = { problem: null, keyType: 'rsa', bits: 2048, lifetime: 'in-force', encrypts: null };
    expect(facts).toEqual({
      problems: [],
      entities: [ENTITY],
      expired: false,
      roles: [
        {
          protocols: ['urn:oasis:names:tc:SAML:2.0:protocol'],
          authnRequestsSigned: true,
          wantAssertionsSigned: false,
          certificates: [
            { use: 'signing', ...unwrapped },
            { use: 'encryption', ...unwrapped },
          ],
          nameIdFormats: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
          acs: ['0', '1'].map((index) => ({
            binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
            location: 'http://sp.test/acs',
            index,
            isDefault: false,
          })),
        },
      ],
    });
    expect(signingCertificates).toEqual([pemOf(sound)]);
  });

  it('takes no certificate for signatures that is for encryption alone or cannot be read', () => {
    expect(read(fullMetadata.replaceAll('use="signing"', 'use="encryption"')).signingCertificates).toEqual([]);
    expect(read(fullMetadata).signingCertificates).toEqual([]);
  });

  it('of many is that of the application', () => {
    const other = fullMetadata
      .replace(ENTITY, 'urn:other')
      .replaceAll(/ I[dD]="[^"]*"/g, '')
      .replaceAll(/Location="[^"]*"/g, 'Location="http://other.test"');
    const many = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${other}${fullMetadata}</EntitiesDescriptor>`;
    const { facts } = read(many);
    expect(facts).toMatchObject({ problems: [], entities: ['urn:other', ENTITY] });
    expect(facts.roles[0]?.acs[0]?.location).toBe('http://sp.test/acs');
    expect(read(many, 'urn:third').facts.roles).toEqual([]);
    expect(read(fullMetadata, 'urn:third').facts.roles).toHaveLength(1);
  });

  it('has expired once any validUntil above the role is past', () => {
    expect(read(fullMetadata.replace('2036-', '2026-')).facts.expired).toBe(false);
    expect(read(fullMetadata.replace('2036-11-23', '2026-11-22')).facts.expired).toBe(true);
    expect(
      read(fullMetadata.replace('<md:SPSSODescriptor', '<md:SPSSODescriptor validUntil="2020-01-01T00:00:00Z"')).facts
        .expired,
    ).toBe(true);
  });

  it.each([
    ['{"error":"sign in"}', 'not-xml'],
    ['<!DOCTYPE html><html></html>', 'html'],
    ['<html xmlns="http://www.w3.org/1999/xhtml"/>', 'no-entity'],
    ['<EntityDescriptor entityID="a"/>', 'no-entity'],
    ['', 'not-xml'],
  ])('that is none is told as such (%s)', (text, problem) => {
    expect(lintMetadata(text, ENTITY, NOW)).toEqual({ problem });
  });

  it('never throws, whatever was served', () => {
    const broken = fc
      .tuple(fc.nat(fullMetadata.length), fc.nat(40), fc.string())
      .map(([at, length, more]) => fullMetadata.slice(0, at) + more + fullMetadata.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(fc.string(), broken), (xml) => {
        expect(lintMetadata(xml, ENTITY, NOW)).toBeTypeOf('object');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a certificate', () => {
  const lint = (base64: string) => lintCertificate(base64, 'signing', NOW);

  it('may be broken into lines', () => {
    expect(lint(`\n  ${sound.replaceAll(/(.{64})/g, '$1\n')}\n`)).toEqual(lint(sound));
  });

  it('of an elliptic curve encrypts nothing', async () => {
    expect(lint(await certificate(p256))).toMatchObject({
      keyType: 'ec',
      bits: 256,
      encrypts: expect.stringContaining('ec') as string,
    });
  });

  it('may be short, over, or not begun', async () => {
    expect(lint(await certificate(rsa(1024)))).toMatchObject({ bits: 1024, encrypts: null });
    expect(lint(await certificate(p256, ['2020-01-01', '2021-01-01']))).toMatchObject({ lifetime: 'over' });
    expect(lint(await certificate(p256, ['2030-01-01', '2031-01-01']))).toMatchObject({ lifetime: 'not-begun' });
  });

  it.each(['', 'QUJD', 'no base64'])('that is none is told as such (%j)', (text) => {
    expect(lint(text)).toMatchObject({ problem: 'It is no certificate.', keyType: null, lifetime: null });
    expect(pemOf(text)).toBeNull();
  });
});
