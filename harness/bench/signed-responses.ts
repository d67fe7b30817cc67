import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fire, type LoadResult, type Shot } from './load.ts';
import type { Order } from './server.ts';

/** Who issues, and what is signed. */
export interface Contender extends Omit<Order, 'count'> {
  name: string;
}

/** Sign-ins of each round. */
const SIGN_INS = 1_000;
/** Sign-ins before anything is measured. */
const WARM_UP = 600;
const ROUNDS = 5;
/** A server that has ended never answers. */
const ANSWER_MS = 30_000;

/**
 * Signed responses over HTTP, from one mock process or several that share the load: for each contender the round of median
 * speed. Rounds take turns, so that a passing disturbance meets all alike.
 */
export async function signedResponses(
  contenders: readonly Contender[],
  { processes, concurrency }: { processes: number; concurrency: number },
): Promise<LoadResult[]> {
  const servers = Array.from({ length: processes }, () => fork(new URL('./bench-server.js', import.meta.url)));
  const round = async (contender: Contender, signIns: number) => {
    const loads = await Promise.all(servers.map((server) => ask(server, { ...contender, count: signIns / processes })));
    const result = await fire(loads, concurrency);
    if (result.failures) throw new Error(`${contender.name}: ${result.failures} of ${signIns} requests failed.`);
    return result;
  };
  try {
    for (const contender of contenders) await round(contender, WARM_UP);
    const found = contenders.map((): LoadResult[] => []);
    for (let turn = 0; turn < ROUNDS; turn++)
      for (const [index, contender] of contenders.entries()) found[index]?.push(await round(contender, SIGN_INS));
    return found.map(middle);
  } finally {
    for (const server of servers) server.disconnect();
  }
}

async function ask(server: ChildProcess, order: Order): Promise<Shot[]> {
  server.send(order);
  const [shots] = (await once(server, 'message', { signal: AbortSignal.timeout(ANSWER_MS) })) as [Shot[]];
  return shots;
}

function middle(results: readonly LoadResult[]): LoadResult {
  const found = results.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(results.length / 2)];
  if (!found) throw new Error('Nothing was measured.');
  return found;
}
