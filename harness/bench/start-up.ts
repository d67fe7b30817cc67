import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { packageRoot } from '../package-root.ts';

const STARTS = 7;
/** Between two looks at the port: a busier look would slow down what it looks at. */
const PAUSE_MS = 5;

/** From the start of the process to the first answer of `jitmus idp`, keys being there: milliseconds, the median. */
export async function startUp(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    const port = await freePort();
    const began = performance.now();
    const child = spawn(process.execPath, [`${packageRoot}dist/jitmus.js`, 'idp', '--port', String(port), '--quiet'], {
      stdio: 'ignore',
    });
    await firstAnswer(port, child);
    times.push(performance.now() - began);
    child.kill('SIGTERM');
  }
  return times.sort((a, b) => a - b)[Math.floor(STARTS / 2)] ?? NaN;
}

async function firstAnswer(port: number, child: ChildProcess): Promise<void> {
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error('jitmus idp ended.');
    await pause(PAUSE_MS);
  }
}

/** False when nobody listens yet; the answer to a request that was taken may be long in coming. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, 'localhost', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    const done = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('data', () => done(true)).once('error', () => done(false));
    socket.once('end', () => done(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
