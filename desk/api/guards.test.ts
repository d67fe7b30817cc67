import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { openedDesk, type OpenedDesk } from '../desk.fixture.ts';
import type { Problem } from './api.gen.ts';

let desk: OpenedDesk;
afterEach(() => desk.close());

/** With headers that fetch does not let through. */
async function asked(path: string, headers: Record<string, string>, { method = 'GET', body = '' } = {}) {
  const { port } = new URL(desk.idps.origin);
  return new Promise<{ status: number; problem: Problem }>((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path: `/_jitmus/api/v1${path}`, method, headers: { host: desk.host, ...headers } },
      (answer) => {
        text(answer).then(
          (said) => resolve({ status: answer.statusCode ?? 0, problem: JSON.parse(said) as Problem }),
          reject,
        );
      },
    )
      .on('error', reject)
      .end(body);
  });
}

const json = { 'content-type': 'application/json' };

describe('on loopback', () => {
  it.each([
    ['another host', { host: 'evil.test:1' }, 421, 'HOST_UNKNOWN'],
    ['this machine by another port', { host: 'localhost:1' }, 421, 'HOST_UNKNOWN'],
    ['no host', { host: '' }, 421, 'HOST_UNKNOWN'],
    ['a page of another site', { origin: 'https://evil.test' }, 403, 'CROSS_SITE'],
    ['a page of another port', { origin: 'http://localhost:1' }, 403, 'CROSS_SITE'],
    ['a page in a sandbox', { origin: 'null' }, 403, 'CROSS_SITE'],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }, 403, 'CROSS_SITE'],
    ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }, 403, 'CROSS_SITE'],
  ])('%s is refused, whatever it asks', async (_, headers, status, code) => {
    desk = await openedDesk();
    expect(await asked('/', headers as Record<string, string>)).toMatchObject({ status, problem: { code } });
    const post = { method: 'POST', body: '{"vendor":"okta","name":"x"}' };
    expect(await asked('/apps', { ...json, ...headers }, post)).toMatchObject({
      status,
      problem: { code },
    });
    expect((await desk.call<{ apps: [] }>('GET', '/apps')).body.apps).toEqual([]);
  });

  it.each([
    ['our own page', { 'sec-fetch-site': 'same-origin' }],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }],
  ])('%s is answered', async (_, headers) => {
    desk = await openedDesk();
    expect((await asked('/clock', { ...headers, origin: desk.idps.origin })).status).toBe(200);
  });

  it('wants JSON that says so, and not too much of it', async () => {
    desk = await openedDesk();
    const post = (headers: Record<string, string>, body: string) => asked('/apps', headers, { method: 'POST', body });
    const good = '{"vendor":"okta","name":"x"}';
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(await post({ 'content-type': type, 'content-length': String(good.length) }, good)).toMatchObject({
        status: 415,
        problem: { code: 'NOT_JSON' },
      });
    expect(await post(json, '{"vendor":')).toMatchObject({ status: 400, problem: { code: 'JSON_INVALID' } });
    expect(await post(json, '"text"')).toMatchObject({ status: 400, problem: { code: 'JSON_INVALID' } });
    expect(await post(json, '[]')).toMatchObject({ status: 400, problem: { code: 'INPUT_INVALID' } });
    const large = JSON.stringify({ vendor: 'okta', name: 'x', loginUrl: 'x'.repeat(3 * 1024 * 1024) });
    expect(await post({ ...json, 'content-length': String(large.length) }, large)).toMatchObject({
      status: 413,
      problem: { code: 'BODY_TOO_LARGE' },
    });
  });

  it('takes nothing out of a prototype', async () => {
    desk = await openedDesk();
    const body = '{"vendor":"okta","name":"x","__proto__":{"saml":{"entityId":"a","acsUrl":"http://127.0.0.1:1/"}}}';
    const answer = await asked('/apps', json, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(({} as { saml?: unknown }).saml).toBeUndefined();
  });

  it('says what there is where there is nothing', async () => {
    desk = await openedDesk();
    expect(await asked('/peeple', {})).toMatchObject({
      status: 404,
      problem: { code: 'NOT_FOUND', hint: expect.stringContaining('openapi.json') as string },
    });
  });
});

describe('beyond this machine', () => {
  const token = 'a-long-token';

  it('every call needs the token, and any host will do', async () => {
    desk = await openedDesk({ door: { token, hosts: null } });
    expect(await asked('/apps', { host: 'jitmus.internal:4700' })).toMatchObject({
      status: 401,
      problem: { code: 'TOKEN_MISSING' },
    });
    expect(await asked('/events', { authorization: 'Bearer another' })).toMatchObject({
      status: 401,
      problem: { code: 'TOKEN_WRONG' },
    });
    expect((await asked('/apps', { host: 'jitmus.internal:4700', authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await asked('/apps', { authorization: `Bearer ${token}`, origin: 'https://evil.test' })).status).toBe(403);
  });
});
