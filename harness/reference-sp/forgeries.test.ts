import { describe, expect, test } from 'vitest';
import {
  assertionForgeries,
  otherForgeries,
  responseForgeries,
  signedBy,
  VICTIM,
  type Forgery,
} from './test-forgeries.ts';
import { otherForms, victimForgeries } from './test-signature-forgeries.ts';
import { EMAIL, type ResponseSettings } from './test-idp.ts';
import { startWorld } from './test-world.ts';

async function attempt(forgery: Forgery, settings: Partial<ResponseSettings>, signer = 'me@corp.test') {
  const world = await startWorld();
  const method = await world.verifiedMethod({ domains: ['corp.test', 'corp.test.evil.test'] });
  const outcome = await world.signIn(method, signer, { settings, wire: forgery });
  return { outcome, accounts: await world.accounts(), groups: await world.groups(), errors: world.errors };
}

const nobody = { accounts: [], groups: [], errors: [] };

describe.each([
  ['a signed assertion', 'assertion', assertionForgeries],
  ['something else', 'assertion', otherForgeries],
  ['a signed response', 'response', responseForgeries],
] as const)('forgeries of %s let nobody in', (_, shape, forgeries) => {
  test.each(Object.keys(forgeries))('%s', async (name) => {
    const { outcome, ...left } = await attempt(forgeries[name]!, { shape });
    expect(outcome.email).toBeNull();
    expect([400, 403]).toContain(outcome.status);
    expect(outcome.code).not.toBeNull();
    expect(left).toEqual(nobody);
  });
});

describe('forgeries of the signature itself let nobody in', () => {
  test.each(Object.keys(victimForgeries))('%s', async (name) => {
    const forgery = victimForgeries[name as keyof typeof victimForgeries];
    const { outcome, ...left } = await attempt(forgery, {});
    expect(outcome.email).toBeNull();
    expect([400, 403]).toContain(outcome.status);
    expect(left).toEqual(nobody);
  });

  test.each(Object.keys(otherForms))("%s, though it is the signer's own message", async (name) => {
    const { outcome } = await attempt(otherForms[name as keyof typeof otherForms], {});
    expect(outcome.email).toBeNull();
    expect([400, 403]).toContain(outcome.status);
  });
});

describe('the reasons', () => {
  test.each([
    ['unsigned', 'signature-missing'],
    ['tampered', 'signature-invalid'],
    ['xsw3: unsigned assertion before', 'assertion-count'],
    ['xsw8: genuine in an object of the signature', 'assertion-count'],
    ['xsw9: signature hoisted', 'assertion-count'],
    ['two roots', 'malformed-message'],
    ['subject smuggled into the signature', 'signature-structure'],
    ['comment in the digest', 'comment'],
  ])('%s: %s', async (name, code) => {
    const { outcome } = await attempt(assertionForgeries[name]!, {});
    expect(outcome.code).toBe(code);
  });

  test.each(['assertion', 'response', 'both'] as const)(
    'another key with its certificate in KeyInfo, %s',
    async (shape) => {
      const world = await startWorld();
      const method = await world.verifiedMethod();
      const outcome = await world.signIn(method, 'me@corp.test', { settings: { shape, key: world.otherKey } });
      expect(outcome).toMatchObject({ code: 'signature-invalid', email: null });
    },
  );

  test('another key with the right certificate in KeyInfo', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const key = { privateKey: world.otherKey.privateKey, certificate: world.idp.key.certificate };
    const outcome = await world.signIn(method, 'me@corp.test', { wire: signedBy(key) });
    expect(outcome).toMatchObject({ code: 'signature-invalid', email: null });
  });

  test.each(['response', 'assertion'] as const)('of two signatures the one of the %s is broken', async (broken) => {
    const { outcome } = await attempt(
      (xml) => {
        const values = [...xml.matchAll(/<ds:SignatureValue>/g)].map((match) => match.index);
        const at = (broken === 'response' ? values[0]! : values[1]!) + '<ds:SignatureValue>'.length;
        return xml.slice(0, at) + (xml[at] === 'A' ? 'B' : 'A') + xml.slice(at + 1);
      },
      { shape: 'both' },
    );
    expect(outcome.code).toBe('signature-invalid');
  });

  test.each([
    ['comment', '<!---->', 'comment'],
    ['CDATA section', '<![CDATA[.evil.test]]>', 'comment'],
    ['processing instruction', '<?x .evil.test?>', 'comment'],
  ])('a NameID that is split by a %s', async (_, split, code) => {
    const { outcome } = await attempt(
      (xml) => xml.replace(`${VICTIM}.evil.test<`, `${VICTIM}${split}${split === '<!---->' ? '.evil.test' : ''}<`),
      {},
      `${VICTIM}.evil.test`,
    );
    expect(outcome.code).toBe(code);
  });

  test.each([
    ['document type', (xml: string) => `<!DOCTYPE Response [<!ENTITY e "x">]>${xml}`, 'doctype'],
    ['document type after a declaration', (xml: string) => `<?xml version="1.0"?><!DOCTYPE a>${xml}`, 'doctype'],
    ['undefined entity', (xml: string) => xml.replace('me@corp.test', 'me&e;@corp.test'), 'malformed-message'],
    ['UTF-16 declaration', (xml: string) => `<?xml version="1.0" encoding="UTF-16"?>${xml}`, 'malformed-message'],
    ['character that is not allowed', (xml: string) => xml.replace('me@', 'me&#0;@'), 'malformed-message'],
    ['text after the end', (xml: string) => `${xml}x`, 'malformed-message'],
    [
      'second ID by a prefix',
      (xml: string) => xml.replace('<samlp:Status>', '<samlp:Status xmlns:p="u" p:ID="_1">'),
      'structure',
    ],
  ])('%s', async (_, wire, code) => {
    const { outcome } = await attempt(wire, {});
    expect(outcome.code).toBe(code);
  });

  test.each([
    ['SHA-1 signature', { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
    ['SHA-1 digest', { digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' }],
  ])('%s', async (_, settings) => {
    const { outcome } = await attempt((xml) => xml, settings);
    expect(outcome.code).toBe('signature-algorithm');
  });

  test.each([
    ['HMAC', /xmldsig-more#rsa-sha256/, 'xmldsig#hmac-sha1', 'signature-algorithm'],
    ['XSLT', /xmldsig#enveloped-signature/, 'REC-xslt-19991116', 'signature-algorithm'],
    ['no reference URI', / URI="[^"]*"/, '', 'signature-structure'],
    ['empty reference URI', / URI="[^"]*"/, ' URI=""', 'signature-structure'],
    ['reference to the response', / URI="#_a/, ' URI="#_r', 'signature-structure'],
  ])('%s in the signature', async (_, from, to, code) => {
    const { outcome } = await attempt((xml) => xml.replace(from, to), {});
    expect(outcome.code).toBe(code);
  });

  test('two references', async () => {
    const { outcome } = await attempt(
      (xml) => xml.replace(/<ds:Reference [\s\S]*?<\/ds:Reference>/, (it) => it + it),
      {},
    );
    expect(outcome.code).toBe('signature-structure');
  });

  test('an encrypted assertion', async () => {
    const { outcome } = await attempt(
      (xml) => xml.replace('</samlp:Response>', '<saml:EncryptedAssertion/></samlp:Response>'),
      {},
    );
    expect(outcome.code).toBe('encrypted');
  });

  test('an assertion of which everything is signed but nothing is of SAML 2.0', async () => {
    const { outcome } = await attempt((xml) => xml.replaceAll('SAML:2.0:protocol', 'SAML:1.0:protocol'), {});
    expect(outcome.code).toBe('structure');
  });
});

test('what stands in extensions without being an assertion is not read', async () => {
  const { outcome, accounts } = await attempt(
    (xml) =>
      xml.replace(
        '<samlp:Status>',
        `<samlp:Extensions><saml:Subject><saml:NameID Format="${EMAIL}">${VICTIM}</saml:NameID></saml:Subject></samlp:Extensions><samlp:Status>`,
      ),
    {},
  );
  expect(outcome.email).toBe('me@corp.test');
  expect(accounts.map((account) => account.email)).toEqual(['me@corp.test']);
});
