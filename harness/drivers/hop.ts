import type { AutoForm } from './auto-form.ts';
import { writeForm, type WrittenForm } from './form-body.ts';
import type { Exchange } from './driver.ts';
import { carriedIn, resolved } from './exchange.ts';
import type { Page } from './html.ts';
import type { HttpAnswer } from './http-request.ts';
import { soon } from './refresh.ts';
import { sameSite } from './site.ts';

/** One request of a navigation. */
export interface Hop {
  method: string;
  url: URL;
  body?: WrittenForm;
  /** Address of the page that began this chain of redirects; null for an address typed in. */
  initiator: URL | null;
  carries: Exchange['carries'];
  /** Inside a page, where other sites' cookies do not come along. */
  framed?: true;
}

/** The request for an address that somebody typed in. */
export const first = (url: URL): Hop => follow(url, null);

/** The requests for the frames of a page. */
export function framesOf({ url }: Hop, page: Page): Hop[] {
  const base = (page.base && resolved(page.base, url)) || url;
  const addresses = page.frames.map((address) => resolved(address, base)).filter((address) => address !== null);
  return addresses
    .filter(({ protocol }) => /^https?:$/.test(protocol))
    .map((address) => ({ ...follow(address, url), framed: true }));
}

/** Where the answer sends a browser on; null where it comes to rest. */
export function nextHop(hop: Hop, answer: HttpAnswer, page: Page | null): Hop | null {
  const { location, refresh } = answer.headers;
  if (/^30[12378]$/.test(String(answer.status)) && location !== undefined)
    return redirected(hop, answer.status, location);
  const base = (page?.base && resolved(page.base, hop.url)) || hop.url;
  if (page?.autoForm) return submitted(page.autoForm, base, hop.url);
  const address = page?.refresh ?? (typeof refresh === 'string' ? soon(refresh) : null);
  const url = address === null ? null : resolved(address, base);
  return url && follow(url, hop.url);
}

function redirected(hop: Hop, status: number, location: string): Hop | null {
  // Node reads header bytes one by one; what browsers find in them is UTF-8.
  const url = resolved(Buffer.from(location, 'latin1').toString('utf8'), hop.url);
  if (!url) return null;
  const keeps = status === 307 || status === 308;
  return keeps ? { ...hop, url } : { ...follow(url, hop.initiator), ...(hop.framed && { framed: true }) };
}

function submitted({ action, method, encoding, fields }: AutoForm, base: URL, page: URL): Hop | null {
  const url = resolved(action || page.href, base);
  if (!url) return null;
  const form = new URLSearchParams(fields);
  const carries = carriedIn(form);
  if (method === 'POST') return { method, url, body: writeForm(fields, encoding), initiator: page, carries };
  url.search = form.toString();
  return { method, url, initiator: page, carries };
}

const follow = (url: URL, initiator: URL | null): Hop => ({
  method: 'GET',
  url,
  initiator,
  carries: carriedIn(url.searchParams),
});

/** Header lines as Chromium writes them when it navigates. */
export function headersOf({ url, initiator, body, framed }: Hop, cookie: string): Record<string, string> {
  return {
    accept: 'text/html,application/xhtml+xml,application/json;q=0.8,*/*;q=0.7',
    'accept-language': 'en',
    'user-agent': 'Mozilla/5.0 (jitmus)',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': framed ? 'iframe' : 'document',
    'sec-fetch-site': relation(initiator, url),
    ...(cookie ? { cookie } : {}),
    ...(body === undefined ? {} : { 'content-type': body.contentType, origin: initiator?.origin ?? 'null' }),
  };
}

function relation(initiator: URL | null, url: URL): string {
  if (initiator === null) return 'none';
  if (initiator.origin === url.origin) return 'same-origin';
  return sameSite(initiator, url) ? 'same-site' : 'cross-site';
}
