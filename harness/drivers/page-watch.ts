import type { CDPSession, Page } from '@playwright/test';
import {
  MAX_ANSWER,
  MAX_HOPS,
  REFRESH_WITHIN_S,
  said,
  TIMEOUT_MS,
  type BrowserOptions,
  type Visit,
  type VisitOptions,
} from './driver.ts';
import { barred, carriedIn, delivers, resolved } from './exchange.ts';
import { Motion } from './motion.ts';

/** Milliseconds that anything beside the page itself is waited for: pictures, data, a navigation that script asked for. */
const ASIDE_MS = 3_000;

/** What script may be waiting for before it goes elsewhere. */
const SCRIPTED = /^(Script|XHR|Fetch)$/;

/** Failures of a request that was answered, only not with a page to show. */
const ANSWERED = /ERR_(ABORTED|HTTP_RESPONSE_CODE_FAILURE|INVALID_AUTH_CREDENTIALS)$/;

/** How one visit goes. */
export interface Course {
  delivered: number;
  /** Pages asked for so far. */
  hops: number;
  /** Address of the last one. */
  at: string;
  /** Status of the last answer. */
  status: number | null;
  /** The last answer brought no page, so the browser stayed where it was. */
  bodyless: boolean;
  /** What cut the visit short. */
  end: Pick<Visit, 'outcome' | 'text' | 'barred'> | null;
}

interface Paused {
  requestId: string;
  networkId?: string;
  frameId: string;
  resourceType: string;
  request: { url: string; postData?: string };
}

/**
 * Watches one page through the DevTools protocol. Every request passes its gate, those after a redirect too, and it tells
 * when the page is still: nothing loads, no navigation is asked for or due soon.
 */
export class PageWatch {
  course: Course = begun('about:blank');
  readonly #cdp: CDPSession;
  readonly #frame: string;
  readonly #options: BrowserOptions;
  readonly #motion = new Motion();
  #moments: VisitOptions = {};
  /** The latest request for a page brought a message. */
  #brought = false;
  /** The request whose answer is, or will be, the page. */
  #document: { id: string; bytes: number } | undefined;
  #loading = false;

  private constructor(cdp: CDPSession, frame: string, options: BrowserOptions) {
    this.#cdp = cdp;
    this.#frame = frame;
    this.#options = options;
    this.#watchRequests();
    this.#watchNavigations();
  }

  static async attach(page: Page, options: BrowserOptions): Promise<PageWatch> {
    const cdp = await page.context().newCDPSession(page);
    const { frameTree } = await cdp.send('Page.getFrameTree');
    const watch = new PageWatch(cdp, frameTree.frame.id, options);
    await cdp.send('Page.enable');
    await cdp.send('Network.enable');
    await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    return watch;
  }

  /** Begins a visit, as if somebody typed the address in, and resolves when the page is still. */
  async visit(url: string, moments: VisitOptions): Promise<Course> {
    this.#motion.clear();
    this.course = begun(url);
    this.#moments = moments;
    this.#brought = false;
    this.#motion.begin('visit');
    void this.#send('Page.navigate', { url }).finally(() => this.#motion.end('visit'));
    await this.#motion.stillness();
    return this.course;
  }

  /** Waits for a navigation that is due, and for the stillness after it. Answers whether there was one. */
  async navigates(withinMs: number): Promise<boolean> {
    const { hops } = this.course;
    this.#motion.begin('due', withinMs);
    await this.#motion.stillness();
    return this.course.hops > hops;
  }

  /** Gives the cookies of this page's browser to another one as they are. Playwright's own copy makes them SameSite=Lax. */
  async copyCookies(to: PageWatch): Promise<void> {
    const { cookies } = await this.#cdp.send('Network.getAllCookies');
    await to.#cdp.send('Network.setCookies', {
      cookies: cookies.map(({ session, expires, ...cookie }) => (session ? cookie : { ...cookie, expires })),
    });
  }

  #watchRequests(): void {
    const cdp = this.#cdp;
    cdp.on('Fetch.requestPaused', (paused) => void this.#gate(paused));
    cdp.on('Network.requestWillBeSent', ({ frameId, type, request, redirectResponse }) => {
      if (type !== 'Document' || frameId !== this.#frame) return;
      if (redirectResponse) this.course.status = redirectResponse.status;
      if (!/^https?:/.test(request.url)) this.#bar(request.url);
    });
    cdp.on('Network.responseReceived', ({ frameId, type, response }) => {
      if (type === 'Document' && frameId === this.#frame && /^https?:/.test(response.url))
        this.course.status = response.status;
    });
    cdp.on('Network.dataReceived', ({ requestId, dataLength }) => this.#read(requestId, dataLength));
    cdp.on('Network.loadingFailed', ({ requestId, errorText }) => {
      if (requestId === this.#document?.id) this.#failed(errorText);
      this.#over(requestId);
    });
    cdp.on('Network.loadingFinished', ({ requestId }) => this.#over(requestId));
  }

  #watchNavigations(): void {
    const cdp = this.#cdp;
    const motion = this.#motion;
    cdp.on('Page.frameRequestedNavigation', ({ frameId, disposition }) => {
      if (frameId === this.#frame && disposition === 'currentTab') motion.begin('requested', ASIDE_MS);
    });
    cdp.on('Page.frameScheduledNavigation', ({ frameId, delay, url }) => {
      const due = delay <= REFRESH_WITHIN_S && url !== this.course.at;
      if (frameId === this.#frame && due) motion.begin('scheduled', delay * 1000 + ASIDE_MS);
    });
    cdp.on('Page.frameClearedScheduledNavigation', ({ frameId }) => {
      if (frameId === this.#frame) motion.end('scheduled');
    });
    cdp.on('Page.frameStartedNavigating', ({ frameId, loaderId, url, navigationType }) => {
      if (frameId !== this.#frame || navigationType === 'sameDocument' || !/^https?:/.test(url)) return;
      this.#await(loaderId);
      motion.end('requested');
      motion.end('due');
    });
    cdp.on('Page.frameStartedLoading', ({ frameId }) => void (frameId === this.#frame && (this.#loading = true)));
    cdp.on('Page.frameStoppedLoading', ({ frameId }) => {
      if (frameId !== this.#frame) return;
      this.#loading = false;
      motion.end('loading');
    });
  }

  async #gate({ requestId, networkId = requestId, frameId, resourceType, request }: Paused): Promise<void> {
    const { url } = request;
    const forPage = resourceType === 'Document' && frameId === this.#frame;
    if (forPage ? await this.#passes(networkId, new URL(url), request.postData) : this.#options.allows(url)) {
      if (SCRIPTED.test(resourceType)) this.#motion.begin(networkId, ASIDE_MS);
      await this.#send('Fetch.continueRequest', { requestId });
    } else {
      await this.#send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    }
  }

  /** Counts a request for a page, and holds it where it brings a message until all browsers are there. */
  async #passes(id: string, url: URL, form = ''): Promise<boolean> {
    const { course } = this;
    if (!this.#options.allows(url.href)) return this.#bar(url.href);
    if (++course.hops > MAX_HOPS) return this.#cut('redirect-loop', said.looping());
    const from = resolved(course.at);
    course.at = url.href;
    const carries = carriedIn(url.searchParams) ?? carriedIn(new URLSearchParams(form));
    const brings = delivers(carries, url, from, this.#options);
    const moment = brings ? this.#moments.beforeDelivery : this.#brought ? this.#moments.afterDelivery : undefined;
    this.#brought = brings;
    if (moment) {
      this.#motion.begin(id);
      await moment();
    }
    if (brings) course.delivered++;
    course.status = null;
    course.bodyless = false;
    this.#await(id);
    return true;
  }

  /** From now on the answer with the page may take its time, and no longer. */
  #await(id: string): void {
    if (this.#document && this.#document.id !== id) this.#motion.end(this.#document.id);
    this.#document = { id, bytes: 0 };
    const limit = this.#options.timeoutMs ?? TIMEOUT_MS;
    this.#motion.begin(id, limit, () => this.#stop('timeout', said.late(limit)));
  }

  #read(id: string, bytes: number): void {
    if (id !== this.#document?.id) return;
    this.#document.bytes += bytes;
    if (this.#document.bytes > MAX_ANSWER) this.#stop('too-large', said.long());
  }

  #over(id: string): void {
    if (id === this.#document?.id && this.#loading) this.#motion.begin('loading', ASIDE_MS);
    this.#motion.end(id);
  }

  #failed(errorText: string): void {
    if (/TOO_MANY_REDIRECTS/.test(errorText)) this.#cut('redirect-loop', said.looping());
    else if (!ANSWERED.test(errorText)) this.#cut('dead-socket', errorText);
    else this.course.bodyless = true;
  }

  #stop(outcome: Visit['outcome'], text: string): void {
    this.#cut(outcome, text);
    void this.#send('Page.stopLoading');
  }

  #bar(url: string): false {
    this.course.end ??= barred(url, this.course.delivered);
    return false;
  }

  /** The first reason counts: what comes after it is its consequence. */
  #cut(outcome: Visit['outcome'], text: string): false {
    this.course.end ??= { outcome, text };
    return false;
  }

  /** The page may be gone before it is told. */
  #send: CDPSession['send'] = (method, parameters) =>
    this.#cdp.send(method, parameters).catch(() => undefined as never);
}

const begun = (at: string): Course => ({ delivered: 0, hops: 0, at, status: null, bodyless: false, end: null });
