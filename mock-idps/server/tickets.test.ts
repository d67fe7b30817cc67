import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App, Vendor } from '../index.ts';
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
beforeAll(async () => {
  run = await started();
});
afterAll(() => run.idps.close());

let count = 0;
const order = (app: App) => {
  const key = `sign-in ${count++}`;
  return { key, app, person: run.idps.person(app.vendor, {}, key) };
};

describe.each<Vendor>(['entra', 'google', 'okta', 'other'])('a ticket of %s', (vendor) => {
  it('sets a cookie of the vendor’s own that scripts cannot read and other sites’ posts do not carry', async () => {
    const { id, armUrl } = run.idps.arm(order(await appOf(run.idps, vendor)));
    const response = await fetch(armUrl);
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()).toEqual([`jitmus_${vendor}=${id}; path=/; samesite=lax; httponly`]);
  });

  it('decides who signs in when the request comes, and is gone then', async () => {
    const app = await appOf(run.idps, vendor);
    const signIn = order(app);
    const browser = new Browser();
    const ticket = run.idps.arm(signIn);
    await browser.get(ticket.armUrl);
    const shown = await browser.get(redirectUrl(app.ssoUrl, authnRequest(), 'state & "more"'));
    expect(shown.status).toBe(200);
    expect(shown.forms).toMatchObject([
      { action: SP.acsUrl, method: 'post', fields: { RelayState: 'state & "more"' } },
    ]);
    expect(messageOf(shown)).toContain(`>${signIn.person.email}<`);
    expect(messageOf(shown)).toContain('InResponseTo="_request"');
    expect([...browser.cookies.keys()].filter((name) => !name.endsWith('_visitor'))).toEqual([]);
    expect(run.events.filter((event) => event.ticket === ticket.id).map(({ kind }) => kind)).toEqual([
      'request',
      'emitted',
    ]);
  });

  it('is found again by a request that another site posts', async () => {
    const app = await appOf(run.idps, vendor);
    const signIn = order(app);
    const browser = new Browser();
    const ticket = run.idps.arm(signIn);
    const bounced = await browser.post(app.ssoUrl, { SAMLRequest: base64(authnRequest()), RelayState: 'x' });
    expect(bounced.status).toBe(303);
    await browser.get(ticket.armUrl);
    const shown = await browser.get(run.idps.origin + bounced.headers.get('location'));
    expect(messageOf(shown)).toContain(`>${signIn.person.email}<`);
    expect(shown.forms[0]?.fields.RelayState).toBe('x');
    const events = run.events.filter((event) => event.ticket === ticket.id);
    expect(events).toMatchObject([{ kind: 'request', binding: 'post', xml: authnRequest() }, { kind: 'emitted' }]);
  });

  it('works where the posted request carries the cookie', async () => {
    const app = await appOf(run.idps, vendor);
    const signIn = order(app);
    const browser = new Browser();
    await browser.get(run.idps.arm(signIn).armUrl);
    const shown = await browser.post(app.ssoUrl, { SAMLRequest: base64(authnRequest()) });
    expect(messageOf(shown)).toContain(`>${signIn.person.email}<`);
    expect(shown.forms[0]?.fields).not.toHaveProperty('RelayState');
  });

  it('starts a sign-in at the IdP', async () => {
    const app = await appOf(run.idps, vendor, { relayState: 'from the IdP' }, 'tile');
    const signIn = order(app);
    const browser = new Browser();
    await browser.get(run.idps.arm(signIn).armUrl);
    const shown = await browser.get(app.startUrl);
    expect(shown.forms[0]).toMatchObject({ action: SP.acsUrl, fields: { RelayState: 'from the IdP' } });
    expect(messageOf(shown)).toContain(`>${signIn.person.email}<`);
    expect(messageOf(shown)).not.toContain('InResponseTo');
    expect(run.seen('request').at(-1)).toMatchObject({ binding: 'idp-initiated', xml: null, fields: null });
  });
});

describe('a ticket that is worth nothing', () => {
  const visit = async (cookie: string) => {
    const app = await appOf(run.idps, 'okta');
    const browser = new Browser();
    browser.cookies.set('jitmus_okta', cookie);
    return { browser, shown: await browser.get(redirectUrl(app.ssoUrl, authnRequest())) };
  };

  it('because it was used gets a clear page, and the browser forgets it', async () => {
    const { id, armUrl } = run.idps.arm(order(await appOf(run.idps, 'okta')));
    await visit(id);
    const { browser, shown } = await visit(id);
    expect([shown.status, shown.code, shown.forms]).toEqual([410, 'mock:ticket-used', []]);
    expect(run.seen('refused').at(-1)).toMatchObject({ ticket: id, code: 'mock:ticket-used' });
    expect(browser.cookies.size).toBe(0);
    expect((await browser.get(armUrl)).status).toBe(410);
  });

  it('because it is of another run gets a clear page', async () => {
    const { shown } = await visit('another');
    expect([shown.status, shown.code]).toEqual([410, 'mock:ticket-unknown']);
    expect((await new Browser().get(`${run.idps.origin}/_jitmus/arm/another`)).status).toBe(404);
  });

  it('because it is for another application gets a clear page that names both', async () => {
    const theirs = { entityId: 'http://127.0.0.1:9/theirs', acsUrl: 'http://127.0.0.1:9/theirs/acs' };
    const other = await appOf(run.idps, 'google', { serviceProvider: theirs }, 'theirs');
    const app = await appOf(run.idps, 'google');
    const browser = new Browser();
    await browser.get(run.idps.arm(order(other)).armUrl);
    const shown = await browser.get(redirectUrl(app.ssoUrl, authnRequest()));
    expect([shown.status, shown.code]).toEqual([409, 'mock:ticket-foreign']);
    expect(shown.text).toMatch(/theirs[\s\S]*app/);
  });
});

describe('two applications of one tenant with one identifier', () => {
  it('are told apart by the ticket', async () => {
    const [one, two] = await Promise.all([appOf(run.idps, 'entra', {}, 'one'), appOf(run.idps, 'entra', {}, 'two')]);
    for (const app of [one, two]) {
      const signIn = order(app);
      const browser = new Browser();
      await browser.get(run.idps.arm(signIn).armUrl);
      expect(messageOf(await browser.get(redirectUrl(app.ssoUrl, authnRequest())))).toContain(signIn.person.id);
    }
  });
});

describe('the ids of a run', () => {
  it('follow from seed, nonce and the orders’ keys, whatever comes between', async () => {
    const runs = await Promise.all([started(), started()]);
    const messages = [];
    for (const [index, { idps }] of runs.entries()) {
      const app = await appOf(idps, 'google');
      const browser = new Browser();
      if (index) await browser.get(redirectUrl(app.ssoUrl, authnRequest()));
      const ticket = idps.arm({ key: 'the same', app, person: idps.person('google', {}, 'somebody') });
      await browser.get(ticket.armUrl);
      messages.push([ticket.id, messageOf(await browser.get(redirectUrl(app.ssoUrl, authnRequest())))]);
      await idps.close();
    }
    expect(messages[0]).toEqual(messages[1]);
  });
});
