import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A server that has ended never answers. */
const ANSWER_MS = 30_000;

/** A server of the bench, in a process of its own, until the bench hangs up. */
export const server = (file: string, ...args: string[]): ChildProcess => fork(new URL(file, import.meta.url), args);

/** What the server says to an order. */
export async function ask<Answer>(process: ChildProcess, order: object): Promise<Answer> {
  process.send(order);
  const [answer] = (await once(process, 'message', { signal: AbortSignal.timeout(ANSWER_MS) })) as [Answer];
  return answer;
}
