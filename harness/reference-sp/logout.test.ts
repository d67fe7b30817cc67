import { createVerify, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { answerTo, bring, idIn, logoutOf, messageIn, signedIn, type LogoutSettings } from './test-logout.ts';
import { startWorld, whoIs } from './test-world.ts';

const ADA = 'ada@corp.test';
const HOUR = 3_600_000;

const world = async () => {
  const started = await startWorld();
  const method = await started.verifiedMethod({ signRequests: true });
  return { world: started, method, ada: await signedIn(started, method) };
};

test.each(['redirect', 'post'] as const)(
  'a logout request by %s ends the session, and is answered',
  async (binding) => {
    const { world: sp, method, ada } = await world();
    const request = { ...logoutOf(sp, ada), binding, relayState: 'state' };
    const { status, location } = await bring(ada.browser, method, request);
    expect([status, await whoIs(ada.browser)]).toEqual([302, null]);
    const { to, xml, query } = messageIn(location);
    expect([to, query.get('RelayState')]).toEqual([sp.idp.sloUrl, 'state']);
    expect(xml).toMatch(/<samlp:LogoutResponse .*status:Success/);
    expect(xml).toContain(` InResponseTo="${request.id}"`);
    expect(xml).toContain(` Destination="${sp.idp.sloUrl}"`);
    expect(xml).toContain(` IssueInstant="${new Date(sp.clock.now).toISOString()}"`);
    expect(xml).toContain(`<saml:Issuer>${method.entityId}</saml:Issuer>`);
  },
);

test('our messages are signed by the key of the metadata where the method signs', async () => {
  const { world: sp, method, ada } = await world();
  const metadata = (await sp.browser().get(method.metadataUrl)).text;
  const [, base64 = ''] = /<KeyDescriptor use="signing">.*?<ds:X509Certificate>([^<]*)/s.exec(metadata) ?? [];
  const { publicKey } = new X509Certificate(Buffer.from(base64, 'base64'));
  const holds = (location: string) => {
    const { search, searchParams } = new URL(location);
    const signed = search.slice(1, search.indexOf('&Signature='));
    return createVerify('RSA-SHA256').update(signed).verify(publicKey, searchParams.get('Signature')!, 'base64');
  };
  const answer = await bring(ada.browser, method, { ...logoutOf(sp, ada), relayState: 'a b&c' });
  const again = await signedIn(sp, method);
  const request = await again.browser.get(method.logoutUrl);
  expect([holds(answer.location!), holds(request.location!)]).toEqual([true, true]);
});

test('the metadata lists the address for both bindings, before the assertion consumer service', async () => {
  const { world: sp, method } = await world();
  const { text } = await sp.browser().get(method.metadataUrl);
  const listed = [...text.matchAll(/<SingleLogoutService Binding="[^"]*:(\S+)" Location="([^"]*)"/g)];
  expect(listed.map(([, binding, location]) => [binding, location])).toEqual([
    ['HTTP-Redirect', method.sloUrl],
    ['HTTP-POST', method.sloUrl],
  ]);
  expect(text.indexOf('SingleLogoutService')).toBeLessThan(text.indexOf('AssertionConsumerService'));
});

test('only the session that is named ends; without one, all of the person and nobody else', async () => {
  const { world: sp, method, ada } = await world();
  const [second, third] = [await signedIn(sp, method), await signedIn(sp, method)];
  const bob = await signedIn(sp, method, 'bob@corp.test');
  const left = () => Promise.all([ada, second, third, bob].map(({ browser }) => whoIs(browser)));
  await bring(ada.browser, method, logoutOf(sp, ada));
  expect(await left()).toEqual([null, ADA, ADA, 'bob@corp.test']);
  await bring(sp.browser(), method, { ...logoutOf(sp, second), sessionIndex: null });
  expect(await left()).toEqual([null, null, null, 'bob@corp.test']);
});

test('a person is found without the format that the assertion had, and not by another format', async () => {
  const { world: sp, method, ada } = await world();
  const format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
  await bring(ada.browser, method, { ...logoutOf(sp, ada), nameIdFormat: format });
  expect(await whoIs(ada.browser)).toBe(ADA);
  await bring(ada.browser, method, { ...logoutOf(sp, ada), nameIdFormat: null });
  expect(await whoIs(ada.browser)).toBe(null);
});

test("sessions of another method do not end by this method's identity provider", async () => {
  const { world: sp, method, ada } = await world();
  const other = await sp.verifiedMethod();
  await bring(ada.browser, other, { ...logoutOf(sp, ada), destination: other.sloUrl, sessionIndex: null });
  expect(await whoIs(ada.browser)).toBe(ADA);
  expect(method.sloUrl).not.toBe(other.sloUrl);
});

const refused: [string, (settings: LogoutSettings, other: LogoutSettings['key']) => Partial<LogoutSettings>, string][] =
  [
    ['is not signed', () => ({ key: null }), 'logout-unsigned'],
    ['is signed by another key', (_, key) => ({ key }), 'logout-signature'],
    [
      'was changed after signing',
      () => ({ wire: (xml) => xml.replace(' Version=', ' Consent="urn:x" Version=') }),
      'logout-signature',
    ],
    ['is of another issuer', () => ({ issuer: 'https://other.test' }), 'logout-issuer'],
    ['is of nobody', () => ({ issuer: null }), 'logout-issuer'],
  ];

test.each(
  refused.flatMap(([what, change, code]) =>
    (['redirect', 'post'] as const).map((it) => [what, it, change, code] as const),
  ),
)('a logout request that %s ends nothing and is not answered (%s)', async (_what, binding, change, code) => {
  const { world: sp, method, ada } = await world();
  const genuine = { ...logoutOf(sp, ada), binding };
  const answer = await bring(ada.browser, method, { ...genuine, ...change(genuine, sp.otherKey) });
  expect([answer.status, answer.code, await whoIs(ada.browser)]).toEqual([403, code, ADA]);
});

const failed: [string, (settings: LogoutSettings) => Partial<LogoutSettings>][] = [
  ['was made for another address', () => ({ destination: 'https://other.test/slo' })],
  ['names no address', () => ({ destination: null })],
  ['has expired', ({ issueInstant }) => ({ notOnOrAfter: issueInstant - HOUR })],
  ['is of another version', () => ({ version: '1.1' })],
  ['names nobody', () => ({ nameId: null })],
];

test.each(failed)('a logout request that %s ends nothing, and is told so', async (_what, change) => {
  const { world: sp, method, ada } = await world();
  const genuine = logoutOf(sp, ada);
  const { location } = await bring(ada.browser, method, { ...genuine, ...change(genuine) });
  expect(messageIn(location).xml).toMatch(/<samlp:LogoutResponse .*status:Requester/);
  expect(await whoIs(ada.browser)).toBe(ADA);
});

test('a logout request counts once, and one without an end as long as a session lasts', async () => {
  const { world: sp, method, ada } = await world();
  const request = { ...logoutOf(sp, ada), sessionIndex: null, notOnOrAfter: null };
  await bring(ada.browser, method, request);
  const again = await signedIn(sp, method);
  const { location } = await bring(again.browser, method, request);
  expect(messageIn(location).xml).toContain('status:Requester');
  expect(await whoIs(again.browser)).toBe(ADA);
  sp.clock.now += 9 * HOUR;
  const late = await signedIn(sp, method);
  await bring(late.browser, method, { ...request, id: '_never-seen' });
  expect(await whoIs(late.browser)).toBe(ADA);
});

test('who signs out here is signed out at once, and the identity provider is told of the session', async () => {
  const { world: sp, method, ada } = await world();
  const { location } = await ada.browser.get(method.logoutUrl);
  expect(await whoIs(ada.browser)).toBe(null);
  const { to, xml } = messageIn(location);
  expect(to).toBe(sp.idp.sloUrl);
  expect(xml).toMatch(/<samlp:LogoutRequest /);
  expect(xml).toContain(`>${ADA}</saml:NameID>`);
  expect(xml).toContain(` Format="${ada.said.nameIdFormat}"`);
  expect(xml).toContain(`>${ada.said.sessionIndex}</saml2p:SessionIndex>`);
  const { status, text } = await bring(ada.browser, method, answerTo(sp, ada, idIn(xml)));
  expect(status).toBe(200);
  expect(text).toContain('here and at your identity provider');
});

test.each<[string, Partial<LogoutSettings>]>([
  ['is not signed', { key: null }],
  ['says that it failed', { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }],
  ['is of another issuer', { issuer: 'https://login.idp.test' }],
  ['names no destination', { destination: null }],
])('an answer that %s is shown as uncertain', async (_what, change) => {
  const { world: sp, method, ada } = await world();
  const { xml } = messageIn((await ada.browser.get(method.logoutUrl)).location);
  const { status, text } = await bring(ada.browser, method, { ...answerTo(sp, ada, idIn(xml)), ...change });
  expect(status).toBe(200);
  expect(text).toContain('is not certain');
});

test('an answer to nothing ends no session, and one counts once', async () => {
  const { world: sp, method, ada } = await world();
  const stray = await bring(ada.browser, method, answerTo(sp, ada, '_unknown'));
  expect([stray.code, await whoIs(ada.browser)]).toEqual(['logout-unknown', ADA]);
  const { xml } = messageIn((await ada.browser.get(method.logoutUrl)).location);
  const answer = answerTo(sp, ada, idIn(xml));
  expect((await bring(ada.browser, method, answer)).status).toBe(200);
  expect((await bring(ada.browser, method, answer)).code).toBe('logout-unknown');
});

test('nobody is told where nobody is signed in, or the identity provider has no single logout', async () => {
  const { world: sp, method } = await world();
  expect((await sp.browser().get(method.logoutUrl)).status).toBe(200);
  const { issuer, ssoUrl, key } = sp.idp;
  const fields = { metadataXml: undefined, issuer, ssoUrl, certificate: key.certificate };
  const without = await sp.verifiedMethod(fields);
  const ada = await signedIn(sp, without);
  expect((await ada.browser.get(without.logoutUrl)).status).toBe(200);
  expect(await whoIs(ada.browser)).toBe(null);
});

test.each([
  ['', 'logout-missing'],
  ['?SAMLRequest=YQ&SAMLResponse=YQ', 'logout-missing'],
  ['?SAMLRequest=YQ&SAMLRequest=YQ', 'logout-missing'],
  ['?SAMLRequest=%21', 'malformed-message'],
  ['?SAMLRequest=YQ', 'malformed-message'],
])('what cannot be read is refused: %s', async (query, code) => {
  const { world: sp, method } = await world();
  expect((await sp.browser().get(method.sloUrl + query)).code).toBe(code);
  expect(sp.errors).toEqual([]);
});

test('a request in the place of an answer is refused, and so is any other document', async () => {
  const { world: sp, method, ada } = await world();
  const { location } = await ada.browser.get(method.logoutUrl);
  const query = new URL(location!).search;
  expect((await sp.browser().get(method.sloUrl + query.replace('SAMLRequest', 'SAMLResponse'))).code).toMatch(
    /^logout-s/,
  );
  const asked = new URL((await sp.browser().get(method.loginUrl)).location!).searchParams.get('SAMLRequest')!;
  expect((await sp.browser().get(`${method.sloUrl}?SAMLRequest=${encodeURIComponent(asked)}`)).code).toBe(
    'logout-structure',
  );
});
