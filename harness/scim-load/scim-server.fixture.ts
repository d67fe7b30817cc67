import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as jsonOf } from 'node:stream/consumers';

type Json = Record<string, unknown>;
type Kind = 'Users' | 'Groups';

/** What goes wrong, by the number of the creation: everything works where nothing is named. */
export interface Faults {
  /** Answered with 201, and not kept. */
  loses?: (n: number) => boolean;
  /** Kept twice. */
  doubles?: (n: number) => boolean;
  /** Kept, and answered with 500. */
  failsAfterwards?: (n: number) => boolean;
  /** Refused with 400. */
  refuses?: (n: number) => boolean;
  /** Members that are added are not kept. */
  forgetsMembers?: boolean;
  /** Every page is the first one. */
  onePageOnly?: boolean;
  /** Answered with 429 before the creation is looked at; `null`: without Retry-After. */
  throttles?: (request: number) => string | null | undefined;
  /** Answers 204 to DELETE, and keeps it. */
  keepsTheDeleted?: boolean;
}

export interface ScimServer {
  baseUrl: string;
  token: string;
  /** Of every kind what is there. */
  stored: Readonly<Record<Kind, Map<string, Json>>>;
  /** Somebody who was there before. */
  stranger: string;
  /** Requests with a method, in the order in which they came. */
  asked: string[];
  close: () => Promise<void>;
}

/** A small SCIM server on this machine, with mistakes to order. */
export async function startScimServer(faults: Faults = {}): Promise<ScimServer> {
  const stored = { Users: new Map<string, Json>(), Groups: new Map<string, Json>() };
  const stranger = randomUUID();
  stored.Users.set(stranger, { id: stranger, userName: 'somebody@else.test' });
  const asked: string[] = [];
  const token = randomUUID();
  let creations = 0;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, stored, faults, { token, requests: asked.length, next: () => ++creations }).then(
      (ended) => send(response, ended),
      (error: Error) => send(response, { status: 500, body: { detail: error.message } }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim`,
    ...{ token, stored, stranger, asked },
    async close() {
      server.close().closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Ended {
  status: number;
  body?: Json;
  retryAfter?: string;
}

async function answer(
  request: IncomingMessage,
  stored: ScimServer['stored'],
  faults: Faults,
  { token, requests, next }: { token: string; requests: number; next: () => number },
): Promise<Ended> {
  if (request.headers.authorization !== `Bearer ${token}`) return { status: 401 };
  const url = new URL(request.url ?? '', 'http://localhost');
  const [, kind, id] = /^\/scim\/(Users|Groups)(?:\/(.+))?$/.exec(url.pathname) ?? [];
  if (kind === undefined) return { status: 404 };
  const all = stored[kind as Kind];
  if (request.method === 'GET') {
    if (id === undefined) return { status: 200, body: listOf([...all.values()], url.searchParams, faults) };
    const found = all.get(id);
    return found ? { status: 200, body: found } : { status: 404 };
  }
  const wait = faults.throttles?.(requests);
  if (wait !== undefined) return { status: 429, ...(wait !== null && { retryAfter: wait }) };
  if (request.method === 'POST') return create(all, (await jsonOf(request)) as Json, faults, next());
  if (id === undefined || !all.has(id)) return { status: 404 };
  if (request.method === 'PATCH') return patch(all, id, (await jsonOf(request)) as Json, faults);
  if (!faults.keepsTheDeleted) all.delete(id);
  return { status: 204 };
}

function create(all: Map<string, Json>, body: Json, faults: Faults, n: number): Ended {
  const name = body.userName ?? body.displayName;
  if ([...all.values()].some((each) => (each.userName ?? each.displayName) === name)) return { status: 409 };
  if (faults.refuses?.(n)) return { status: 400, body: { detail: 'no' } };
  const id = randomUUID();
  if (!faults.loses?.(n)) all.set(id, { ...body, id });
  const second = randomUUID();
  if (faults.doubles?.(n)) all.set(second, { ...body, id: second });
  return faults.failsAfterwards?.(n) ? { status: 500 } : { status: 201, body: { ...body, id } };
}

function patch(all: Map<string, Json>, id: string, body: Json, { forgetsMembers }: Faults): Ended {
  const group = all.get(id) ?? {};
  const added = (body.Operations as { value: unknown[] }[]).flatMap(({ value }) => value);
  if (!forgetsMembers) group.members = [...((group.members ?? []) as unknown[]), ...added];
  return { status: 204 };
}

function listOf(all: Json[], query: URLSearchParams, { onePageOnly }: Faults): Json {
  const [, attribute = '', value = ''] = /^(\w+) eq "(.*)"$/.exec(query.get('filter') ?? '') ?? [];
  const found = attribute === '' ? all : all.filter((each) => each[attribute] === value);
  const start = onePageOnly ? 0 : Number(query.get('startIndex') ?? 1) - 1;
  const Resources = found.slice(start, start + Math.min(100, Number(query.get('count') ?? 100)));
  return { totalResults: found.length, startIndex: start + 1, itemsPerPage: Resources.length, Resources };
}

function send(response: ServerResponse, { status, body, retryAfter }: Ended): void {
  response.writeHead(status, {
    'content-type': 'application/scim+json',
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  });
  response.end(body ? JSON.stringify(body) : undefined);
}
