import { describe, expect, test } from 'vitest';
import { faithful, GROUPS, metadataXml, OBJECT_ID, respond, type ResponseSettings } from './test-idp.ts';
import { deliver, requestIdIn, startWorld, TOKENS, whoIs, type World } from './test-world.ts';

const everything: Partial<ResponseSettings> = {
  attributes: {
    [OBJECT_ID]: ['11111111-2222-4333-8444-555555555555'],
    'http://schemas.microsoft.com/identity/claims/displayname': ['Ada Lovelace'],
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname': ['Augusta'],
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': ['another@corp.test'],
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': ['upn@corp.test'],
    department: ['Analytical Engines'],
    phone: ['+44 20 7946 0018'],
  },
};

const makeAccount = (world: World, body: object) => world.api<{ id: string }>('POST', '/admin/accounts', body);

describe('new people', () => {
  test('get one account and are signed in', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const outcome = await world.signIn(method, 'Ada@corp.test');
    expect(outcome).toMatchObject({ status: 303, location: '/', email: 'Ada@corp.test' });
    expect(await world.accounts('ada@CORP.test')).toHaveLength(1);
    expect(world.errors).toEqual([]);
  });

  test('leave nothing behind but the address and a keyed hash of the subject', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    await world.signIn(method, 'ada@corp.test', { settings: everything });
    const [account] = await world.accounts();
    expect(account).toEqual({
      id: expect.any(String) as string,
      email: 'ada@corp.test',
      name: null,
      role: 'member',
      status: 'active',
      provisionedBy: method.id,
      subjectKey: expect.stringMatching(/^[\w-]{43}$/) as string,
      createdAt: '2026-11-23T12:00:00.000Z',
      groups: [],
    });
    for (const [value] of Object.values(everything.attributes!)) expect(JSON.stringify(account)).not.toContain(value);
  });

  test.each(['entra', 'google', 'okta'])('are made through a JIT method of %s', async (idpType) => {
    const world = await startWorld();
    const method = await world.verifiedMethod({ idpType });
    expect(await world.signIn(method, 'ada@corp.test')).toMatchObject({ email: 'ada@corp.test' });
  });

  test('come through the JIT login URL alone', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod({ idpInitiated: true });
    const ordinary = await world.signIn(method, 'ada@corp.test', { start: method.loginUrl });
    expect(ordinary).toMatchObject({ status: 403, code: 'no-account', email: null });
    const fromIdp = await world.signIn(method, 'ada@corp.test', { start: null });
    expect(fromIdp).toMatchObject({ status: 403, code: 'no-account', email: null });
    expect(await world.accounts()).toEqual([]);
  });

  test('RelayState does not make a JIT sign-in of an ordinary one', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const relayState = new URL(method.jitLoginUrl!).pathname;
    const outcome = await world.signIn(method, 'ada@corp.test', { start: method.loginUrl, relayState });
    expect(outcome.code).toBe('no-account');
  });

  test('are not made while JIT is off, from the beginning or later', async () => {
    const world = await startWorld();
    const without = await world.verifiedMethod({ jit: false });
    expect(without.jitLoginUrl).toBeNull();
    expect((await world.signIn(without, 'ada@corp.test')).code).toBe('no-account');
    const method = await world.verifiedMethod();
    await world.api('PATCH', `/admin/sso-methods/${method.id}`, { jit: false });
    expect((await world.signIn(method, 'ada@corp.test')).code).toBe('no-account');
    await makeAccount(world, { email: 'ada@corp.test' });
    expect((await world.signIn(method, 'ada@corp.test')).email).toBe('ada@corp.test');
    expect((await world.signIn(without, 'ada@corp.test')).email).toBe('ada@corp.test');
  });
});

describe('the state of the method', () => {
  test.each([
    ['waiting', [], 'not-verified'],
    ['rejected', ['reject'], 'method-rejected'],
    ['disabled', ['verify', 'disable'], 'method-disabled'],
    ['rejected after it was verified', ['verify', 'reject'], 'method-rejected'],
  ])('%s: closed before the identity provider is asked', async (_, steps, code) => {
    const world = await startWorld();
    const method = await world.createMethod();
    for (const step of steps) await move(world, method.id, step);
    for (const start of [method.jitLoginUrl!, method.loginUrl]) {
      expect(await world.signIn(method, 'ada@corp.test', { start })).toMatchObject({ status: 403, code, email: null });
    }
    expect(await world.accounts()).toEqual([]);
  });

  test('a response that arrives although the method was closed meanwhile is refused, and the last step too', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const browser = world.browser();
    const { location } = await browser.get(method.jitLoginUrl!);
    await move(world, method.id, 'disable');
    const request = { id: requestIdIn(location!), acsUrl: method.acsUrl, audience: method.entityId };
    const message = respond(faithful(world.idp, request, 'ada@corp.test', world.clock.now));
    const posted = { SAMLResponse: Buffer.from(message).toString('base64') };
    expect((await deliver(browser, method, posted)).code).toBe('method-disabled');
    await move(world, method.id, 'enable');
    const step = await browser.postFromElsewhere(method.acsUrl, posted);
    await move(world, method.id, 'disable');
    expect((await browser.get(step.location!)).code).toBe('method-disabled');
    expect(await world.accounts()).toEqual([]);
  });

  test('verification opens the same URL; disabling closes and enabling opens it', async () => {
    const world = await startWorld();
    const method = await world.createMethod();
    const email = async (name: string) => (await world.signIn(method, `${name}@corp.test`)).email;
    await move(world, method.id, 'verify');
    expect(await email('a')).toBe('a@corp.test');
    await move(world, method.id, 'disable');
    expect(await email('b')).toBeNull();
    await move(world, method.id, 'enable');
    expect(await email('c')).toBe('c@corp.test');
  });
});

async function move(world: World, id: string, step: string): Promise<void> {
  const token = step === 'verify' || step === 'reject' ? TOKENS.validation : TOKENS.owner;
  const { status } = await world.api('POST', `/admin/sso-methods/${id}/${step}`, undefined, token);
  expect(status).toBe(200);
}

describe('existing people', () => {
  test('sign in by every way, and their accounts stay as they are', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod({ idpInitiated: true });
    const other = await world.verifiedMethod({ jit: false });
    await makeAccount(world, { email: 'ada@corp.test', name: 'Ada', role: 'admin', groups: ['old'] });
    const before = await world.accounts();
    const settings = { attributes: { ...everything.attributes, [GROUPS]: ['new'] } };
    for (const [at, start] of [
      [method, method.jitLoginUrl],
      [method, method.loginUrl],
      [other, other.loginUrl],
      [method, null],
    ] as const) {
      expect(await world.signIn(at, 'ADA@corp.test', { settings, start })).toMatchObject({ email: 'ada@corp.test' });
    }
    expect(await world.accounts()).toEqual(before);
    expect((await world.groups()).map((group) => group.name)).toEqual(['old']);
  });

  test('who were provisioned change nothing by coming again with other values', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const settings = { attributes: { [OBJECT_ID]: ['o1'], [GROUPS]: ['one'] } };
    await world.signIn(method, 'ada@corp.test', { settings });
    const before = await world.accounts();
    const changed = { attributes: { [OBJECT_ID]: ['o1'], [GROUPS]: ['two'], name: ['New'] } };
    expect((await world.signIn(method, 'Ada@Corp.test', { settings: changed })).email).toBe('ada@corp.test');
    expect(await world.accounts()).toEqual(before);
  });

  test('stay out when they are disabled, also in a session that they have', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const browser = world.browser();
    await world.signIn(method, 'ada@corp.test', {}, browser);
    const [account] = await world.accounts();
    await world.api('PATCH', `/admin/accounts/${account!.id}`, { disabled: true });
    expect(await whoIs(browser)).toBeNull();
    expect(await world.signIn(method, 'ada@corp.test')).toMatchObject({ code: 'account-disabled', email: null });
    expect((await world.accounts())[0]).toMatchObject({ status: 'disabled' });
    await world.api('PATCH', `/admin/accounts/${account!.id}`, { disabled: false });
    expect((await world.signIn(method, 'ada@corp.test')).email).toBe('ada@corp.test');
  });

  test('are not confused with another subject of the same address', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const as = (id: string) => ({ settings: { attributes: { [OBJECT_ID]: [id] } } });
    await world.signIn(method, 'ada@corp.test', as('first'));
    expect(await world.signIn(method, 'ada@corp.test', as('second'))).toMatchObject({
      code: 'other-subject',
      email: null,
    });
    expect((await world.signIn(method, 'ada@corp.test', as('first'))).email).toBe('ada@corp.test');
    // Another method has other subjects: there is nothing to compare.
    const other = await world.verifiedMethod();
    expect((await world.signIn(other, 'ada@corp.test', as('second'))).email).toBe('ada@corp.test');
  });
});

describe('the address', () => {
  test.each([
    ['not an address', 'ada'],
    ['two signs', 'ada@x@corp.test'],
    ['white space', ' ada@corp.test'],
    ['a line break', 'ada@corp.test\n'],
    ['an invisible character', 'ada\u200b@corp.test'],
    ['a guest', 'ada_corp.test#EXT#@corp.test'],
    ['too long', `${'a'.repeat(65)}@corp.test`],
  ])('%s: refused', async (_, nameId) => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const outcome = await world.signIn(method, nameId, { settings: everything });
    expect(outcome).toMatchObject({ status: 403, code: 'needs-email', email: null });
    expect(await world.accounts()).toEqual([]);
  });

  test.each(['evil-corp.test', 'x.corp.test', 'corp.test.evil.test', 'corp.test.', 'evil.test'])(
    'the domain %s is not corp.test, for new people and for known ones',
    async (domain) => {
      const world = await startWorld();
      const method = await world.verifiedMethod();
      expect((await world.signIn(method, `ada@${domain}`)).code).toBe('domain-not-approved');
      expect(await world.accounts()).toEqual([]);
      await makeAccount(world, { email: `ada@${domain}` });
      expect(await world.signIn(method, `ada@${domain}`)).toMatchObject({ code: 'domain-not-approved', email: null });
    },
  );

  test('letter case makes no other person', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    await world.signIn(method, 'Ada@Corp.Test');
    expect((await world.signIn(method, 'ada@corp.test')).email).toBe('Ada@Corp.Test');
    expect(await world.accounts()).toHaveLength(1);
  });

  test('a look-alike is another person', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    await world.signIn(method, 'kim@corp.test');
    expect((await world.signIn(method, '\u212Aim@corp.test')).email).toBe('\u212Aim@corp.test');
    expect(await world.accounts()).toHaveLength(2);
  });
});

describe('groups', () => {
  const odd = [' padded ', 'a,b', '<b>&amp;</b>', '../etc', "'; DROP TABLE groups; --", 'ü'];

  test('come with new people from Entra ID, once each and as they were sent', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    await world.signIn(method, 'ada@corp.test', { settings: { attributes: { [GROUPS]: [...odd, 'a,b'] } } });
    await world.signIn(method, 'bob@corp.test', { settings: { attributes: { [GROUPS]: ['ü'] } } });
    expect((await world.accounts('ada@corp.test'))[0]?.groups).toEqual(odd);
    expect(await world.groups()).toHaveLength(odd.length);
    expect((await world.groups()).find((group) => group.name === 'ü')?.members).toEqual([
      'ada@corp.test',
      'bob@corp.test',
    ]);
  });

  test.each(['google', 'okta'])('do not come from %s, unless the method allows them', async (idpType) => {
    const world = await startWorld();
    const settings = { attributes: { groups: ['staff'], [GROUPS]: ['guid'] } };
    const method = await world.verifiedMethod({ idpType });
    await world.signIn(method, 'ada@corp.test', { settings });
    expect(await world.groups()).toEqual([]);
    const allowing = await world.verifiedMethod({ idpType, allowGroups: true });
    await world.signIn(allowing, 'bob@corp.test', { settings });
    expect((await world.groups()).map((group) => group.name)).toEqual(['staff', 'guid']);
  });

  test('of a person who is refused are not made', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    await world.signIn(method, 'ada@evil.test', { settings: { attributes: { [GROUPS]: ['staff'] } } });
    expect(await world.groups()).toEqual([]);
  });
});

describe('methods are isolated', () => {
  test("what another method's identity provider signed is refused", async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const issuer = 'https://second-idp.test';
    await world.verifiedMethod({
      metadataXml: metadataXml({ issuer, ssoUrl: 'https://second-idp.test/sso', keys: [world.otherKey] }),
    });
    const settings = { key: world.otherKey, issuer, responseIssuer: issuer };
    expect(await world.signIn(method, 'ada@corp.test', { settings })).toMatchObject({
      code: 'signature-invalid',
      email: null,
    });
  });

  test('what was meant for another method of the same identity provider is refused', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const other = await world.verifiedMethod();
    const settings = { audiences: [[other.entityId]], recipient: other.acsUrl, destination: other.acsUrl };
    expect(await world.signIn(method, 'ada@corp.test', { settings })).toMatchObject({
      code: 'destination',
      email: null,
    });
  });
});

describe('sessions', () => {
  test('are renewed at sign-in: one that somebody planted is worth nothing', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const browser = world.browser();
    browser.cookies.set('sp_session', 'planted');
    await world.signIn(method, 'ada@corp.test', {}, browser);
    expect(browser.cookies.get('sp_session')).not.toBe('planted');
    const first = browser.cookies.get('sp_session')!;
    await world.signIn(method, 'bob@corp.test', {}, browser);
    const thief = world.browser();
    thief.cookies.set('sp_session', first);
    expect(await whoIs(thief)).toBeNull();
  });

  test('end by signing out, and after eight hours', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const browser = world.browser();
    await world.signIn(method, 'ada@corp.test', {}, browser);
    const cookie = browser.cookies.get('sp_session')!;
    expect((await browser.post('/logout', {})).status).toBe(204);
    browser.cookies.set('sp_session', cookie);
    expect(await whoIs(browser)).toBeNull();
    await world.signIn(method, 'ada@corp.test', {}, browser);
    world.clock.now += 8 * 60 * 60_000;
    expect(await whoIs(browser)).toBeNull();
  });

  test('end when the identity provider says, where that is sooner', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const browser = world.browser();
    const settings = { sessionNotOnOrAfter: world.clock.now + 3_600_000 };
    expect((await world.signIn(method, 'ada@corp.test', { settings }, browser)).email).toBe('ada@corp.test');
    world.clock.now += 3_600_000;
    expect(await whoIs(browser)).toBeNull();
  });

  test.each([
    ['/people?x=1', '/people?x=1'],
    ['https://evil.test/', '/'],
    ['//evil.test', '/'],
    ['/\\evil.test', '/'],
    ['javascript:alert(1)', '/'],
    ['/a\r\nSet-Cookie: a=b', '/'],
    ['', '/'],
    [`/${'a'.repeat(2000)}`, '/'],
  ])('RelayState %j leads to %s', async (relayState, location) => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    expect(await world.signIn(method, 'ada@corp.test', { relayState })).toMatchObject({
      status: 303,
      location,
      email: 'ada@corp.test',
    });
  });

  test('a ticket is good once, at its own method, for two minutes', async () => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const other = await world.verifiedMethod();
    const browser = world.browser();
    const ticketAddress = async () => {
      const { location } = await browser.get(method.jitLoginUrl!);
      const request = { id: requestIdIn(location!), acsUrl: method.acsUrl, audience: method.entityId };
      const message = respond(faithful(world.idp, request, 'ada@corp.test', world.clock.now));
      const SAMLResponse = Buffer.from(message).toString('base64');
      return (await browser.postFromElsewhere(method.acsUrl, { SAMLResponse })).location!;
    };
    const first = await ticketAddress();
    expect((await browser.get(first.replace(method.id, other.id))).code).toBe('ticket-unknown');
    expect((await browser.get(first)).status).toBe(303);
    expect((await browser.get(first)).code).toBe('ticket-unknown');
    const second = await ticketAddress();
    world.clock.now += 2 * 60_000;
    expect((await browser.get(second)).code).toBe('ticket-unknown');
    expect((await browser.get(`/sso/${method.id}/continue?ticket=a&ticket=b`)).code).toBe('ticket-unknown');
  });
});
