import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScimClient } from './client.ts';
import type { Exchange } from './exchange.ts';
import { checkOptions } from './options.ts';

const ORIGIN = 'https://app.test';
const seen: Exchange[] = [];
const client = (more: object = {}) =>
  new ScimClient({
    baseUrl: `${ORIGIN}/scim/v2?aadOptscim062020`,
    token: 'the-token',
    headers: { accept: 'application/scim+json' },
    contentType: 'application/scim+json',
    clock: () => 5,
    timeoutMs: 1000,
    answerLimit: 100,
    onExchange: (exchange) => seen.push(exchange),
    ...more,
  });
const get = { purpose: 'read user', method: 'GET', path: '/Users/1' } as const;
const scim = { 'content-type': 'application/scim+json; charset=utf-8' };
const target = () => nock(ORIGIN).get('/scim/v2/Users/1').query(true);

beforeEach(() => {
  seen.length = 0;
});
afterEach(() => {
  nock.cleanAll();
  nock.restore();
  nock.activate();
});

describe('a call', () => {
  test('keeps the query of the base URL, and its token is seen by the application alone', async () => {
    const scope = nock(ORIGIN, { reqheaders: { authorization: 'Bearer the-token' } })
      .post('/scim/v2/Users?aadOptscim062020&a=1', { userName: 'ada' })
      .reply(201, { id: '1' }, scim);
    const reply = await client().send({
      purpose: 'create user',
      method: 'POST',
      path: '/Users',
      query: 'a=1',
      body: { userName: 'ada' },
    });
    expect(scope.isDone()).toBe(true);
    expect(reply.json).toEqual({ id: '1' });
    expect(seen).toEqual([reply.exchange]);
    expect(seen[0]).toMatchObject({
      n: 1,
      at: 5,
      status: 201,
      ending: 'answered',
      body: '{"userName":"ada"}',
      answerBody: '{"id":"1"}',
    });
    expect(JSON.stringify(seen)).not.toContain('the-token');
  });

  test.each([
    ['html', '<!doctype html><p>Sign in', 'text/html'],
    ['content-type', 'no such user', 'text/plain'],
    ['broken-json', '{"id":"1","user', 'application/scim+json'],
    ['too-large', `"${'x'.repeat(200)}"`, 'application/scim+json'],
  ])('ends in %s', async (ending, text, type) => {
    target().reply(200, text, { 'content-type': type });
    expect((await client().send(get)).exchange).toMatchObject({ ending, status: 200 });
  });

  test.each([
    ['reset', 'ECONNRESET'],
    ['certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['unreachable', 'ECONNREFUSED'],
    ['unreachable', 'ENOTFOUND'],
  ])('ends in %s after %s', async (ending, code) => {
    target().replyWithError(Object.assign(new Error(code), { code }));
    expect((await client().send(get)).exchange).toMatchObject({ ending, status: null, answerBody: null });
  });

  test('ends in time', async () => {
    target().delayConnection(60_000).reply(200);
    expect((await client({ timeoutMs: 20 }).send(get)).exchange).toMatchObject({ ending: 'time-out', status: null });
  });
});

describe('settings', () => {
  const check = (baseUrl: string, token: string) => () => checkOptions('entra', { baseUrl, token });
  test.each([
    'app.test/scim',
    'ftp://app.test',
    'https://app.test/scim\n',
    'https://app.test/scim/Users',
    'https://a:b@app.test/',
  ])('refuse the base URL %j', (baseUrl) =>
    expect(check(baseUrl, 't')).toThrow(expect.objectContaining({ code: 'SCIM_BASE_URL_INVALID' })),
  );
  test.each([
    ['', 'is empty'],
    ['abc\n', 'line break'],
    ['Bearer abc', 'the word Bearer'],
    ['a b', 'position 2'],
  ])('refuse the token %j', (token, why) => {
    expect(check(ORIGIN, token)).toThrow(
      expect.objectContaining({ code: 'SCIM_TOKEN_INVALID', message: expect.stringContaining(why) as string }),
    );
  });
  test('that are sound pass', () => {
    expect(check(`${ORIGIN}/scim/v2?aadOptscim062020`, 'eyJ.a-b_c=')).not.toThrow();
  });
});
