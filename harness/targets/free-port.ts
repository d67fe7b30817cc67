import { createServer } from 'node:net';
import { JitmusError } from '../errors.ts';

/** Below the range from which systems take ports for outgoing connections. */
const FIRST = 20_000;
const LAST = 31_999;
const TRIES = 200;

/** A port of 127.0.0.1 that nobody listens on. Throws NO_FREE_PORT. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (await canListen(port)) return port;
  }
  throw new JitmusError('NO_FREE_PORT', `No free port was found between ${FIRST} and ${LAST}.`);
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
