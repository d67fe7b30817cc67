import { afterEach, expect, it } from 'vitest';
import type { App } from '../app.ts';
import type { IdpEvent } from '../event.ts';
import type { Hindrance } from '../hindrance.ts';
import { startIdps, type Idps } from '../idps.ts';

let idps: Idps;
let app: App;
let events: IdpEvent[] = [];
afterEach(() => idps.close());

async function started(hindrance: Hindrance | null) {
  events = [];
  idps = await startIdps({
    hinders: (vendor, fetched) => (vendor === 'okta' && fetched !== 'jwks' ? hindrance : null),
    onEvent: (event) => events.push(event),
  });
  const relyingParty = { redirectUri: 'http://127.0.0.1:1/callback' };
  app = await idps.app('okta', 'app', { settings: { relyingParty } });
}

it.each([
  ['status-500', 500],
  ['status-503', 503],
  ['status-429', 429],
  ['not-found', 404],
] as const)('%s is answered in the place of metadata and discovery', async (fail, status) => {
  await started({ latencyMs: 0, fail });
  expect((await fetch(app.metadataUrl)).status).toBe(status);
  expect((await fetch(app.openid.discoveryUrl)).status).toBe(status);
  expect(events).toMatchObject([{ what: 'network' }, { what: 'network' }]);
  expect(events[0]).toMatchObject({ says: expect.stringContaining(fail) as string });
});

it.each([
  ['html', 'text/html; charset=utf-8', /<p>/],
  ['empty', 'text/plain; charset=utf-8', /^$/],
] as const)('%s comes with 200', async (fail, type, body) => {
  await started({ latencyMs: 0, fail });
  const answer = await fetch(app.openid.discoveryUrl);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  expect(await answer.text()).toMatch(body);
});

it('broken ends in the middle', async () => {
  await started({ latencyMs: 0, fail: 'broken' });
  const answer = await fetch(app.openid.discoveryUrl);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
});

it('reset answers nothing', async () => {
  await started({ latencyMs: 0, fail: 'reset' });
  await expect(fetch(app.metadataUrl)).rejects.toThrow('fetch failed');
});

it('hang answers nothing either, and does not keep the mocks from ending', async () => {
  await started({ latencyMs: 0, fail: 'hang' });
  const asked = fetch(app.metadataUrl).catch((error: Error) => error.message);
  await expect.poll(() => events.length).toBe(1);
  await idps.close();
  expect(await asked).toBe('fetch failed');
});

it('latency alone ends in the genuine answer', async () => {
  await started({ latencyMs: 5, fail: null });
  expect(await (await fetch(app.openid.discoveryUrl)).json()).toMatchObject({ issuer: app.openid.issuer });
  expect(events).toMatchObject([{ what: 'network' }, { kind: 'back-channel' }]);
});
