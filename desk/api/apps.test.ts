import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openedDesk, type OpenedDesk } from '../desk.fixture.ts';
import type { App, AppList, Problem } from './api.gen.ts';

let desk: OpenedDesk;
beforeAll(async () => {
  desk = await openedDesk({ vendors: ['entra', 'okta'] });
});
afterAll(() => desk.close());

const saml = { entityId: 'http://127.0.0.1:9/metadata', acsUrl: 'http://127.0.0.1:9/acs' };
const metadata = (
  entityId: string,
) => `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService index="0" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://127.0.0.1:9/acs"/>
  </SPSSODescriptor>
</EntityDescriptor>`;

describe('applications', () => {
  it('are those of the command line at first', async () => {
    const { body } = await desk.call<AppList>('GET', '/apps');
    expect(body.apps.map(({ id, name, saml: sp }) => [id, name, sp])).toEqual([
      ['entra-1', 'own', null],
      ['okta-1', 'own', null],
    ]);
  });

  it('are registered by fields, with the values that an administrator carries over', async () => {
    const oidc = { redirectUri: 'http://127.0.0.1:9/callback' };
    const settings = { groups: { claim: 'vendor-default', send: 'security' } };
    const made = await desk.call<App>('POST', '/apps', { vendor: 'entra', name: 'by fields', saml, oidc, settings });
    expect(made).toMatchObject({
      status: 201,
      body: { id: 'entra-2', saml, oidc, settings: { ...settings, nameId: { format: 'emailAddress' } } },
    });
    const { toCopy, entered } = made.body.setUp;
    const value = (id: string) => toCopy.find((one) => one.id === id);
    expect(value('entityId')?.value).toMatch(/^https:\/\/sts\.windows\.net\//);
    expect(value('metadataUrl')?.value).toContain(desk.idps.origin);
    expect(value('clientSecret')?.secret).toBe(true);
    expect(entered.find(({ id }) => id === 'acsUrl')).toMatchObject({
      value: saml.acsUrl,
      place: { vendor: 'Reply URL', source: { basis: 'vendor-doc' } },
    });
    const xml = await desk.raw(`/apps/${made.body.id}/metadata`);
    expect(xml.headers.get('content-disposition')).toContain('attachment');
    expect(await xml.text()).toContain(value('entityId')?.value);
    expect((await desk.call('GET', `/apps/${made.body.id}`)).body).toEqual(made.body);
  });

  it('are registered by pasted metadata, and by its address', async () => {
    const server = createServer((_, response) => response.end(metadata('urn:by-address'))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const metadataUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`;
    const pasted = { vendor: 'okta', name: 'pasted', saml: { metadata: metadata('urn:pasted') } };
    expect((await desk.call<App>('POST', '/apps', pasted)).body.saml).toEqual({ ...saml, entityId: 'urn:pasted' });
    const addressed = { vendor: 'okta', name: 'addressed', saml: { metadataUrl } };
    expect((await desk.call<App>('POST', '/apps', addressed)).body.saml?.entityId).toBe('urn:by-address');
    server.close();
    server.closeAllConnections();
  });

  it('are changed and removed', async () => {
    const { id } = (await desk.call<App>('POST', '/apps', { vendor: 'google', name: 'going', saml })).body;
    const loginUrl = 'http://127.0.0.1:9/login';
    const changed = await desk.call<App>('PATCH', `/apps/${id}`, { loginUrl, settings: { sign: 'response' } });
    expect(changed.body).toMatchObject({ loginUrl, saml, settings: { sign: 'response', nameId: {} } });
    expect(changed.body.shapes[0]).toBe('response');
    expect((await desk.call('DELETE', `/apps/${id}`)).status).toBe(204);
    expect(await desk.call('GET', `/apps/${id}`)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await desk.call<App>('POST', '/apps', { vendor: 'google', name: 'going' })).body.saml).toBeNull();
  });

  it('roll over their keys, step by step', async () => {
    const roll = async (act: string) => (await desk.call<App>('POST', '/apps/okta-1/keys', { act })).body;
    const before = (await desk.call<App>('GET', '/apps/okta-1')).body;
    expect([before.keys.length, before.nextStep]).toEqual([1, 'publish-next']);
    const published = await roll('publish-next');
    expect([published.keys.map(({ signs }) => signs), published.nextStep]).toEqual([[true, false], 'use-next']);
    const used = await roll('use-next');
    expect([used.keys[0]?.fingerprint, used.nextStep]).toEqual([published.keys[1]?.fingerprint, 'retire-old']);
    const retired = await roll('retire-old');
    expect(retired.keys.map(({ fingerprint, slot }) => [fingerprint, slot])).toEqual([
      [used.keys[0]?.fingerprint, 'b'],
    ]);
    expect(await desk.call('POST', '/apps/okta-1/keys', { act: 'retire-old' })).toMatchObject({
      status: 409,
      body: { code: 'KEY_STEP_INVALID', suggestions: ['publish-next'] },
    });
  });

  it.each([
    ['a name that is taken', { vendor: 'entra', name: 'own' }, 409, { code: 'APP_EXISTS', at: '/name' }],
    [
      'a vendor that there is not',
      { vendor: 'enrta', name: 'x' },
      400,
      { code: 'INPUT_INVALID', at: '/vendor', suggestions: ['entra'] },
    ],
    [
      'a key that there is not',
      { vendor: 'entra', name: 'x', sampl: saml },
      400,
      { at: '/sampl', suggestions: ['saml'] },
    ],
    [
      'metadata that is none',
      { vendor: 'entra', name: 'x', saml: { metadata: '<html>' } },
      422,
      { code: 'METADATA_INVALID' },
    ],
    [
      'metadata elsewhere',
      { vendor: 'entra', name: 'x', saml: { metadataUrl: 'https://elsewhere.example/m' } },
      422,
      { code: 'HOST_NOT_ALLOWED' },
    ],
    [
      'settings that no administrator could save',
      { vendor: 'okta', name: 'x', settings: { groups: { claim: 'g', send: 'security', filter: 'f' } } },
      422,
      { code: 'APP_SETTINGS_INVALID' },
    ],
    [
      'a switch with a slip',
      { vendor: 'okta', name: 'x', settings: { switches: { 'okta/nothing': 'a' } } },
      422,
      { code: 'SWITCH_UNKNOWN' },
    ],
    [
      'a fault of another place',
      { vendor: 'entra', name: 'x', discoveryFaults: ['oidc/expired'] },
      422,
      { code: expect.stringMatching(/^FAULT_/) as string },
    ],
  ])('refuses %s', async (_, body, status, problem) => {
    const count = (await desk.call<AppList>('GET', '/apps')).body.apps.length;
    expect(await desk.call<Problem>('POST', '/apps', body)).toMatchObject({ status, body: problem });
    expect((await desk.call<AppList>('GET', '/apps')).body.apps).toHaveLength(count);
  });

  it('names every problem of an input', async () => {
    const { body } = await desk.call<Problem>('POST', '/apps', { vendor: 'entra', oidc: {} });
    expect(body.problems?.map(({ at }) => at)).toEqual(['/name', '/oidc/redirectUri']);
  });
});
