import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an API answers; a body that is no string is sent as JSON. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface Request {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** An API on loopback. Answers by `GET /path` or `GET /path?query`, else 404. */
export async function openApi(replies: Record<string, Reply | 'reset'>) {
  const asked: Request[] = [];
  let failing = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const text = Buffer.concat(chunks).toString();
      asked.push({ method, path: url, headers, body: text === '' ? undefined : JSON.parse(text) });
      if (failing) return void request.socket.destroy();
      const reply = replies[`${method} ${url}`] ?? replies[`${method} ${url.split('?')[0]}`] ?? { status: 404 };
      if (reply === 'reset') return void request.socket.destroy();
      const { status = 200, headers: sent, body } = reply;
      response.writeHead(status, sent).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    /** From now on every connection is closed without an answer. */
    fail: () => {
      failing = true;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Api = Awaited<ReturnType<typeof openApi>>;
