import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIdps, type Idps } from './idps.ts';

let folder: string;
let idps: Idps;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-keys-'));
  idps = await startIdps({ keys: folder });
});
afterAll(async () => {
  await idps.close();
  await rm(folder, { recursive: true });
});

const certificates = (metadata: string) =>
  new Set(
    [...metadata.matchAll(/X509Certificate>([^<]*)/g)].map(([, text = '']) => text.replace(/\s/g, '')).filter(Boolean),
  );

describe('an app before a roll-over', () => {
  it.each(['entra', 'okta'] as const)('%s publishes two keys, in the document and at its address', async (vendor) => {
    const app = await idps.app(vendor, 'rolling', { publishesNextKey: true });
    const own = app.certificate.replace(/-----[^-]+-----|\s/g, '');
    const published = certificates(app.metadata());
    expect([published.size, published.has(own)]).toEqual([2, true]);
    expect(certificates(await (await fetch(app.metadataUrl)).text())).toEqual(published);
    expect(certificates((await idps.app(vendor, 'plain', { tenant: 'elsewhere' })).metadata()).size).toBe(1);
  });

  it('is none of Google, whose metadata holds one key', async () => {
    await expect(idps.app('google', 'rolling', { publishesNextKey: true })).rejects.toMatchObject({
      code: 'IDPS_OPTION_INVALID',
    });
  });

  it('signs with the key of the fault only where it fits', async () => {
    const [rolling, plain] = [
      await idps.app('okta', 'a', { publishesNextKey: true }),
      await idps.app('okta', 'b', { tenant: 'elsewhere' }),
    ];
    for (const app of [rolling, plain])
      app.configure({ serviceProvider: { entityId: 'urn:sp', acsUrl: 'http://127.0.0.1:1/acs' } });
    const order = (app: typeof plain, id: string) => () =>
      idps.arm({ key: id, app, person: idps.person('okta', {}, id), faults: [{ id }] });
    const unfit = expect.objectContaining({ code: 'FAULT_DOES_NOT_FIT' }) as Error;
    expect(order(rolling, 'saml/retired-key')).toThrow(unfit);
    expect(order(plain, 'saml/new-key')).toThrow(unfit);
    expect(order(rolling, 'saml/new-key')).not.toThrow();
    expect(order(plain, 'saml/retired-key')).not.toThrow();
  });
});

describe('a roll-over while it runs', () => {
  it.each(['entra', 'okta'] as const)('%s publishes, signs, and takes the old key away', async (vendor) => {
    const app = await idps.app(vendor, 'rolled', { tenant: `rolled-${vendor}` });
    const first = app.certificate;
    await app.rollKeys('publish-next');
    const [, second] = app.certificates;
    expect([app.certificates.length, app.certificate, app.publishesNextKey]).toEqual([2, first, true]);
    await app.rollKeys('use-next');
    expect([app.certificates, app.signingKey]).toEqual([[second, first], 'b']);
    expect(certificates(app.metadata()).size).toBe(2);
    await app.rollKeys('retire-old');
    expect([app.certificates, app.publishesNextKey]).toEqual([[second], false]);
    expect(certificates(app.metadata()).size).toBe(1);
  });

  it.each(['google', 'other'] as const)('happens at once at %s', async (vendor) => {
    const app = await idps.app(vendor, 'rolled');
    const first = app.certificate;
    await expect(app.rollKeys('publish-next')).rejects.toMatchObject({ code: 'IDPS_OPTION_INVALID' });
    await app.rollKeys('use-next');
    expect([app.certificates.length, app.certificate === first]).toEqual([1, false]);
  });

  it('shows in the JWK Set', async () => {
    const app = await idps.app('okta', 'tokens', { tenant: 'tokens' });
    app.configure({ relyingParty: { redirectUri: 'http://127.0.0.1:1/callback' } });
    const { jwks_uri } = (await (await fetch(app.openid.discoveryUrl)).json()) as { jwks_uri: string };
    const keys = async () =>
      ((await (await fetch(jwks_uri)).json()) as { keys: { n: string }[] }).keys.map(({ n }) => n);
    const before = await keys();
    await app.rollKeys('publish-next');
    expect(await keys()).toHaveLength(before.length + 1);
  });
});
