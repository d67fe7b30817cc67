import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, parsedJson, statusOf } from './api-call.ts';
import { openApi, type Api } from './api.fixture.ts';

let api: Api | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

describe('a call', () => {
  test('sends what the target file says, filled', async () => {
    api = await openApi({ 'POST /u/a%40corp.test': { status: 201, body: { id: 1 } } });
    const headers = { authorization: 'Bearer owner', 'x-team': 'inherited' };
    const request = {
      method: 'POST',
      url: `${api.url}/u/{email}`,
      headers: { 'x-team': 'own' },
      body: { jit: '{jit}' },
    } as const;
    const answer = await call(request, { email: 'a@corp.test', jit: false }, { headers });
    expect(answer).toEqual({ status: 201, text: '{"id":1}', json: { id: 1 } });
    expect(api.asked[0]).toMatchObject({
      body: { jit: false },
      headers: {
        authorization: 'Bearer owner',
        'x-team': 'own',
        'content-type': 'application/json',
        accept: 'application/json',
      },
    });
  });

  test('without a body says nothing of one', async () => {
    api = await openApi({ 'GET /': { body: 'plain' } });
    expect(await call({ method: 'GET', url: `${api.url}/` }, {})).toEqual({
      status: 200,
      text: 'plain',
      json: undefined,
    });
    expect(api.asked[0]?.headers['content-type']).toBeUndefined();
  });

  test('follows no redirect', async () => {
    api = await openApi({ 'GET /': { status: 302, headers: { location: '/elsewhere' } } });
    expect(await call({ method: 'GET', url: `${api.url}/` }, {})).toMatchObject({ status: 302 });
    expect(api.asked).toHaveLength(1);
  });

  test('reads no more than 16 MiB', async () => {
    api = await openApi({ 'GET /': { body: 'x'.repeat(17 * 1024 * 1024) } });
    await expect(call({ method: 'GET', url: `${api.url}/` }, {})).rejects.toThrow(
      `GET ${api.url}/: the answer is larger than 16 MiB`,
    );
  });

  test('gives up in time', async () => {
    api = await openApi({});
    nock(api.url).get('/').delayConnection(60_000).reply(200);
    try {
      await expect(call({ method: 'GET', url: `${api.url}/` }, {}, { timeoutMs: 20 })).rejects.toThrow(
        `GET ${api.url}/: no answer within 20 ms`,
      );
    } finally {
      nock.abortPendingRequests();
      nock.cleanAll();
      nock.restore();
    }
  });
});

describe('what went wrong below HTTP, in words', () => {
  beforeEach(() => {
    if (!nock.isActive()) nock.activate();
  });
  afterEach(() => {
    nock.cleanAll();
    nock.restore();
  });

  const failure = (code: string) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(`raw ${code}`), { code }) });

  test.each<[string, string]>([
    ['ECONNREFUSED', 'connection refused'],
    ['ECONNRESET', 'the connection was closed'],
    ['ENOTFOUND', 'the host name is not known'],
    ['EAI_AGAIN', 'the host name could not be looked up'],
    ['EPROTO', 'raw EPROTO'],
  ])('%s', async (code, words) => {
    nock('http://app.corp.test').post('/x').replyWithError(failure(code));
    await expect(call({ method: 'POST', url: 'http://app.corp.test/x' }, {})).rejects.toThrow(
      `POST http://app.corp.test/x: ${words}`,
    );
  });
});

describe('over real connections', () => {
  const problemOf = (url: string) => call({ method: 'GET', url }, {}).catch((error: Error) => error.message);

  test('closed', async () => {
    api = await openApi({ 'GET /': 'reset' });
    expect(await problemOf(`${api.url}/`)).toBe(`GET ${api.url}/: the connection was closed`);
  });

  test('refused, by address and by name', async () => {
    api = await openApi({});
    const { url } = api;
    await api.close();
    expect(await problemOf(`${url}/`)).toBe(`GET ${url}/: connection refused`);
    const named = url.replace('127.0.0.1', 'localhost');
    expect(await problemOf(`${named}/`)).toBe(`GET ${named}/: connection refused`);
  });

  test('a status is all that is read', async () => {
    api = await openApi({ 'GET /': { status: 418, body: 'x'.repeat(1_000_000) } });
    expect(await statusOf(`${api.url}/`, 5_000)).toBe(418);
  });
});

test('JSON or nothing', () => {
  expect(parsedJson('{"a":1}')).toEqual({ a: 1 });
  expect(parsedJson('null')).toBeNull();
  expect(parsedJson('<html>')).toBeUndefined();
  expect(parsedJson('')).toBeUndefined();
});
