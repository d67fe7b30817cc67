import { limited, parsedJson, whatHappened } from '../targets/api-call.ts';

/** Milliseconds for one whole exchange: as long as Okta waits. */
const TIMEOUT_MS = 60_000;

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

/** Sends one request. Where there is no whole answer, says why. */
export async function send({ method, url, headers, body }: ScimRequest): Promise<ScimAnswer | { failure: string }> {
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
