import { describe, expect, test } from 'vitest';
import { respond, type ResponseInput } from '../../saml/respond.ts';
import { ann, signInInput } from '../../saml/sign-in.fixture.ts';
import type { Source } from '../../source.ts';

/** Where the order, the prefixes and the forms below were read off, by hand. */
const sources: readonly Source[] = [
  {
    title: 'Entra SAML response of an enterprise application, June 2023',
    at: 'published debug output of a php-saml plug-in; thread derricksmith/phpsaml#135',
    basis: 'capture',
    checked: '2026-11-23',
  },
  {
    title: 'Entra SAML response with a signed Response, February 2020',
    at: 'SuiteCRM/SuiteCRM#8537',
    basis: 'capture',
    checked: '2026-11-23',
  },
];

const golden = [
  '<samlp:Response ID="{responseId}" Version="2.0" IssueInstant="2030-03-05T09:30:15.250Z"',
  ' Destination="http://127.0.0.1:4800/acs" InResponseTo="_request-1"',
  ' xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">',
  '<Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</Issuer>',
  '{responseSignature}',
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
  '<Assertion ID="{assertionId}" IssueInstant="2030-03-05T09:30:15.250Z" Version="2.0"',
  ' xmlns="urn:oasis:names:tc:SAML:2.0:assertion">',
  '<Issuer>{issuer}</Issuer>',
  '{assertionSignature}',
  '<Subject>',
  '<NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">a.marchbanks@login.corp.test</NameID>',
  '<SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
  '<SubjectConfirmationData InResponseTo="_request-1" NotOnOrAfter="2030-03-05T10:30:15.250Z"',
  ' Recipient="http://127.0.0.1:4800/acs"/>',
  '</SubjectConfirmation></Subject>',
  '<Conditions NotBefore="2030-03-05T09:25:15.250Z" NotOnOrAfter="2030-03-05T10:30:15.250Z">',
  '<AudienceRestriction><Audience>http://127.0.0.1:4800/metadata</Audience></AudienceRestriction></Conditions>',
  '<AttributeStatement>',
  '<Attribute Name="http://schemas.microsoft.com/identity/claims/tenantid">',
  '<AttributeValue>6f1c4a80-5b1d-4c3e-9a55-0a1b2c3d4e5f</AttributeValue></Attribute>',
  '<Attribute Name="http://schemas.microsoft.com/identity/claims/objectidentifier">',
  '<AttributeValue>3d5f0c1e-8b7a-4f66-9c2d-1e2f3a4b5c6d</AttributeValue></Attribute>',
  '<Attribute Name="http://schemas.microsoft.com/identity/claims/displayname">',
  '<AttributeValue>Annabelle Marchbanks</AttributeValue></Attribute>',
  '<Attribute Name="http://schemas.microsoft.com/identity/claims/identityprovider">',
  '<AttributeValue>{issuer}</AttributeValue></Attribute>',
  '<Attribute Name="http://schemas.microsoft.com/claims/authnmethodsreferences">',
  '<AttributeValue>http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password</AttributeValue>',
  '<AttributeValue>http://schemas.microsoft.com/claims/multipleauthn</AttributeValue></Attribute>',
  '<Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname">',
  '<AttributeValue>Annabelle</AttributeValue></Attribute>',
  '<Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname">',
  '<AttributeValue>Marchbanks</AttributeValue></Attribute>',
  '<Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress">',
  '<AttributeValue>annabelle@corp.test</AttributeValue></Attribute>',
  '<Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name">',
  '<AttributeValue>a.marchbanks@login.corp.test</AttributeValue></Attribute>',
  '</AttributeStatement>',
  '<AuthnStatement AuthnInstant="2030-03-05T09:29:58.777Z" SessionIndex="{assertionId}">',
  '<AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef>',
  '</AuthnContext></AuthnStatement>',
  '</Assertion></samlp:Response>',
].join('');

const goldenSignature = [
  '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>',
  '<CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
  '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>',
  '<Reference URI="#{id}"><Transforms>',
  '<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>',
  '<Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
  '</Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>',
  '<DigestValue>{digest}</DigestValue></Reference></SignedInfo>',
  '<SignatureValue>{signature}</SignatureValue>',
  '<KeyInfo>{keyInfo}</KeyInfo></Signature>',
].join('');

const inAssertion = '<X509Data><X509Certificate>{certificate}</X509Certificate></X509Data>';
const inResponse =
  '<ds:X509Data xmlns:ds="http://www.w3.org/2000/09/xmldsig#">' +
  '<ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>';

const ID = /^_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The message with what cannot be written down beforehand replaced by names, after its form was checked. */
function readable(xml: string, input: ResponseInput): string {
  const [responseId = '', assertionId = ''] = [...xml.matchAll(/ ID="([^"]*)"/g)].map(([, id]) => id);
  expect(responseId).toMatch(ID);
  expect(assertionId).toMatch(ID);
  return xml
    .replace(/<DigestValue>[A-Za-z0-9+/]{43}=<\/DigestValue>/g, '<DigestValue>{digest}</DigestValue>')
    .replace(/<SignatureValue>[A-Za-z0-9+/]{342}==<\/SignatureValue>/g, '<SignatureValue>{signature}</SignatureValue>')
    .replaceAll(input.key.certificateBase64, '{certificate}')
    .replaceAll(responseId, '{responseId}')
    .replaceAll(assertionId, '{assertionId}')
    .replaceAll(input.app.entityId, '{issuer}');
}

const signed = (id: string, keyInfo: string): string =>
  goldenSignature.replace('{id}', id).replace('{keyInfo}', keyInfo);

describe(`the golden response (${sources.map(({ title }) => title).join('; ')})`, () => {
  test.each([
    { sign: 'assertion' as const, response: '', assertion: signed('{assertionId}', inAssertion) },
    { sign: 'response' as const, response: signed('{responseId}', inResponse), assertion: '' },
    {
      sign: 'both' as const,
      response: signed('{responseId}', inResponse),
      assertion: signed('{assertionId}', inAssertion),
    },
  ])('signed: $sign', async ({ sign, response, assertion }) => {
    const input = await signInInput('entra', { shape: sign });
    const expected = golden.replace('{responseSignature}', response).replace('{assertionSignature}', assertion);
    expect(readable((await respond(input)).xml, input)).toBe(expected);
  });

  test('the assertion alone is signed by default', async () => {
    const input = await signInInput('entra');
    expect((await respond(input)).xml).toBe((await respond({ ...input, shape: 'assertion' })).xml);
  });
});

const email = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

async function answer(changes: Partial<ResponseInput>, settings: ResponseInput['settings'] = {}) {
  const input = await signInInput('entra');
  return respond({ ...input, ...changes, settings: { ...input.settings, ...settings } });
}

const asking = (nameIdFormat: string | null, issuer: string | null = null) => ({
  request: { id: '_request-1', acsUrl: null, nameIdFormat, issuer, authnContext: [] },
});

describe('NameID', () => {
  test('comes from the source that the administrator chose', async () => {
    const { nameId } = await answer({}, { nameId: { format: 'vendor-default', source: 'email' } });
    expect(nameId).toEqual({ value: 'annabelle@corp.test', format: email });
  });

  test('the format of the request wins over the configured one', async () => {
    const settings = { nameId: { format: 'emailAddress', source: 'email' } } as const;
    expect((await answer(asking(unspecified), settings)).nameId).toEqual({
      value: 'annabelle@corp.test',
      format: unspecified,
    });
  });

  test('a persistent one is opaque, and another one for every application and person', async () => {
    const first = await answer(asking(persistent));
    const again = await answer({ ...asking(persistent), orderKey: 'later' });
    const input = await signInInput('entra', asking(persistent));
    const elsewhere = await respond({ ...input, app: { ...input.app, externalKey: 'another' } });
    const other = await respond({ ...input, person: { ...ann, id: '00000000-5e4f-4a3b-8c1d-0f9e8d7c6b5a' } });
    expect(first.nameId.format).toBe(persistent);
    expect(first.nameId.value).toMatch(/^[A-Za-z0-9_-]{31}0123456789ab$/);
    expect(again.nameId).toEqual(first.nameId);
    expect(new Set([first, elsewhere, other].map(({ nameId }) => nameId.value)).size).toBe(3);
  });

  test('a persistent one of another run differs by the nonce alone', async () => {
    const subject = (nonce: string) => ({ nonce, person: { ...ann, id: `3d5f0c1e-8b7a-4f66-9c2d-${nonce}` } });
    const input = await signInInput('entra', asking(persistent));
    const [one, other] = await Promise.all(
      ['0123456789ab', 'ba9876543210'].map((nonce) => respond({ ...input, ...subject(nonce) })),
    );
    expect(other?.nameId.value).toBe(one?.nameId.value?.replace('0123456789ab', 'ba9876543210'));
  });

  test('a transient one is new every time', async () => {
    const first = await answer(asking(transient));
    const again = await answer({ ...asking(transient), orderKey: 'later' });
    expect(first.nameId.value).toMatch(ID);
    expect(again.nameId.value).not.toBe(first.nameId.value);
  });

  test('echoes an SPNameQualifier that was let through', async () => {
    const request = { ...asking(null).request, spNameQualifier: 'urn:sp' };
    expect((await answer({ request })).xml).toContain(`<NameID SPNameQualifier="urn:sp" Format="${email}">`);
  });

  test('an empty source refuses the sign-in', async () => {
    await expect(
      answer({ person: { ...ann, email: null } }, { nameId: { format: 'emailAddress', source: 'email' } }),
    ).rejects.toMatchObject({ code: 'NAMEID_EMPTY' });
  });
});

describe('attributes', () => {
  const security = { groups: { claim: 'vendor-default', send: 'security' } } as const;
  const groups = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      id: `00000000-aaaa-4bbb-8ccc-${String(n).padStart(12, '0')}`,
      name: `Group ${n}`,
    }));

  test('no group attribute unless asked for', async () => {
    const { groups: sent, xml } = await answer({});
    expect(sent).toBeNull();
    expect(xml).not.toContain('claims/groups');
  });

  test('groups are object ids, under the claim behind displayname', async () => {
    const { groups: sent, xml } = await answer({}, security);
    expect(sent).toEqual(['11111111-aaaa-4bbb-8ccc-000000000001', '11111111-aaaa-4bbb-8ccc-000000000002']);
    expect(xml).toContain(
      'Annabelle Marchbanks</AttributeValue></Attribute>' +
        '<Attribute Name="http://schemas.microsoft.com/ws/2008/06/identity/claims/groups">' +
        '<AttributeValue>11111111-aaaa-4bbb-8ccc-000000000001</AttributeValue>' +
        '<AttributeValue>11111111-aaaa-4bbb-8ccc-000000000002</AttributeValue></Attribute>',
    );
  });

  test('150 groups are a list', async () => {
    const { groups: sent } = await answer({ person: { ...ann, groups: groups(150) } }, security);
    expect(sent).toHaveLength(150);
  });

  test("151 groups are a link to the mock's own Graph", async () => {
    const emission = await answer({ person: { ...ann, groups: groups(151) } }, security);
    expect(emission.groups).toBe('overage');
    expect(emission.groupsBehindOverage).toEqual(groups(151).map(({ id }) => id));
    expect(emission.xml).not.toContain('identity/claims/groups"');
    expect(emission.xml).toContain(
      '<Attribute Name="http://schemas.microsoft.com/claims/groups.link"><AttributeValue>http://localhost:4700/' +
        'graph.windows.net/6f1c4a80-5b1d-4c3e-9a55-0a1b2c3d4e5f/users/3d5f0c1e-8b7a-4f66-9c2d-1e2f3a4b5c6d/getMemberObjects' +
        '</AttributeValue></Attribute>',
    );
  });

  test.each([
    [1000, ['00000000-aaaa-4bbb-8ccc-000000000777']],
    [1001, 'overage'],
  ])('of %i groups a filter leaves %o', async (count, left) => {
    const filtered = { groups: { ...security.groups, filter: 'p 777' } };
    const { groups: sent, groupsBehindOverage } = await answer({ person: { ...ann, groups: groups(count) } }, filtered);
    expect(sent).toEqual(left);
    expect(groupsBehindOverage?.length ?? count).toBe(count);
  });

  test('a filter that lets no group through leaves the claim out', async () => {
    const filtered = { groups: { ...security.groups, filter: 'nothing' } };
    expect((await answer({ person: { ...ann, groups: groups(3) } }, filtered)).groups).toBeNull();
  });

  test.each([
    ['display-names', 'Harbour'],
    ['netbios-names', 'CORP\\Harbour'],
  ] as const)('groups may be %s', async (values, first) => {
    const { groups: sent } = await answer({}, { groups: { ...security.groups, values } });
    expect(sent?.[0]).toBe(first);
  });

  test('what is empty is left out', async () => {
    const { xml } = await answer({ person: { ...ann, email: null, groups: [] } }, security);
    expect(xml).not.toContain('emailaddress');
    expect(xml).not.toContain('claims/groups');
  });

  test('own attributes follow, or take the place of the one of that name', async () => {
    const emailAddress = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
    const { xml } = await answer({}, { attributes: { [emailAddress]: 'upn', team: 'department' } });
    expect(xml).toContain(`Name="${emailAddress}"><AttributeValue>a.marchbanks@login.corp.test<`);
    expect(xml.match(/<Attribute /g)).toHaveLength(10);
    expect(xml).toContain(
      '<Attribute Name="team"><AttributeValue>Cartography</AttributeValue></Attribute></AttributeStatement>',
    );
  });

  test("a guest's identity provider is another tenant", async () => {
    const { xml } = await answer({ person: { ...ann, kind: 'guest' } });
    const [, tenant] =
      /identityprovider"><AttributeValue>https:\/\/sts\.windows\.net\/([0-9a-f-]{36})\/</.exec(xml) ?? [];
    expect(tenant).toBeDefined();
    expect(tenant).not.toBe('6f1c4a80-5b1d-4c3e-9a55-0a1b2c3d4e5f');
  });

  test("a guest's identity provider may be the word mail, a member's never is", async () => {
    const switches = { 'entra/guest-home': 'mail' };
    const home = 'claims/identityprovider"><AttributeValue>mail<';
    expect((await answer({ person: { ...ann, kind: 'guest' } }, { switches })).xml).toContain(home);
    expect((await answer({}, { switches })).xml).not.toContain(home);
  });

  test.each([
    ['password', ['authenticationmethod/password', 'claims/multipleauthn']],
    ['x509-multifactor', ['authenticationmethod/x509', 'claims/multipleauthn']],
    ['one-time-passcode', ['claims/multipleauthn']],
  ])('signed in by %s: the methods %o', async (method, told) => {
    const { xml } = await answer({}, { switches: { 'entra/sign-in-method': method } });
    const [, values = ''] = /authnmethodsreferences">(.*?)<\/Attribute>/.exec(xml) ?? [];
    expect([...values.matchAll(/>([^<]+)</g)].map(([, value]) => value?.split('/').slice(-2).join('/'))).toEqual(
      told.map((value) => expect.stringContaining(value.split('/')[1] ?? '') as string),
    );
  });

  test('personal values are named, the NameID is not among them', async () => {
    const { personal, subjectId } = await answer({});
    expect(personal).toEqual({
      id: '3d5f0c1e-8b7a-4f66-9c2d-1e2f3a4b5c6d',
      name: 'Annabelle Marchbanks',
      givenName: 'Annabelle',
      surname: 'Marchbanks',
      email: 'annabelle@corp.test',
    });
    expect(subjectId).toBe('3d5f0c1e-8b7a-4f66-9c2d-1e2f3a4b5c6d');
  });
});

describe('habits', () => {
  test('a GUID as identifier makes the audience spn:', async () => {
    const guid = '5f3b7c1d-1111-4222-8333-944455556666';
    expect((await answer(asking(null, guid))).xml).toContain(`<Audience>spn:${guid}</Audience>`);
  });

  test('without a request nothing is answered to', async () => {
    const { xml, inResponseTo } = await answer({ request: null });
    expect(xml).not.toContain('InResponseTo');
    expect(inResponseTo).toBeNull();
  });

  test('switches choose the other form', async () => {
    const switches = { 'entra/conditions-window': 'documented', 'entra/confirmation-window': '5-minutes' };
    const { xml } = await answer({}, { switches });
    expect(xml).toContain('<Conditions NotBefore="2030-03-05T09:30:15.250Z" NotOnOrAfter="2030-03-05T10:40:15.250Z">');
    expect(xml).toContain('InResponseTo="_request-1" NotOnOrAfter="2030-03-05T09:35:15.250Z"');
  });
});
