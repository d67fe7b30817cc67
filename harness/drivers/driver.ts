import type { HttpFacts, SignInEnd } from '../observation.ts';

/** One exchange of a browser with a server, as evidence. */
export interface Exchange {
  facts: Omit<HttpFacts, 'attempt' | 'browser'>;
  /** Where it stands in the SAML conversation, decoded from form or query: `SAMLRequest`, `SAMLResponse`, or none. */
  carries: 'request' | 'response' | null;
  /** Body of the answer as text, cut; null where there was none or it is no text. */
  body: string | null;
}

/** Where a browser came to rest. */
export interface Visit {
  outcome: SignInEnd['outcome'];
  url: string;
  /** Status of the last answer; null where there was none. */
  status: number | null;
  title: string;
  /** What a person would read, cut. */
  text: string;
  /** Every SAMLResponse that this visit carried to the application, in order. */
  delivered: number;
}

export interface VisitOptions {
  /** Called before a message is posted to the application, so that several browsers can do it at the same moment. */
  beforeDelivery?: () => Promise<void>;
}

/** One person's browser: its own cookies, nobody else's. */
export interface Browser {
  readonly name: string;
  /** Opens an address and follows redirects and self-submitting forms to where a person would find themselves. */
  visit(url: string, options?: VisitOptions): Promise<Visit>;
  /** Reads an address with this browser's cookies, without navigating. */
  read(url: string): Promise<{ status: number; body: string } | { problem: string }>;
  close(): Promise<void>;
}

/** What every browser of a run is told. */
export interface BrowserOptions {
  /** Whether an address may be contacted at all. */
  allows: (url: string) => boolean;
  /** Origin of the mock IdPs. */
  idpOrigin: string;
  onExchange: (exchange: Exchange) => void;
  /** Milliseconds that one answer may take. Default 15,000. */
  timeoutMs?: number;
}

export interface Driver {
  readonly kind: 'http' | 'browser';
  open(name: string, options: BrowserOptions): Promise<Browser>;
  close(): Promise<void>;
}

/** Redirects and self-submitting forms that one visit may take. A real sign-in takes about six. */
export const MAX_HOPS = 30;
