import { setTimeout as pause } from 'node:timers/promises';
import { retryAfterMs } from '../../mock-idps/index.ts';
import { limited, parsedJson, whatHappened } from '../targets/api-call.ts';

/** Media type of what is sent and asked for. */
export const SCIM_TYPE = 'application/scim+json';

/** Milliseconds for one whole exchange: as long as Okta waits. */
export const TIMEOUT_MS = 60_000;

export interface ScimRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Null: none. */
  body: string | null;
}

export interface ScimAnswer {
  status: number;
  /** Names in small letters. */
  headers: Readonly<Record<string, string>>;
  text: string;
  /** Undefined where the text is no JSON. */
  json: unknown;
}

/** Milliseconds that a server may ask for before a request is sent again, and how often it may. */
const PATIENCE_MS = 15_000;
const TRIES = 5;

/** Sends one request, and again when the server says that it has too many. Where there is no whole answer, says why. */
export async function send(
  request: ScimRequest,
  wait: (milliseconds: number) => Promise<unknown> = pause,
): Promise<ScimAnswer | { failure: string }> {
  for (let n = 1; ; n++) {
    const ended = await sendOnce(request);
    const isTooMany = !('failure' in ended) && ended.status === 429;
    const delay = isTooMany ? retryAfterMs(ended.headers['retry-after'], Date.now()) : null;
    if (delay === null || delay > PATIENCE_MS || n === TRIES) return ended;
    await wait(delay);
  }
}

async function sendOnce({ method, url, headers, body }: ScimRequest): Promise<ScimAnswer | { failure: string }> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await limited(response);
    return { status: response.status, headers: Object.fromEntries(response.headers), text, json: parsedJson(text) };
  } catch (error) {
    return { failure: whatHappened(error, TIMEOUT_MS) };
  }
}
