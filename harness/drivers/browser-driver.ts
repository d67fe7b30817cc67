import { chromiumLaunchOptions } from './chromium.ts';
import {
  MAX_HOPS,
  type Browser,
  type BrowserOptions,
  type Driver,
  type Exchange,
  type Visit,
  type VisitOptions,
} from './driver.ts';
import { shownUrl } from './http-driver.ts';
import type { BrowserContext, Page, Request, Response, Route } from '@playwright/test';
import { JitmusError } from '../errors.ts';

const TIMEOUT_MS = 15_000;
const SHOWN = 600;

/** A real Chromium, one context for each person. Throws BROWSER_MISSING where there is none. */
export async function browserDriver(): Promise<Driver> {
  const { chromium } = await import('@playwright/test');
  const launched = await chromium.launch(chromiumLaunchOptions()).catch((cause: Error) => {
    throw new JitmusError('BROWSER_MISSING', 'No Chromium could be started.', {
      hint: `Install one (Debian: apt-get install chromium; or npx playwright install chromium), or name it in JITMUS_CHROMIUM. ${cause.message.split('\n')[0]}`,
    });
  });
  return {
    kind: 'browser',
    async open(name, options) {
      const context = await launched.newContext({ locale: 'en-US', serviceWorkers: 'block' });
      return new ChromiumBrowser(name, context, await context.newPage(), options);
    },
    close: () => launched.close(),
  };
}

class ChromiumBrowser implements Browser {
  readonly name: string;
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #options: BrowserOptions;
  #delivered = 0;
  #documents = 0;
  #beforeDelivery: VisitOptions['beforeDelivery'];
  #last: { status: number | null; failure: string | null } = { status: null, failure: null };
  readonly #pending = new Set<Promise<void>>();

  constructor(name: string, context: BrowserContext, page: Page, options: BrowserOptions) {
    this.name = name;
    this.#context = context;
    this.#page = page;
    this.#options = options;
    page.setDefaultTimeout(options.timeoutMs ?? TIMEOUT_MS);
    page.on('response', (response) => this.#track(this.#told(response)));
    page.on('requestfailed', (request) => this.#failed(request));
  }

  async visit(url: string, { beforeDelivery }: VisitOptions = {}): Promise<Visit> {
    this.#delivered = 0;
    this.#documents = 0;
    this.#last = { status: null, failure: null };
    this.#beforeDelivery = beforeDelivery;
    await this.#context.route('**/*', (route) => this.#gate(route));
    try {
      await this.#page.goto(url, { waitUntil: 'load' });
      await this.#settle();
    } catch (error) {
      return this.#broken(error as Error);
    } finally {
      await Promise.all(this.#pending);
      await this.#context.unroute('**/*');
    }
    return this.#rest();
  }

  async read(url: string): Promise<{ status: number; body: string } | { problem: string }> {
    try {
      const response = await this.#context.request.get(url, {
        maxRedirects: 0,
        failOnStatusCode: false,
        timeout: this.#options.timeoutMs ?? TIMEOUT_MS,
      });
      return { status: response.status(), body: await response.text() };
    } catch (error) {
      return { problem: (error as Error).message.split('\n')[0] ?? 'no answer' };
    }
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  /** Stops what must not be contacted, loops, and holds messages back until all browsers are there. */
  async #gate(route: Route): Promise<void> {
    const request = route.request();
    const allowed = this.#options.allows(request.url()) || request.url().startsWith(this.#options.idpOrigin);
    if (!allowed) return route.abort('blockedbyclient');
    if (request.isNavigationRequest() && ++this.#documents > MAX_HOPS) return route.abort('blockedbyresponse');
    if (carried(request) === 'response' && !request.url().startsWith(this.#options.idpOrigin)) {
      await this.#beforeDelivery?.();
      this.#delivered++;
    }
    return route.continue();
  }

  /** A self-submitting page navigates after its load event: rest is when no navigation is under way and none follows. */
  async #settle(): Promise<void> {
    for (let hops = 0; hops < MAX_HOPS; hops++) {
      await this.#page.waitForLoadState('networkidle');
      const submits = await this.#page.evaluate(() => {
        const form = document.forms[0];
        return form?.elements.namedItem('SAMLResponse') != null || form?.elements.namedItem('SAMLRequest') != null;
      });
      if (!submits) return;
      await this.#page.waitForEvent('framenavigated');
    }
  }

  async #rest(): Promise<Visit> {
    const status = this.#last.status;
    return {
      outcome:
        this.#documents > MAX_HOPS ? 'redirect-loop' : status !== null && status >= 500 ? 'server-error' : 'page',
      url: this.#page.url(),
      status,
      title: await this.#page.title(),
      text: (
        await this.#page
          .locator('body')
          .innerText()
          .catch(() => '')
      )
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, SHOWN),
      delivered: this.#delivered,
    };
  }

  #broken(error: Error): Visit {
    const message = error.message.split('\n')[0] ?? '';
    const outcome = /ERR_TOO_MANY_REDIRECTS|ERR_BLOCKED_BY_RESPONSE/.test(message)
      ? 'redirect-loop'
      : /Timeout/i.test(message)
        ? 'timeout'
        : 'dead-socket';
    // An answer without content (204) is no failure: the browser stays where it was.
    if (/ERR_ABORTED/.test(message) && this.#last.status !== null && this.#last.failure === null) {
      return {
        outcome: 'page',
        url: this.#page.url(),
        status: this.#last.status,
        title: '',
        text: '',
        delivered: this.#delivered,
      };
    }
    return {
      outcome,
      url: this.#page.url(),
      status: this.#last.status,
      title: '',
      text: message,
      delivered: this.#delivered,
    };
  }

  async #told(response: Response): Promise<void> {
    const request = response.request();
    if (!request.isNavigationRequest()) return;
    this.#last = { status: response.status(), failure: null };
    const headers = await response.allHeaders().catch(() => response.headers());
    const sent = await request.allHeaders().catch(() => request.headers());
    const body =
      /html|json|text|xml/i.test(headers['content-type'] ?? '') && response.status() < 300
        ? await response.text().catch(() => null)
        : null;
    this.#options.onExchange({
      carries: carried(request),
      body,
      facts: factsOf(request, response.status(), headers, sent, null),
    });
  }

  #failed(request: Request): void {
    if (!request.isNavigationRequest() || this.#last.status === 204) return;
    const failure = request.failure()?.errorText ?? 'failed';
    if (failure === 'net::ERR_ABORTED') return;
    this.#last = { status: this.#last.status, failure };
    this.#options.onExchange({
      carries: carried(request),
      body: null,
      facts: factsOf(request, null, {}, request.headers(), failure),
    });
  }

  #track(work: Promise<void>): void {
    const settled = work.catch(() => undefined).finally(() => this.#pending.delete(settled));
    this.#pending.add(settled);
  }
}

function factsOf(
  request: Request,
  status: number | null,
  headers: Record<string, string>,
  sent: Record<string, string>,
  failure: string | null,
): Exchange['facts'] {
  const location = headers.location;
  return {
    method: request.method(),
    url: shownUrl(new URL(request.url())),
    status,
    location:
      location === undefined
        ? null
        : URL.canParse(location, request.url())
          ? shownUrl(new URL(location, request.url()))
          : location,
    contentType: headers['content-type'] ?? null,
    cookiesSent: (sent.cookie ?? '')
      .split(';')
      .map((pair) => pair.split('=')[0]?.trim() ?? '')
      .filter(Boolean),
    cookiesSet: (headers['set-cookie'] ?? '')
      .split('\n')
      .map((line) => line.split('=')[0]?.trim() ?? '')
      .filter(Boolean),
    failure,
  };
}

function carried(request: Request): Exchange['carries'] {
  const query = new URL(request.url()).searchParams;
  const form = new URLSearchParams(request.postData() ?? '');
  if (query.has('SAMLResponse') || form.has('SAMLResponse')) return 'response';
  return query.has('SAMLRequest') || form.has('SAMLRequest') ? 'request' : null;
}
