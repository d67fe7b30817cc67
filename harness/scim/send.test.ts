import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { send } from './send.ts';

const request = { method: 'GET', url: 'http://app.test/scim/v2/Users', headers: {}, body: null };
const users = () => nock('http://app.test').get('/scim/v2/Users');

afterEach(() => nock.cleanAll());

/** Sends, and tells how long it waited in between. */
async function sent() {
  const waits: number[] = [];
  const ended = await send(request, (milliseconds) => Promise.resolve(waits.push(milliseconds)));
  return { ended, waits };
}

describe('too many requests', () => {
  it('are sent again when the server says', async () => {
    users().reply(429, '', { 'retry-after': '2' });
    users().reply(200, { totalResults: 0 });
    expect(await sent()).toMatchObject({ ended: { status: 200, json: { totalResults: 0 } }, waits: [2000] });
  });

  it('are sent again at the date that the server names', async () => {
    users().reply(429, '', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' });
    users().reply(200, { totalResults: 0 });
    expect(await sent()).toMatchObject({ ended: { status: 200 }, waits: [0] });
  });

  it.each([
    ['says nothing', {}],
    ['asks for more than anybody waits', { 'retry-after': '3600' }],
    ['names a date that is far off', { 'retry-after': 'Sat, 21 Oct 2228 07:28:00 GMT' }],
    ['names nothing that can be read', { 'retry-after': 'soon' }],
  ])('are an answer where the server %s', async (_, headers: Record<string, string>) => {
    users().reply(429, '', headers);
    expect(await sent()).toMatchObject({ ended: { status: 429 }, waits: [] });
  });

  it('are given up after a while', async () => {
    users().times(9).reply(429, '', { 'retry-after': '1' });
    const { ended, waits } = await sent();
    expect(ended).toMatchObject({ status: 429 });
    expect(waits).toHaveLength(4);
  });
});

it('tells why there is no answer', async () => {
  users().replyWithError(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
  expect(await sent()).toEqual({ ended: { failure: expect.stringMatching(/./) as string }, waits: [] });
});
