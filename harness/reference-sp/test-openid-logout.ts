/** Logout over OpenID Connect for the tests of this folder. */
import {
  CLIENT,
  logoutTokenOf,
  openIdMethod,
  signInOverOpenId,
  startOpenIdIdp,
  strangersKey,
  withMacOf,
  part,
  type OpenIdIdp,
  type TokenChanges,
} from './test-openid.ts';
import type { DefectId } from './defects.ts';
import { whoIs, type TestBrowser, type TestMethod, type World } from './test-world.ts';

export interface OpenIdSession {
  idp: OpenIdIdp;
  method: TestMethod;
  browser: TestBrowser;
}

/** Ada, signed in by an identity provider that has a logout unless `endSession` is null. */
export async function signedInOverOpenId(
  world: World,
  endSession: string | null = 'https://idp.test/logout',
): Promise<OpenIdSession> {
  const idp = await startOpenIdIdp();
  idp.endSession = endSession;
  const method = await openIdMethod(world, idp);
  const { browser, email } = await signInOverOpenId(world, idp, method, 'ada@corp.test', {
    claims: { sid: 'session-1' },
  });
  if (email === null) throw new Error('Ada is not signed in.');
  return { idp, method, browser };
}

/** Sends a logout token as the identity provider does, and tells the status and who is signed in then. */
export async function sendLogoutToken(
  world: World,
  { idp, method, browser }: OpenIdSession,
  changes: TokenChanges | string = {},
) {
  const token = typeof changes === 'string' ? changes : logoutTokenOf(idp, changes);
  const answer = await world
    .browser()
    .postFromElsewhere(`/sso/${method.id}/back-channel-logout`, { logout_token: token });
  return { status: answer.status, code: answer.code, email: await whoIs(browser) };
}

/** Loads the frame in another browser: which one makes no difference. */
export async function loadFrame(world: World, { method, browser }: OpenIdSession, query: Record<string, string>) {
  const answer = await world.browser().get(`/sso/${method.id}/front-channel-logout?${new URLSearchParams(query)}`);
  return { status: answer.status, email: await whoIs(browser) };
}

/** What is no logout token of ours, and the defect that takes it. */
export const badLogoutTokens: readonly (readonly [what: string, takenBy: DefectId, changes: TokenChanges])[] = [
  ['unsigned', 'oidc-logout-token-not-verified', { wire: (token) => unsigned(token) }],
  ['signed by a stranger', 'oidc-logout-token-not-verified', { key: strangersKey }],
  ['with a MAC by the client secret', 'oidc-logout-token-any-algorithm', { wire: withMacOf(CLIENT.clientSecret) }],
  ['of another issuer', 'oidc-logout-any-issuer', { claims: { iss: 'https://other.test' } }],
  ['for somebody else', 'oidc-logout-any-audience', { claims: { aud: 'another' } }],
  ['for somebody else too', 'oidc-logout-any-audience', { claims: { aud: [CLIENT.clientId, 'another'] } }],
  ['for nobody', 'oidc-logout-any-audience', { claims: { aud: undefined } }],
  ['not issued at any time', 'oidc-logout-issued-at-optional', { claims: { iat: undefined } }],
  ['that has run out', 'oidc-logout-never-expires', { claims: { exp: 1_000_000 } }],
  ['that never runs out', 'oidc-logout-never-expires', { claims: { exp: undefined } }],
  ['of another event', 'oidc-logout-any-event', { claims: { events: { other: {} } } }],
  ['without an event', 'oidc-logout-any-event', { claims: { events: undefined } }],
  ['without an id', 'oidc-logout-any-event', { claims: { jti: undefined } }],
  ['with a nonce', 'oidc-logout-nonce-accepted', { claims: { nonce: 'a nonce' } }],
  ['that names nobody', 'oidc-logout-names-nobody', { claims: { sub: undefined, sid: undefined } }],
];

const unsigned = (token: string) => `${part({ alg: 'none' })}.${token.split('.')[1]}.`;

/** What the application asks of the identity provider when Ada signs out; null where it asks nothing. */
async function logoutRequest(world: World): Promise<URLSearchParams | null> {
  const { browser, method } = await signedInOverOpenId(world);
  const { location } = await browser.get(`/sso/${method.id}/logout`);
  return location === null ? null : new URL(location).searchParams;
}

const ADA = 'ada@corp.test';

/** Whether the bad thing happens. */
export const openIdLogoutMistakes = {
  ...Object.fromEntries(
    badLogoutTokens.map(([, takenBy, changes]) => [
      takenBy,
      async (world: World) => (await sendLogoutToken(world, await signedInOverOpenId(world), changes)).email === null,
    ]),
  ),
  'oidc-logout-waits-for-return': async (world) => {
    const { browser, method } = await signedInOverOpenId(world);
    await browser.get(`/sso/${method.id}/logout`);
    return (await whoIs(browser)) === ADA;
  },
  'oidc-logout-here-only': async (world) => (await logoutRequest(world)) === null,
  'oidc-logout-without-hint': async (world) => !(await logoutRequest(world))?.has('id_token_hint'),
  'oidc-logout-returns-elsewhere': async (world) =>
    !(await logoutRequest(world))?.get('post_logout_redirect_uri')?.endsWith('/signed-out'),
  'oidc-logout-crashes-on-state': async (world) => {
    const { browser, method } = await signedInOverOpenId(world);
    return (await browser.get(`/sso/${method.id}/signed-out?state=another`)).status === 500;
  },
  'oidc-logout-ends-nothing': async (world) =>
    (await sendLogoutToken(world, await signedInOverOpenId(world))).email === ADA,
  'oidc-logout-ends-every-session': async (world) =>
    (await sendLogoutToken(world, await signedInOverOpenId(world), { claims: { sid: 'another' } })).email === null,
  'oidc-logout-demands-session': async (world) =>
    (await sendLogoutToken(world, await signedInOverOpenId(world), { claims: { sid: undefined } })).email === ADA,
  'oidc-logout-token-again': async (world) => {
    const session = await signedInOverOpenId(world);
    const sent = () => sendLogoutToken(world, session, { claims: { jti: 'the same' } });
    await sent();
    return (await sent()).status === 200;
  },
  'oidc-logout-refuses-with-200': async (world) =>
    (await sendLogoutToken(world, await signedInOverOpenId(world), 'nonsense')).status === 200,
  'oidc-logout-answers-with-redirect': async (world) =>
    (await sendLogoutToken(world, await signedInOverOpenId(world))).status === 303,
  'oidc-logout-frame-ignored': async (world) =>
    (await loadFrame(world, await signedInOverOpenId(world), { sid: 'session-1' })).email === ADA,
  'oidc-logout-frame-any-session': async (world) =>
    (await loadFrame(world, await signedInOverOpenId(world), { sid: 'another' })).email === null,
} as Record<Extract<DefectId, `oidc-logout-${string}`>, (world: World) => Promise<boolean>>;
