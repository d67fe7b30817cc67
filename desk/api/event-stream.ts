import type { ServerResponse } from 'node:http';
import type { Entry, Feed } from '../feed.ts';
import { shownEvent } from '../shown-event.ts';

/** So often something is sent, lest what stands in between takes the silence for the end. */
const BEAT_MS = 15_000;

/** Of a reader who does not keep up: it comes back with Last-Event-ID. */
const MOST_WAITING = 8 * 1024 * 1024;

/** Tells everything after that number, and what happens from now on, until the reader leaves. */
export function streamEvents(response: ServerResponse, feed: Feed, since: number): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  response.write('retry: 1000\n\n');
  const { entries, forgotten } = feed.since(since);
  if (forgotten > 0) response.write(`event: forgotten\ndata: ${JSON.stringify({ forgotten })}\n\n`);
  const send = (entry: Entry) => {
    response.write(`id: ${entry.n}\nevent: jitmus\ndata: ${JSON.stringify(shownEvent(entry))}\n\n`);
    if (response.writableLength > MOST_WAITING) response.destroy();
  };
  for (const entry of entries) if (!response.destroyed) send(entry);
  const stop = feed.listen(send);
  const beat = setInterval(() => response.write(': still here\n\n'), BEAT_MS).unref();
  response.on('close', () => {
    stop();
    clearInterval(beat);
  });
}
