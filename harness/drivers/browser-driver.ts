import type { Browser as Chromium, BrowserContext, Page, Request, Response } from '@playwright/test';
import { JitmusError } from '../errors.ts';
import { beginningOf } from '../beginning.ts';
import { chromiumLaunchOptions } from './chromium.ts';
import {
  SHOWN_TEXT,
  TIMEOUT_MS,
  type Browser,
  type BrowserOptions,
  type Driver,
  type ReadAnswer,
  type Visit,
  type VisitOptions,
} from './driver.ts';
import { carriedIn, resolved, shownLocation, shownUrl } from './exchange.ts';
import { notAllowed, readWith } from './http-driver.ts';
import { PageWatch, type Course } from './page-watch.ts';

/** Milliseconds for which a page is asked about itself: one whose script never ends does not answer. */
const ASK_MS = 2_000;

/** Milliseconds that a page may take before it submits a form with a protocol message. */
const FORM_MS = 5_000;

/** Lines of the console that are kept of one visit, and characters of each. */
const CONSOLE_LINES = 40;
const CONSOLE_LINE = 500;

/** Milliseconds for which a picture is waited for. */
const PICTURE_MS = 5_000;

/** Bytes of a picture that a report takes up. */
const LARGEST_PICTURE = 512 * 1024;

const INSTALL =
  'Install one (Debian: apt-get install chromium; or npx playwright install chromium), or name it in JITMUS_CHROMIUM.';

/** A proxy to hosts that are somewhere else than their names say. */
export interface ProxyTo {
  readonly url: string;
  readonly leads: (host: string) => boolean;
}

/**
 * A real Chromium, one context for each person. `trusted`: certificates (PEM); `proxy`: what is reached through it, whatever else
 * is allowed. Throws BROWSER_MISSING where there is none.
 */
export async function browserDriver(trusted: readonly string[] = [], proxy: ProxyTo | null = null): Promise<Driver> {
  const { chromium } = await import('@playwright/test');
  const launched = await chromium.launch(chromiumLaunchOptions({ trusted })).catch((cause: Error) => {
    const hint = `${INSTALL} ${cause.message.split('\n')[0]}`;
    throw new JitmusError('BROWSER_MISSING', 'No Chromium could be started.', { hint, cause });
  });
  return {
    kind: 'browser',
    open: (name, options) => ChromiumBrowser.open(launched, name, options, proxy),
    close: () => launched.close(),
  };
}

/**
 * What a page's gate does not see (pop-ups, workers, web sockets) is sent to a proxy that leads to the mocks alone, or does not
 * exist, unless the host may be contacted.
 */
function contextOptions({ hosts = [] }: BrowserOptions, proxy: ProxyTo | null): Parameters<Chromium['newContext']>[0] {
  const direct = hosts.filter((host) => !proxy?.leads(host.replace(/:\d+$/, '')));
  const bypass = ['localhost', '*.localhost', '127.0.0.0/8', '[::1]', ...direct].join(',');
  return {
    locale: 'en-US',
    serviceWorkers: 'block',
    acceptDownloads: false,
    proxy: { server: proxy?.url ?? 'http://127.0.0.1:9', bypass },
  };
}

class ChromiumBrowser implements Browser {
  readonly name: string;
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #watch: PageWatch;
  readonly #options: BrowserOptions;
  readonly #proxy: ProxyTo | null;
  /** Exchanges are told in the order in which they happened. */
  #told: Promise<void> = Promise.resolve();
  readonly #answered = new WeakSet<Request>();
  #console: string[] = [];

  private constructor(name: string, page: Page, watch: PageWatch, options: BrowserOptions, proxy: ProxyTo | null) {
    this.name = name;
    this.#context = page.context();
    this.#page = page;
    this.#watch = watch;
    this.#options = options;
    this.#proxy = proxy;
    this.#context.on('page', (popup) => void popup.close().catch(() => undefined));
    page.on('response', (response) => this.#tell(response.request(), response));
    page.on('requestfailed', (request) => this.#tell(request, null));
    page.on('console', (message) => this.#noteConsole(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.#noteConsole(`error: ${error.message}`));
  }

  static async open(
    chromium: Chromium,
    name: string,
    options: BrowserOptions,
    proxy: ProxyTo | null,
  ): Promise<ChromiumBrowser> {
    const context = await chromium.newContext(contextOptions(options, proxy));
    const page = await context.newPage();
    return new ChromiumBrowser(name, page, await PageWatch.attach(page, options), options, proxy);
  }

  async visit(address: string, options: VisitOptions = {}): Promise<Visit> {
    const url = resolved(address);
    if (!url || !this.#options.allows(url.href)) return notAllowed(address);
    this.#console = [];
    const course = await this.#watch.visit(url.href, options);
    while (hasPage(course) && (await this.#willSubmit()) && (await this.#watch.navigates(FORM_MS)));
    await this.#told;
    const visit = await this.#rest(course);
    const picture = await this.#picture(visit);
    return { ...visit, ...picture, ...(this.#console.length > 0 ? { console: this.#console } : {}) };
  }

  async read(address: string): Promise<ReadAnswer> {
    const url = resolved(address);
    if (!url || !this.#options.allows(url.href)) return { problem: notAllowed(address).text };
    const cookies = await this.#context.cookies(url.href);
    const longestPathFirst = cookies.sort((a, b) => b.path.length - a.path.length);
    const header = longestPathFirst.map(({ name, value }) => (name ? `${name}=${value}` : value)).join('; ');
    return readWith(header, url, this.#options.timeoutMs ?? TIMEOUT_MS);
  }

  async fork(name: string): Promise<Browser> {
    const chromium = this.#context.browser();
    if (!chromium) throw new JitmusError('BROWSER_MISSING', 'Chromium has been closed.');
    const other = await ChromiumBrowser.open(chromium, name, this.#options, this.#proxy);
    await this.#watch.copyCookies(other.#watch);
    return other;
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  /** Some pages submit a protocol message only after a moment. */
  #willSubmit(): Promise<boolean> {
    const asked = this.#page.evaluate(
      () =>
        document.scripts.length > 0 &&
        [...document.forms].some(
          (form) => form.elements.namedItem('SAMLResponse') ?? form.elements.namedItem('SAMLRequest'),
        ),
    );
    return answerOf(asked, false);
  }

  async #rest({ end, status, bodyless, at, delivered }: Course): Promise<Visit> {
    const nothing = { url: shownUrl(new URL(at)), title: '', text: '', delivered };
    if (end) return { ...nothing, ...end, status: /^(page|not-allowed)$/.test(end.outcome) ? status : null };
    if (status === null) return { ...nothing, outcome: 'dead-socket', status, text: 'There was no answer.' };
    const outcome = status >= 500 ? 'server-error' : 'page';
    if (bodyless) return { ...nothing, outcome, status };
    const title = await answerOf(this.#page.title(), '');
    const text = await answerOf(
      this.#page.evaluate(() => document.body?.innerText ?? ''),
      '',
    );
    const shown = beginningOf(text.replace(/\s+/g, ' ').trim(), SHOWN_TEXT);
    return { outcome, url: shownUrl(new URL(this.#page.url())), status, title, text: shown, delivered };
  }

  /** What a person would see. Nothing of a page that does not stand still, or is too large. */
  async #picture({ outcome }: Visit): Promise<Pick<Visit, 'screenshot'>> {
    if (outcome !== 'page' && outcome !== 'server-error') return {};
    const picture = await answerOf(this.#page.screenshot({ timeout: PICTURE_MS }), null, PICTURE_MS);
    return picture && picture.length <= LARGEST_PICTURE ? { screenshot: picture.toString('base64') } : {};
  }

  #noteConsole(line: string): void {
    if (this.#console.length < CONSOLE_LINES) this.#console.push(beginningOf(line, CONSOLE_LINE));
  }

  #tell(request: Request, response: Response | null): void {
    if (!request.isNavigationRequest() || !this.#isShown(request)) return;
    if (response) this.#answered.add(request);
    else if (this.#answered.has(request)) return;
    const failure = response ? null : this.#failureOf(request);
    if (!response && failure === null) return;
    this.#told = this.#told.then(async () => {
      const facts = await factsOf(request, response, failure);
      const { searchParams } = new URL(request.url());
      const carries = carriedIn(searchParams) ?? carriedIn(new URLSearchParams(request.postData() ?? ''));
      this.#options.onExchange({ carries, facts });
    });
  }

  /** Of the page, or of a frame right in it. */
  #isShown(request: Request): boolean {
    const main = this.#page.mainFrame();
    const frame = request.frame();
    return frame === main || frame.parentFrame() === main;
  }

  /** Null where nobody was contacted, or the browser itself thought better of it. */
  #failureOf(request: Request): string | null {
    const error = request.failure()?.errorText ?? 'failed';
    const { end } = this.#watch.course;
    if (end?.outcome === 'timeout') return end.text;
    return /ERR_(ABORTED|BLOCKED_BY_CLIENT)$/.test(error) ? null : error;
  }
}

const hasPage = ({ end, status, bodyless }: Course) => !end && status !== null && !bodyless;

async function factsOf(request: Request, response: Response | null, failure: string | null) {
  const sent = await answerOf(request.allHeaders(), request.headers());
  const got = response ? await answerOf(response.allHeaders(), response.headers()) : {};
  const url = new URL(request.url());
  return {
    method: request.method(),
    url: shownUrl(url),
    status: response?.status() ?? null,
    location: shownLocation(got.location, url),
    contentType: got['content-type'] ?? null,
    cookiesSent: namesIn(sent.cookie, ';'),
    cookiesSet: namesIn(got['set-cookie'], '\n'),
    failure,
  };
}

const namesIn = (cookies = '', separator: string) =>
  cookies
    .split(separator)
    .map((cookie) => cookie.split('=')[0]?.trim() ?? '')
    .filter(Boolean);

/** What a page says about itself, or the other thing where it goes away or does not answer. */
async function answerOf<T>(asked: Promise<T>, otherwise: T, patienceMs = ASK_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => (timer = setTimeout(() => resolve(otherwise), patienceMs)));
  return Promise.race([asked.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}
