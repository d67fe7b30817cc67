import { expect, test } from 'vitest';
import { badLogoutTokens, loadFrame, sendLogoutToken, signedInOverOpenId } from './test-openid-logout.ts';
import { logoutTokenOf, openIdMethod, signInOverOpenId } from './test-openid.ts';
import { startWorld, whoIs } from './test-world.ts';

const ADA = 'ada@corp.test';

test('who signs out is signed out here first, and the identity provider is shown the ID token', async () => {
  const world = await startWorld();
  const { browser, method } = await signedInOverOpenId(world);
  const { status, location } = await browser.get(`/sso/${method.id}/logout`);
  expect([status, await whoIs(browser)]).toEqual([302, null]);
  const { origin, pathname, searchParams } = new URL(location!);
  expect(origin + pathname).toBe('https://idp.test/logout');
  expect(searchParams.get('id_token_hint')).toMatch(/^ey.*\..*\..+$/);
  expect(searchParams.get('post_logout_redirect_uri')).toMatch(/\/signed-out$/);
  const state = searchParams.get('state') ?? '';
  const back = (value: string) => browser.get(`/sso/${method.id}/signed-out?${new URLSearchParams({ state: value })}`);
  expect((await back(state)).text).toContain('here and at your identity provider');
  // It is good for one return.
  expect((await back(state)).text).toContain('not certain');
  expect(await back('another')).toMatchObject({ status: 200 });
});

test('where the identity provider has no logout the person is signed out here', async () => {
  const world = await startWorld();
  const { browser, method } = await signedInOverOpenId(world, null);
  expect((await browser.get(`/sso/${method.id}/logout`)).status).toBe(200);
  expect(await whoIs(browser)).toBeNull();
});

test('nobody who is not signed in is sent to the identity provider', async () => {
  const world = await startWorld();
  const { method } = await signedInOverOpenId(world);
  expect((await world.browser().get(`/sso/${method.id}/logout`)).status).toBe(200);
});

test('a logout token ends the session that it names, once', async () => {
  const world = await startWorld();
  const session = await signedInOverOpenId(world);
  const token = logoutTokenOf(session.idp, { claims: { sid: undefined } });
  expect(await sendLogoutToken(world, session, token)).toMatchObject({ status: 200, email: null });
  const again = await signInOverOpenId(world, session.idp, session.method, ADA);
  expect(await sendLogoutToken(world, { ...session, browser: again.browser }, token)).toMatchObject({
    status: 400,
    code: 'logout-token',
    email: ADA,
  });
});

test('by session, by person or by both; never another session, or another person', async () => {
  const world = await startWorld();
  const session = await signedInOverOpenId(world);
  const after = async (claims: Record<string, unknown>) => (await sendLogoutToken(world, session, { claims })).email;
  expect(await after({ sid: 'another' })).toBe(ADA);
  expect(await after({ sub: 'another' })).toBe(ADA);
  expect(await after({ sub: 'another', sid: undefined })).toBe(ADA);
  expect(await after({ sub: undefined, sid: 'another' })).toBe(ADA);
  expect(await after({ sub: undefined })).toBeNull();
});

test('a logout token ends no session of another method', async () => {
  const world = await startWorld();
  const session = await signedInOverOpenId(world);
  const other = await openIdMethod(world, session.idp);
  const { email } = await sendLogoutToken(world, { ...session, method: other });
  expect(email).toBe(ADA);
});

test.each(badLogoutTokens)('a token %s is refused', async (_what, _takenBy, changes) => {
  const world = await startWorld();
  const session = await signedInOverOpenId(world);
  expect(await sendLogoutToken(world, session, changes)).toEqual({ status: 400, code: 'logout-token', email: ADA });
});

test('what is no token, and none at all, is refused', async () => {
  const world = await startWorld();
  const session = await signedInOverOpenId(world);
  for (const text of ['', 'nonsense', 'a.b.c', '..'])
    expect(await sendLogoutToken(world, session, text)).toEqual({ status: 400, code: 'logout-token', email: ADA });
});

test('a frame ends the session that its address names, with and without the issuer', async () => {
  const world = await startWorld();
  const session = await signedInOverOpenId(world);
  const { issuer } = session.idp;
  expect(await loadFrame(world, session, {})).toEqual({ status: 400, email: ADA });
  expect(await loadFrame(world, session, { sid: '' })).toEqual({ status: 400, email: ADA });
  expect(await loadFrame(world, session, { sid: 'session-1', iss: 'https://other.test' })).toEqual({
    status: 400,
    email: ADA,
  });
  expect(await loadFrame(world, session, { sid: 'another', iss: issuer })).toEqual({ status: 200, email: ADA });
  expect(await loadFrame(world, session, { sid: 'session-1' })).toEqual({ status: 200, email: null });
  const again = await signedInOverOpenId(world);
  expect(await loadFrame(world, again, { sid: 'session-1', iss: again.idp.issuer })).toMatchObject({ email: null });
});
