import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { faultList, type LogoutTold } from '../index.ts';
import { resolveOidcLogoutFault } from '../fault-list.ts';
import type { Claims } from '../oidc/claims.ts';
import { readJws } from '../oidc/jws.ts';
import { LOGOUT_EVENT } from '../oidc/logout-token.ts';
import { ask, oidcApp, REDIRECT_URI, relyingParty, signInWith } from '../oidc/relying-party.fixture.ts';
import { Browser, started, type Started } from '../server/browser.fixture.ts';

const facts = faultList().filter(({ id, message }) => id.startsWith('oidc/') && message !== undefined);
const cases = facts.flatMap((fault) => {
  const words = Object.entries(fault.options ?? {}).flatMap(([name, list]) =>
    typeof list === 'object' ? list.map((word) => ({ [name]: word })) : [],
  );
  return (words.length > 0 ? words : [{}]).map((options) => ({ id: fault.id, message: fault.message, options, fault }));
});

let run: Started;
let to: string;
/** What came to the application in the back channel, and what it answers. */
const received: string[] = [];
let answer = 200;

const application = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => (text += chunk.toString()));
  request.on('end', () => {
    received.push(new URLSearchParams(text).get('logout_token') ?? '');
    response.writeHead(answer, { connection: 'close', location: '/elsewhere' }).end('told');
  });
});
beforeAll(async () => {
  application.listen(0, '127.0.0.1');
  await once(application, 'listening');
  to = `http://127.0.0.1:${(application.address() as AddressInfo).port}/back-channel`;
  run = await started({ clock: Date.now });
});
afterAll(async () => {
  application.close();
  await run.idps.close();
});

const FRAME = 'http://127.0.0.1:9/frame?kept=1';
const BACK = 'http://127.0.0.1:9/bye';
let count = 0;

/** Somebody who signed in, and what became of their sign-out. */
async function signOut(
  vendor: 'entra' | 'okta' | 'other' | 'google',
  use?: { id: string; options?: Record<string, string> },
  at: 'idp' | 'application' = 'idp',
  earlier?: string,
) {
  const { idps } = run;
  const app = await oidcApp(idps, vendor, {
    optionalClaims: ['sid'],
    relyingParty: {
      redirectUri: REDIRECT_URI,
      postLogoutRedirectUri: BACK,
      frontchannelLogoutUri: FRAME,
      backchannelLogoutUri: to,
    },
  });
  const browser = new Browser();
  const key = `person ${++count}`;
  const asked = await ask(await relyingParty(app));
  const shown = await signInWith(idps, app, idps.person(vendor, {}, key), asked.url, { key }, browser);
  expect(shown.headers.get('location')).toContain('code=');
  run.events.length = 0;
  received.length = 0;
  const order = {
    key: `out ${key}`,
    app,
    protocol: 'oidc' as const,
    victim: idps.person(vendor, {}, `victim ${count}`),
    ...(use && { faults: [use] }),
    ...(earlier !== undefined && { earlier }),
  };
  const ticket = idps.armSignOut(order);
  if (at === 'application') await browser.get(ticket.armUrl);
  const { end_session_endpoint: end = '' } = (await (await fetch(app.openid.discoveryUrl)).json()) as Record<
    string,
    string
  >;
  const query = new URLSearchParams({ client_id: app.clientId, post_logout_redirect_uri: BACK, state: 'a state' });
  const page = await browser.get(at === 'idp' ? ticket.startUrl : `${end}?${query}`);
  const told = run.seen('logout-told');
  return { app, page, told, ticket, key: order.key, victim: order.victim, browser };
}

const tokenIn = (told: readonly LogoutTold[]) => told.find(({ through }) => through === 'back-channel');

/** A sound application's own look at a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6). */
async function isSound(
  token: string,
  { clientId, openid }: Awaited<ReturnType<typeof signOut>>['app'],
): Promise<boolean> {
  const { jwks_uri: keys = '' } = (await (await fetch(openid.discoveryUrl)).json()) as Record<string, string>;
  const set = createLocalJWKSet((await (await fetch(keys)).json()) as Parameters<typeof createLocalJWKSet>[0]);
  const expected = {
    issuer: openid.issuer,
    audience: clientId,
    algorithms: ['RS256'],
    requiredClaims: ['iat', 'exp', 'jti'],
  };
  const verified = await jwtVerify(token, set, expected).catch(() => null);
  if (!verified) return false;
  const { events, nonce, sub, sid } = verified.payload as Claims & { events?: object };
  const isLogout = !Array.isArray(events) && LOGOUT_EVENT in (events ?? {});
  return isLogout && nonce === undefined && (sub ?? sid) !== undefined;
}

describe('a logout token', () => {
  it('is sent by the plain IdP, as oidc-provider writes it, and its answer is told', async () => {
    const { app, told, ticket } = await signOut('other');
    const event = tokenIn(told);
    expect(event).toMatchObject({ ticket: ticket.id, faults: [], to, genuine: null, failure: null });
    expect(event?.answer).toEqual({ status: 200, says: 'told' });
    expect(received).toEqual([event?.sent]);
    const { header, payload } = readJws(event?.sent ?? '');
    expect(Object.keys(payload)).toEqual(['sub', 'events', 'jti', 'sid', 'aud', 'exp', 'iat', 'iss']);
    expect(header).toMatchObject({ alg: 'RS256', typ: 'logout+jwt' });
    expect(payload.sid).toBe(event?.sid);
    expect(await isSound(event?.sent ?? '', app)).toBe(true);
  });

  it('is sent by none of the three vendors', async () => {
    for (const vendor of ['entra', 'okta', 'google'] as const) {
      expect(tokenIn((await signOut(vendor)).told)).toBeUndefined();
      expect(received).toEqual([]);
    }
  });

  it('is sent where the application began the sign-out, too, and leads nowhere by a redirect', async () => {
    answer = 303;
    const { told } = await signOut('other', undefined, 'application').finally(() => (answer = 200));
    expect(tokenIn(told)?.answer?.status).toBe(303);
    expect(received).toHaveLength(1);
  });

  const refused = cases.filter(({ message, fault }) => message === 'logout-token' && fault.expect === 'refuse');
  const OF_THE_SESSION = [
    'oidc/logout-token-other-session',
    'oidc/logout-token-other-person',
    'oidc/logout-token-replayed',
  ];
  test.each(refused)('with $id $options is no sound one, or none of the session', async ({ id, options }) => {
    const first = await signOut('other');
    const { app, told, victim } = await signOut('other', { id, options }, 'idp', first.key);
    const event = tokenIn(told);
    expect(event).toMatchObject({ faults: [id] });
    expect(event?.genuine).not.toBe(event?.sent);
    expect(await isSound(event?.genuine ?? '', app)).toBe(true);
    expect(await isSound(event?.sent ?? '', app)).toBe(OF_THE_SESSION.includes(id));
    const { payload } = readJws(event?.sent ?? '');
    if (id === 'oidc/logout-token-other-person') expect([payload.sub, payload.sid]).toEqual([victim.id, undefined]);
    if (id === 'oidc/logout-token-other-session') expect(payload.sid).not.toBe(event?.sid);
    if (id === 'oidc/logout-token-replayed') expect(event?.sent).toBe(tokenIn(first.told)?.sent);
  });

  const before = cases.filter(({ message, fault }) => message === 'logout-token' && fault.stage === 'draft');
  test.each(before)('with $id $options differs in nothing but what is declared', async ({ id, options }) => {
    const { fault } = resolveOidcLogoutFault({ id });
    const event = tokenIn((await signOut('other', { id, options })).told);
    if (fault.stage !== 'draft') throw new Error('not a fault before signing');
    const [sent, genuine] = [readJws(event?.sent ?? ''), readJws(event?.genuine ?? '')];
    for (const part of ['header', 'payload'] as const) {
      const names = Object.keys({ ...sent[part], ...genuine[part] });
      const changed = names.filter((name) => !isDeepStrictEqual(sent[part][name], genuine[part][name]));
      const declared = new Set<string>(fault.touches);
      const prefix = part === 'header' ? 'header' : 'claims';
      expect(changed.filter((name) => !declared.has(`${prefix}.${name}`))).toEqual([]);
    }
  });
});

describe('a frame', () => {
  it.each([
    ['entra', {}, ['kept', 'sid']],
    ['entra', { 'entra/front-channel-logout': 'iss-and-sid' }, ['kept', 'iss', 'sid']],
    ['okta', {}, ['kept', 'iss', 'sid']],
  ] as const)('of an application at %s, with %o, holds %o', async (vendor, switches, names) => {
    const app = await oidcApp(run.idps, vendor);
    app.configure({ switches });
    const { told, page } = await signOut(vendor);
    app.configure({ switches: {} });
    const frame = told.find(({ through }) => through === 'front-channel');
    expect([...new URL(frame?.sent ?? '').searchParams.keys()]).toEqual(names);
    expect(page.text).toContain(`<iframe src="${frame?.sent.replaceAll('&', '&amp;')}"`);
    expect(page.headers.get('content-security-policy')).toContain('frame-src *');
  });

  it.each(cases.filter(({ message }) => message === 'logout-frame'))(
    'with $id names something else',
    async ({ id }) => {
      const { told } = await signOut('okta', { id });
      const frame = told.find(({ through }) => through === 'front-channel');
      expect(frame).toMatchObject({ faults: [id] });
      expect(frame?.sent).not.toBe(frame?.genuine);
    },
  );

  it('is there for nobody at Google, or at the plain IdP', async () => {
    for (const vendor of ['google', 'other'] as const)
      expect((await signOut(vendor)).told.filter(({ through }) => through === 'front-channel')).toEqual([]);
  });
});

describe('the way back', () => {
  it.each(cases.filter(({ message }) => message === 'logout-return'))(
    'with $id $options has another state',
    async ({ id, options }) => {
      const { told, page } = await signOut('other', { id, options }, 'application');
      const back = told.find(({ through }) => through === 'return');
      expect(back).toMatchObject({ faults: [id], genuine: `${BACK}?state=a+state` });
      expect(page.headers.get('location')).toBe(back?.sent);
      expect(new URL(back?.sent ?? '').searchParams.get('state')).not.toBe('a state');
    },
  );

  it('waits at Entra until the frames are there', async () => {
    const { page } = await signOut('entra', undefined, 'application');
    expect(page.text).toContain(`<meta http-equiv="refresh" content="0; url=${BACK}?state=a+state"`);
  });
});

it('a sign-out takes faults of its own protocol alone', async () => {
  const app = await oidcApp(run.idps, 'other');
  const arm = (id: string, protocol: 'saml' | 'oidc') => () =>
    run.idps.armSignOut({ key: 'k', app, protocol, faults: [{ id }] });
  expect(arm('oidc/logout-token-nonce', 'saml')).toThrow(/no place over SAML/);
  expect(arm('saml/logout-request-unsigned', 'oidc')).toThrow(/no place over OpenID Connect/);
  expect(arm('oidc/nonce', 'oidc')).toThrow(/one of a sign-in/);
  expect(arm('oidc/logout-token-other-person', 'oidc')).toThrow(/Name a victim/);
  expect(() =>
    run.idps.arm({
      key: 'k',
      app,
      person: run.idps.person('other', {}, 'x'),
      faults: [{ id: 'oidc/logout-token-nonce' }],
    }),
  ).toThrow(/one of a sign-out/);
});

it('nobody who is not signed in signs out', async () => {
  const app = await oidcApp(run.idps, 'other');
  const { startUrl } = run.idps.armSignOut({ key: 'nobody', app, protocol: 'oidc' });
  const page = await new Browser().get(startUrl);
  expect(page.status).toBe(409);
});
