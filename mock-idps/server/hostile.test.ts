import { connect } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App, Vendor } from '../index.ts';
import { appOf, authnRequest, base64, Browser, redirectUrl, started, type Started } from './browser.fixture.ts';

let run: Started;
const apps: App[] = [];
beforeAll(async () => {
  run = await started();
  for (const vendor of ['entra', 'google', 'okta', 'other'] satisfies Vendor[])
    apps.push(await appOf(run.idps, vendor));
});
afterAll(() => run.idps.close());

const anyApp = fc.nat(3).map((index) => apps[index]!);
const FEW = { numRuns: 60 };

/** A page that says what is wrong, or a redirect to ourselves: never a crash, never something posted anywhere. */
function isCalm({ status, forms }: { status: number; forms: readonly unknown[] }): boolean {
  return status < 500 && (forms.length === 0 || status === 200);
}

const crashed = () => run.seen('happened').filter(({ what }) => what === 'error');

describe('whatever comes in', () => {
  it('random bytes in SAMLRequest of either binding end on a page', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (index, bytes, deflated) => {
        const app = apps[index]!;
        const text = (deflated ? deflateRawSync(bytes) : Buffer.from(bytes)).toString('base64');
        const url = new URL(app.ssoUrl);
        url.searchParams.set('SAMLRequest', text);
        const got = await new Browser().get(url.href);
        expect(got.status).toBeGreaterThanOrEqual(400);
        expect(got.status).toBeLessThan(500);
        const browser = new Browser();
        const { headers } = await browser.post(app.ssoUrl, { SAMLRequest: text });
        expect((await browser.get(run.idps.origin + headers.get('location'))).status).toBe(got.status);
      }),
      FEW,
    );
    expect(crashed()).toEqual([]);
  });

  it('a real request with random damage ends on a page', async () => {
    const good = authnRequest({ inner: '<samlp:NameIDPolicy Format="x"/>' });
    await fc.assert(
      fc.asyncProperty(
        anyApp.map((app) => app),
        fc.nat(good.length),
        fc.nat(8),
        fc.string({ unit: 'binary', maxLength: 8 }),
        async (app, at, cut, put) => {
          const xml = good.slice(0, at) + put + good.slice(at + cut);
          expect(isCalm(await new Browser().get(redirectUrl(app.ssoUrl, xml, put)))).toBe(true);
        },
      ),
      FEW,
    );
    expect(crashed()).toEqual([]);
  });

  it('random form bodies end on a page', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.string({ unit: 'binary', maxLength: 200 }), async (index, body) => {
        const browser = new Browser();
        const { status, headers } = await browser.post(apps[index]!.ssoUrl, body);
        expect(status).toBe(303);
        expect((await browser.get(run.idps.origin + headers.get('location'))).status).toBeLessThan(500);
      }),
      FEW,
    );
    expect(crashed()).toEqual([]);
  });

  it('random paths, queries and cookies end on a page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.webPath(),
        fc.webQueryParameters(),
        fc.stringMatching(/^[\x21-\x3a\x3c-\x7e]{0,40}$/),
        async (path, query, cookie) => {
          const browser = new Browser();
          browser.cookies.set('jitmus_entra', cookie);
          expect((await browser.get(`${run.idps.origin}${path || '/'}?${query}`)).status).toBeLessThan(500);
        },
      ),
      FEW,
    );
    expect(crashed()).toEqual([]);
  });

  it.each([
    '/%zz/saml2',
    '/%00/saml2',
    '/__proto__/saml2',
    '/_jitmus/arm/__proto__',
    '/_jitmus/deliver/constructor/1',
    '/_jitmus/sign-in/%2e%2e',
  ])('the path %s ends on a page', async (path) => {
    const status = await new Promise<number>((resolve, reject) => {
      const { port } = new URL(run.idps.origin);
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('end', () => resolve(Number(text.split(' ')[1])));
      socket.on('error', reject);
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it('deep and wide documents are refused before they are parsed', async () => {
    const deep = '<a>'.repeat(100_000) + '</a>'.repeat(100_000);
    const wide = `<a>${'<b/>'.repeat(200_000)}</a>`;
    for (const xml of [deep, wide]) {
      const shown = await new Browser().get(redirectUrl(apps[0]!.ssoUrl, xml));
      expect(shown.code).toBe('AADSTS75005');
    }
  });

  it('a request id that XML cannot hold is refused, not answered', async () => {
    for (const app of apps) {
      const browser = new Browser();
      await browser.get(run.idps.arm({ key: 'odd', app, person: run.idps.person(app.vendor, {}, 'odd') }).armUrl);
      const shown = await browser.get(redirectUrl(app.ssoUrl, authnRequest({ id: '_&#1;' })));
      expect(shown.status).toBeLessThan(500);
    }
    expect(crashed()).toEqual([]);
  });

  it('what a request says is text on the error page', async () => {
    const shown = await new Browser().get(
      redirectUrl(
        apps[0]!.ssoUrl,
        authnRequest({ issuer: '&lt;script>alert(1)&lt;/script>', acsUrl: 'javascript:alert(1)' }),
      ),
    );
    expect(shown.code).toBe('AADSTS700016');
    expect(shown.text).not.toContain('<script>');
    expect(shown.text).toContain('&lt;script&gt;');
  });
});

describe('fields that come twice', () => {
  it('are refused', async () => {
    const browser = new Browser();
    const twice = `SAMLRequest=${encodeURIComponent(base64(authnRequest()))}&SAMLRequest=x`;
    const { headers } = await browser.post(apps[0]!.ssoUrl, twice);
    expect((await browser.get(run.idps.origin + headers.get('location'))).code).toBe('AADSTS75005');
  });
});
