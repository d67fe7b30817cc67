import { Cookies, type Context } from './cookies.ts';
import {
  MAX_HOPS,
  type Browser,
  type BrowserOptions,
  type Driver,
  type Exchange,
  type Visit,
  type VisitOptions,
} from './driver.ts';
import { readPage, type Page } from './html.ts';
import { NoAnswer, send, type HttpAnswer } from './http-request.ts';

const TIMEOUT_MS = 15_000;
/** Characters of a page that are kept for people to read. */
const SHOWN = 600;

/** Plain HTTP with a cookie jar: redirects, `meta refresh` and self-submitting forms, no script. */
export const httpDriver: Driver = {
  kind: 'http',
  open: (name, options) => Promise.resolve(new HttpBrowser(name, options)),
  close: () => Promise.resolve(),
};

interface Hop {
  method: string;
  url: URL;
  body?: string;
  initiator: URL | null;
  carries: Exchange['carries'];
}

class HttpBrowser implements Browser {
  readonly name: string;
  readonly #options: BrowserOptions;
  readonly #cookies = new Cookies();

  constructor(name: string, options: BrowserOptions) {
    this.name = name;
    this.#options = options;
  }

  async visit(url: string, { beforeDelivery }: VisitOptions = {}): Promise<Visit> {
    let hop: Hop = { method: 'GET', url: new URL(url), initiator: null, carries: carriedIn(new URL(url).searchParams) };
    let delivered = 0;
    for (let hops = 0; hops < MAX_HOPS; hops++) {
      const toApplication = hop.carries === 'response' && hop.url.origin !== this.#options.idpOrigin;
      if (toApplication) {
        await beforeDelivery?.();
        delivered++;
      }
      const answer = await this.#exchange(hop).catch((error: unknown) => {
        if (error instanceof NoAnswer) return error;
        throw error;
      });
      if (answer instanceof NoAnswer) return rest(hop, { outcome: answer.kind, text: answer.message, delivered });
      const page = readPage(isHtml(answer) ? answer.body : '');
      const next = nextHop(hop, answer, page);
      if (next && this.#options.allows(next.url.href)) {
        hop = next;
        continue;
      }
      return rest(hop, {
        outcome: answer.status >= 500 ? 'server-error' : page.needsScript && !next ? 'no-script' : 'page',
        status: answer.status,
        title: page.title,
        text: next ? `The next address is not allowed: ${next.url.href}` : (page.text || answer.body).slice(0, SHOWN),
        delivered,
      });
    }
    return rest(hop, { outcome: 'redirect-loop', text: `Still going after ${MAX_HOPS} redirects.`, delivered });
  }

  async read(url: string): Promise<{ status: number; body: string } | { problem: string }> {
    try {
      const { status, body } = await this.#exchange(
        { method: 'GET', url: new URL(url), initiator: null, carries: null },
        false,
      );
      return { status, body };
    } catch (error) {
      if (error instanceof NoAnswer) return { problem: error.message };
      throw error;
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #exchange(hop: Hop, told = true): Promise<HttpAnswer> {
    const context: Context = { method: hop.method, initiator: hop.initiator };
    const { header, names } = await this.#cookies.headerFor(hop.url, context);
    const tell = (answer: HttpAnswer | null, cookiesSet: string[], failure: string | null) =>
      told && this.#options.onExchange(exchangeOf(hop, answer, names, cookiesSet, failure));
    try {
      const answer = await send(
        hop.method,
        hop.url,
        headersOf(hop, header),
        hop.body,
        this.#options.timeoutMs ?? TIMEOUT_MS,
      );
      tell(answer, await this.#cookies.store(answer.setCookies, hop.url), null);
      return answer;
    } catch (error) {
      if (error instanceof NoAnswer) tell(null, [], error.message);
      throw error;
    }
  }
}

function headersOf(hop: Hop, cookie: string): Record<string, string> {
  const site = hop.initiator === null ? 'none' : hop.initiator.origin === hop.url.origin ? 'same-origin' : 'cross-site';
  return {
    accept: 'text/html,application/xhtml+xml,application/json;q=0.8,*/*;q=0.7',
    'accept-language': 'en',
    'user-agent': 'Mozilla/5.0 (jitmus)',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    'sec-fetch-site': site,
    ...(cookie ? { cookie } : {}),
    ...(hop.body === undefined
      ? {}
      : { 'content-type': 'application/x-www-form-urlencoded', origin: hop.initiator?.origin ?? 'null' }),
  };
}

/** Where the answer sends a browser on; null where it comes to rest. */
function nextHop(hop: Hop, answer: HttpAnswer, page: Page): Hop | null {
  const { location } = answer.headers;
  if (answer.status >= 300 && answer.status < 400 && location !== undefined) {
    const url = resolved(location, hop.url);
    if (!url) return null;
    const keeps = answer.status === 307 || answer.status === 308;
    // The page that began the chain stays the initiator, as it does in browsers.
    return {
      method: keeps ? hop.method : 'GET',
      url,
      initiator: hop.initiator,
      carries: keeps ? hop.carries : carriedIn(url.searchParams),
      ...(keeps && hop.body !== undefined ? { body: hop.body } : {}),
    };
  }
  if (answer.status >= 400) return null;
  if (page.autoForm) return formHop(page.autoForm, hop.url);
  const url = page.refresh === null ? null : resolved(page.refresh, hop.url);
  return url && { method: 'GET', url, initiator: hop.url, carries: carriedIn(url.searchParams) };
}

function formHop(form: NonNullable<Page['autoForm']>, page: URL): Hop | null {
  const url = resolved(form.action, page);
  if (!url) return null;
  const fields = new URLSearchParams(form.fields);
  if (form.method === 'POST')
    return { method: 'POST', url, body: fields.toString(), initiator: page, carries: carriedIn(fields) };
  url.search = fields.toString();
  return { method: 'GET', url, initiator: page, carries: carriedIn(fields) };
}

function carriedIn(fields: URLSearchParams): Exchange['carries'] {
  if (fields.has('SAMLResponse')) return 'response';
  return fields.has('SAMLRequest') ? 'request' : null;
}

const resolved = (address: string, base: URL) => (URL.canParse(address, base.href) ? new URL(address, base) : null);

const isHtml = (answer: HttpAnswer) =>
  /html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(answer.body);

function rest(hop: Hop, found: Partial<Visit> & Pick<Visit, 'outcome' | 'text' | 'delivered'>): Visit {
  return { url: hop.url.href, status: null, title: '', ...found };
}

function exchangeOf(
  hop: Hop,
  answer: HttpAnswer | null,
  cookiesSent: string[],
  cookiesSet: string[],
  failure: string | null,
): Exchange {
  return {
    carries: hop.carries,
    body: answer && /html|json|text|xml/i.test(answer.headers['content-type'] ?? '') ? answer.body : null,
    facts: {
      method: hop.method,
      url: shownUrl(hop.url),
      status: answer?.status ?? null,
      location:
        answer?.headers.location === undefined
          ? null
          : shownUrl(resolved(answer.headers.location, hop.url) ?? answer.headers.location),
      contentType: answer?.headers['content-type'] ?? null,
      cookiesSent,
      cookiesSet,
      failure,
    },
  };
}

/** Protocol messages are shown decoded elsewhere: here their length is enough. */
export function shownUrl(url: URL | string): string {
  if (typeof url === 'string') return url;
  const shown = new URL(url);
  for (const name of ['SAMLRequest', 'SAMLResponse', 'Signature']) {
    if (shown.searchParams.has(name)) shown.searchParams.set(name, '…');
  }
  return shown.href;
}
