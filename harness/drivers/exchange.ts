import type { BrowserOptions, Exchange, Visit } from './driver.ts';

/** The message among the fields of a query or a form. */
export function carriedIn(fields: URLSearchParams): Exchange['carries'] {
  if (fields.has('SAMLResponse')) return 'response';
  if (fields.has('SAMLRequest')) return 'request';
  if (fields.has('client_id')) return null;
  return ANSWERS.some((name) => fields.has(name)) ? 'authorization-response' : null;
}

/** Parameters of an authorization response, of which a broken one may lack any. */
const ANSWERS = ['code', 'state', 'error', 'id_token'];

/**
 * Whether a request brings a response to the application. `from`: the address that sent the browser there, which tells an
 * authorization response from an address of the application's own that happens to have the same parameters.
 */
export function delivers(carries: Exchange['carries'], url: URL, from: URL | null, { isIdp }: BrowserOptions): boolean {
  if (isIdp(url.href)) return false;
  return carries === 'response' || (carries === 'authorization-response' && from !== null && isIdp(from.href));
}

/** The address behind a link, or null where it is none. */
export function resolved(address: string, base?: URL): URL | null {
  return URL.canParse(address, base?.href) ? new URL(address, base?.href) : null;
}

/** An address for people. Protocol messages are shown decoded elsewhere: here it is enough that they were there. */
export function shownUrl(url: URL): string {
  const shown = new URL(url);
  for (const name of ['SAMLRequest', 'SAMLResponse', 'Signature']) {
    if (shown.searchParams.has(name)) shown.searchParams.set(name, '...');
  }
  return shown.href;
}

/** A `Location` header for people: resolved where it can be, else as it came. */
export function shownLocation(location: string | undefined, base: URL): string | null {
  if (location === undefined) return null;
  const url = resolved(location, base);
  return url ? shownUrl(url) : location;
}

/**
 * The end of a visit before an address that may not be contacted. An application that was given its message has answered it;
 * before that, being sent elsewhere is no answer.
 */
export function barred(address: string, delivered: number): Pick<Visit, 'outcome' | 'text' | 'barred'> {
  const url = resolved(address);
  const shown = url ? shownUrl(url) : address;
  const text = `This address may not be contacted: ${shown}`;
  return { outcome: delivered > 0 ? 'page' : 'not-allowed', text, barred: shown };
}
