import { open, type Connection } from './connection.ts';

/** What is measured: one request or several, over a connection. Answers whether it went well. */
export type Task = (connection: Connection) => Promise<boolean>;

/** What a load found. */
export interface LoadResult {
  tasks: number;
  failures: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/**
 * Does all tasks, so many at a time, over kept connections that are shared out evenly among the servers. Requests are
 * bytes made beforehand and answers stay bytes, because the load runs on the processors that the servers need.
 *
 * @param loads each server's port, and the tasks for it
 */
export async function fire(
  loads: readonly { port: number; tasks: readonly Task[] }[],
  concurrency: number,
): Promise<LoadResult> {
  const targets = loads.map(({ port, tasks }) => ({ port, tasks: tasks.values() }));
  const times: number[] = [];
  let failures = 0;
  const work = async (port: number, tasks: Iterable<Task>) => {
    const connection = await open(port);
    for (const task of tasks) {
      const began = performance.now();
      if (!(await task(connection))) failures++;
      times.push(performance.now() - began);
    }
    connection.end();
  };
  const began = performance.now();
  await Promise.all(
    targets.flatMap(({ port, tasks }) =>
      Array.from({ length: concurrency / targets.length }, () => work(port, { [Symbol.iterator]: () => tasks })),
    ),
  );
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  return { tasks: times.length, failures, seconds, p50: at(0.5), p99: at(0.99) };
}
