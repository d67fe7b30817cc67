import { createServer } from 'node:http';
import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { afterEach, describe, expect, it } from 'vitest';
import {
  startIdps,
  mockDefects,
  quirkList,
  requestCheckList,
  switchList,
  type App,
  type Idps,
  type SigningShape,
  type Vendor,
} from './index.ts';
import { appOf, authnRequest, Browser, redirectUrl, SP, started } from './server/browser.fixture.ts';

const running: Idps[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((idps) => idps.close()));
});
const run = async (...options: Parameters<typeof started>) => {
  const result = await started(...options);
  running.push(result.idps);
  return result;
};

/** A service provider that was written by others, set up from what the application says of itself. */
const serviceProvider = (app: App, shape: SigningShape) =>
  new SAML({
    entryPoint: app.ssoUrl,
    issuer: SP.entityId,
    callbackUrl: SP.acsUrl,
    audience: SP.entityId,
    idpCert: app.certificate,
    idpIssuer: app.entityId,
    wantAssertionsSigned: shape !== 'response',
    wantAuthnResponseSigned: shape !== 'assertion',
    validateInResponseTo: ValidateInResponseTo.always,
    acceptedClockSkewMs: 0,
    disableRequestedAuthnContext: true,
  });

describe.each<Vendor>(['entra', 'google', 'okta', 'other'])('a whole sign-in through %s', (vendor) => {
  it('is accepted by node-saml in every signing shape', async () => {
    const { idps } = await run({ clock: Date.now });
    const app = await appOf(idps, vendor, {
      nameId: { format: 'emailAddress', source: 'email' },
      groups: { claim: 'groups', send: 'security' },
    });
    for (const shape of app.shapes()) {
      const sp = serviceProvider(app, shape);
      const person = idps.person(vendor, { groups: 3, name: 'non-ascii' }, shape);
      const browser = new Browser();
      await browser.get(idps.arm({ key: shape, app, person, shape }).armUrl);
      const shown = await browser.get(await sp.getAuthorizeUrlAsync('state', undefined, {}));
      const { fields } = shown.forms[0]!;
      const { profile } = await sp.validatePostResponseAsync(fields);
      expect(fields.RelayState).toBe('state');
      expect(profile).toMatchObject({ issuer: app.entityId, nameID: person.email });
    }
  });
});

describe('starting', () => {
  it('says which port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(startIdps({ listen: { host: '127.0.0.1', port } })).rejects.toMatchObject({
      code: 'IDPS_PORT_IN_USE',
      message: expect.stringContaining(String(port)) as string,
    });
    server.close();
  });

  it.each([
    [{ nonce: 'short' }, 'IDPS_OPTION_INVALID'],
    [{ nonce: 'ABCDEFABCDEF' }, 'IDPS_OPTION_INVALID'],
    [{ publicUrl: 'localhost:1' }, 'IDPS_OPTION_INVALID'],
    [{ publicUrl: 'http://idp.test/path' }, 'IDPS_OPTION_INVALID'],
    [{ listen: { host: '203.0.113.1', port: 0 } }, 'IDPS_OPTION_INVALID'],
    [{ defects: ['google/lets-unasigned-in'] }, 'IDPS_UNKNOWN_DEFECT'],
  ])('refuses %o', async (options, code) => {
    await expect(startIdps(options)).rejects.toMatchObject({ code });
  });

  it('puts the public URL into every address, and needs no option at all', async () => {
    const { idps } = await run({ publicUrl: 'https://idp.test:8443' });
    const app = await appOf(idps, 'entra');
    expect([idps.origin, new URL(app.ssoUrl).origin, new URL(app.metadataUrl).origin]).toEqual(
      Array(3).fill('https://idp.test:8443'),
    );
    const plain = await startIdps();
    running.push(plain);
    expect(plain.origin).toMatch(/^http:\/\/localhost:\d+$/);
    expect((await fetch(plain.origin)).status).toBe(200);
  });

  it('gives new people in every run that is not told a nonce', async () => {
    const [one, two] = await Promise.all([startIdps(), startIdps()]);
    running.push(one, two);
    expect(one.person('entra', {}, 'a').email).not.toBe(two.person('entra', {}, 'a').email);
  });
});

describe('closing', () => {
  it('ends connections that are kept alive', async () => {
    const { idps } = await started();
    const agent = new Agent({ keepAlive: true });
    const closed = new Promise<void>((resolve, reject) => {
      get(idps.origin, { agent }, (response) => {
        response.resume().on('end', () => void idps.close());
        response.socket.on('close', () => resolve());
      }).on('error', reject);
    });
    await closed;
    await expect(fetch(idps.origin)).rejects.toThrow();
    agent.destroy();
  });
});

describe('an application', () => {
  it('is one and the same by its name, also when asked for at once', async () => {
    const { idps } = await run();
    const [one, two] = await Promise.all([idps.app('okta', 'same'), idps.app('okta', 'same')]);
    expect(one).toBe(two);
    expect(await idps.app('okta', 'same', { tenant: 'another' })).not.toBe(one);
    await idps.app('okta', 'same', { settings: { relayState: 'x' } });
    expect(one.settings).toEqual({ relayState: 'x' });
  });

  it('keeps the settings that a change does not name', async () => {
    const { idps } = await run();
    const app = await appOf(idps, 'google', { sign: 'response' });
    app.configure({ relayState: 'x' });
    expect(app.settings).toEqual({ serviceProvider: SP, sign: 'response', relayState: 'x' });
    expect(app.shapes()).toEqual(['response', 'assertion']);
  });

  it.each([
    [{ requireSignedRequests: true }, 'APP_SETTINGS_INVALID'],
    [{ serviceProvider: { ...SP, acsUrl: 'nowhere' } }, 'APP_SETTINGS_INVALID'],
    [{ serviceProvider: { ...SP, acsUrl: 'javascript:alert(1)' } }, 'APP_SETTINGS_INVALID'],
    [{ serviceProvider: { ...SP, entityId: '' } }, 'APP_SETTINGS_INVALID'],
    [{ serviceProvider: { ...SP, signingCertificate: 'x' } }, 'APP_SETTINGS_INVALID'],
    [{ serviceProvider: { ...SP, acsUrl: 'http://sp.test/acs' } }, 'APP_SETTINGS_INVALID'],
    [{ groups: { claim: 'groups', send: 'security' as const, filter: 'x' } }, 'APP_SETTINGS_INVALID'],
    [{ sign: 'both' as const }, 'SHAPE_NOT_OFFERED'],
    [{ switches: { 'google/nameid-formt': 'absent' } }, 'SWITCH_UNKNOWN'],
    [{ switches: { 'entra/request-age': 'ignored' } }, 'SWITCH_FORM_UNKNOWN'],
  ])('refuses the settings %o at once', async (settings, code) => {
    const { idps } = await run();
    await expect(idps.app('google', 'bad', { settings })).rejects.toMatchObject({ code });
    const app = await appOf(idps, 'google');
    expect(() => app.configure(settings)).toThrow(expect.objectContaining({ code }) as Error);
    expect(app.settings).toEqual({ serviceProvider: SP });
  });

  it('takes attribute names of up to 512 characters at Okta', async () => {
    const { idps } = await run();
    const app = await appOf(idps, 'okta');
    const named = (length: number) => ({ attributes: { ['x'.repeat(length)]: 'email' as const } });
    app.configure(named(512));
    expect(() => app.configure(named(513))).toThrow(/512 characters, and one here has 513/);
  });

  it('refuses odd names and another key than its own', async () => {
    const { idps } = await run();
    await expect(idps.app('okta', '')).rejects.toMatchObject({ code: 'IDPS_OPTION_INVALID' });
    await expect(idps.app('okta', 'x', { tenant: 'Not/One' })).rejects.toMatchObject({ code: 'IDPS_OPTION_INVALID' });
    await expect(idps.app('adfs' as Vendor, 'x')).rejects.toMatchObject({ code: 'IDPS_OPTION_INVALID' });
    await idps.app('okta', 'x');
    await expect(idps.app('okta', 'x', { signingKey: 'b' })).rejects.toMatchObject({ code: 'APP_KEY_DIFFERS' });
  });

  it('lets a loopback ACS of Google be plain http', async () => {
    const { idps } = await run();
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const settings = { serviceProvider: { ...SP, acsUrl: `http://${host}:9/acs` } };
      expect((await idps.app('google', host, { settings })).settings).toEqual(settings);
    }
  });
});

describe('an order', () => {
  it('is refused at once when it could not be carried out', async () => {
    const { idps } = await run();
    const app = await appOf(idps, 'google');
    const other = await appOf(idps, 'other');
    const foreign = await appOf((await run()).idps, 'google');
    const person = idps.person('google', {}, 'p');
    const orders = [
      [{ app: foreign }, 'APP_FOREIGN'],
      [{ otherApp: foreign }, 'APP_FOREIGN'],
      [{ faults: [{ id: 'saml/unsignd' }] }, 'FAULT_UNKNOWN'],
      [{ faults: [{ id: 'saml/unsigned' }] }, 'FAULT_NEEDS_VICTIM'],
      [{ faults: [{ id: 'saml/other-method' }] }, 'FAULT_NEEDS_OTHER_APP'],
      [{ shape: 'both' }, 'SHAPE_NOT_OFFERED'],
      [{ settings: { switches: { x: 'y' } } }, 'SWITCH_UNKNOWN'],
      [{ app: other, faults: [{ id: 'saml/unsigned' }] }, 'FAULT_NOT_FOR_OTHER'],
      [{ app: other, shape: 'encrypted' }, 'SHAPE_NOT_OFFERED'],
    ] as const;
    for (const [part, code] of orders) {
      expect(() => idps.arm({ key: 'k', app, person, ...part })).toThrow(expect.objectContaining({ code }) as Error);
    }
  });

  it('carries settings, shape, faults, victim and another application to the message', async () => {
    const { idps, seen } = await run();
    const app = await appOf(idps, 'google');
    const otherApp = await idps.app('google', 'other', {
      tenant: 'another',
      signingKey: 'b',
      settings: { serviceProvider: { ...SP, entityId: 'http://127.0.0.1:9/other' } },
    });
    const person = idps.person('google', {}, 'signer');
    const victim = idps.person('google', {}, 'victim');
    const emit = async (key: string, part: object) => {
      const browser = new Browser();
      await browser.get(idps.arm({ key, app, person, ...part }).armUrl);
      await browser.get(redirectUrl(app.ssoUrl, authnRequest()));
      return seen('emitted').at(-1)!;
    };
    expect(
      (await emit('settings', { settings: { nameId: { format: 'persistent', source: 'id' } } })).nameId.value,
    ).toBe(person.id);
    expect((await emit('shape', { shape: 'response' })).shape).toBe('response');
    expect(await emit('victim', { victim, faults: [{ id: 'saml/unsigned' }] })).toMatchObject({
      claims: { victim: victim.email },
      faults: ['saml/unsigned'],
    });
    const mixed = await emit('mixed', { otherApp, faults: [{ id: 'saml/other-method' }] });
    expect(mixed.xml).toContain(otherApp.entityId);
    expect(mixed.genuineXml).toContain(app.entityId);
  });

  it('with a fault that does not fit when the browser comes ends on a page with the code', async () => {
    const { idps, seen } = await run();
    const app = await appOf(idps, 'entra');
    const browser = new Browser();
    await browser.get(
      idps.arm({
        key: 'k',
        app,
        person: idps.person('entra', {}, 'p'),
        faults: [{ id: 'saml/in-response-to-unknown' }],
      }).armUrl,
    );
    const shown = await browser.get(app.startUrl);
    const [last] = seen('refused');
    expect([shown.status, shown.code, last?.code]).toEqual([500, 'FAULT_DOES_NOT_FIT', 'FAULT_DOES_NOT_FIT']);
  });
});

describe('a defect of the mock', () => {
  it('lets Google’s unassigned people in, and nothing else changes', async () => {
    const [{ id, breaks }] = mockDefects as [(typeof mockDefects)[number]];
    expect([id, breaks]).toEqual(['google/lets-unassigned-in', ['google/assigned-people-only']]);
    const outcomes = [];
    for (const defects of [[], [id]]) {
      const { idps, seen } = await run({ defects });
      for (const vendor of ['google', 'okta'] as const) {
        const app = await appOf(idps, vendor);
        const browser = new Browser();
        await browser.get(idps.arm({ key: vendor, app, person: idps.person(vendor, { assigned: false }, 'p') }).armUrl);
        outcomes.push((await browser.get(redirectUrl(app.ssoUrl, authnRequest()))).code);
      }
      expect(seen('emitted')).toHaveLength(defects.length);
    }
    expect(outcomes).toEqual(['app_not_enabled_for_user', 'App Not Assigned', null, 'App Not Assigned']);
  });

  it('is known for a check that there is', () => {
    const checks = requestCheckList().map(({ id }) => id);
    for (const { skips } of mockDefects) expect(checks).toContain(skips);
  });
});

describe('the lists', () => {
  it('name a source for every claim, and no id twice', () => {
    for (const list of [requestCheckList(), quirkList(), switchList()]) {
      expect(list.length).toBeGreaterThan(5);
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
      for (const { id, vendor, source } of list) {
        expect(id.startsWith(`${vendor}/`)).toBe(true);
        expect(source.at && source.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
      }
    }
  });
});
