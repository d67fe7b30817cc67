import { beginningOf } from '../beginning.ts';
import { Cookies } from './cookies.ts';
import {
  MAX_HOPS,
  said,
  SHOWN_TEXT,
  TIMEOUT_MS,
  type Browser,
  type BrowserOptions,
  type Driver,
  type ReadAnswer,
  type Visit,
  type VisitOptions,
} from './driver.ts';
import { barred, delivers, resolved, shownLocation, shownUrl } from './exchange.ts';
import { first, framesOf, headersOf, nextHop, type Hop } from './hop.ts';
import { readPage, type Page } from './html.ts';
import { agentsTrusting, NoAnswer, send, type Agents, type HttpAnswer, type StandIn } from './http-request.ts';

/** Plain HTTP with a cookie jar: redirects, refreshes and self-submitting forms, no script. */
export const httpDriver: Driver = driverWith();

/** The same, trusting one authority (PEM) beside those that everybody trusts. `standIn`: where hosts are, instead of their own address. */
export const httpDriverTrusting = (ca: string, standIn: StandIn | null = null): Driver =>
  driverWith(agentsTrusting(ca, standIn));

function driverWith(agents?: Agents): Driver {
  return {
    kind: 'http',
    open: (name, options) => Promise.resolve(new HttpBrowser(name, options, agents)),
    close: () => Promise.resolve(),
  };
}

/** Frames of one page that are loaded. */
const MAX_FRAMES = 20;

class HttpBrowser implements Browser {
  readonly name: string;
  readonly #options: BrowserOptions;
  readonly #agents: Agents | undefined;
  readonly #cookies: Cookies;

  constructor(name: string, options: BrowserOptions, agents: Agents | undefined, cookies = new Cookies()) {
    this.name = name;
    this.#options = options;
    this.#agents = agents;
    this.#cookies = cookies;
  }

  async visit(address: string, { beforeDelivery, afterDelivery }: VisitOptions = {}): Promise<Visit> {
    const start = resolved(address);
    if (!start || !this.#options.allows(start.href)) return notAllowed(address);
    let hop = first(start);
    let delivered = 0;
    let brought = false;
    let from: URL | null = null;
    for (let hops = 0; hops < MAX_HOPS; hops++) {
      const brings = delivers(hop.carries, hop.url, from, this.#options);
      if (brings) {
        await beforeDelivery?.();
        delivered++;
      } else if (brought) await afterDelivery?.();
      brought = brings;
      const answer = await this.#navigate(hop);
      if (answer instanceof NoAnswer) return { ...nowhere(hop, answer.kind, answer.message), delivered };
      const page = pageOf(answer);
      if (page) await this.#loadFrames(hop, page);
      const next = nextHop(hop, answer, page);
      if (!next) return { ...atRest(hop, answer, page), delivered };
      if (!this.#options.allows(next.url.href))
        return { ...atRest(hop, answer, null), ...barred(next.url.href, delivered), delivered };
      from = hop.url;
      hop = next;
    }
    return { ...nowhere(hop, 'redirect-loop', said.looping()), delivered };
  }

  async read(address: string): Promise<ReadAnswer> {
    const url = resolved(address);
    if (!url || !this.#options.allows(url.href)) return { problem: notAllowed(address).text };
    const { header } = await this.#cookies.headerFor(url, first(url));
    return readWith(header, url, this.#timeoutMs, this.#agents);
  }

  async fork(name: string): Promise<Browser> {
    return new HttpBrowser(name, this.#options, this.#agents, await this.#cookies.copy());
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  get #timeoutMs(): number {
    return this.#options.timeoutMs ?? TIMEOUT_MS;
  }

  /** As browsers do, one level deep: what a frame shows is no part of the visit. */
  async #loadFrames(hop: Hop, page: Page): Promise<void> {
    await Promise.all(
      framesOf(hop, page)
        .slice(0, MAX_FRAMES)
        .map((frame) => this.#load(frame)),
    );
  }

  async #load(frame: Hop): Promise<void> {
    let hop: Hop | null = frame;
    for (let hops = 0; hop && hops < MAX_HOPS && this.#options.allows(hop.url.href); hops++) {
      const answer: HttpAnswer | NoAnswer = await this.#navigate(hop);
      hop = answer instanceof NoAnswer ? null : nextHop(hop, answer, null);
    }
  }

  async #navigate(hop: Hop): Promise<HttpAnswer | NoAnswer> {
    const { header, names } = await this.#cookies.headerFor(hop.url, hop);
    const { method, url, body } = hop;
    const asked = { method, url, headers: headersOf(hop, header), ...(body && { body: body.text }) };
    const answer = await send(asked, this.#timeoutMs, this.#agents).catch(noAnswer);
    const cookiesSet = answer instanceof NoAnswer ? [] : await this.#cookies.store(answer.setCookies, hop.url, hop);
    this.#options.onExchange({ carries: hop.carries, facts: factsOf(hop, answer, names, cookiesSet) });
    return answer;
  }
}

/** Asks an address with these cookies, as a program does that wants data. */
export async function readWith(cookie: string, url: URL, timeoutMs: number, agents?: Agents): Promise<ReadAnswer> {
  const headers = { accept: 'application/json, text/html;q=0.9, */*;q=0.8', ...(cookie ? { cookie } : {}) };
  const answer = await send({ method: 'GET', url, headers }, timeoutMs, agents).catch(noAnswer);
  if (answer instanceof NoAnswer) return { problem: answer.message };
  return { status: answer.status, body: answer.body };
}

/** A visit to an address that may not be contacted. */
export const notAllowed = (address: string): Visit => ({
  ...barred(address, 0),
  url: address,
  status: null,
  title: '',
  delivered: 0,
});

function noAnswer(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  throw error;
}

type Rest = Omit<Visit, 'delivered'>;

const nowhere = (hop: Hop, outcome: Visit['outcome'], text: string): Rest => ({
  outcome,
  url: shownUrl(hop.url),
  status: null,
  title: '',
  text,
});

function atRest(hop: Hop, { status, body }: HttpAnswer, page: Page | null): Rest {
  const outcome = status >= 500 ? 'server-error' : status < 400 && page?.needsScript ? 'no-script' : 'page';
  const text = beginningOf(page ? page.text : body, SHOWN_TEXT);
  return { outcome, url: shownUrl(hop.url), status, title: page?.title ?? '', text };
}

/** The answer as a page; null where browsers would not read it as one. */
function pageOf({ headers, body }: HttpAnswer): Page | null {
  const type = headers['content-type'];
  const isHtml =
    type === undefined ? /^\s*<(!doctype|html)/i.test(body) : /^\s*(text\/html|application\/xhtml)/i.test(type);
  return isHtml ? readPage(body) : null;
}

function factsOf(hop: Hop, answer: HttpAnswer | NoAnswer, cookiesSent: string[], cookiesSet: string[]) {
  const common = { method: hop.method, url: shownUrl(hop.url), cookiesSent, cookiesSet };
  if (answer instanceof NoAnswer)
    return { ...common, status: answer.status, location: null, contentType: null, failure: answer.message };
  return {
    ...common,
    status: answer.status,
    location: shownLocation(answer.headers.location, hop.url),
    contentType: answer.headers['content-type'] ?? null,
    failure: null,
  };
}
