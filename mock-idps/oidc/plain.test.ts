import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { started, type Started } from '../server/browser.fixture.ts';
import { loadLibrary } from './provider.ts';
import { codeFlow, oidcApp } from './relying-party.fixture.ts';

let run: Started;
beforeAll(async () => {
  run = await started({ clock: Date.now });
});
afterAll(() => run.idps.close());

it('its discovery document is what oidc-provider writes of itself', async () => {
  const app = await oidcApp(run.idps, 'other');
  const { Provider } = await loadLibrary();
  const provider = new Provider(app.openid.issuer, {
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true },
      backchannelLogout: { enabled: true },
    },
    scopes: ['openid', 'offline_access', 'profile', 'email', 'groups'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    responseTypes: ['code', 'id_token', 'code id_token'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
  });
  const answer = provider.callback();
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const theirs = await (await fetch(`${at}/.well-known/openid-configuration`)).text();
  server.close();
  const ours = (await (await fetch(app.openid.discoveryUrl)).json()) as object;
  const written = JSON.parse(theirs.replaceAll(at, app.openid.issuer)) as object;
  expect(ours).toEqual(written);
  expect(Object.keys(ours)).toEqual(Object.keys(written));
});

it('openid-client signs in there, and is told who answers (RFC 9207)', async () => {
  const app = await oidcApp(run.idps, 'other');
  const person = run.idps.person('other', {}, 'ann');
  const { callback, claims } = await codeFlow(run.idps, app, person);
  expect(callback.searchParams.get('iss')).toBe(app.openid.issuer);
  expect(claims).toMatchObject({ sub: person.id, email: person.email, email_verified: true });
  expect(claims.sid).toBeUndefined();
});

it('the token names the session where the application is registered for logout tokens', async () => {
  const redirectUri = 'http://127.0.0.1:9/callback';
  const app = await oidcApp(run.idps, 'other', {
    relyingParty: { redirectUri, backchannelLogoutUri: 'http://127.0.0.1:9/back-channel' },
  });
  const { claims } = await codeFlow(run.idps, app, run.idps.person('other', {}, 'bob'));
  expect(claims.sid).toBeTypeOf('string');
});
