import { describe, expect, test } from 'vitest';
import { respond, type ResponseInput } from '../../saml/respond.ts';
import { ann, signInInput } from '../../saml/sign-in.fixture.ts';
import type { Source } from '../../source.ts';

/** Where the order, the prefixes and the forms below were read off, by hand. */
const sources: readonly Source[] = [
  {
    title: 'Okta SAML response, July 2016',
    at: 'russellhaering/gosaml2 providertests/testdata/okta_response.xml',
    basis: 'capture',
    checked: '2026-11-23',
  },
];

const value = (text: string): string =>
  '<saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema"' +
  ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${text}</saml2:AttributeValue>`;

const attribute = (name: string, ...values: string[]): string =>
  `<saml2:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified">` +
  `${values.map(value).join('')}</saml2:Attribute>`;

const golden = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Destination="http://127.0.0.1:4800/acs"',
  ' ID="{responseId}" InResponseTo="_request-1" IssueInstant="2030-03-05T09:30:15.250Z" Version="2.0"',
  ' xmlns:xs="http://www.w3.org/2001/XMLSchema">',
  '<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"',
  ' Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">{issuer}</saml2:Issuer>',
  '{responseSignature}',
  '<saml2p:Status xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol">',
  '<saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status>',
  '<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="{assertionId}"',
  ' IssueInstant="2030-03-05T09:30:15.250Z" Version="2.0" xmlns:xs="http://www.w3.org/2001/XMLSchema">',
  '<saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity"',
  ' xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml2:Issuer>',
  '{assertionSignature}',
  '<saml2:Subject xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">',
  '<saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">amarchbanks@okta.corp.test</saml2:NameID>',
  '<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
  '<saml2:SubjectConfirmationData InResponseTo="_request-1" NotOnOrAfter="2030-03-05T09:35:15.250Z"',
  ' Recipient="http://127.0.0.1:4800/acs"/></saml2:SubjectConfirmation></saml2:Subject>',
  '<saml2:Conditions NotBefore="2030-03-05T09:25:15.250Z" NotOnOrAfter="2030-03-05T09:35:15.250Z"',
  ' xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:AudienceRestriction>',
  '<saml2:Audience>http://127.0.0.1:4800/metadata</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>',
  '<saml2:AuthnStatement AuthnInstant="2030-03-05T09:30:15.250Z" SessionIndex="_request-1"',
  ' xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:AuthnContext><saml2:AuthnContextClassRef>',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef>',
  '</saml2:AuthnContext></saml2:AuthnStatement>',
  '<saml2:AttributeStatement xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">',
  attribute('email', 'annabelle@corp.test'),
  attribute('firstName', 'Annabelle'),
  attribute('lastName', 'Marchbanks'),
  '</saml2:AttributeStatement></saml2:Assertion></saml2p:Response>',
].join('');

const goldenSignature = (id: string): string =>
  [
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>',
    '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>',
    `<ds:Reference URI="#${id}"><ds:Transforms>`,
    '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>',
    '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">',
    '<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="xs"/></ds:Transform>',
    '</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>',
    '<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>',
    '<ds:SignatureValue>{signature}</ds:SignatureValue>',
    '<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate in lines}</ds:X509Certificate>',
    '</ds:X509Data></ds:KeyInfo></ds:Signature>',
  ].join('');

const ID = /^id[1-9][0-9]{25}$/;
const SIGNATURE = /<ds:SignatureValue>[A-Za-z0-9+/]{342}==<\/ds:SignatureValue>/g;
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
    .replace(SIGNATURE, '<ds:SignatureValue>{signature}</ds:SignatureValue>')
    .replace(CERTIFICATE, '<ds:X509Certificate>{certificate in lines}</ds:X509Certificate>')
    .replaceAll(responseId, '{responseId}')
    .replaceAll(assertionId, '{assertionId}')
    .replaceAll(input.app.entityId, '{issuer}');
}

describe(`the golden response (${sources.map(({ title }) => title).join('; ')})`, () => {
  const response = goldenSignature('{responseId}');
  const assertion = goldenSignature('{assertionId}');
  test.each([
    { sign: 'both' as const, response, assertion },
    { sign: 'response' as const, response, assertion: '' },
    { sign: 'assertion' as const, response: '', assertion },
  ])('signed: $sign', async ({ sign, response, assertion }) => {
    const input = await signInInput('okta', { shape: sign });
    const expected = golden.replace('{responseSignature}', response).replace('{assertionSignature}', assertion);
    expect(readable((await respond(input)).xml, input)).toBe(expected);
  });

  test('both are signed by default', async () => {
    const input = await signInInput('okta');
    expect((await respond(input)).xml).toBe((await respond({ ...input, shape: 'both' })).xml);
  });
});

async function answer(changes: Partial<ResponseInput>, settings: ResponseInput['settings'] = {}) {
  const input = await signInInput('okta');
  return respond({ ...input, ...changes, settings: { ...input.settings, ...settings } });
}

describe('NameID', () => {
  test('is what the administrator chose, whatever the request asks for', async () => {
    const request = {
      id: '_r',
      acsUrl: null,
      nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
      issuer: null,
      authnContext: [],
    };
    const { nameId } = await answer({ request }, { nameId: { format: 'emailAddress', source: 'email' } });
    expect(nameId).toEqual({
      value: 'annabelle@corp.test',
      format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    });
  });
});

describe('a sign-in that starts at the IdP', () => {
  test('answers nothing, and its SessionIndex is an id of its own', async () => {
    const { xml, inResponseTo } = await answer({ request: null });
    expect(inResponseTo).toBeNull();
    expect(xml).not.toContain('InResponseTo');
    const [, sessionIndex] = /SessionIndex="([^"]*)"/.exec(xml) ?? [];
    expect(sessionIndex).toMatch(ID);
    expect(xml.split(`"${sessionIndex}"`)).toHaveLength(2);
  });
});

describe('attributes', () => {
  const security = { groups: { claim: 'vendor-default', send: 'security' } } as const;

  test('without any, neither the statement nor the xs prefix is there', async () => {
    const { xml } = await answer({}, { attributes: {} });
    expect(xml).not.toContain('AttributeStatement');
    expect(xml).not.toContain('xmlns:xs=');
    expect(xml).not.toContain('InclusiveNamespaces');
  });

  test('groups are names, one value each, behind the other attributes', async () => {
    const { xml, groups } = await answer({}, security);
    expect(groups).toEqual(['Harbour', 'Lighthouse & Co']);
    expect(xml).toContain(
      `${attribute('lastName', 'Marchbanks')}${attribute('groups', 'Harbour', 'Lighthouse &amp; Co')}</saml2:AttributeStatement>`,
    );
  });

  test('groups may be one value, joined by commas', async () => {
    const switches = { 'okta/group-values': 'comma-joined' };
    const { groups: sent } = await answer({}, { ...security, switches });
    expect(sent).toEqual(['Harbour,Lighthouse & Co']);
    const none = await answer({ person: { ...ann, groups: [] } }, { ...security, switches });
    expect(none.groups).toBeNull();
  });

  test('there is no limit to groups', async () => {
    const groups = Array.from({ length: 1000 }, (_, n) => ({ id: `g${n}`, name: `Group ${n}` }));
    expect((await answer({ person: { ...ann, groups } }, security)).groups).toHaveLength(1000);
  });

  test('a filter that matches no group leaves the attribute out', async () => {
    const { groups, xml } = await answer({ person: { ...ann, groups: [] } }, security);
    expect(groups).toBeNull();
    expect(xml).not.toContain('Name="groups"');
  });

  test('an empty value is left out, or sent empty', async () => {
    const person = { ...ann, phone: '' };
    const settings = { attributes: { phone: 'phone', first: 'givenName' } } as const;
    expect((await answer({ person }, settings)).xml).not.toContain('Name="phone"');
    const kept = await answer({ person }, { ...settings, switches: { 'okta/empty-attribute': 'empty-value' } });
    expect(kept.xml).toContain(attribute('phone', ''));
  });
});
