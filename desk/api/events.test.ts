import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openedDesk, type OpenedDesk } from '../desk.fixture.ts';
import type { Clock, Event, EventPage, Network } from './api.gen.ts';

let desk: OpenedDesk;
beforeEach(async () => {
  desk = await openedDesk({ vendors: ['okta'] });
});
afterEach(() => desk.close());

const move = (ms: number) => desk.call<Clock>('POST', '/clock/advance', { ms });

interface Message {
  id?: string;
  event?: string;
  data?: string;
}

/** Messages of an event stream, one by one. */
async function* messages(response: Response): AsyncGenerator<Message> {
  let text = '';
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(part).toString();
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
      const message = Object.fromEntries(lines) as Message;
      if (message.event) yield message;
    }
  }
}

const stream = async (headers: Record<string, string> = {}, query = '') => {
  const response = await desk.raw(`/events${query}`, { headers: { accept: 'text/event-stream', ...headers } });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  return messages(response);
};
const next = async (from: AsyncGenerator<Message>) => (await from.next()).value as Message;
const eventIn = ({ data = '' }: Message) => JSON.parse(data) as Event;

describe('the feed', () => {
  it('streams what was and what comes, with numbers to go on from', async () => {
    await move(1);
    const reader = await stream();
    expect(await next(reader)).toMatchObject({ id: '1', event: 'jitmus' });
    await move(2);
    const second = await next(reader);
    expect(eventIn(second)).toMatchObject({ n: 2, kind: 'desk', direction: 'note', ok: true });
    await reader.return(undefined);
    await move(3);
    const again = await stream({ 'last-event-id': '2' });
    expect((await next(again)).id).toBe('3');
    const since = await stream({}, '?since=1');
    expect((await next(since)).id).toBe('2');
    await Promise.all([again.return(undefined), since.return(undefined)]);
  });

  it('keeps the newest 2,000, and tells how many are forgotten', async () => {
    for (let n = 0; n < 2_100; n++) desk.feed.add({ kind: 'desk', vendor: 'other', at: n, says: `event ${n}` }, {});
    const { body } = await desk.call<EventPage>('GET', '/events?since=50');
    expect([body.events.length, body.forgotten, body.newest]).toEqual([2_000, 50, 2_100]);
    const reader = await stream({ 'last-event-id': '50' });
    expect(await next(reader)).toEqual({ event: 'forgotten', data: '{"forgotten":50}' });
    expect((await next(reader)).id).toBe('101');
    await reader.return(undefined);
  });

  it('is bounded in characters too', () => {
    const says = 'x'.repeat(1024 * 1024);
    for (let n = 0; n < 100; n++) desk.feed.add({ kind: 'desk', vendor: 'other', at: n, says }, {});
    expect(desk.feed.since(0).entries.length).toBeLessThanOrEqual(32);
  });

  it('tells in plain words what arrived, and what of a refusal the vendor shows', async () => {
    await fetch(`${desk.idps.origin}/app/nothing/exk0/sso/saml?SAMLRequest=x`);
    const { body } = await desk.call<EventPage>('GET', '/events');
    const refused = body.events.find(({ kind }) => kind === 'refused');
    expect(refused).toMatchObject({ ok: false, direction: 'out', refusal: { status: expect.any(Number) as number } });
    expect(refused?.says).not.toMatch(/[✕→←]/);
  });
});

describe('the clock', () => {
  it('stands still, is moved, and goes on', async () => {
    const now = Date.UTC(2030, 0, 1);
    const { body: frozen } = await desk.call<Clock>('PATCH', '/clock', { frozen: true, now });
    expect([frozen.now, frozen.frozen]).toEqual([now, true]);
    expect((await move(60_000)).body).toMatchObject({ now: now + 60_000, frozen: true });
    expect((await desk.call<Clock>('GET', '/clock')).body.now).toBe(now + 60_000);
    const { body: going } = await desk.call<Clock>('PATCH', '/clock', { frozen: false });
    expect([going.frozen, going.now >= now + 60_000]).toEqual([false, true]);
    expect((await desk.call<Clock>('PATCH', '/clock', { offsetMs: -3_600_000 })).body.offsetMs).toBe(-3_600_000);
  });

  it('is the clock of messages', async () => {
    await desk.call('PATCH', '/clock', { frozen: true, now: Date.UTC(2030, 0, 1) });
    await fetch((await desk.idps.app('okta', 'own')).metadataUrl);
    const { events } = (await desk.call<EventPage>('GET', '/events')).body;
    expect(events.at(-1)).toMatchObject({ kind: 'happened', at: Date.UTC(2030, 0, 1) });
  });

  it('does not go where no date is', async () => {
    expect(await move(9e15)).toMatchObject({ status: 422, body: { code: 'TIME_TOO_FAR' } });
  });
});

describe('the network', () => {
  it('stands in the way as often as ordered, and only where it is meant', async () => {
    const app = await desk.idps.app('okta', 'own');
    const other = await desk.idps.app('entra', 'own');
    const fault = { endpoint: 'metadata', vendor: 'okta', fail: 'status-503', times: 2 } as const;
    expect((await desk.call<Network>('PUT', '/network', { faults: [fault] })).body.faults).toEqual([fault]);
    const status = async (url: string) => (await fetch(url)).status;
    expect([await status(other.metadataUrl), await status(app.metadataUrl)]).toEqual([200, 503]);
    expect((await desk.call<Network>('GET', '/network')).body.faults).toEqual([{ ...fault, times: 1 }]);
    expect([await status(app.metadataUrl), await status(app.metadataUrl)]).toEqual([503, 200]);
    expect((await desk.call<Network>('GET', '/network')).body.faults).toEqual([]);
  });
});
