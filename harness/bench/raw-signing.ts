import { generateKeyPairSync, sign } from 'node:crypto';
import { promisify } from 'node:util';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** About what a SignedInfo is long. */
const message = Buffer.alloc(800, 'x');
const MEASURED_MS = 2_000;

/** RSA-2048 signatures per second, one after the other. The key object is made once. */
export function rawOneThread(): number {
  const once = () => sign('sha256', message, privateKey);
  for (let warm = 0; warm < 200; warm++) once();
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < MEASURED_MS; count++) once();
  return count / ((performance.now() - began) / 1000);
}

/** The same on the thread pool, so many at a time: no process on this machine issues signed messages faster. */
export async function rawThreadPool(concurrency: number): Promise<number> {
  const once = promisify(sign);
  const began = performance.now();
  let count = 0;
  const chain = async () => {
    for (; performance.now() - began < MEASURED_MS; count++) await once('sha256', message, privateKey);
  };
  await Promise.all(Array.from({ length: concurrency }, chain));
  return count / ((performance.now() - began) / 1000);
}
