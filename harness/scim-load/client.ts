import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { text as textOf } from 'node:stream/consumers';
import { SCIM_TYPE, TIMEOUT_MS } from '../scim/send.ts';
import type { ScimAccess } from '../targets/target.ts';

/** Bytes of an answer that are read: a group of some hundred thousand members. */
const LIMIT = 64 * 1024 * 1024;

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Asked {
  method: Method;
  /** Below the base URL. */
  path: string;
  /** Sent as JSON. */
  body?: object;
}

export interface Answer {
  status: number;
  /** As it was sent. */
  retryAfter: string | null;
  text: string;
}

/** There was no whole answer. */
export interface Failure {
  /** In words that many failures share. */
  failure: string;
  /** Of the system or of TLS: `ECONNREFUSED`; empty where there is none. */
  code: string;
}

export type Ended = Answer | Failure;

/**
 * Sends requests over kept connections. The plain client of Node: the load runs on the processors that the application may need,
 * and `fetch` takes several times as much of them.
 */
export class ScimClient {
  readonly #agent: PlainAgent | TlsAgent;
  readonly #request: typeof plainRequest;
  readonly #access: Pick<ScimAccess, 'baseUrl' | 'token'>;

  /** @param connections at most so many at the same time */
  constructor(access: Pick<ScimAccess, 'baseUrl' | 'token'>, connections: number) {
    const isTls = access.baseUrl.startsWith('https:');
    this.#access = access;
    this.#request = isTls ? tlsRequest : plainRequest;
    this.#agent = new (isTls ? TlsAgent : PlainAgent)({ keepAlive: true, maxSockets: connections });
  }

  async send({ method, path, body }: Asked): Promise<Ended> {
    const text = body === undefined ? null : Buffer.from(JSON.stringify(body));
    const headers = {
      accept: SCIM_TYPE,
      authorization: `Bearer ${this.#access.token}`,
      ...(text && { 'content-type': SCIM_TYPE, 'content-length': String(text.length) }),
    };
    let timer: NodeJS.Timeout | undefined;
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const request = this.#request(`${this.#access.baseUrl}${path}`, { method, headers, agent: this.#agent });
        timer = setTimeout(() => request.destroy(new NoAnswer()), TIMEOUT_MS);
        request.once('response', resolve).on('error', reject);
        request.end(text);
      });
      return {
        status: response.statusCode ?? 0,
        retryAfter: response.headers['retry-after'] ?? null,
        text: await textOf(limited(response)),
      };
    } catch (error) {
      return failureOf(error as NodeJS.ErrnoException);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#agent.destroy();
  }
}

class NoAnswer extends Error {
  constructor() {
    super(`no whole answer within ${TIMEOUT_MS / 1_000} s`);
  }
}

async function* limited(response: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LIMIT) throw new Error(`the answer is larger than ${LIMIT / 1024 / 1024} MiB`);
    yield chunk;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was closed',
  EPIPE: 'the connection was closed',
  ETIMEDOUT: 'no connection in time',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
};

const failureOf = ({ code = '', message }: NodeJS.ErrnoException): Failure => ({
  failure: REASONS[code] ?? (message || code),
  code,
});
