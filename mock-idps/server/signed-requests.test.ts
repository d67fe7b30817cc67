import { createSign } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignedXml } from 'xml-crypto';
import type { AppSettings, Vendor } from '../index.ts';
import { openKeys } from '../keys.ts';
import type { SigningKey } from '../saml/respond.ts';
import {
  appOf,
  authnRequest,
  base64,
  Browser,
  messageOf,
  redirectUrl,
  SP,
  started,
  type Started,
} from './browser.fixture.ts';

let run: Started;
let key: SigningKey;
let stranger: SigningKey;
beforeAll(async () => {
  run = await started();
  const keys = openKeys(mkdtempSync(join(tmpdir(), 'jitmus-sp-')));
  [key, stranger] = await Promise.all([keys.get('other', 'a'), keys.get('other', 'b')]);
});
afterAll(() => run.idps.close());

const SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

/** As saml-bindings-2.0-os §3.4.4.1 has it: over the encoded parameters, in that order. */
function signedQuery(ssoUrl: string, by: SigningKey, { algorithm = SHA256, relayState = 'state/1 2' } = {}): string {
  const url = new URL(redirectUrl(ssoUrl, authnRequest()));
  const signed = [
    `SAMLRequest=${encodeURIComponent(url.searchParams.get('SAMLRequest') ?? '')}`,
    `RelayState=${encodeURIComponent(relayState)}`,
    `SigAlg=${encodeURIComponent(algorithm)}`,
  ].join('&');
  const signature = createSign(algorithm === SHA1 ? 'RSA-SHA1' : 'RSA-SHA256')
    .update(signed)
    .sign(by.privateKey, 'base64');
  const base = ssoUrl.includes('?') ? `${ssoUrl}&` : `${ssoUrl}?`;
  return `${base}${signed}&Signature=${encodeURIComponent(signature)}`;
}

function signedXml(xml: string, by: SigningKey, of = "//*[local-name(.)='AuthnRequest']"): string {
  const signer = new SignedXml({
    privateKey: by.privateKey,
    signatureAlgorithm: SHA256,
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.addReference({
    xpath: of,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  });
  signer.computeSignature(xml, { location: { reference: "//*[local-name(.)='Issuer']", action: 'after' } });
  return signer.getSignedXml();
}

async function strict(vendor: Vendor, settings: AppSettings = {}) {
  const serviceProvider = { ...SP, signingCertificate: key.certificate };
  const app = await appOf(
    run.idps,
    vendor,
    { serviceProvider, requireSignedRequests: true, switches: {}, ...settings },
    'strict',
  );
  const browser = new Browser();
  const person = run.idps.person(vendor, {}, 'signed');
  await browser.get(run.idps.arm({ key: 'signed', app, person }).armUrl);
  return { app, browser };
}

const codes: [Vendor, string, string][] = [
  ['entra', 'AADSTS76021', 'AADSTS50006'],
  ['okta', 'Bad SAML request', 'Bad SAML request'],
  ['other', 'mock:request_signature', 'mock:request_signature'],
];

describe.each(codes)('%s, where requests have to be signed,', (vendor, unsigned, wrong) => {
  it('lets a signed redirect through', async () => {
    const { app, browser } = await strict(vendor);
    const shown = await browser.get(signedQuery(app.ssoUrl, key));
    expect([shown.code, shown.forms[0]?.fields.RelayState]).toEqual([null, 'state/1 2']);
    expect(run.seen('request').at(-1)?.fields?.signed).toBe(true);
  });

  it('lets a signed post through', async () => {
    const { app, browser } = await strict(vendor);
    const shown = await browser.post(app.ssoUrl, { SAMLRequest: base64(signedXml(authnRequest(), key)) });
    expect(shown.code).toBeNull();
    expect(messageOf(shown)).toContain('InResponseTo="_request"');
  });

  it('refuses an unsigned request of either binding', async () => {
    const first = await strict(vendor);
    expect((await first.browser.get(redirectUrl(first.app.ssoUrl, authnRequest()))).code).toBe(unsigned);
    const second = await strict(vendor);
    expect((await second.browser.post(second.app.ssoUrl, { SAMLRequest: base64(authnRequest()) })).code).toBe(unsigned);
  });

  const tampered: [string, (sso: string) => string][] = [
    ['by somebody else', (sso) => signedQuery(sso, stranger)],
    ['over another RelayState', (sso) => signedQuery(sso, key).replace('state', 'other')],
    ['without saying how', (sso) => signedQuery(sso, key).replace('SigAlg=', 'SigAlgX=')],
    ['with nothing', (sso) => signedQuery(sso, key).replace(/Signature=.*/, 'Signature=')],
  ];
  it.each(tampered)('refuses a redirect signed %s', async (_how, url) => {
    const { app, browser } = await strict(vendor);
    expect((await browser.get(url(app.ssoUrl))).code).toBe(wrong);
  });

  it('refuses a post signed by somebody else, changed after signing, or signed in some other part', async () => {
    const evil = [
      signedXml(authnRequest(), stranger),
      signedXml(authnRequest(), key).replace(SP.acsUrl, 'http://evil.test/acs'),
      signedXml(authnRequest({ inner: '<samlp:Extensions ID="_part"/>' }), key, "//*[local-name(.)='Extensions']"),
    ];
    for (const xml of evil) {
      const { app, browser } = await strict(vendor);
      const shown = await browser.post(app.ssoUrl, { SAMLRequest: base64(xml) });
      expect([shown.code, shown.forms]).toEqual([wrong, []]);
    }
  });
});

describe('a signature by RSA-SHA1', () => {
  it('is refused by Entra unless the box is ticked, and taken by Okta', async () => {
    const entra = await strict('entra');
    expect((await entra.browser.get(signedQuery(entra.app.ssoUrl, key, { algorithm: SHA1 }))).code).toBe('AADSTS50006');
    const ticked = await strict('entra', { switches: { 'entra/request-sha1': 'allowed' } });
    expect((await ticked.browser.get(signedQuery(ticked.app.ssoUrl, key, { algorithm: SHA1 }))).code).toBeNull();
    const okta = await strict('okta');
    expect((await okta.browser.get(signedQuery(okta.app.ssoUrl, key, { algorithm: SHA1 }))).code).toBeNull();
  });
});

describe('what observers are told of a signature, whether the vendor looks or not,', () => {
  const ECDSA = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
  const told = async (vendor: Vendor, send: (sso: string, browser: Browser) => Promise<unknown>, registered = true) => {
    const serviceProvider = { ...SP, ...(registered ? { signingCertificate: key.certificate } : {}) };
    const app = await appOf(run.idps, vendor, { serviceProvider, requireSignedRequests: false, switches: {} }, 'told');
    await send(app.ssoUrl, new Browser());
    const [request] = run.seen('request').slice(-1);
    return [request?.signature, request?.signatureAlgorithm];
  };
  const redirected =
    (by: SigningKey, options = {}) =>
    (sso: string, browser: Browser) =>
      browser.get(signedQuery(sso, by, options));
  const posted = (xml: () => string) => async (sso: string, browser: Browser) => {
    const bounced = await browser.post(sso, { SAMLRequest: base64(xml()) });
    const { location } = Object.fromEntries(bounced.headers);
    if (location) await browser.get(new URL(location, run.idps.origin).href);
  };

  it.each<Vendor>(['entra', 'google', 'okta', 'other'])('is the same at %s', async (vendor) => {
    expect(await told(vendor, redirected(key))).toEqual(['valid', SHA256]);
    expect(await told(vendor, redirected(key, { algorithm: SHA1 }))).toEqual(['valid', SHA1]);
    expect(await told(vendor, redirected(stranger))).toEqual(['invalid', SHA256]);
    expect(await told(vendor, redirected(key, { algorithm: ECDSA }))).toEqual(['unsupported', ECDSA]);
    expect(await told(vendor, redirected(key), false)).toEqual(['unchecked', SHA256]);
    expect(await told(vendor, (sso, browser) => browser.get(redirectUrl(sso, authnRequest())))).toEqual([
      'absent',
      null,
    ]);
    expect(
      await told(
        vendor,
        posted(() => signedXml(authnRequest(), key)),
      ),
    ).toEqual(['valid', null]);
    expect(
      await told(
        vendor,
        posted(() => signedXml(authnRequest(), stranger)),
      ),
    ).toEqual(['invalid', null]);
    expect(
      await told(
        vendor,
        posted(() => signedXml(authnRequest(), key).replaceAll(SHA256, ECDSA)),
      ),
    ).toEqual(['unsupported', null]);
    expect(
      await told(
        vendor,
        posted(() => authnRequest()),
      ),
    ).toEqual(['absent', null]);
  });

  it('is nothing where the request cannot be read', async () => {
    expect(await told('okta', (sso, browser) => browser.get(`${sso}?SAMLRequest=!`))).toEqual(['absent', null]);
    expect(run.seen('request').at(-1)).toMatchObject({ problem: 'not-base64', xml: null });
  });
});

describe('with signed requests required', () => {
  it('a start from My Apps stops at Entra', async () => {
    const { app, browser } = await strict('entra');
    expect((await browser.get(app.startUrl)).code).toBe('AADSTS76021');
  });

  it('a tile still works at Okta', async () => {
    const { app, browser } = await strict('okta');
    expect((await browser.get(app.startUrl)).code).toBeNull();
  });

  it('Okta answers to the address that the signed request names', async () => {
    const { app, browser } = await strict('okta');
    const xml = signedXml(authnRequest({ acsUrl: 'http://127.0.0.1:9/second' }), key);
    expect((await browser.post(app.ssoUrl, { SAMLRequest: base64(xml) })).forms[0]?.action).toBe(
      'http://127.0.0.1:9/second',
    );
  });

  it('Google does not look', async () => {
    const { app, browser } = await strict('google');
    expect((await browser.get(redirectUrl(app.ssoUrl, authnRequest()))).code).toBeNull();
  });
});
