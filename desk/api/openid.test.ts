import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../examples/express-oidc/app.ts';
import { httpDriver } from '../../harness/drivers/http-driver.ts';
import { openedDesk, type OpenedDesk } from '../desk.fixture.ts';
import type { App, EventPage, SignIn } from './api.gen.ts';

let desk: OpenedDesk;
let express: Awaited<ReturnType<typeof startApp>>;
let app: App;
beforeAll(async () => {
  desk = await openedDesk();
  app = (await desk.call<App>('POST', '/apps', { vendor: 'okta', name: 'Express' })).body;
  const value = (id: string) => app.setUp.toCopy.find((one) => one.id === id)?.value ?? '';
  express = await startApp({
    issuer: value('issuer'),
    clientId: value('clientId'),
    clientSecret: value('clientSecret'),
  });
  const oidc = { redirectUri: `${express.origin}/callback` };
  await desk.call('PATCH', `/apps/${app.id}`, { oidc, loginUrl: `${express.origin}/login` });
});
afterAll(async () => {
  await express.close();
  await desk.close();
});

async function visited(url: string) {
  const options = { isIdp: desk.idps.owns, allows: () => true, onExchange: () => undefined };
  return (await httpDriver.open('person', options)).visit(url);
}
const order = async (input: object) => (await desk.call<SignIn>('POST', '/sign-ins', { app: app.id, ...input })).body;
const state = async ({ id }: SignIn) => (await desk.call<SignIn>('GET', `/sign-ins/${id}`)).body;

describe('over OpenID Connect', () => {
  it('somebody signs in, and the feed decodes the ID token', async () => {
    const ordered = await order({ as: 'markup-name' });
    expect((await visited(ordered.url)).text).toContain(ordered.person.email);
    expect(await state(ordered)).toMatchObject({ state: 'answered', protocol: 'oidc' });
    const { events } = (await desk.call<EventPage>('GET', '/events')).body;
    const told = events.find(({ kind, signIn }) => kind === 'claims' && signIn === ordered.id);
    expect(told).toMatchObject({
      decoded: { header: { alg: 'RS256' }, claims: { aud: expect.any(String) as string } },
    });
    expect(events.filter(({ kind }) => kind === 'back-channel').map(({ says }) => says)).not.toEqual([]);
  });

  it('a fault is refused, also for everybody who comes', async () => {
    const sticky = await order({ faults: ['oidc/audience'], times: 'every' });
    expect((await visited(sticky.url)).text).toContain('The sign-in failed');
    expect((await state(sticky)).signIns).toHaveLength(1);
    await desk.call('DELETE', `/sign-ins/${sticky.id}`);
  });

  it('the discovery document of an application is broken, and mended', async () => {
    const { body: broken } = await desk.call<App>('PATCH', `/apps/${app.id}`, {
      discoveryFaults: ['oidc/discovery-issuer'],
    });
    expect(broken.discoveryFaults).toEqual([{ id: 'oidc/discovery-issuer' }]);
    const address = app.setUp.toCopy.find(({ id }) => id === 'discoveryUrl')?.value ?? '';
    const issuer = async () => ((await (await fetch(address)).json()) as { issuer: string }).issuer;
    const genuine = app.setUp.toCopy.find(({ id }) => id === 'issuer')?.value;
    expect(await issuer()).not.toBe(genuine);
    await desk.call('PATCH', `/apps/${app.id}`, { discoveryFaults: [] });
    expect(await issuer()).toBe(genuine);
  });

  it('a token endpoint that hangs up is the application’s to bear', async () => {
    await desk.call('PUT', '/network', { faults: [{ endpoint: 'token', fail: 'reset', times: 1 }] });
    const ordered = await order({});
    expect((await visited(ordered.url)).text).toContain('The sign-in failed');
    expect((await visited((await order({})).url)).text).toContain('@');
  });
});
