import { bodyParser } from '@koa/bodyparser';
import Koa from 'koa';
import Libsql from 'libsql';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReferenceSp } from '../reference-sp/index.ts';

export type ScimContenderName = 'reference' | 'bare';

/** What a server says of itself. */
export interface ScimServerFacts {
  port: number;
  /** Processor time of the process until now, on all threads. Milliseconds. */
  processorMs: number;
}

/** Which the reference takes, and the other does not look at. */
export const TOKEN = 'a-token-of-the-bench';

type Contender = (database: string) => Promise<number>;

async function reference(database: string): Promise<number> {
  const tokens = { owner: 'owner', validation: 'validation' };
  const sp = await startReferenceSp({ database, tokens, scimTokens: { own: TOKEN } });
  return Number(new URL(sp.url).port);
}

/** The least that keeps a user: Koa, its body parser, and one insert in a file with the settings of the reference. */
async function bare(file: string): Promise<number> {
  const database = new Libsql(file);
  for (const setting of ['journal_mode = WAL', 'synchronous = NORMAL']) database.pragma(setting);
  database.exec(
    'CREATE TABLE users (id TEXT PRIMARY KEY, user_name TEXT NOT NULL UNIQUE, content TEXT NOT NULL) STRICT',
  );
  const insert = database.prepare('INSERT INTO users (id, user_name, content) VALUES (?, ?, ?)');
  const app = new Koa();
  app.use(bodyParser({ extendTypes: { json: ['application/scim+json'] } }));
  app.use((ctx) => {
    const id = randomUUID();
    const user = ctx.request.body as { userName: string };
    const content = JSON.stringify({ id, ...user });
    insert.run(id, user.userName, content);
    ctx.status = 201;
    ctx.body = content;
    ctx.type = 'application/scim+json';
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const contenders: Readonly<Record<ScimContenderName, Contender>> = { reference, bare };

/** Becomes the server of that name, with a database in a file that goes with it. */
export async function serve(name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jitmus-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.once('disconnect', () => process.exit());
  const port = await contenders[name as ScimContenderName](join(folder, 'bench.db'));
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ port, processorMs: (user + system) / 1000 } satisfies ScimServerFacts);
  });
}
