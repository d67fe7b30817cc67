import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

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

/** Fires all shots, so many at a time, over kept connections. */
export async function fire(shots: readonly Shot[], concurrency: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const times: number[] = [];
  let failures = 0;
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    for (let shot = shots[next++]; shot; shot = shots[next++]) {
      const start = performance.now();
      if (!(await isSignedResponse(shot, agent))) failures++;
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  return { requests: shots.length, failures, seconds, p50: at(0.5), p99: at(0.99) };
}

/** An answer counts when it is the page that posts a response. */
function isSignedResponse({ url, cookie }: Shot, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request(url, { agent, headers: { cookie } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => resolve(answer.statusCode === 200 && body.includes('SAMLResponse')));
    });
    call.on('error', () => resolve(false));
    call.end();
  });
}

if (parentPort) {
  const { shots, concurrency } = workerData as { shots: Shot[]; concurrency: number };
  parentPort.postMessage(await fire(shots, concurrency));
}
