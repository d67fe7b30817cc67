import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Bytes of an answer that a browser reads. */
const LIMIT = 5 * 1024 * 1024;

const agents = {
  'http:': new HttpAgent({ keepAlive: true, maxSockets: 64 }),
  'https:': new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
};

export interface HttpAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  setCookies: readonly string[];
  body: string;
}

/** Why there was no answer. */
export class NoAnswer extends Error {
  readonly kind: 'timeout' | 'dead-socket' | 'too-large';

  constructor(kind: NoAnswer['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** One HTTP request as a browser that navigates makes it. Follows nothing. Throws NoAnswer. */
export function send(
  method: string,
  url: URL,
  headers: Record<string, string>,
  body: string | undefined,
  timeoutMs: number,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const request = (secure ? httpsRequest : httpRequest)(
      url,
      {
        method,
        agent: agents[secure ? 'https:' : 'http:'],
        headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > LIMIT)
            request.destroy(new NoAnswer('too-large', `The answer is larger than ${LIMIT / 1024 / 1024} MiB.`));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          clearTimeout(timer);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            setCookies: response.headers['set-cookie'] ?? [],
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
        response.on('error', (error) => fail(error));
      },
    );
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(
        error instanceof NoAnswer
          ? error
          : new NoAnswer(
              'dead-socket',
              error.message || (error as NodeJS.ErrnoException).code || 'the connection failed',
            ),
      );
    };
    const timer = setTimeout(
      () => request.destroy(new NoAnswer('timeout', `No answer within ${timeoutMs.toLocaleString('en')} ms.`)),
      timeoutMs,
    );
    request.on('error', fail);
    request.end(body);
  });
}
