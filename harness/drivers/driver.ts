import type { HttpFacts, SignInEnd } from '../observation.ts';

/** One exchange of a browser with a server, as evidence. */
export interface Exchange {
  facts: Omit<HttpFacts, 'attempt' | 'browser'>;
  /** The message in the request's form or query: of SAML, or an authorization response of OpenID Connect. */
  carries: 'request' | 'response' | 'authorization-response' | null;
}

/** Where a browser came to rest. */
export interface Visit {
  outcome: SignInEnd['outcome'];
  /** For people: protocol messages in it are left out. */
  url: string;
  /** Status of the last answer; null where there was none. */
  status: number | null;
  title: string;
  /** What a person would read, cut; what was in the way where there is no page. */
  text: string;
  /** Where the browser was sent and may not go; that ended the visit. */
  barred?: string;
  /** How many responses of the IdP this visit sent to the application, whatever became of them. */
  delivered: number;
  /** The page as it looked: PNG, base64. Of a real browser alone, where the page let itself be taken. */
  screenshot?: string;
  /** What a real browser said of the pages on the way, a line each: errors of scripts, and what it did not let happen. */
  console?: readonly string[];
}

export interface VisitOptions {
  /** Called before a message is sent to the application, so that several browsers can do it at the same moment. */
  beforeDelivery?: () => Promise<void>;
  /** Called before the request to which the application's answer to a message leads: where accounts are made one step later, that is the moment. */
  afterDelivery?: () => Promise<void>;
}

/** What was read at an address, or why nothing could be. */
export type ReadAnswer = { status: number; body: string } | { problem: string };

/** One person's browser: its own cookies, nobody else's. */
export interface Browser {
  readonly name: string;
  /**
   * Opens an address and follows redirects, self-submitting forms and refreshes to where a person would find themselves.
   * Never throws for what a server does.
   */
  visit(url: string, options?: VisitOptions): Promise<Visit>;
  /** Reads an address with this browser's cookies. Follows nothing and changes nothing in the browser. */
  read(url: string): Promise<ReadAnswer>;
  /** Another browser that holds the cookies that this one holds now: what somebody has who copied them, or who goes back. */
  fork(name: string): Promise<Browser>;
  close(): Promise<void>;
}

/** What every browser of a run is told. */
export interface BrowserOptions {
  /** Whether an address may be contacted at all. */
  allows: (url: string) => boolean;
  /** Hosts off loopback that `allows` knows, for what a page does beside navigating (pop-ups, workers, web sockets). */
  hosts?: readonly string[];
  /** Whether an address is one of the mock IdPs. */
  isIdp: (url: string) => boolean;
  onExchange: (exchange: Exchange) => void;
  /** Milliseconds that one answer may take. Default 15,000. */
  timeoutMs?: number;
}

export interface Driver {
  readonly kind: 'http' | 'browser';
  open(name: string, options: BrowserOptions): Promise<Browser>;
  close(): Promise<void>;
}

/** Milliseconds that one answer may take where nothing else is said. */
export const TIMEOUT_MS = 15_000;

/** Redirects, forms and refreshes that one visit may take. A real sign-in takes about six. */
export const MAX_HOPS = 30;

/** Bytes of an answer that a browser reads. */
export const MAX_ANSWER = 5 * 1024 * 1024;

/** Seconds after which a refresh still belongs to the visit: a page that leaves later is where a person rests. */
export const REFRESH_WITHIN_S = 5;

/** Characters of a page that are kept for people to read. */
export const SHOWN_TEXT = 600;

/** What both drivers say when they stop waiting or reading. */
export const said = {
  late: (timeoutMs: number) => `No answer within ${timeoutMs.toLocaleString('en')} ms.`,
  long: () => `The answer is larger than ${MAX_ANSWER / 1024 / 1024} MiB.`,
  looping: () => `Still going after ${MAX_HOPS} redirects.`,
};
