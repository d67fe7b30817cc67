import type { Ending, Exchange } from './exchange.ts';

export interface ClientOptions {
  baseUrl: string;
  token: string;
  /** Sent with every call, beside the token. */
  headers: Readonly<Record<string, string>>;
  /** Content type of what is sent. */
  contentType: string;
  clock: () => number;
  timeoutMs: number;
  answerLimit: number;
  /** Whether JSON is read by whatever name its type goes. Default false. */
  anyContentType?: boolean;
  onExchange: (exchange: Exchange) => void;
}

export interface Call {
  purpose: string;
  method: Exchange['method'];
  /** Below the base URL: `/Users/17`. */
  path: string;
  /** With the parameters already written as the vendor writes them. */
  query?: string;
  body?: unknown;
}

export interface Reply {
  exchange: Exchange;
  /** Of an answer with JSON in it; undefined otherwise. */
  json: unknown;
}

/** Sends SCIM calls, one by one, and says how each ended. Never throws over what the other side does. */
export class ScimClient {
  readonly #options: ClientOptions;
  readonly #base: URL;
  #count = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#base = new URL(options.baseUrl);
  }

  async send(call: Call): Promise<Reply> {
    const {
      token,
      headers,
      contentType,
      clock,
      timeoutMs,
      answerLimit,
      anyContentType = false,
      onExchange,
    } = this.#options;
    const body = call.body === undefined ? null : JSON.stringify(call.body);
    const sent = { ...headers, ...(body !== null && { 'content-type': contentType }) };
    const start: Omit<Exchange, 'ending' | 'status' | 'answerHeaders' | 'answerBody' | 'says'> = {
      n: ++this.#count,
      purpose: call.purpose,
      at: clock(),
      method: call.method,
      url: this.#urlOf(call),
      headers: { ...sent, authorization: 'Bearer <redacted>' },
      body,
    };
    const arrived: Arrived = { status: null, answerHeaders: {}, answerBody: null };
    let read: { ending: Ending; says: string | null; json: unknown };
    try {
      const response = await fetch(start.url, {
        method: call.method,
        headers: { ...sent, authorization: `Bearer ${token}` },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      arrived.status = response.status;
      arrived.answerHeaders = Object.fromEntries(response.headers);
      const whole = await readBody(response, arrived, answerLimit);
      read = whole ? judge(arrived, anyContentType) : tooLarge(answerLimit);
    } catch (error) {
      read = { ...whatBroke(error, timeoutMs), json: undefined };
    }
    const { json, ...how } = read;
    const exchange: Exchange = { ...start, ...arrived, ...how };
    onExchange(exchange);
    return { exchange, json };
  }

  /** A query of the base URL (`?aadOptscim062020`) stays on every address. */
  #urlOf({ path, query = '' }: Call): string {
    const { origin, pathname, search } = this.#base;
    const parts = [search.slice(1), query].filter((part) => part !== '');
    return `${origin}${pathname.replace(/\/+$/, '')}${path}${parts.length ? `?${parts.join('&')}` : ''}`;
  }
}

type Arrived = { -readonly [name in 'status' | 'answerHeaders' | 'answerBody']: Exchange[name] };

/** Keeps what arrived even where the rest never comes. False: there is more than the limit. */
async function readBody(response: Response, arrived: Arrived, limit: number): Promise<boolean> {
  const decoder = new TextDecoder();
  let bytes = 0;
  arrived.answerBody = '';
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > limit) return false;
    arrived.answerBody += decoder.decode(chunk, { stream: true });
  }
  arrived.answerBody += decoder.decode();
  return true;
}

const tooLarge = (limit: number) =>
  ({
    ending: 'too-large',
    says: `the answer is larger than ${limit.toLocaleString('en')} bytes`,
    json: undefined,
  }) as const;

function judge(
  { answerBody, answerHeaders }: Arrived,
  anyContentType: boolean,
): { ending: Ending; says: string | null; json: unknown } {
  const text = answerBody ?? '';
  if (text === '') return { ending: 'answered', says: null, json: undefined };
  const type = (answerHeaders['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const read = anyContentType || isJson(type) ? parse(text) : null;
  if (read !== null) return { ending: 'answered', says: null, json: read.json };
  if (type === 'text/html' || (!isJson(type) && /^\s*<(!doctype|html)/i.test(text)))
    return { ending: 'html', says: 'the answer is a web page, not SCIM', json: undefined };
  if (!isJson(type))
    return {
      ending: 'content-type',
      says: `the answer is of the type "${type}", not application/scim+json`,
      json: undefined,
    };
  return { ending: 'broken-json', says: 'the answer is no whole JSON', json: undefined };
}

function parse(text: string): { json: unknown } | null {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

const isJson = (type: string) => type === 'application/scim+json' || type === 'application/json';

const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|HOSTNAME_MISMATCH)/;
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there: connection refused',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
};

/** What went wrong below HTTP. */
function whatBroke(error: unknown, timeoutMs: number): { ending: Ending; says: string } {
  const { cause, name, message, code: own } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  const code = cause?.code ?? own ?? '';
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code))
    return { ending: 'time-out', says: `no whole answer within ${timeoutMs.toLocaleString('en')} ms` };
  if (CERTIFICATE.test(code))
    return { ending: 'certificate', says: `the certificate is not trusted: ${cause?.message ?? message} (${code})` };
  const reason = UNREACHABLE[code];
  if (reason) return { ending: 'unreachable', says: reason };
  return { ending: 'reset', says: `the connection ended before the answer did (${code || cause?.message || message})` };
}
