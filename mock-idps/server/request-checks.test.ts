import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppSettings, Vendor } from '../index.ts';
import { openKeys } from '../keys.ts';
import { appOf, authnRequest, base64, Browser, redirectUrl, SP, started, type Started } from './browser.fixture.ts';

let run: Started;
let certificate: string;
beforeAll(async () => {
  run = await started();
  ({ certificate } = await openKeys(mkdtempSync(join(tmpdir(), 'jitmus-sp-'))).get('other', 'a'));
});
afterAll(() => run.idps.close());

const VENDORS: readonly Vendor[] = ['entra', 'google', 'okta', 'other'];
let count = 0;

/** A sign-in that is under way: how the registration is set up, and a browser with a ticket for it. */
async function arriving(vendor: Vendor, settings: AppSettings = {}) {
  const app = await appOf(run.idps, vendor, { switches: {}, requireSignedRequests: false, ...settings }, 'checks');
  const browser = new Browser();
  const person = run.idps.person(vendor, {}, 'checks');
  await browser.get(run.idps.arm({ key: `checks ${count++}`, app, person }).armUrl);
  return { app, browser };
}

const policy = '<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName"/>';

/** Line of the catalogue of checks, what is asked, and what each vendor shows: a code, or an assertion. */
const lines: [string, string, string, AppSettings, Readonly<Record<Vendor, string>>][] = [
  [
    'S212',
    'another Destination, where the vendor does not look',
    authnRequest({ destination: 'http://elsewhere.test/sso' }),
    {},
    { entra: 'in', google: 'in', okta: 'in', other: 'in' },
  ],
  [
    'S212',
    'another Destination, where it looks',
    authnRequest({ destination: 'http://elsewhere.test/sso' }),
    { switches: { 'entra/request-destination': 'evaluated' } },
    { entra: 'AADSTS75008', google: 'in', okta: 'in', other: 'in' },
  ],
  [
    'S213',
    'a kind of NameID that is not offered',
    authnRequest({ inner: policy }),
    { switches: { 'okta/nameid-policy': 'must-match' } },
    { entra: 'AADSTS75016', google: 'in', okta: 'Bad SAML request', other: 'in' },
  ],
  [
    'S214',
    'an ACS that is not registered',
    authnRequest({ acsUrl: 'http://elsewhere.test/acs' }),
    { switches: { 'okta/unregistered-acs': 'refused' } },
    { entra: 'AADSTS50011', google: 'mock:acs_url_differs', okta: 'Bad SAML request', other: 'mock:unknown_acs_url' },
  ],
];

describe.each(lines)('%s, %s', (_line, _what, xml, settings, expected) => {
  it.each(VENDORS)('at %s', async (vendor) => {
    const own = Object.entries(settings.switches ?? {}).filter(([id]) => id.startsWith(`${vendor}/`));
    const { app, browser } = await arriving(vendor, { switches: Object.fromEntries(own) });
    const { code, forms } = await browser.get(redirectUrl(app.ssoUrl, xml));
    expect(code ?? 'in').toBe(expected[vendor]);
    // Nothing is ever posted to an address that is not registered.
    for (const { action } of forms) expect(action).toBe(SP.acsUrl);
  });
});

describe('S157, a request by either binding', () => {
  it.each(VENDORS)('is answered by %s', async (vendor) => {
    const redirect = await arriving(vendor);
    const shown = await redirect.browser.get(redirectUrl(redirect.app.ssoUrl, authnRequest()));
    expect(shown.forms).toMatchObject([{ action: SP.acsUrl }]);
    const post = await arriving(vendor);
    const answer = await post.browser.post(post.app.ssoUrl, { SAMLRequest: base64(authnRequest()) });
    expect(answer.forms).toMatchObject([{ action: SP.acsUrl }]);
    expect(
      run
        .seen('request')
        .map(({ binding }) => binding)
        .slice(-2),
    ).toEqual(['redirect', 'post']);
  });
});

describe('S215, a RelayState longer than the 80 bytes that SAML allows', () => {
  it.each(VENDORS)('is given back by %s as it came: no vendor says that it looks', async (vendor) => {
    const { app, browser } = await arriving(vendor);
    const relayState = `${'state '.repeat(200)}<&"é`;
    const url = `${redirectUrl(app.ssoUrl, authnRequest())}&RelayState=${encodeURIComponent(relayState)}`;
    expect((await browser.get(url)).forms[0]?.fields.RelayState).toBe(relayState);
    expect(run.seen('request').at(-1)?.relayState).toBe(relayState);
  });
});

describe('S216, an empty request', () => {
  const codes: [Vendor, string][] = [
    ['entra', 'AADSTS750054'],
    ['google', 'mock:malformed_request'],
    ['okta', 'Bad SAML request'],
    ['other', 'mock:unreadable_request'],
  ];
  it.each(codes)('ends on an error page of %s by either binding', async (vendor, code) => {
    const redirect = await arriving(vendor);
    const sso = redirect.app.ssoUrl;
    const shown = await redirect.browser.get(`${sso}${sso.includes('?') ? '&' : '?'}SAMLRequest=`);
    expect([shown.code, shown.forms]).toEqual([code, []]);
    const post = await arriving(vendor);
    const bounced = await post.browser.post(post.app.ssoUrl, { SAMLRequest: '' });
    const at = bounced.headers.get('location');
    const page = at ? await post.browser.get(new URL(at, run.idps.origin).href) : bounced;
    expect([page.code, page.forms]).toEqual([code, []]);
    expect(run.seen('request').at(-1)).toMatchObject({ xml: null, fields: null });
  });
});

describe('S217, a wrong signature', () => {
  const codes: [Vendor, string][] = [
    ['entra', 'AADSTS50006'],
    ['okta', 'Bad SAML request'],
    ['other', 'mock:request_signature'],
    ['google', 'in'],
  ];
  it.each(codes)('at %s, where requests have to be signed', async (vendor, code) => {
    const settings = { requireSignedRequests: true, serviceProvider: { ...SP, signingCertificate: certificate } };
    const { app, browser } = await arriving(vendor, settings);
    const algorithm = encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    const wrong = `&SigAlg=${algorithm}&Signature=${encodeURIComponent(base64('no signature'))}`;
    const shown = await browser.get(redirectUrl(app.ssoUrl, authnRequest()) + wrong);
    expect(shown.code ?? 'in').toBe(code);
    expect(shown.forms).toHaveLength(code === 'in' ? 1 : 0);
  });
});
