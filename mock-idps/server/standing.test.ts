import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../app.ts';
import type { IdpEvent } from '../event.ts';
import { startIdps, type Idps } from '../idps.ts';

let idps: Idps;
let app: App;
let other: App;
let events: IdpEvent[];
beforeEach(async () => {
  events = [];
  idps = await startIdps({ onEvent: (event) => events.push(event) });
  const settings = (name: string) => ({
    serviceProvider: { entityId: `urn:${name}`, acsUrl: `http://127.0.0.1:1/${name}` },
    relyingParty: { redirectUri: `http://127.0.0.1:1/${name}` },
  });
  [app, other] = await Promise.all([
    idps.app('okta', 'app', { settings: settings('app') }),
    idps.app('okta', 'other', { settings: settings('other') }),
  ]);
});
afterEach(() => idps.close());

let count = 0;
const somebody = () =>
  idps.arm({ key: `standing ${++count}`, app, person: idps.person('okta', {}, `somebody ${count}`) });
const page = async (url: string) => (await fetch(url)).text();
const emitted = () => events.flatMap((event) => (event.kind === 'emitted' ? [event] : []));

describe('an order for everybody', () => {
  it('gives each browser that comes without a ticket one of its own, until it is ended', async () => {
    const end = idps.armEverybody(app, somebody);
    for (let n = 0; n < 2; n++) expect(await page(app.startUrl)).toContain('SAMLResponse');
    const [one, two] = emitted();
    expect(one?.ticket).not.toBe(two?.ticket);
    expect(one?.nameId.value).not.toBe(two?.nameId.value);
    end();
    expect(await page(app.startUrl)).toContain('Who signs in to app?');
  });

  it('holds for that application alone', async () => {
    idps.armEverybody(app, somebody);
    expect(await page(other.startUrl)).toContain('Who signs in to other?');
  });

  it('leaves alone who comes with a ticket', async () => {
    idps.armEverybody(app, somebody);
    const person = idps.person('okta', {}, 'with a ticket');
    const { id, armUrl } = idps.arm({ key: 'own', app, person });
    const cookie = (await fetch(armUrl)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await fetch(app.startUrl, { headers: { cookie } });
    expect(emitted()).toMatchObject([{ ticket: id }]);
  });

  it('gives way to a later one, and its end does not end that', async () => {
    const end = idps.armEverybody(app, somebody);
    const later = { id: '', armUrl: '', beginUrl: '' };
    idps.armEverybody(app, () => Object.assign(later, somebody()));
    end();
    await page(app.startUrl);
    expect(emitted()).toMatchObject([{ ticket: later.id }]);
  });

  it('holds over OpenID Connect too', async () => {
    idps.armEverybody(app, somebody);
    const query = {
      client_id: app.clientId,
      redirect_uri: 'http://127.0.0.1:1/app',
      response_type: 'code',
      scope: 'openid',
      state: 's',
      nonce: 'n',
    };
    const discovery = (await (await fetch(app.openid.discoveryUrl)).json()) as { authorization_endpoint: string };
    let answer = await fetch(`${discovery.authorization_endpoint}?${new URLSearchParams(query)}`, {
      redirect: 'manual',
    });
    const cookies = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    let location = answer.headers.get('location') ?? '';
    if (location.startsWith(idps.origin)) {
      answer = await fetch(location, { redirect: 'manual', headers: { cookie: cookies } });
      location = answer.headers.get('location') ?? '';
    }
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1:1\/app\?code=/);
  });

  it('says what is wrong where it cannot be carried out any more', async () => {
    idps.armEverybody(app, () =>
      idps.arm({ key: 'unfit', app, person: idps.person('okta', {}, 'x'), faults: [{ id: 'saml/no-such' }] }),
    );
    expect(await page(app.startUrl)).toContain('mock:FAULT_UNKNOWN');
    expect(events.findLast(({ kind }) => kind === 'refused')).toMatchObject({ status: 409 });
  });
});

it('an application that was removed is unknown', async () => {
  idps.armEverybody(app, somebody);
  idps.remove(app);
  expect((await fetch(app.startUrl)).status).toBeGreaterThanOrEqual(400);
  expect(() => idps.remove(app)).toThrow(expect.objectContaining({ code: 'APP_FOREIGN' }) as Error);
  const again = await idps.app('okta', 'app');
  expect([again.entityId, again.settings]).toEqual([app.entityId, {}]);
});
