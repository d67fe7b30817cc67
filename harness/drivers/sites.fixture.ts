import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange } from './driver.ts';
import { shownUrl } from './exchange.ts';

/** What a server answers. `{idp}` and `{app}` in headers and body stand for the two origins. */
export interface Reply {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string;
  /** Instead of an answer: none at all, a closed connection, or half an answer with either. */
  instead?: 'nothing' | 'reset' | 'half' | 'half-reset';
}

/** `app /acs`: one of the two servers, and a path at it. */
export type Place = `${'idp' | 'app'} /${string}`;
export type Pages = Readonly<Record<Place, Reply>>;

/** Two servers that are different sites: the identity provider at `localhost`, the application at `127.0.0.1`. */
export interface Sites {
  idp: string;
  app: string;
  /** `POST app /acs (RelayState=1&SAMLResponse=abc) [cookie names] → 303`, one line for each page, or frame of one, that was asked for. */
  seen: string[];
  /** The same for everything that was asked for. */
  all: string[];
  addressOf(place: Place): string;
  /** An address with its origin written as `idp ` or `app `. */
  placeOf(url: string): string;
  close(): Promise<void>;
}

export async function openSites(pages: Pages): Promise<Sites> {
  const seen: string[] = [];
  const all: string[] = [];
  const origins: Record<string, string> = {};
  const filled = (text: string) => text.replace(/\{(idp|app)\}/g, (_, name: string) => origins[name] ?? '');
  const placeOf = (url: string) =>
    Object.entries(origins).reduce((text, [name, origin]) => text.replace(origin, `${name} `), url);

  const answer = async (site: 'idp' | 'app', request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    const form = await bodyOf(request);
    const reply = pages[`${site} ${path.split('?')[0]}` as Place] ?? { status: 404, body: 'There is no such page.' };
    const status = /^(nothing|reset)$/.test(reply.instead ?? '') ? null : (reply.status ?? 200);
    const place = placeOf(shownUrl(new URL(path, origins[site])));
    const line = lineOf(request.method, place, namesOf(request.headers.cookie), status, form);
    all.push(line);
    if (/^(document|iframe)$/.test(String(request.headers['sec-fetch-dest']))) seen.push(line);
    give(reply, request, response, filled);
  };
  const servers = await Promise.all([
    listen((request, response) => void answer('idp', request, response), 'localhost'),
    listen((request, response) => void answer('app', request, response), '127.0.0.1'),
  ]);
  const [idp, app] = servers.map(portOf);
  Object.assign(origins, { idp: `http://localhost:${idp}`, app: `http://127.0.0.1:${app}` });
  return {
    idp: origins.idp ?? '',
    app: origins.app ?? '',
    seen,
    all,
    addressOf: (place) => place.replace(/^(idp|app) /, (_, name: string) => origins[name] ?? ''),
    placeOf,
    close: async () => void (await Promise.all(servers.map(end))),
  };
}

/** An exchange in the notation of `Sites.seen`, without the form. */
export function lineOfExchange({ facts }: Exchange, sites: Sites): string {
  return lineOf(facts.method, sites.placeOf(facts.url), facts.cookiesSent, facts.status, '');
}

function lineOf(method = '', place: string, cookies: readonly string[], status: number | null, form: string): string {
  const fields = form ? ` (${form})` : '';
  const sent = cookies.length ? ` [${[...cookies].sort().join(' ')}]` : '';
  return `${method} ${place}${fields}${sent} → ${status}`;
}

function give(
  reply: Reply,
  request: IncomingMessage,
  response: ServerResponse,
  filled: (text: string) => string,
): void {
  if (reply.instead === 'nothing') return;
  if (reply.instead === 'reset') return void request.socket.destroy();
  const type: Reply['headers'] = reply.body ? { 'content-type': 'text/html; charset=utf-8' } : {};
  const headers: NonNullable<Reply['headers']> = { ...type, ...reply.headers };
  const sent = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? filled(value) : value.map(filled),
    ]),
  );
  const body = filled(reply.body ?? '');
  if (!reply.instead) return void response.writeHead(reply.status ?? 200, sent).end(body);
  response.writeHead(200, { ...sent, 'content-length': Buffer.byteLength(body) * 2 });
  response.write(body, () => reply.instead === 'half-reset' && request.socket.destroy());
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk.toString();
  return body;
}

const namesOf = (cookies = '') => cookies.split(/;\s*/).flatMap((pair) => pair.split('=')[0] || []);

function listen(handler: (request: IncomingMessage, response: ServerResponse) => void, host: string): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer(handler).listen(0, host, () => resolve(server));
  });
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
