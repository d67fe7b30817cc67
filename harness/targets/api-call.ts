import { fill, fillUrl, type Values } from './placeholders.ts';
import type { Call } from './target.gen.ts';

/** Milliseconds that an administration or observation call may take. */
const TIMEOUT_MS = 15_000;

/** Bytes of an answer that are read. */
const LIMIT = 16 * 1024 * 1024;

export interface Answer {
  status: number;
  text: string;
  /** Parsed body; undefined when it is no JSON. */
  json: unknown;
}

/** Calls the application's own API. Throws an Error with a plain sentence when there is no answer. */
export async function call(request: Call, values: Values, inherited: Record<string, string> = {}): Promise<Answer> {
  const url = fillUrl(request.url, values);
  const body = request.body === undefined ? undefined : JSON.stringify(fill(request.body, values));
  const headers = {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...inherited,
    ...request.headers,
  };
  try {
    const response = await fetch(url, {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body }),
    });
    const text = await limited(response);
    return { status: response.status, text, json: parsed(text) };
  } catch (error) {
    throw new Error(`${request.method} ${url}: ${whatHappened(error)}`, { cause: error });
  }
}

async function limited(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > LIMIT) throw new Error(`the answer is larger than ${LIMIT / 1024 / 1024} MiB`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What went wrong below HTTP, in words. */
export function whatHappened(error: unknown): string {
  const { cause, name, message } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  switch (cause?.code) {
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection was closed';
    case 'ENOTFOUND':
      return 'the host name is not known';
    default:
      return cause?.message || message;
  }
}
