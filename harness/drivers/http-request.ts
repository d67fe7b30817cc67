import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest, type AgentOptions } from 'node:https';
import { rootCertificates } from 'node:tls';
import { MAX_ANSWER, said } from './driver.ts';

/** Connections that are kept open. */
export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

const KEPT = { keepAlive: true, maxSockets: 64 };

const agents: Agents = { http: new HttpAgent(KEPT), https: new HttpsAgent(KEPT) };

/** Hosts that are somewhere else than their names say. */
export interface StandIn {
  readonly leads: (host: string) => boolean;
  readonly mocks: { readonly host: string; readonly port: number };
}

/** Agents that trust one authority (PEM) beside those that everybody trusts. `standIn`: hosts that are reached there. */
export const agentsTrusting = (ca: string, standIn: StandIn | null): Agents => ({
  ...agents,
  https: new LedAgent({ ...KEPT, ca: [...rootCertificates, ca] }, standIn),
});

/** Connects to the stand-in of a host, and asks it for that host's certificate. */
class LedAgent extends HttpsAgent {
  readonly #standIn: StandIn | null;

  constructor(options: AgentOptions, standIn: StandIn | null) {
    super(options);
    this.#standIn = standIn;
  }

  override createConnection(...[options, connected]: Parameters<HttpsAgent['createConnection']>) {
    const led = this.#standIn?.leads(options.host ?? '') ? this.#standIn.mocks : {};
    return super.createConnection({ ...options, ...led }, connected);
  }
}

/** Bytes of header lines that Chromium takes; Node's own limit is far lower. */
const MAX_HEADERS = 256 * 1024;

export interface HttpRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  setCookies: readonly string[];
  body: string;
}

/** Why there was no whole answer. */
export class NoAnswer extends Error {
  readonly kind: 'timeout' | 'dead-socket' | 'too-large';
  /** Status of the answer that broke off; null where not even that came. */
  readonly status: number | null;

  constructor(kind: NoAnswer['kind'], message: string, status: number | null = null) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}

/**
 * One HTTP request. Follows nothing. Throws NoAnswer. A connection that was kept open may die just when it is used again,
 * which is nobody's fault: as browsers do, it is tried once more.
 */
export async function send(asked: HttpRequest, timeoutMs: number, over = agents): Promise<HttpAnswer> {
  try {
    return await attempt(asked, timeoutMs, over);
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    return attempt(asked, timeoutMs, over);
  }
}

class StaleConnection extends NoAnswer {}

function attempt(asked: HttpRequest, timeoutMs: number, over: Agents): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = open(asked, over);
    let status: number | null = null;
    let answer: IncomingMessage | null = null;
    const giveUp = (kind: NoAnswer['kind'], message: string, Reason = NoAnswer) => {
      clearTimeout(timer);
      reject(new Reason(kind, message, status));
      request.destroy();
    };
    const fail = ({ message, code }: NodeJS.ErrnoException) => {
      // What a server writes behind the end of its answer is no part of it: browsers show the answer all the same.
      if (answer?.complete) return;
      const stale = request.reusedSocket && status === null;
      giveUp('dead-socket', message || code || 'The connection failed.', stale ? StaleConnection : NoAnswer);
    };
    const timer = setTimeout(() => giveUp('timeout', said.late(timeoutMs)), timeoutMs);
    request.on('error', fail);
    request.on('response', (response) => {
      answer = response;
      status = response.statusCode ?? 0;
      response.on('error', fail);
      readBody(response, giveUp, (body) => {
        clearTimeout(timer);
        resolve({
          status: status ?? 0,
          headers: response.headers,
          setCookies: response.headers['set-cookie'] ?? [],
          body,
        });
      });
    });
    request.end(asked.body);
  });
}

function open({ method, url, headers, body }: HttpRequest, over: Agents): ClientRequest {
  // Browsers send what an address says before its "@" only when they are asked for it.
  const address = new URL(url);
  address.username = address.password = '';
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const secure = url.protocol === 'https:';
  return (secure ? httpsRequest : httpRequest)(address, {
    method,
    agent: secure ? over.https : over.http,
    headers: { ...headers, ...length },
    maxHeaderSize: MAX_HEADERS,
  });
}

function readBody(
  response: IncomingMessage,
  giveUp: (kind: NoAnswer['kind'], message: string) => void,
  whole: (body: string) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_ANSWER) chunks.push(chunk);
    else giveUp('too-large', said.long());
  });
  response.on('end', () => whole(Buffer.concat(chunks).toString('utf8')));
}
