import { createSign } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppSettings, SignOutOrder, Vendor } from '../index.ts';
import { openKeys } from '../keys.ts';
import { all, attributes, texts } from '../saml/broken.fixture.ts';
import type { SigningKey } from '../saml/respond.ts';
import { checkEnvelopedSignature, checkRedirectSignature } from '../saml/request-signature.ts';
import {
  appOf,
  authnRequest,
  base64,
  Browser,
  NOW,
  redirectUrl,
  SP,
  started,
  type Shown,
  type Started,
} from './browser.fixture.ts';

const SLO = 'http://127.0.0.1:9/slo';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

let run: Started;
let key: SigningKey;
let stranger: SigningKey;
beforeAll(async () => {
  run = await started();
  const keys = openKeys(mkdtempSync(join(tmpdir(), 'jitmus-sp-')));
  [key, stranger] = await Promise.all([keys.get('other', 'a'), keys.get('other', 'b')]);
});
afterAll(() => run.idps.close());

let count = 0;

/** Somebody who is signed in, with all that their application was told. */
async function signedIn(vendor: 'entra' | 'okta', settings: AppSettings = {}) {
  const name = `out-${count++}`;
  const serviceProvider = {
    ...SP,
    entityId: `${SP.entityId}/${name}`,
    sloUrl: SLO,
    signingCertificate: key.certificate,
  };
  const nameId = { format: 'emailAddress', source: 'email' } as const;
  const app = await appOf(run.idps, vendor, { serviceProvider, nameId, singleLogout: true, ...settings }, name);
  const person = run.idps.person(vendor, { groups: 0 }, name);
  const browser = new Browser();
  await browser.get(run.idps.arm({ key: name, app, person }).armUrl);
  await browser.get(
    redirectUrl(app.ssoUrl, authnRequest({ issuer: serviceProvider.entityId, id: `_request-${name}` })),
  );
  const { sessionIndex } = run.seen('emitted').at(-1)!;
  const signOut = (order: Partial<SignOutOrder> = {}) => run.idps.armSignOut({ key: `${name} out`, app, ...order });
  return { app, person, browser, sessionIndex, entityId: serviceProvider.entityId, signOut };
}

type SignedIn = Awaited<ReturnType<typeof signedIn>>;

/** As a sound application writes it; null leaves a part out. */
function logoutRequest(
  { entityId, person, sessionIndex }: SignedIn,
  parts: { issuer?: string; nameId?: string | null; sessionIndex?: string | null; attributes?: string } = {},
): string {
  const { issuer = entityId, nameId = person.email, attributes: more = '' } = parts;
  const index = parts.sessionIndex === undefined ? sessionIndex : parts.sessionIndex;
  return `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_logout" Version="2.0" IssueInstant="${new Date(NOW).toISOString()}"${more}><saml:Issuer>${issuer}</saml:Issuer>${nameId === null ? '' : `<saml:NameID>${nameId}</saml:NameID>`}${index === null ? '' : `<samlp:SessionIndex>${index}</samlp:SessionIndex>`}</samlp:LogoutRequest>`;
}

/** By HTTP-Redirect, signed. */
function signedUrl(url: string, xml: string, by = key, name = 'SAMLRequest'): string {
  const query = `${name}=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}&RelayState=state&SigAlg=${encodeURIComponent(RSA_SHA256)}`;
  const signature = createSign('RSA-SHA256').update(query).sign(by.privateKey, 'base64');
  return `${url}?${query}&Signature=${encodeURIComponent(signature)}`;
}

/** The message that an answer carries on, by whichever binding. */
function carried(shown: Shown): { to: string; xml: string; relayState: string | null; query: string } {
  const location = shown.headers.get('location');
  if (location !== null) {
    const { origin, pathname, search, searchParams } = new URL(location);
    const parameter = searchParams.get('SAMLResponse') ?? searchParams.get('SAMLRequest') ?? '';
    const xml = inflateRawSync(Buffer.from(parameter, 'base64')).toString();
    return { to: origin + pathname, xml, relayState: searchParams.get('RelayState'), query: search.slice(1) };
  }
  const [form] = shown.forms;
  const { SAMLResponse, SAMLRequest, RelayState } = form?.fields ?? {};
  const xml = Buffer.from(SAMLResponse ?? SAMLRequest ?? '', 'base64').toString();
  return { to: form?.action ?? '', xml, relayState: RelayState ?? null, query: '' };
}

const rootOf = (xml: string) => /<(?:\w+:)?(Logout\w+)/.exec(xml)?.[1];

describe('an application that signs somebody out at Entra', () => {
  const send = (who: SignedIn, xml = logoutRequest(who)) => who.browser.get(redirectUrl(who.app.sloUrl!, xml, 'state'));

  it('is answered by HTTP-Redirect, without signature, by an issuer of its own', async () => {
    const who = await signedIn('entra');
    const { to, xml, relayState, query } = carried(await send(who));
    expect([to, relayState, rootOf(xml)]).toEqual([SLO, 'state', 'LogoutResponse']);
    expect(query).not.toContain('Signature');
    expect(xml).not.toContain('Signature');
    expect(xml).not.toContain('Destination');
    expect(xml).toContain('InResponseTo="_logout"');
    expect(xml).toContain('status:Success');
    expect(texts(xml, 'Issuer')).toEqual([who.app.entityId.replace('sts.windows.net', 'login.microsoftonline.com')]);
    expect(run.seen('logout-received').at(-1)).toMatchObject({
      ticket: null,
      message: 'request',
      signature: 'absent',
      fields: { sessionIndexes: [who.sessionIndex], nameId: { value: who.person.email } },
    });
    expect(run.seen('logout-sent').at(-1)).toMatchObject({
      message: 'response',
      faults: [],
      genuineXml: null,
      to: SLO,
    });
  });

  it('is answered by the entity ID where the switch says so', async () => {
    const who = await signedIn('entra', { switches: { 'entra/logout-response-issuer': 'sts.windows.net' } });
    expect(texts(carried(await send(who)).xml, 'Issuer')).toEqual([who.app.entityId]);
  });

  it('ends the session at the IdP', async () => {
    const who = await signedIn('entra');
    await send(who);
    const shown = await who.browser.get(who.signOut().startUrl);
    expect([shown.status, shown.code]).toEqual([409, 'mock:nobody-to-sign-out']);
  });

  it.each([
    ['has no NameID', { nameId: null }, 'AADSTS7500530'],
    ['names another session', { sessionIndex: '_other' }, 'AADSTS50070'],
    ['has expired', { attributes: ` NotOnOrAfter="${new Date(NOW).toISOString()}"` }, 'AADSTS50071'],
    ['comes from nobody known', { issuer: 'http://unknown.test' }, 'AADSTS700016'],
  ])('sees an error page when the request %s', async (_what, parts, code) => {
    const who = await signedIn('entra');
    const shown = await send(who, logoutRequest(who, parts));
    expect([shown.code, shown.forms]).toEqual([code, []]);
    expect(run.seen('refused').at(-1)).toMatchObject({ code });
    expect((await send(who)).status).toBe(302);
  });

  it('is not asked whom it names', async () => {
    const who = await signedIn('entra');
    expect((await send(who, logoutRequest(who, { nameId: 'somebody@else.test' }))).status).toBe(302);
  });

  it('cannot post, nor end a session in which it has no part', async () => {
    const [who, other] = [await signedIn('entra'), await signedIn('entra')];
    const posted = await who.browser.post(who.app.sloUrl!, { SAMLRequest: base64(logoutRequest(who)) });
    const answer = await who.browser.get(run.idps.origin + (posted.headers.get('location') ?? ''));
    expect(posted.code ?? answer.code).toBe('AADSTS75005');
    expect((await who.browser.get(redirectUrl(who.app.sloUrl!, logoutRequest(other)))).code).toBe('AADSTS50068');
  });

  it('sees a page of Entra where it named no address to come back to', async () => {
    const who = await signedIn('entra', { serviceProvider: { ...SP, entityId: 'http://127.0.0.1:9/without-slo' } });
    const without = { ...who, entityId: 'http://127.0.0.1:9/without-slo', sessionIndex: null };
    const shown = await send(without, logoutRequest(without));
    expect([shown.status, shown.forms]).toEqual([200, []]);
    expect(shown.text).toContain('You are signed out');
  });
});

describe('an application that signs somebody out at Okta', () => {
  it('is answered by a signed form', async () => {
    const who = await signedIn('okta');
    const shown = await who.browser.get(signedUrl(who.app.sloUrl!, logoutRequest(who)));
    const { to, xml, relayState } = carried(shown);
    expect([to, relayState, rootOf(xml)]).toEqual([SLO, 'state', 'LogoutResponse']);
    expect(attributes(xml, 'LogoutResponse', 'Destination')).toEqual([SLO]);
    expect(texts(xml, 'Issuer')).toEqual([who.app.entityId]);
    const trust = { certificates: who.app.certificate, allowSha1: false };
    expect(await checkEnvelopedSignature(xml, attributes(xml, 'LogoutResponse', 'ID')[0] ?? '', trust)).toMatchObject({
      state: 'valid',
    });
    expect(run.seen('logout-received').at(-1)).toMatchObject({ signature: 'valid', signatureAlgorithm: RSA_SHA256 });
  });

  it('may post, and the browser comes back for its session', async () => {
    const who = await signedIn('okta', { switches: { 'okta/logout-response-signature': 'unsigned' } });
    const bare = new Browser();
    const bounced = await bare.post(who.app.sloUrl!, { SAMLRequest: base64(logoutRequest(who)) });
    expect(bounced.status).toBe(303);
    const shown = await who.browser.get(run.idps.origin + (bounced.headers.get('location') ?? ''));
    expect(carried(shown).xml).toContain('status:AuthnFailed');
  });

  it.each([
    ['is not signed', (who: SignedIn) => redirectUrl(who.app.sloUrl!, logoutRequest(who))],
    ['is signed by a stranger', (who: SignedIn) => signedUrl(who.app.sloUrl!, logoutRequest(who), stranger)],
    ['names another issuer', (who: SignedIn) => signedUrl(who.app.sloUrl!, logoutRequest(who, { issuer: 'urn:x' }))],
  ])('is told AuthnFailed, and nothing ends, when the request %s', async (_what, url) => {
    const who = await signedIn('okta');
    const { xml } = carried(await who.browser.get(url(who)));
    expect(xml).toContain('status:AuthnFailed');
    expect(run.seen('refused').at(-1)).toMatchObject({ code: 'User single sign out from app failure' });
    expect(rootOf(carried(await who.browser.get(who.signOut().startUrl)).xml)).toBe('LogoutRequest');
  });

  it('takes nothing else at its address', async () => {
    const who = await signedIn('okta');
    const shown = await who.browser.get(redirectUrl(who.app.sloUrl!, authnRequest()));
    expect([shown.code, shown.forms]).toEqual(['Bad SAML request', []]);
  });
});

describe('somebody who signs out at the IdP', () => {
  it('Entra: takes a signed request by HTTP-Redirect to the application', async () => {
    const who = await signedIn('entra');
    const ticket = who.signOut();
    const { to, xml, query } = carried(await who.browser.get(ticket.startUrl));
    expect([to, rootOf(xml)]).toEqual([SLO, 'LogoutRequest']);
    expect(checkRedirectSignature(query, { certificates: who.app.certificate, allowSha1: false })).toBe('valid');
    expect(texts(xml, 'Issuer')).toEqual([who.app.entityId]);
    expect(texts(xml, 'NameID')).toEqual([who.person.email]);
    expect(attributes(xml, 'NameID', 'Format')).toEqual([null]);
    expect(texts(xml, 'SessionIndex')).toEqual([who.sessionIndex]);
    expect(attributes(xml, 'LogoutRequest', 'Destination')).toEqual([SLO]);
    expect(attributes(xml, 'LogoutRequest', 'NotOnOrAfter')).toEqual([new Date(NOW + 3_600_000).toISOString()]);
    expect(run.seen('logout-sent').at(-1)).toMatchObject({
      ticket: ticket.id,
      message: 'request',
      binding: 'redirect',
    });
  });

  it('Entra: names somebody that the application never saw, unsigned, where the switches say so', async () => {
    const switches = { 'entra/logout-request-nameid': 'pairwise', 'entra/logout-request-signature': 'unsigned' };
    const who = await signedIn('entra', { switches });
    const { xml, query } = carried(await who.browser.get(who.signOut().startUrl));
    expect(texts(xml, 'NameID')[0]).toMatch(/^[\w-]{43}$/);
    expect(query).not.toContain('Signature');
  });

  it('Okta: takes a signed form where the switch says so, with the session or without', async () => {
    const who = await signedIn('okta', { switches: { 'okta/logout-request-binding': 'post' } });
    const { xml } = carried(await who.browser.get(who.signOut().startUrl));
    const trust = { certificates: who.app.certificate, allowSha1: false };
    const id = attributes(xml, 'LogoutRequest', 'ID')[0] ?? '';
    expect(await checkEnvelopedSignature(xml, id, trust)).toMatchObject({ state: 'valid' });
    expect(texts(xml, 'SessionIndex')).toEqual([who.sessionIndex]);
    expect(all(xml, 'NameID')[0]?.getAttribute('Format')).toContain('emailAddress');

    const everywhere = await signedIn('okta', { switches: { 'okta/logout-session-index': 'left-out' } });
    expect(texts(carried(await everywhere.browser.get(everywhere.signOut().startUrl)).xml, 'SessionIndex')).toEqual([]);
  });

  it.each(['entra', 'okta'] as const)('%s: hears the answer of the application', async (vendor) => {
    const who = await signedIn(vendor);
    const ticket = who.signOut();
    const { xml: request } = carried(await who.browser.get(ticket.startUrl));
    const id = attributes(request, 'LogoutRequest', 'ID')[0] ?? '';
    const response = `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_answer" InResponseTo="${id}" Version="2.0"><saml:Issuer>${who.entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`;
    const at = vendor === 'okta' ? `${who.app.sloUrl}/callback` : who.app.sloUrl!;
    const shown = await who.browser.get(signedUrl(at, response, key, 'SAMLResponse'));
    expect(run.seen('logout-received').at(-1)).toMatchObject({
      ticket: ticket.id,
      message: 'response',
      signature: 'valid',
      fields: { inResponseTo: id, status: 'urn:oasis:names:tc:SAML:2.0:status:Success' },
    });
    // Entra takes none: the session has ended all the same.
    if (vendor === 'entra') expect(shown.code).toBe('mock:logout-response');
    else expect(shown.text).toContain('You are signed out');
  });

  it('is told so where a ticket was used, or nobody is signed in', async () => {
    const who = await signedIn('okta');
    const ticket = who.signOut();
    expect((await new Browser().get(ticket.startUrl)).code).toBe('mock:nobody-to-sign-out');
    expect((await who.browser.get(ticket.startUrl)).status).toBe(410);
  });
});

describe('a fault of a sign-out', () => {
  const broken = async (
    vendor: 'entra' | 'okta',
    id: string,
    order: Partial<SignOutOrder> = {},
    options?: Record<string, unknown>,
  ) => {
    const who = await signedIn(vendor);
    const ticket = who.signOut({ faults: [{ id, ...(options && { options }) }], ...order });
    const message = carried(await who.browser.get(ticket.startUrl));
    const sent = run.seen('logout-sent').at(-1)!;
    expect(sent).toMatchObject({ ticket: ticket.id, faults: [id], xml: message.xml });
    return { ...message, who, genuine: sent.genuineXml ?? '' };
  };
  const vendors = ['entra', 'okta'] as const;
  const state = async ({ xml, query }: { xml: string; query: string }, certificates: string) => {
    const trust = { certificates, allowSha1: false };
    const root = rootOf(xml) ?? '';
    if (query) return checkRedirectSignature(query, trust, root === 'LogoutRequest' ? 'SAMLRequest' : 'SAMLResponse');
    return (await checkEnvelopedSignature(xml, attributes(xml, root, 'ID')[0] ?? '', trust)).state;
  };

  it.each(vendors)('%s: without signature', async (vendor) => {
    const message = await broken(vendor, 'saml/logout-request-unsigned');
    expect(await state(message, message.who.app.certificate)).toBe('absent');
  });

  it.each(vendors)("%s: by the attacker's key", async (vendor) => {
    const message = await broken(vendor, 'saml/logout-request-foreign-key');
    expect(await state(message, message.who.app.certificate)).toBe('invalid');
    expect(await state(message, attackersCertificate(message.who))).toBe('valid');
  });

  it.each(vendors)('%s: changed after it was signed', async (vendor) => {
    const message = await broken(vendor, 'saml/logout-request-altered');
    expect(await state(message, message.who.app.certificate)).toBe('invalid');
    const without = (xml: string) => xml.replace(/ IssueInstant="[^"]*"/, '');
    expect(without(message.xml)).toBe(without(message.genuine));
  });

  const said: [string, string, (xml: string, who: SignedIn) => unknown, unknown][] = [
    [
      'saml/logout-request-issuer',
      'LogoutRequest',
      (xml) => texts(xml, 'Issuer'),
      ['https://other-idp.example/metadata'],
    ],
    [
      'saml/logout-request-destination',
      'LogoutRequest',
      (xml) => attributes(xml, 'LogoutRequest', 'Destination'),
      ['https://other-sp.example/slo'],
    ],
    [
      'saml/logout-request-expired',
      'LogoutRequest',
      (xml) => attributes(xml, 'LogoutRequest', 'NotOnOrAfter'),
      [new Date(NOW - 3_600_000).toISOString()],
    ],
    [
      'saml/logout-request-other-session',
      'LogoutRequest',
      (xml, who) => texts(xml, 'SessionIndex')[0] !== who.sessionIndex,
      true,
    ],
    [
      'saml/logout-response-in-response-to',
      'LogoutResponse',
      (xml) => attributes(xml, 'LogoutResponse', 'InResponseTo').length,
      1,
    ],
    ['saml/logout-response-failed', 'LogoutResponse', (xml) => xml.includes('status:Responder'), true],
    [
      'saml/logout-response-issuer',
      'LogoutResponse',
      (xml) => texts(xml, 'Issuer'),
      ['https://other-idp.example/metadata'],
    ],
  ];
  it.each(said.flatMap((row) => vendors.map((vendor) => [vendor, ...row] as const)))(
    '%s: %s',
    async (vendor, id, root, read, expected) => {
      const message = await broken(vendor, id);
      expect(rootOf(message.xml)).toBe(root);
      expect(read(message.xml, message.who)).toEqual(expected);
      // The key is the right one: what is wrong is what it says. Entra signs no LogoutResponse.
      const signed = vendor === 'entra' && root === 'LogoutResponse' ? 'absent' : 'valid';
      expect(await state(message, message.who.app.certificate)).toBe(signed);
    },
  );

  it.each(vendors)('%s: for somebody else', async (vendor) => {
    const victim = run.idps.person(vendor, { groups: 0 }, 'victim of a sign-out');
    const message = await broken(vendor, 'saml/logout-request-other-person', { victim });
    expect(texts(message.xml, 'NameID')).toEqual([victim.email]);
    expect(texts(message.xml, 'SessionIndex')).toEqual([message.who.sessionIndex]);
  });

  it('sends the message of an earlier sign-out again', async () => {
    const who = await signedIn('okta');
    const first = carried(await who.browser.get(who.signOut({ key: 'earlier' }).startUrl));
    await who.browser.get(run.idps.arm({ key: 'again', app: who.app, person: who.person }).armUrl);
    await who.browser.get(redirectUrl(who.app.ssoUrl, authnRequest({ issuer: who.entityId, id: '_again' })));
    const faults = [{ id: 'saml/logout-request-replayed' }];
    const again = carried(await who.browser.get(who.signOut({ key: 'later', faults, earlier: 'earlier' }).startUrl));
    expect(again).toEqual(first);
  });

  it('breaks the answer to the application, whose ticket the browser holds', async () => {
    const who = await signedIn('okta');
    const faults = [{ id: 'saml/logout-response-unsigned' }];
    const ticket = who.signOut({ faults });
    await who.browser.get(ticket.armUrl);
    const { xml } = carried(await who.browser.get(signedUrl(who.app.sloUrl!, logoutRequest(who))));
    expect(xml).toContain('InResponseTo="_logout"');
    expect(xml).not.toContain('Signature');
    expect(run.seen('logout-received').at(-1)).toMatchObject({ ticket: ticket.id });
  });

  it('that changes nothing is told, and not sent', async () => {
    const who = await signedIn('entra');
    const faults = [{ id: 'saml/logout-response-unsigned' }];
    const shown = await who.browser.get(who.signOut({ faults }).startUrl);
    expect([shown.status, shown.code]).toEqual([500, 'FAULT_DOES_NOT_FIT']);
  });

  it.each([
    ['FAULT_NEEDS_VICTIM', { faults: [{ id: 'saml/logout-request-other-person' }] }],
    ['FAULT_NEEDS_EARLIER', { faults: [{ id: 'saml/logout-request-replayed' }] }],
    ['FAULT_DOES_NOT_FIT', { faults: [{ id: 'saml/unsigned' }] }],
    ['FAULT_UNKNOWN', { faults: [{ id: 'saml/logout' }] }],
  ])('is refused beforehand: %s', async (code, order) => {
    const who = await signedIn('okta');
    expect(() => who.signOut(order)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('is none of a sign-in', async () => {
    const { app, person } = await signedIn('okta');
    const order = { key: 'x', app, person, faults: [{ id: 'saml/logout-request-unsigned' }] };
    expect(() => run.idps.arm(order)).toThrow(expect.objectContaining({ code: 'FAULT_DOES_NOT_FIT' }) as Error);
  });
});

/** The certificate of the key that no metadata holds. */
const attackersCertificate = ({ app }: SignedIn) =>
  (app as unknown as { attackerKey: SigningKey }).attackerKey.certificate;

describe('metadata', () => {
  const listed = (xml: string) => all(xml, 'SingleLogoutService').map((it) => it.getAttribute('Location'));

  it.each<[Vendor, number, number]>([
    ['entra', 1, 1],
    ['okta', 0, 2],
    ['google', 0, 0],
    ['other', 0, 0],
  ])('%s lists %i addresses of single logout, and %i where it is enabled', async (vendor, without, withIt) => {
    const app = await run.idps.app(vendor, 'metadata of logout');
    expect(listed(app.metadata())).toHaveLength(without);
    app.configure({ singleLogout: true });
    expect(listed(app.metadata())).toEqual(Array.from({ length: withIt }, () => app.sloUrl));
  });
});
