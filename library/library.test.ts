import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { startApp } from '../examples/express-saml/app.ts';
import { faults, personas, startIdps, type Application, type Idp, type IdpEvent, type MockIdps } from './index.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function started(options?: Parameters<typeof startIdps>[0]): Promise<MockIdps> {
  const idps = await startIdps(options);
  ends.push(() => idps.close());
  return idps;
}

/** An application at that IdP. */
async function application(idp: Idp) {
  const app = await startApp(idp);
  ends.push(app.close);
  await idp.configure({ loginUrl: `${app.origin}/login`, saml: { metadataUrl: `${app.origin}/metadata` } });
  return app;
}

const fields = { entityId: 'http://127.0.0.1:9/metadata', acsUrl: 'http://127.0.0.1:9/acs' };

describe('startIdps', () => {
  it('starts many at once, each with people of its own', async () => {
    const many = await Promise.all(Array.from({ length: 8 }, () => started()));
    expect(new Set(many.map(({ origin }) => origin)).size).toBe(8);
    const addresses = await Promise.all(many.map(async (idps) => (await idps.register('okta')).person().email));
    expect(new Set(addresses).size).toBe(8);
  });

  it('is closed where its block ends', async () => {
    let origin;
    {
      await using idps = await startIdps();
      origin = idps.origin;
      expect((await fetch(origin)).status).toBe(200);
    }
    await expect(fetch(origin)).rejects.toThrow();
    {
      using idps = await startIdps();
      origin = idps.origin;
    }
    await expect(fetch(origin)).rejects.toThrow();
  });

  it('tells what happens to listeners and streams, until it is closed', async () => {
    const told: IdpEvent[] = [];
    const idps = await startIdps({ onEvent: (event) => told.push(event) });
    const stream = idps.events();
    const later: IdpEvent[] = [];
    const stop = idps.onEvent((event) => later.push(event));
    const idp = await idps.register('okta', { saml: fields });
    await fetch(idp.metadataUrl);
    stop();
    await fetch(idp.metadataUrl);
    expect(await stream.next()).toMatchObject({ done: false, value: { kind: 'happened', what: 'metadata' } });
    await idps.close();
    const rest = [];
    for await (const event of stream) rest.push(event);
    expect([told.length, later.length, rest.length]).toEqual([2, 1, 1]);
  });
});

describe('register', () => {
  it.each<Application['saml']>([
    fields,
    {
      metadata: `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${fields.entityId}">
        <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
          <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact" Location="http://127.0.0.1:9/artifact" index="0" isDefault="true"/>
          <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://127.0.0.1:9/other" index="1" isDefault="false"/>
          <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${fields.acsUrl}" index="2"/>
        </SPSSODescriptor>
      </EntityDescriptor>`,
    },
  ])('takes the application by fields and by metadata', async (saml) => {
    const idps = await started();
    const idp = await idps.register('okta', saml && { saml });
    const { events } = await idp.signIn({ at: 'idp' });
    expect(events.find(({ kind }) => kind === 'emitted')).toMatchObject({ deliveries: [{ to: fields.acsUrl }] });
  });

  it.each([
    ['<p/>', /no service provider/],
    ['{}', /no metadata: not-xml/],
    ['<!DOCTYPE x><EntityDescriptor/>', /doctype/],
  ])('says what is wrong with metadata: %s', async (metadata, message) => {
    const idps = await started();
    await expect(idps.register('okta', { saml: { metadata } })).rejects.toMatchObject({
      code: 'METADATA_INVALID',
      message: expect.stringMatching(message) as string,
    });
  });

  it('contacts nobody off this machine unasked', async () => {
    const idps = await started();
    const elsewhere = { code: 'HOST_NOT_ALLOWED' };
    const metadataUrl = 'https://sp.example/metadata';
    await expect(idps.register('okta', { saml: { metadataUrl } })).rejects.toMatchObject(elsewhere);
    const idp = await idps.register('okta', { saml: { ...fields, acsUrl: 'https://sp.example/acs' } });
    await expect(idp.signIn({ loginUrl: 'https://sp.example/login' })).rejects.toMatchObject(elsewhere);
    await expect(idp.signIn({ at: 'idp' })).rejects.toMatchObject(elsewhere);
    await expect(idp.provision({ baseUrl: 'https://sp.example/scim', token: 't' })).rejects.toMatchObject(elsewhere);
  });

  it('keeps two registrations apart unless they have one name', async () => {
    const idps = await started();
    const [a, b, c, d] = await Promise.all(
      [{}, {}, { named: 'one' }, { named: 'one' }].map((options) => idps.register('entra', options)),
    );
    expect(a!.clientId).not.toBe(b!.clientId);
    expect(c!.clientId).toBe(d!.clientId);
  });
});

describe('people', () => {
  it('are somebody new each time, and with a key the same', async () => {
    const idp = await (await started({ domain: 'acme.test' })).register('entra');
    expect(idp.person('loner').id).not.toBe(idp.person('loner').id);
    expect(idp.person('loner', { key: 'ada' })).toEqual(idp.person('loner', { key: 'ada' }));
    expect(idp.person({ groups: 151 }).groups).toHaveLength(151);
    expect(idp.person({ ...personas.overage, email: 'missing' })).toMatchObject({
      email: null,
      groups: { length: 151 },
    });
    expect(idp.person('suffix-domain').email).toMatch(/@evil-acme\.test$/);
    const ada = idp.person();
    const changed = idp.change(ada, 'phone');
    expect([changed.id === ada.id, changed.phone === ada.phone]).toEqual([true, false]);
  });

  it('of every name can be made, and nobody else', async () => {
    const idp = await (await started()).register('okta');
    for (const name of Object.keys(personas) as (keyof typeof personas)[]) expect(idp.person(name).key).toBeTruthy();
    expect(() => idp.person('nobody' as 'loner')).toThrow(/no persona "nobody"/);
  });
});

describe('a sign-in', () => {
  it('ends in a browser that can be asked who is signed in', async () => {
    const idp = await (await started()).register('google');
    const { origin, accounts } = await application(idp);
    const { person, victim, browser, visit, refused, deliveries } = await idp.signIn({ as: 'plus-address' });
    expect(JSON.parse((await browser.read(`${origin}/me`)).body)).toMatchObject({ email: person.email });
    expect([visit.outcome, visit.delivered, refused, victim, deliveries.length]).toEqual(['page', 1, null, null, 1]);
    const again = await idp.signIn({ as: person });
    expect(again.person).toBe(person);
    expect(accounts.size).toBe(1);
    expect((await browser.visit(`${origin}/`)).text).toContain('Welcome');
  });

  it('is refused by the identity provider where nobody is assigned', async () => {
    const idp = await (await started()).register('entra');
    await application(idp);
    const { refused, deliveries } = await idp.signIn({ as: 'unassigned' });
    expect(refused).toMatchObject({ code: 'AADSTS50105' });
    expect(deliveries).toMatchObject([{ visit: { delivered: 0 } }]);
  });

  it('claims to be somebody else where a fault does', async () => {
    const idp = await (await started()).register('okta');
    const { accounts } = await application(idp);
    const { victim, events } = await idp.signIn({ faults: ['saml/unsigned'] });
    expect(events.find(({ kind }) => kind === 'emitted')).toMatchObject({ claims: { victim: victim?.email } });
    expect(accounts.size).toBe(0);
  });

  it('makes every trip of a response, with the browser as it was', async () => {
    const idp = await (await started()).register('entra');
    const { origin } = await application(idp);
    const options = { browser: 'same' } as const;
    const { deliveries } = await idp.signIn({ faults: [{ id: 'saml/replay', options }] });
    const statuses = [];
    for (const { browser } of deliveries) statuses.push((await browser.read(`${origin}/me`)).status);
    expect(statuses).toEqual([200, 401]);
    expect(deliveries.map(({ genuine }) => genuine)).toEqual([true, false]);
  });

  it('uses an earlier one again', async () => {
    const idp = await (await started()).register('entra');
    await application(idp);
    const earlier = await idp.signIn();
    const { events } = await idp.signIn({ earlier, faults: ['saml/assertion-id-reused'] });
    const ids = [earlier.events, events].map(
      (list) => /Assertion[^>]* ID="([^"]+)"/.exec(list.find((event) => event.kind === 'emitted')!.xml)?.[1],
    );
    expect(ids[0]).toBe(ids[1]);
  });

  it('shows nothing where the application was not given the fault', async () => {
    const idp = await (await started()).register('okta');
    const { origin } = await application(idp);
    const notGiven = { code: 'FAULT_NOT_GIVEN' };
    await expect(idp.signIn({ faults: ['saml/expired'], loginUrl: `${origin}/` })).rejects.toMatchObject(notGiven);
    await expect(idp.signIn({ as: 'unassigned', faults: ['saml/expired'] })).rejects.toMatchObject({
      ...notGiven,
      hint: expect.stringContaining('refused') as string,
    });
  });

  it('says what is missing', async () => {
    const idp = await (await started()).register('okta', { saml: fields });
    await expect(idp.signIn()).rejects.toMatchObject({ code: 'LOGIN_URL_MISSING' });
    await expect(idp.signIn({ at: 'idp', faults: ['saml/expird' as 'saml/expired'] })).rejects.toThrow(/saml\/expired/);
    await expect(idp.signIn({ at: 'idp', faults: ['saml/replay-after-restart'] })).rejects.toMatchObject({
      code: 'RESTART_MISSING',
    });
  });

  it('can be begun in any browser by one address', async () => {
    const idp = await (await started()).register('okta');
    const { origin } = await application(idp);
    const { url, answered, events, check } = idp.prepare({ faults: ['saml/expired'] });
    const response = await fetch(url, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, `${origin}/login`]);
    await expect(check({ url, withinMs: 0 })).rejects.toMatchObject({ code: 'FAULT_NOT_GIVEN' });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const login = await fetch(`${origin}/login`, { redirect: 'manual' });
    await fetch(login.headers.get('location')!, { headers: { cookie } });
    expect([await answered, events.at(-1)?.kind]).toEqual(['response', 'emitted']);
    await check({ url });
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(410);
  });
});

describe('faults', () => {
  it('tell what is known of them', () => {
    expect(faults['saml/expired']).toMatchObject({ id: 'saml/expired', expect: 'refuse', takes: { minutes: 60 } });
    expect(Object.values(faults).every(({ id, source }) => faults[id].source === source)).toBe(true);
  });
});

describe('over https', () => {
  it('clients are handed what they have to trust', async () => {
    const idps = await started({ tls: true });
    expect(idps.origin).toMatch(/^https:/);
    expect(existsSync(idps.tls!.caFile)).toBe(true);
    const idp = await idps.register('okta', { saml: fields });
    const { events } = await idp.signIn({ at: 'idp' });
    expect(events.map(({ kind }) => kind)).toContain('emitted');
  });
});
