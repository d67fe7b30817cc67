import { createSign, createVerify, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Vendor } from './app.ts';
import { certificateProfiles } from './certificate.ts';
import { openKeys } from './keys.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

const DAY = 86_400_000;
const days = (certificate: X509Certificate) =>
  (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY;

describe('a signing key', () => {
  it('signs what its certificate verifies', async () => {
    const { privateKey, certificate, certificateBase64 } = await openKeys(folder).get('entra', 'a');
    const signature = createSign('RSA-SHA256').update('text').sign(privateKey);
    expect(createVerify('RSA-SHA256').update('text').verify(certificate, signature)).toBe(true);
    expect(new X509Certificate(Buffer.from(certificateBase64, 'base64')).toString()).toBe(certificate);
  });

  it('is the same in the next process, and readable by its owner alone', async () => {
    const first = await openKeys(folder).get('okta', 'a');
    const again = await openKeys(folder).get('okta', 'a');
    expect(again.certificate).toBe(first.certificate);
    expect((await stat(join(folder, 'okta-a.pem'))).mode & 0o777).toBe(0o600);
  });

  it('is one and the same when several processes start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 4 }, () => openKeys(folder).get('google', 'a')));
    expect(new Set(keys.map(({ certificate }) => certificate)).size).toBe(1);
    expect(await readdir(folder)).toEqual(['google-a.pem']);
  });

  it('differs by slot, but the attacker’s certificate names the vendor’s subject', async () => {
    const keys = openKeys(folder);
    const [a, b, attacker] = await Promise.all([
      keys.get('google', 'a'),
      keys.get('google', 'b'),
      keys.attacker('google'),
    ]);
    const certificates = [a, b, attacker].map(({ certificate }) => new X509Certificate(certificate));
    expect(new Set(certificates.map(({ fingerprint256 }) => fingerprint256)).size).toBe(3);
    expect(new Set(certificates.map(({ subject }) => subject)).size).toBe(1);
    expect(attacker.subjectName).toBe(a.subjectName);
  });

  it('of the attacker has a certificate like that of key a, one of a stranger, and one that the first issued', async () => {
    const keys = openKeys(folder);
    const [a, attacker] = await Promise.all([keys.get('okta', 'a'), keys.attacker('okta')]);
    const read = (base64: string) => new X509Certificate(Buffer.from(base64, 'base64'));
    const [genuine, lookalike, stranger, issued] = [
      a.certificateBase64,
      attacker.certificateBase64,
      attacker.stranger,
      attacker.issued,
    ].map(read);
    const seen = (certificate?: X509Certificate) => {
      const { subject, issuer, serialNumber, validFrom, validTo } = certificate!;
      return { subject, issuer, serialNumber, validFrom, validTo };
    };
    expect(seen(lookalike)).toEqual(seen(genuine));
    expect(lookalike?.verify(genuine!.publicKey)).toBe(false);
    expect(stranger?.subject).toBe('CN=stranger.test');
    expect(issued?.issuer).toBe(genuine?.subject);
    expect(issued?.verify(lookalike!.publicKey)).toBe(true);
    for (const certificate of [lookalike, stranger, issued])
      expect(certificate?.checkPrivateKey(attacker.privateKey)).toBe(true);
    expect(await openKeys(folder).attacker('okta')).toMatchObject({ stranger: attacker.stranger });
  });

  it('is of 1024 bits where it is to be weak', async () => {
    const { certificate } = await openKeys(folder).get('entra', 'weak');
    expect(new X509Certificate(certificate).publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
  });
});

// Derived by hand from the captures named in certificateProfiles; read on 2026-11-23.
const golden: [Vendor, string, string, number][] = [
  ['entra', 'CN=Microsoft Azure Federated SSO Certificate', 'CN=Microsoft Azure Federated SSO Certificate', 3],
  [
    'google',
    'O=Google Inc.\nL=Mountain View\nCN=Google\nOU=Google For Work\nC=US\nST=California',
    'ST=California,C=US,OU=Google For Work,CN=Google,L=Mountain View,O=Google Inc.',
    5,
  ],
  [
    'okta',
    'C=US\nST=California\nL=San Francisco\nO=Okta\nOU=SSOProvider\nCN=corp\nemailAddress=info@okta.com',
    'C=US, ST=California, L=San Francisco, O=Okta, OU=SSOProvider, CN=corp, emailAddress=info@okta.com',
    10,
  ],
];

describe.each(golden)('the certificate of %s', (vendor, subject, printed, years) => {
  it('is self-signed, of the vendor’s subject and lifetime, and says that it is for tests', async () => {
    const key = await openKeys(folder).get(vendor, 'a');
    const certificate = new X509Certificate(key.certificate);
    expect(certificate.subject).toBe(subject);
    expect(certificate.issuer).toBe(subject);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Math.round(days(certificate) / 365.25)).toBe(years);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.raw.toString('latin1')).toContain('for tests');
    expect(key.subjectName).toBe(printed);
    expect(certificateProfiles[vendor].source.basis).toBe('capture');
  });
});

describe('a key file that cannot be used', () => {
  const file = () => join(folder, 'entra-a.pem');

  it.each([
    ['is empty', ''],
    ['is no PEM', 'hello'],
    ['holds a certificate alone', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('because it %s is named, with what to do', async (_, content) => {
    await writeFile(file(), content);
    await expect(openKeys(folder).get('entra', 'a')).rejects.toMatchObject({
      code: 'KEY_FILE_BROKEN',
      message: expect.stringMatching(/entra-a\.pem.*Delete the file/s) as string,
    });
  });

  it('because key and certificate are of different pairs is named', async () => {
    await Promise.all([openKeys(folder).get('entra', 'a'), openKeys(folder).get('entra', 'b')]);
    const [a, b] = await Promise.all([readFile(file(), 'utf8'), readFile(join(folder, 'entra-b.pem'), 'utf8')]);
    const certificate = (pem: string) => pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----'));
    await writeFile(file(), a.replace(certificate(a), certificate(b)));
    await expect(openKeys(folder).get('entra', 'a')).rejects.toMatchObject({ code: 'KEY_FILE_BROKEN' });
  });

  it('because its certificate is past its end is named', async () => {
    const { makeKeyAndCertificate } = await import('./certificate.ts');
    await writeFile(file(), await makeKeyAndCertificate('entra', Date.now() - 4 * 365 * DAY));
    await expect(openKeys(folder).get('entra', 'a')).rejects.toMatchObject({ code: 'KEY_FILE_EXPIRED' });
  });

  it('because its folder is a file is named', async () => {
    await writeFile(join(folder, 'taken'), '');
    await expect(openKeys(join(folder, 'taken')).get('entra', 'a')).rejects.toMatchObject({
      code: 'KEY_FOLDER_UNUSABLE',
    });
  });
});
