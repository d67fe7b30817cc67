import { connect } from 'node:net';

/** One request of a load: an address, and the cookie that says who signs in. */
export interface Shot {
  url: string;
  cookie: string;
}

/** What a load found. */
export interface LoadResult {
  requests: number;
  failures: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/**
 * Fires all shots, so many at a time, over kept connections that are shared out evenly among the servers. Requests are
 * bytes made beforehand and answers stay bytes, because the load runs on the processors that the servers need.
 *
 * @param loads the shots at each server
 */
export async function fire(loads: readonly (readonly Shot[])[], concurrency: number): Promise<LoadResult> {
  const targets = loads.map((shots) => ({ port: portOf(shots), requests: shots.map(bytesOf).values() }));
  const times: number[] = [];
  let failures = 0;
  const note = (milliseconds: number, good: boolean) => {
    times.push(milliseconds);
    if (!good) failures++;
  };
  const began = performance.now();
  await Promise.all(
    targets.flatMap(({ port, requests }) =>
      Array.from({ length: concurrency / targets.length }, () => connection(port, requests, note)),
    ),
  );
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  return { requests: times.length, failures, seconds, p50: at(0.5), p99: at(0.99) };
}

/** One request after the other, until none is left. */
function connection(
  port: number,
  requests: Iterator<Buffer, unknown>,
  note: (milliseconds: number, good: boolean) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let began = 0;
    let chunks: Buffer[] = [];
    let missing: number | null = null;
    const send = () => {
      const next = requests.next();
      if (next.done) {
        socket.destroy();
        return resolve();
      }
      chunks = [];
      missing = null;
      began = performance.now();
      socket.write(next.value);
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      missing = (missing ?? lengthOf(chunk)) - chunk.length;
      if (missing > 0) return;
      note(performance.now() - began, isSignedResponse(chunks.length === 1 ? chunk : Buffer.concat(chunks)));
      send();
    });
    socket.once('connect', send).once('error', reject);
    socket.once('close', () => reject(new Error('The server closed a connection.')));
  });
}

const HEAD_END = Buffer.from('\r\n\r\n');
const GOOD = Buffer.from('HTTP/1.1 200 ');
const FIELD = Buffer.from('name="SAMLResponse"');

/** Bytes of the whole answer that begins with this chunk. */
function lengthOf(chunk: Buffer): number {
  const end = chunk.indexOf(HEAD_END);
  const [, body] = /\r\ncontent-length: (\d+)/i.exec(chunk.toString('latin1', 0, end)) ?? [];
  if (end < 0 || body === undefined) throw new Error('An answer says no length.');
  return end + HEAD_END.length + Number(body);
}

/** An answer counts when it is the page that posts a response. */
const isSignedResponse = (answer: Buffer): boolean =>
  answer.subarray(0, GOOD.length).equals(GOOD) && answer.includes(FIELD);

function bytesOf({ url, cookie }: Shot): Buffer {
  const { pathname, search, host } = new URL(url);
  return Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`);
}

function portOf([first]: readonly Shot[]): number {
  if (!first) throw new Error('There is nothing to fire.');
  return Number(new URL(first.url).port);
}
