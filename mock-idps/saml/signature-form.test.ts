import { spawnSync } from 'node:child_process';
import { createHmac, createPublicKey, createVerify } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { responseProfiles } from '../profiles/responses.ts';
import { all, attributes, texts } from './broken.fixture.ts';
import type { SamlDraft } from './draft.ts';
import { genuineDraft } from './genuine.ts';
import { sealedResponse, unsignedResponse, wireForm } from './message.ts';
import { ann, signInInput, vendors } from './sign-in.fixture.ts';
import { CANONICALIZATIONS, hmac, type SignatureForm } from './signature-form.ts';
import { signaturesOf } from './signatures.fixture.ts';
import { signAtOnce } from './signing.ts';

const shapes = ['assertion', 'response', 'both'] as const;
const inputs = await Promise.all(vendors.map((vendor) => signInInput(vendor)));

/** A message of every vendor and shape whose signatures are made in that form. */
const messages = (signature: SignatureForm) =>
  inputs.flatMap((input) =>
    shapes.map((sign) => {
      let count = 0;
      const person = { ...ann, surname: 'O\'Neill & <Sons>\r\n"Ltd"', givenName: 'Zoë 🔑' };
      const draft: SamlDraft = {
        ...genuineDraft({ ...input, person, newId: () => `_id${count++}` }, input.key, sign),
        signature,
      };
      const style = responseProfiles[draft.vendor].style;
      const xml = wireForm(signAtOnce(sealedResponse(unsignedResponse(draft, style), draft, style)), style);
      return { vendor: draft.vendor, sign, draft, xml, signatures: sign === 'both' ? 2 : 1 };
    }),
  );

const folder = mkdtempSync(join(tmpdir(), 'jitmus-forms-'));
const has = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;

/** What xmlsec1 says of the n-th signature. */
function xmlsec(xml: string, n: number, key: readonly string[]): string {
  const file = join(folder, 'message.xml');
  writeFileSync(file, xml);
  const { status, stderr } = spawnSync('xmlsec1', [
    ...['--verify', ...key],
    ...['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:protocol:Response'],
    ...['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion'],
    ...['--node-xpath', `(//*[local-name()="Signature"])[${n}]`],
    file,
  ]);
  return status === 0 ? 'OK' : String(stderr);
}

function rsaKey(draft: SamlDraft): string[] {
  const file = join(folder, 'key.pem');
  writeFileSync(file, draft.key.certificate);
  return ['--pubkey-cert-pem', file, '--enabled-key-data', 'rsa'];
}

const canonicalizations = Object.keys(CANONICALIZATIONS) as (keyof typeof CANONICALIZATIONS)[];

describe.each(canonicalizations)('canonicalization: %s', (canonicalization) => {
  test('is named in both places', () => {
    for (const { xml, signatures } of messages({ canonicalization })) {
      const uri = CANONICALIZATIONS[canonicalization];
      expect(attributes(xml, 'CanonicalizationMethod', 'Algorithm')).toEqual(Array(signatures).fill(uri));
      expect(attributes(xml, 'Transform', 'Algorithm').filter((named) => named === uri)).toHaveLength(signatures);
    }
  });

  test.skipIf(!has('xmlsec1'))('holds for xmlsec1', () => {
    for (const { vendor, sign, xml, draft, signatures } of messages({ canonicalization }))
      for (let n = 1; n <= signatures; n++)
        expect([vendor, sign, xmlsec(xml, n, rsaKey(draft))]).toEqual([vendor, sign, 'OK']);
  });

  // It knows no Canonical XML 1.1, and takes the namespaces of the first signature for those of every one.
  test.skipIf(canonicalization === 'inclusive-1.1')('holds for xml-crypto', () => {
    for (const { sign, xml, draft } of messages({ canonicalization })) {
      if (sign === 'both' && canonicalization.startsWith('inclusive')) continue;
      expect(signaturesOf(xml, draft.key.certificate).map(({ valid }) => valid)).not.toContain(false);
    }
  });
});

describe('methods and digests', () => {
  const forms = [
    { method: 'rsa-sha512', digest: 'sha512' },
    { method: 'rsa-sha1', digest: 'sha1' },
    { method: 'rsa-sha256', digest: 'sha1' },
  ] as const;

  test.each(forms)('$method with $digest holds for xml-crypto', (form) => {
    for (const { xml, draft } of messages(form))
      expect(signaturesOf(xml, draft.key.certificate).map(({ valid }) => valid)).not.toContain(false);
  });

  test('rsa-md5 is a signature over the signed info', () => {
    const [message] = messages({ method: 'rsa-md5', digest: 'md5' });
    const { xml, draft } = message!;
    const info = /<SignedInfo>.*<\/SignedInfo>/.exec(xml)![0];
    const canonical = info
      .replace('<SignedInfo>', '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#">')
      .replace(/<(\w+)( [^>]*)\/>/g, '<$1$2></$1>');
    const value = texts(xml, 'SignatureValue')[0] ?? '';
    expect(createVerify('md5').update(canonical).verify(draft.key.certificate, value, 'base64')).toBe(true);
    expect(texts(xml, 'DigestValue')[0]).toHaveLength(24);
  });

  test.skipIf(!has('xmlsec1'))('hmac-sha256 holds for xmlsec1 with that secret', () => {
    const file = join(folder, 'secret.bin');
    writeFileSync(file, 'a secret');
    for (const { xml, signatures } of messages({ method: 'hmac-sha256', secret: { key: 'a secret' } }))
      for (let n = 1; n <= signatures; n++) expect(xmlsec(xml, n, ['--hmackey', file])).toBe('OK');
  });

  test('an HMAC can be cut, and says so', () => {
    const [message] = messages({ method: 'hmac-sha1', secret: { key: 'k', bits: 12 } });
    expect(texts(message!.xml, 'HMACOutputLength')).toEqual(['12']);
    const whole = createHmac('sha1', 'k').update('x').digest();
    const cut = Buffer.from(hmac(Buffer.from('x'), { secret: { key: 'k', bits: 12 } }), 'base64');
    expect([...cut]).toEqual([whole[0], (whole[1] ?? 0) & 0xf0]);
    expect(hmac(Buffer.from('x'), { secret: { key: 'k', bits: 0 } })).toBe('');
  });
});

describe('key information', () => {
  const [entra] = inputs;
  const keyInfo = (data: NonNullable<SignatureForm['keyInfo']>) => messages({ keyInfo: data })[0]!.xml;

  test('none', () => expect(all(keyInfo([]), 'KeyInfo')).toEqual([]));

  test('certificates, subject, name', () => {
    const xml = keyInfo([{ certificates: ['QQ==', 'Qg=='] }, { subjectName: 'CN=x' }, { keyName: 'k1' }]);
    expect(texts(xml, 'X509Certificate')).toEqual(['QQ==', 'Qg==']);
    expect(texts(xml, 'X509SubjectName')).toEqual(['CN=x']);
    expect(texts(xml, 'KeyName')).toEqual(['k1']);
  });

  test('the public key itself', () => {
    const xml = keyInfo([{ valueOf: entra!.key.privateKey }]);
    const [n, e] = ['Modulus', 'Exponent'].map((name) =>
      Buffer.from(texts(xml, name)[0] ?? '', 'base64').toString('base64url'),
    );
    const key = createPublicKey({ key: { kty: 'RSA', n: n!, e: e! }, format: 'jwk' });
    expect(key.equals(createPublicKey(entra!.key.privateKey))).toBe(true);
  });
});

describe('the reference', () => {
  test.each([
    ['empty', ['']],
    ['absent', [null]],
  ] as const)('%s', (reference, uris) => {
    const [message] = messages({ reference });
    expect(attributes(message!.xml, 'Reference', 'URI')).toEqual(uris);
  });

  test('transforms of the form stand between those of the vendor', () => {
    const [message] = messages({ transforms: [{ algorithm: 'urn:one', children: ['x'] }] });
    expect(attributes(message!.xml, 'Transform', 'Algorithm')).toEqual([
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'urn:one',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ]);
  });
});
