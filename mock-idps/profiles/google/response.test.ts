import { describe, expect, test } from 'vitest';
import { respond, type ResponseInput } from '../../saml/respond.ts';
import { ann, signInInput } from '../../saml/sign-in.fixture.ts';
import type { Source } from '../../source.ts';

/** Where the order, the prefixes and the forms below were read off, by hand. */
const sources: readonly Source[] = [
  {
    title: 'Google Workspace SAML response, January 2016',
    at: 'crewjam/saml testdata/TestSPCanHandlePlaintextResponse_response',
    basis: 'capture',
    checked: '2026-11-23',
  },
  {
    title: 'Google Workspace SAML response, April 2022',
    at: "salrashid123's walk-through of Google Workspace as a SAML IdP",
    basis: 'capture',
    checked: '2026-11-23',
  },
];

const value = (text: string): string =>
  '<saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema"' +
  ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:anyType">${text}</saml2:AttributeValue>`;

const golden = [
  '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
  '<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Destination="http://127.0.0.1:4800/acs"',
  ' ID="{responseId}" InResponseTo="_request-1" IssueInstant="2030-03-05T09:30:15.250Z" Version="2.0">',
  '<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml2:Issuer>',
  '{responseSignature}',
  '<saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status>',
  '<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="{assertionId}"',
  ' IssueInstant="2030-03-05T09:30:15.250Z" Version="2.0">',
  '<saml2:Issuer>{issuer}</saml2:Issuer>',
  '{assertionSignature}',
  '<saml2:Subject>',
  '<saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">annabelle@corp.test</saml2:NameID>',
  '<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
  '<saml2:SubjectConfirmationData InResponseTo="_request-1" NotOnOrAfter="2030-03-05T09:35:15.250Z"',
  ' Recipient="http://127.0.0.1:4800/acs"/></saml2:SubjectConfirmation></saml2:Subject>',
  '<saml2:Conditions NotBefore="2030-03-05T09:25:15.250Z" NotOnOrAfter="2030-03-05T09:35:15.250Z">',
  '<saml2:AudienceRestriction><saml2:Audience>http://127.0.0.1:4800/metadata</saml2:Audience>',
  '</saml2:AudienceRestriction></saml2:Conditions>',
  '<saml2:AttributeStatement>',
  `<saml2:Attribute Name="email">${value('annabelle@corp.test')}</saml2:Attribute>`,
  `<saml2:Attribute Name="firstName">${value('Annabelle')}</saml2:Attribute>`,
  `<saml2:Attribute Name="lastName">${value('Marchbanks')}</saml2:Attribute>`,
  '</saml2:AttributeStatement>',
  '<saml2:AuthnStatement AuthnInstant="2030-03-05T09:29:58.000Z" SessionIndex="{assertionId}">',
  '<saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
  '</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>',
  '</saml2:Assertion></saml2p:Response>',
].join('');

const goldenSignature = (id: string): string =>
  [
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>',
    '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>',
    `<ds:Reference URI="#${id}"><ds:Transforms>`,
    '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>',
    '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
    '</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>',
    '<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>',
    '<ds:SignatureValue>{signature in lines}</ds:SignatureValue>',
    '<ds:KeyInfo><ds:X509Data>',
    '<ds:X509SubjectName>ST=California,C=US,OU=Google For Work,CN=Google,L=Mountain View,O=Google Inc.',
    '</ds:X509SubjectName><ds:X509Certificate>{certificate in lines}</ds:X509Certificate>',
    '</ds:X509Data></ds:KeyInfo></ds:Signature>',
  ].join('');

const ID = /^_[0-9a-f]{32}$/;
/** Base64 of a 2,048-bit signature, in lines of 76 characters. */
const SIGNATURE = /<ds:SignatureValue>(?:[A-Za-z0-9+/]{76}\n){4}[A-Za-z0-9+/]{38}==<\/ds:SignatureValue>/g;
const CERTIFICATE = /<ds:X509Certificate>((?:[A-Za-z0-9+/]{76}\n)+[A-Za-z0-9+/=]{1,76})<\/ds:X509Certificate>/g;

/** The message with what cannot be written down beforehand replaced by names, after its form was checked. */
function readable(xml: string, input: ResponseInput): string {
  const [responseId = '', assertionId = ''] = [...xml.matchAll(/ ID="([^"]*)"/g)].map(([, id]) => id);
  expect(responseId).toMatch(ID);
  expect(assertionId).toMatch(ID);
  for (const [, lines = ''] of xml.matchAll(CERTIFICATE)) {
    expect(lines.replaceAll('\n', '')).toBe(input.key.certificateBase64);
  }
  return xml
    .replace(/<ds:DigestValue>[A-Za-z0-9+/]{43}=<\/ds:DigestValue>/g, '<ds:DigestValue>{digest}</ds:DigestValue>')
    .replace(SIGNATURE, '<ds:SignatureValue>{signature in lines}</ds:SignatureValue>')
    .replace(CERTIFICATE, '<ds:X509Certificate>{certificate in lines}</ds:X509Certificate>')
    .replaceAll(responseId, '{responseId}')
    .replaceAll(assertionId, '{assertionId}')
    .replaceAll(input.app.entityId, '{issuer}');
}

describe(`the golden response (${sources.map(({ title }) => title).join('; ')})`, () => {
  test.each([
    { sign: 'assertion' as const, response: '', assertion: goldenSignature('{assertionId}') },
    { sign: 'response' as const, response: goldenSignature('{responseId}'), assertion: '' },
  ])('signed: $sign', async ({ sign, response, assertion }) => {
    const input = await signInInput('google', { shape: sign });
    const expected = golden.replace('{responseSignature}', response).replace('{assertionSignature}', assertion);
    expect(readable((await respond(input)).xml, input)).toBe(expected);
  });

  test('the assertion alone is signed by default', async () => {
    const input = await signInInput('google');
    expect((await respond(input)).xml).toBe((await respond({ ...input, shape: 'assertion' })).xml);
  });

  test('both at once are not on offer', async () => {
    const input = await signInInput('google', { shape: 'both' });
    await expect(respond(input)).rejects.toThrow(expect.objectContaining({ code: 'SHAPE_NOT_OFFERED' }));
  });
});

async function answer(changes: Partial<ResponseInput>, settings: ResponseInput['settings'] = {}) {
  const input = await signInInput('google');
  return respond({ ...input, ...changes, settings: { ...input.settings, ...settings } });
}

describe('NameID', () => {
  const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
  const asking = { request: { id: '_r', acsUrl: null, nameIdFormat: transient, issuer: null, authnContext: [] } };

  test('takes the format that the request asks for, and stays the address', async () => {
    expect((await answer(asking)).nameId).toEqual({ value: 'annabelle@corp.test', format: transient });
  });

  test('has no Format in its older form', async () => {
    const { nameId, xml } = await answer(asking, { switches: { 'google/nameid-format': 'absent' } });
    expect(nameId.format).toBeNull();
    expect(xml).toContain('<saml2:NameID>annabelle@corp.test</saml2:NameID>');
  });

  test('keeps the letter case of the directory unless told otherwise', async () => {
    const person = { ...ann, email: 'Annabelle@Corp.test' };
    expect((await answer({ person })).nameId.value).toBe('Annabelle@Corp.test');
    const lower = await answer({ person }, { switches: { 'google/nameid-case': 'lower' } });
    expect(lower.nameId.value).toBe('annabelle@corp.test');
  });
});

describe('attributes', () => {
  const security = { groups: { claim: 'memberOf', send: 'security' } } as const;

  test('no statement at all when nothing is mapped', async () => {
    const { xml } = await answer({}, { attributes: {} });
    expect(xml).not.toContain('AttributeStatement');
  });

  test('what is mapped and empty stands there without a value', async () => {
    const { xml } = await answer({ person: { ...ann, phone: '' } }, { attributes: { phone: 'phone' } });
    expect(xml).toContain('<saml2:AttributeStatement><saml2:Attribute Name="phone"/></saml2:AttributeStatement>');
  });

  test('groups are names, behind the other attributes', async () => {
    const { xml, groups } = await answer({}, { ...security, attributes: { first: 'givenName' } });
    expect(groups).toEqual(['Harbour', 'Lighthouse & Co']);
    expect(xml).toContain(
      `${value('Annabelle')}</saml2:Attribute><saml2:Attribute Name="memberOf">` +
        `${value('Harbour')}${value('Lighthouse &amp; Co')}</saml2:Attribute></saml2:AttributeStatement>`,
    );
  });

  test('no more than 75 groups can be mapped', async () => {
    const groups = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `g${n}`, name: `Group ${n}` }));
    expect((await answer({ person: { ...ann, groups: groups(75) } }, security)).groups).toHaveLength(75);
    expect((await answer({ person: { ...ann, groups: groups(76) } }, security)).groups).toHaveLength(75);
  });

  test('somebody in no mapped group has no group attribute, or an empty one', async () => {
    const person = { ...ann, groups: [] };
    expect((await answer({ person }, security)).groups).toBeNull();
    const empty = await answer({ person }, { ...security, switches: { 'google/no-mapped-group': 'empty' } });
    expect(empty.groups).toEqual([]);
    expect(empty.xml).toContain('<saml2:Attribute Name="memberOf"/>');
  });

  test('nothing but what is mapped is personal', async () => {
    const { personal, subjectId } = await answer({});
    expect(personal).toEqual({ givenName: 'Annabelle', surname: 'Marchbanks' });
    expect(subjectId).toBeNull();
  });
});
