import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { openCrowd } from '../scim-load/crowd.ts';
import type { LoadReport } from '../scim-load/load-report.ts';
import { ask, server } from './ask-server.ts';
import { fire, type LoadResult, type Task } from './load.ts';
import { medianRounds } from './rounds.ts';
import { TOKEN, type ScimContenderName, type ScimServerFacts } from './scim-servers.ts';

export interface ScimResult extends LoadResult {
  /** Processor time that the server takes for a user, milliseconds: hardly disturbed by what else the machine does. */
  processorMs: number;
}

/** Users made over SCIM, each contender in one process with its database in a file: the round of median speed. */
export async function scimUsers(names: readonly ScimContenderName[], concurrency: number): Promise<ScimResult[]> {
  const { people } = await openCrowd({ seed: 1, mark: '00000000be4c', domain: 'corp.test' });
  const contenders = names.map((name) => ({ name, made: 0, process: server('./bench-scim-server.js', name) }));
  try {
    return await medianRounds(
      contenders,
      async (contender, count) => {
        const { port, processorMs: before } = await ask<ScimServerFacts>(contender.process, {});
        const tasks = Array.from({ length: count }, () => creation(port, people.body(contender.made++)));
        const result = await fire([{ port, tasks }], concurrency);
        const { processorMs: after } = await ask<ScimServerFacts>(contender.process, {});
        return { ...result, processorMs: (after - before) / count };
      },
      { warmUp: 2_000, count: 2_000 },
    );
  } finally {
    for (const { process } of contenders) process.disconnect();
  }
}

const GOOD = Buffer.from('HTTP/1.1 201 ');

function creation(port: number, body: object): Task {
  const text = Buffer.from(JSON.stringify(body));
  const head = `POST /scim/v2/Users HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/scim+json\r\nContent-Length: ${text.length}\r\n\r\n`;
  const request = Buffer.concat([Buffer.from(head), text]);
  return async (connection) => (await connection.ask(request)).subarray(0, GOOD.length).equals(GOOD);
}

/** The built command against the reference, as users run it: made, read back and removed. */
export async function scimLoad(people: number): Promise<LoadReport> {
  const folder = await mkdtemp(join(tmpdir(), 'jitmus-bench-'));
  const json = join(folder, 'load.json');
  const args = [`${packageRoot}dist/jitmus.js`, 'scim-load', '--people', String(people), '--quiet', '--json', json];
  await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
  const report = JSON.parse(await readFile(json, 'utf8')) as LoadReport;
  await rm(folder, { recursive: true });
  return report;
}
