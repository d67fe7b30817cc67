import { ask, server } from './ask-server.ts';
import { fire, type LoadResult, type Task } from './load.ts';
import { medianRounds } from './rounds.ts';
import type { Order, Shot } from './server.ts';

/** Who issues, and what is signed. */
export interface Contender extends Omit<Order, 'count'> {
  name: string;
}

/** Signed responses over HTTP, from one mock process or several that share the load: for each contender the round of median speed. */
export async function signedResponses(
  contenders: readonly Contender[],
  { processes, concurrency }: { processes: number; concurrency: number },
): Promise<LoadResult[]> {
  const servers = Array.from({ length: processes }, () => server('./bench-server.js'));
  const round = async (contender: Contender, count: number) => {
    const loads = await Promise.all(
      servers.map(async (each) => {
        const shots = await ask<Shot[]>(each, { ...contender, count: count / processes });
        return { port: portOf(shots), tasks: shots.map(signIn) };
      }),
    );
    return fire(loads, concurrency);
  };
  try {
    return await medianRounds(contenders, round, { warmUp: 600, count: 1_000 });
  } finally {
    for (const each of servers) each.disconnect();
  }
}

const GOOD = Buffer.from('HTTP/1.1 200 ');
const FIELD = Buffer.from('name="SAMLResponse"');

/** An answer counts when it is the page that posts a response. */
function signIn({ url, cookie }: Shot): Task {
  const { pathname, search, host } = new URL(url);
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`);
  return async (connection) => {
    const answer = await connection.ask(request);
    return answer.subarray(0, GOOD.length).equals(GOOD) && answer.includes(FIELD);
  };
}

function portOf([first]: readonly Shot[]): number {
  if (!first) throw new Error('There is nothing to fire.');
  return Number(new URL(first.url).port);
}
