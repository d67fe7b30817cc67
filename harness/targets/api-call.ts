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
export async function call(
  request: Call,
  values: Values,
  { headers: inherited = {}, timeoutMs = TIMEOUT_MS }: { headers?: Record<string, string>; timeoutMs?: number } = {},
): Promise<Answer> {
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
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    const text = await limited(response);
    return { status: response.status, text, json: parsedJson(text) };
  } catch (error) {
    throw new Error(`${request.method} ${url}: ${whatHappened(error, timeoutMs)}`, { cause: error });
  }
}

/** The status that an address answers with; nothing more of the answer is read. Throws what `fetch` throws. */
export async function statusOf(url: string, timeoutMs: number): Promise<number> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  // An answer that nobody reads holds its connection, and an application that is to end would wait for it.
  await response.body?.cancel();
  return response.status;
}

/** Undefined when the text is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The body as text. Throws where it is larger than any answer that is read. */
export async function limited(response: Response): Promise<string> {
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

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
};

/** What went wrong below HTTP, in words. */
export function whatHappened(error: unknown, timeoutMs: number): string {
  const { cause, name, message } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return `no answer within ${timeoutMs.toLocaleString('en')} ms`;
  return REASONS[cause?.code ?? ''] ?? (cause?.message || message);
}
