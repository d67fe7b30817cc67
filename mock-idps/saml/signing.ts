import { sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** What a signature covers, and the key it is made with. */
export interface ToSign {
  readonly bytes: Buffer;
  readonly key: KeyObject;
  readonly hash: string;
}

/** Writing that cannot go on without signatures: each text to be signed comes out, its RSA value goes back in. */
export type Signing<Written> = Generator<ToSign, Written, Buffer>;

/** Signs on the spot. */
export function signAtOnce<Written>(work: Signing<Written>): Written {
  let step = work.next();
  while (!step.done) step = work.next(sign(step.value.hash, step.value.bytes, step.value.key));
  return step.value;
}

const signOnThreadPool = promisify(sign);

/** Signs on the thread pool: meanwhile other sign-ins go on. */
export async function signAside<Written>(work: Signing<Written>): Promise<Written> {
  let step = work.next();
  while (!step.done) step = work.next(await signOnThreadPool(step.value.hash, step.value.bytes, step.value.key));
  return step.value;
}
