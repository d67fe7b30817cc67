import { XMLSerializer } from '@xmldom/xmldom';
import { decrypt } from 'xml-encryption';
import { describe, expect, test } from 'vitest';
import { all, broken, order, texts } from './broken.fixture.ts';
import type { ResponseVendor } from './draft.ts';
import { respond } from './respond.ts';
import { recipient } from './sign-in.fixture.ts';
import { signaturesOf } from './signatures.fixture.ts';

/** What an independent library makes of the encrypted assertion of a message. */
async function decrypted(xml: string, key: Awaited<ReturnType<typeof recipient>>): Promise<string> {
  const [assertion] = all(xml, 'EncryptedAssertion');
  return new Promise((resolve, reject) =>
    decrypt(
      new XMLSerializer().serializeToString(assertion!),
      { key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
      (error: Error | null, text: string) => (error ? reject(error) : resolve(text)),
    ),
  );
}

const forms = [
  { vendor: 'okta', switches: {} },
  { vendor: 'entra', switches: {} },
  { vendor: 'entra', switches: { 'entra/encryption-mode': 'gcm' } },
  { vendor: 'entra', switches: { 'entra/encrypted-key': 'beside' } },
] as const;

/** A genuine message of the shape `encrypted`. */
async function genuine(vendor: ResponseVendor, switches: Record<string, string> = {}) {
  const input = await order(vendor, 'saml/encrypted-unsigned', { shape: 'encrypted', faults: [] });
  const settings = { ...input.settings, switches };
  return { input, ...(await respond({ ...input, settings })) };
}

describe('an encrypted assertion', () => {
  test.each(forms)('of $vendor, $switches: an independent library reads it, and its signature holds', async (form) => {
    const { xml, input, shape } = await genuine(form.vendor, form.switches);
    expect(shape).toBe('encrypted');
    expect(all(xml, 'Assertion')).toEqual([]);
    expect(xml).not.toContain('annabelle');
    const assertion = await decrypted(xml, await recipient());
    expect(texts(assertion, 'NameID')).toEqual(['annabelle@corp.test']);
    expect(signaturesOf(assertion, input.key.certificate)).toMatchObject([{ in: 'Assertion', valid: true }]);
  });

  test('is the same bytes again, and others for another sign-in', async () => {
    const { xml, input } = await genuine('okta');
    expect((await respond(input)).xml).toBe(xml);
    const other = await respond({ ...input, orderKey: 'another' });
    expect(texts(other.xml, 'CipherValue')).not.toEqual(texts(xml, 'CipherValue'));
  });

  test("of Okta: the key stands beside the data, each names the other, and the service provider's certificate lies in it", async () => {
    const { xml } = await genuine('okta');
    const [assertion] = all(xml, 'EncryptedAssertion');
    expect([...(assertion?.childNodes ?? [])].map(({ nodeName }) => nodeName)).toEqual([
      'xenc:EncryptedData',
      'xenc:EncryptedKey',
    ]);
    const [data] = all(xml, 'EncryptedData');
    const [key] = all(xml, 'EncryptedKey');
    expect(all(xml, 'RetrievalMethod')[0]?.getAttribute('URI')).toBe(`#${key?.getAttribute('Id')}`);
    expect(all(xml, 'DataReference')[0]?.getAttribute('URI')).toBe(`#${data?.getAttribute('Id')}`);
    expect(texts(xml, 'X509Certificate')[0]?.replace(/\s/g, '')).toBe((await recipient()).certificateBase64);
    expect(all(xml, 'EncryptionMethod').map((method) => method.getAttribute('Algorithm'))).toEqual([
      'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
      'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    ]);
  });

  test('of Okta keeps no prefix of types in its canonical form, as captured', async () => {
    const { xml } = await genuine('okta');
    expect(await decrypted(xml, await recipient())).not.toContain('InclusiveNamespaces');
  });

  test('is not offered by Google, nor without a certificate', async () => {
    const input = await order('google', 'saml/unsigned', { shape: 'encrypted', faults: [] });
    await expect(respond(input)).rejects.toMatchObject({ code: 'SHAPE_NOT_OFFERED' });
    const okta = await order('okta', 'saml/unsigned', { shape: 'encrypted', faults: [] });
    const { encryptionCertificate: _, ...serviceProvider } = okta.settings.serviceProvider!;
    const settings = { ...okta.settings, serviceProvider };
    await expect(respond({ ...okta, settings })).rejects.toMatchObject({ code: 'SHAPE_NOT_OFFERED' });
  });
});

describe('faults of encryption', () => {
  test.each(['entra', 'okta'] as const)(
    'encrypted-unsigned (%s): the victim, and no signature inside',
    async (vendor) => {
      const { xml } = await broken('saml/encrypted-unsigned', { shape: 'encrypted' }, vendor);
      const assertion = await decrypted(xml, await recipient());
      expect(texts(assertion, 'NameID')).toEqual(['victor@corp.test']);
      expect(assertion).not.toContain('Signature');
    },
  );

  test('encrypted-to-wrong-key: not to the service provider, but to a key that exists', async () => {
    const { xml, input } = await broken('saml/encrypted-to-wrong-key', { shape: 'encrypted' }, 'okta');
    await expect(decrypted(xml, await recipient())).rejects.toThrow();
    expect(texts(await decrypted(xml, input.attackerKey), 'NameID')).toEqual(['annabelle@corp.test']);
  });
});
