import { describe, expect, test } from 'vitest';
import { metadataXml } from './test-idp.ts';
import { startWorld, TOKENS, type TestMethod } from './test-world.ts';

describe('creating a method', () => {
  test('answers with its addresses, which stay the same', async () => {
    const world = await startWorld();
    const method = await world.createMethod({ name: 'Team', domains: ['Corp.TEST', 'corp.org'] });
    expect(method).toMatchObject({
      name: 'Team',
      idpType: 'entra',
      protocol: 'saml',
      jit: true,
      state: 'waiting',
      domains: ['corp.test', 'corp.org'],
      loginUrl: `${world.url}/sso/${method.id}/login`,
      acsUrl: `${world.url}/sso/${method.id}/acs`,
      entityId: `${world.url}/sso/${method.id}/metadata`,
      metadataUrl: `${world.url}/sso/${method.id}/metadata`,
    });
    expect(method.jitLoginUrl).toMatch(new RegExp(`^${world.url}/jit/[\\w-]{43}$`));
    const shown = await world.api<TestMethod>('GET', `/admin/sso-methods/${method.id}`, undefined, TOKENS.validation);
    expect(shown.body).toEqual(method);
    expect((await world.api('GET', '/admin/sso-methods')).body).toEqual([method]);
    await world.api('POST', `/admin/sso-methods/${method.id}/verify`, undefined, TOKENS.validation);
    const later = await world.api<TestMethod>('GET', `/admin/sso-methods/${method.id}`);
    expect(later.body).toEqual({ ...method, state: 'verified' });
    expect(JSON.stringify(later.body)).not.toContain('secret');
  });

  test.each(['adfs', 'onelogin', 'jumpcloud', 'other'])('offers no JIT for %s', async (idpType) => {
    const world = await startWorld();
    const xml = metadataXml({ ...world.idp, keys: [world.idp.key] });
    const body = { name: 'Team', idpType, protocol: 'saml', jit: true, domains: ['corp.test'], metadataXml: xml };
    const answer = await world.api<{ error: { message: string } }>('POST', '/admin/sso-methods', body);
    expect(answer).toMatchObject({ status: 422, code: 'jit-not-offered' });
    expect(answer.body.error.message).toMatch(/Entra ID, Google Workspace and Okta/);
    expect((await world.api('GET', '/admin/sso-methods')).body).toEqual([]);
    expect((await world.createMethod({ idpType, jit: false })).jitLoginUrl).toBeNull();
  });

  test.each([
    ['no name', { name: '' }, 'invalid-field'],
    ['an unknown type', { idpType: 'azure' }, 'invalid-field'],
    ['another protocol', { protocol: 'oidc' }, 'invalid-field'],
    ['JIT as a text', { jit: 'true' }, 'invalid-field'],
    ['no domains', { domains: [] }, 'invalid-field'],
    ['domains in one text', { domains: 'corp.test' }, 'invalid-field'],
    ['a domain that is none', { domains: ['*.test'] }, 'invalid-field'],
    ['a domain with an at sign', { domains: ['@corp.test'] }, 'invalid-field'],
    ['a field that there is not', { jitt: true }, 'invalid-field'],
    ['two ways to the identity provider', { ssoUrl: 'https://idp.test/' }, 'invalid-field'],
    ['another issuer than the metadata', { issuer: 'x' }, 'metadata'],
    ['no way to it', { metadataXml: undefined }, 'invalid-field'],
    ['metadata that is none', { metadataXml: '<a/>' }, 'metadata'],
    [
      'an address off this machine without TLS',
      { metadataXml: undefined, metadataUrl: 'http://idp.test/metadata' },
      'metadata',
    ],
    ['an address that is none', { metadataXml: undefined, metadataUrl: 'file:///etc/passwd' }, 'metadata'],
  ])('with %s: refused', async (_, changes, code) => {
    const world = await startWorld();
    const xml = metadataXml({ ...world.idp, keys: [world.idp.key] });
    const body = {
      name: 'Team',
      idpType: 'entra',
      protocol: 'saml',
      jit: true,
      domains: ['corp.test'],
      metadataXml: xml,
      ...changes,
    };
    expect(await world.api('POST', '/admin/sso-methods', body)).toMatchObject({ status: 422, code });
    expect(world.errors).toEqual([]);
  });

  test('takes issuer, address and certificate one by one', async () => {
    const world = await startWorld();
    const { issuer, ssoUrl, key } = world.idp;
    const method = await world.verifiedMethod({ metadataXml: undefined, issuer, ssoUrl, certificate: key.certificate });
    expect((await world.signIn(method, 'ada@corp.test')).email).toBe('ada@corp.test');
  });
});

describe('changing a method', () => {
  test('JIT cannot be switched on by the owner, and nothing else changes either', async () => {
    const world = await startWorld();
    const method = await world.createMethod({ jit: false });
    const answer = await world.api<{ error: { message: string } }>('PATCH', `/admin/sso-methods/${method.id}`, {
      name: 'New',
      jit: true,
    });
    expect(answer).toMatchObject({ status: 409, code: 'jit-needs-support' });
    expect(answer.body.error.message).toMatch(/contact support/);
    expect((await world.api('GET', `/admin/sso-methods/${method.id}`)).body).toEqual(method);
  });

  test('JIT can be switched off; its URL is then shown no more', async () => {
    const world = await startWorld();
    const method = await world.createMethod();
    const answer = await world.api<TestMethod>('PATCH', `/admin/sso-methods/${method.id}`, { jit: false });
    expect(answer.body).toMatchObject({ jit: false, jitLoginUrl: null });
    expect(await world.api('PATCH', `/admin/sso-methods/${method.id}`, { jit: true })).toMatchObject({ status: 409 });
  });

  test('the domains belong to what is verified: they change while it waits, and no more afterwards', async () => {
    const world = await startWorld();
    const method = await world.createMethod();
    const path = `/admin/sso-methods/${method.id}`;
    expect(await world.api('PATCH', path, { domains: ['new.test'] })).toMatchObject({ status: 200 });
    await world.api('POST', `${path}/verify`, undefined, TOKENS.validation);
    expect(await world.api('PATCH', path, { domains: ['evil.test'] })).toMatchObject({
      status: 409,
      code: 'domains-need-support',
    });
    expect((await world.api<TestMethod>('GET', path)).body.domains).toEqual(['new.test']);
  });

  test.each([
    [[], 'enable', 409],
    [[], 'disable', 409],
    [['verify'], 'verify', 200],
    [['verify', 'disable'], 'enable', 200],
    [['verify', 'disable'], 'verify', 409],
    [['verify', 'reject'], 'enable', 409],
    [['reject'], 'verify', 200],
    [['reject'], 'disable', 409],
  ])('after %j, %s answers %i', async (steps, last, status) => {
    const world = await startWorld();
    const method = await world.createMethod();
    const tokenFor = (step: string) => (step === 'verify' || step === 'reject' ? TOKENS.validation : TOKENS.owner);
    const move = (step: string) =>
      world.api('POST', `/admin/sso-methods/${method.id}/${step}`, undefined, tokenFor(step));
    for (const step of steps) expect((await move(step)).status).toBe(200);
    expect((await move(last)).status).toBe(status);
  });
});

describe('who may do what', () => {
  test.each([
    ['POST', '/admin/sso-methods', 'validation'],
    ['PATCH', '/admin/sso-methods/{id}', 'validation'],
    ['POST', '/admin/sso-methods/{id}/verify', 'owner'],
    ['POST', '/admin/sso-methods/{id}/reject', 'owner'],
    ['POST', '/admin/sso-methods/{id}/disable', 'validation'],
    ['POST', '/admin/sso-methods/{id}/enable', 'validation'],
    ['POST', '/admin/accounts', 'validation'],
    ['PATCH', '/admin/accounts/x', 'validation'],
    ['POST', '/admin/reset', 'validation'],
  ] as const)('%s %s is not for %s', async (verb, path, role) => {
    const world = await startWorld();
    const { id } = await world.createMethod();
    expect(await world.api(verb, path.replace('{id}', id), {}, TOKENS[role])).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    for (const token of [null, 'wrong', '']) {
      expect(await world.api(verb, path.replace('{id}', id), {}, token)).toMatchObject({
        status: 401,
        code: 'unauthorized',
      });
    }
  });

  test.each(['/admin/sso-methods', '/admin/accounts', '/admin/groups'])('GET %s needs a token', async (path) => {
    const world = await startWorld();
    expect(await world.api('GET', path, undefined, null)).toMatchObject({ status: 401 });
    expect(await world.api('GET', path, undefined, TOKENS.validation)).toMatchObject({ status: 200, body: [] });
  });
});

describe('accounts', () => {
  test('are made, found letter case aside, disabled and cleared', async () => {
    const world = await startWorld();
    const made = await world.api<{ id: string }>('POST', '/admin/accounts', {
      email: 'Ada@corp.test',
      name: 'Ada',
      role: 'owner',
      groups: ['a', 'b'],
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        email: 'Ada@corp.test',
        name: 'Ada',
        role: 'owner',
        groups: ['a', 'b'],
        status: 'active',
        provisionedBy: 'owner',
      },
    });
    expect(await world.accounts('ADA@corp.test')).toEqual([made.body]);
    expect(await world.accounts('bob@corp.test')).toEqual([]);
    expect(await world.api('PATCH', `/admin/accounts/${made.body.id}`, { disabled: true })).toMatchObject({
      body: { status: 'disabled' },
    });
    expect(await world.groups()).toEqual([
      { name: 'a', members: ['Ada@corp.test'] },
      { name: 'b', members: ['Ada@corp.test'] },
    ]);
    expect((await world.api('GET', '/admin/groups?fields=name')).body).toEqual([{ name: 'a' }, { name: 'b' }]);
    const among = async (text: string) =>
      world.api('GET', `/admin/groups?fields=name&among=${encodeURIComponent(text)}`);
    expect((await among('["b","c"]')).body).toEqual([{ name: 'b' }]);
    for (const text of ['b', '[1]', '{}', '']) expect(await among(text)).toMatchObject({ status: 422 });
    const method = await world.createMethod();
    expect((await world.api('POST', '/admin/reset')).status).toBe(200);
    expect([await world.accounts(), await world.groups()]).toEqual([[], []]);
    expect((await world.api('GET', `/admin/sso-methods/${method.id}`)).status).toBe(200);
  });

  test.each([
    [{ email: 'ada' }, 422],
    [{ email: 'ADA@corp.test' }, 409],
    [{ email: 'b@corp.test', role: 'emperor' }, 422],
    [{ email: 'b@corp.test', groups: 'staff' }, 422],
    [{ email: 'b@corp.test', disabled: 'no' }, 422],
    [{ email: 'b@corp.test', name: 1 }, 422],
  ])('%j: %i', async (body, status) => {
    const world = await startWorld();
    await world.api('POST', '/admin/accounts', { email: 'ada@corp.test' });
    expect((await world.api('POST', '/admin/accounts', body)).status).toBe(status);
    expect(await world.accounts()).toHaveLength(1);
  });

  test('an unknown one cannot be changed', async () => {
    const world = await startWorld();
    expect(await world.api('PATCH', '/admin/accounts/x', { disabled: true })).toMatchObject({
      status: 404,
      code: 'account-unknown',
    });
    expect(await world.api('PATCH', '/admin/accounts/x', { role: 'owner' })).toMatchObject({ status: 422 });
  });
});

test('/me and /healthz answer programs', async () => {
  const world = await startWorld();
  expect(await world.api('GET', '/me', undefined, null)).toMatchObject({ status: 401, code: 'unauthorized' });
  expect(await world.api('GET', '/healthz', undefined, null)).toMatchObject({ status: 200, body: { ok: true } });
});
