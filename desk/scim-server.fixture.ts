import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Resource = Record<string, unknown>;

/** A small SCIM server: keeps what it is sent, finds by `eq`, and applies plain replacements. */
export interface ScimServer {
  readonly baseUrl: string;
  readonly groups: readonly Resource[];
  /** Sent in the place of every answer from then on. */
  answer: { status: number; type: string; body: string } | null;
  close(): void;
}

export async function startScimServer(token: string): Promise<ScimServer> {
  const kept = { Users: [] as Resource[], Groups: [] as Resource[] };
  let made = 0;
  const server = createServer((request, response) => {
    const answer = (status: number, body?: unknown) =>
      response.writeHead(status, { 'content-type': 'application/scim+json' }).end(body ? JSON.stringify(body) : '');
    if (started.answer) {
      const { status, type, body } = started.answer;
      return response.writeHead(status, { 'content-type': type }).end(body);
    }
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, {});
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://scim');
    const [, , , kind = '', id] = pathname.split('/');
    const list = kind === 'Groups' ? kept.Groups : kept.Users;
    void text(request).then((sent) => {
      const body = (sent === '' ? {} : JSON.parse(sent)) as Resource & { Operations?: Operation[] };
      const found = list.find((one) => one.id === id);
      if (id !== undefined && !found) return answer(404, {});
      switch (request.method) {
        case 'POST':
          list.push({ ...body, id: `${kind === 'Groups' ? 'g' : 'u'}${++made}` });
          return answer(201, list.at(-1));
        case 'PATCH':
          if (found) apply(found, body.Operations ?? []);
          return answer(200, found);
        case 'DELETE':
          list.splice(list.indexOf(found ?? {}), 1);
          return answer(204);
        default:
          return answer(200, found ?? listOf(list.filter((one) => matches(one, searchParams.get('filter')))));
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const started: ScimServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`,
    groups: kept.Groups,
    answer: null,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return started;
}

interface Operation {
  op: string;
  path?: string;
  value?: unknown;
}

function apply(resource: Resource, operations: readonly Operation[]): void {
  for (const { op, path, value } of operations) {
    if (!/^replace$/i.test(op)) continue;
    if (path === undefined) Object.assign(resource, value);
    else resource[path] = path === 'active' ? /true/i.test(String(value)) : value;
  }
}

function matches(resource: Resource, filter: string | null): boolean {
  const [, path = '', value] = /^([\w.]+) eq "(.*)"$/.exec(filter ?? '') ?? [];
  return filter === null || resource[path] === value;
}

const listOf = (resources: readonly Resource[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: resources.length,
  Resources: resources,
});
