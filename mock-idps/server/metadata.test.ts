import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vendor } from '../index.ts';
import { appOf, Browser, started, type Started } from './browser.fixture.ts';

let run: Started;
beforeAll(async () => {
  run = await started();
});
afterAll(() => run.idps.close());

describe.each<Vendor>(['entra', 'google', 'okta', 'other'])('the metadata of %s', (vendor) => {
  it('is served at the address that the application names, and says what the application says', async () => {
    const app = await appOf(run.idps, vendor);
    const { status, headers, text } = await new Browser().get(app.metadataUrl);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/samlmetadata+xml; charset=utf-8');
    expect(text).toBe(app.metadata());
    const der = app.certificate.replace(/-----[^-]+-----|\s/g, '');
    for (const fact of [app.entityId, app.ssoUrl]) expect(text).toContain(`"${fact.replaceAll('&', '&amp;')}"`);
    expect(text.replace(/\s/g, '')).toContain(der);
    expect(run.seen('happened').at(-1)).toMatchObject({ vendor, what: 'metadata' });
  });

  it('holds the other key where the application signs with that', async () => {
    const [a, b] = [await appOf(run.idps, vendor), await run.idps.app(vendor, 'rolled', { signingKey: 'b' })];
    expect(b.certificate).not.toBe(a.certificate);
    expect(b.metadata()).not.toContain(a.certificate.split('\n')[5]);
  });

  it('is the same in every run', async () => {
    const again = await started({ publicUrl: 'http://idp.test', nonce: 'ffffffffffff', seed: 9 });
    const first = await started({ publicUrl: 'http://idp.test' });
    const documents = [];
    for (const { idps } of [again, first]) {
      documents.push((await appOf(idps, vendor)).metadata());
      await idps.close();
    }
    expect(documents[0]).toBe(documents[1]);
  });
});

describe('Entra’s metadata address', () => {
  it('takes the tenant’s domain, any letter case, and no application', async () => {
    const app = await appOf(run.idps, 'entra');
    const browser = new Browser();
    for (const path of [
      '/corp.onmicrosoft.test/FederationMetadata/2007-06/FederationMetadata.xml',
      new URL(app.metadataUrl).pathname.toUpperCase(),
    ])
      expect((await browser.get(run.idps.origin + path)).text).toContain(app.entityId);
  });
});

describe('a tenant’s metadata', () => {
  it('holds the keys of all its applications, an application’s only its own', async () => {
    const [a, b] = await Promise.all([
      run.idps.app('entra', 'a', { tenant: 'keys' }),
      run.idps.app('entra', 'b', { tenant: 'keys', signingKey: 'b' }),
    ]);
    const der = (app: { certificate: string }) => app.certificate.replace(/-----[^-]+-----|\s/g, '');
    const whole = await new Browser().get(a.metadataUrl.replace(/\?.*/, ''));
    for (const app of [a, b]) expect(whole.text.split(der(app)).length).toBeGreaterThanOrEqual(4);
    expect((await new Browser().get(a.metadataUrl)).text).not.toContain(der(b));
  });
});

describe('Google’s metadata', () => {
  it('is a download', async () => {
    const app = await appOf(run.idps, 'google');
    const { headers } = await new Browser().get(app.metadataUrl);
    expect(headers.get('content-disposition')).toBe('attachment; filename="GoogleIDPMetadata.xml"');
  });
});

describe('metadata of what is not registered', () => {
  it.each([
    '/unknown/federationmetadata/2007-06/federationmetadata.xml',
    '/_jitmus/google/metadata?idpid=C0x&spid=1',
    '/app/exkunknown/sso/saml/metadata',
    '/other/unknown/metadata',
  ])('is not found: %s', async (path) => {
    const shown = await new Browser().get(run.idps.origin + path);
    expect(shown.status).toBe(404);
    expect(shown.code).not.toBeNull();
  });
});
