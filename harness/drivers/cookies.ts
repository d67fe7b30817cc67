import { Cookie, CookieJar } from 'tough-cookie';
import { sameSite } from './site.ts';

/** Milliseconds for which Chromium sends a cookie that names no SameSite along with a cross-site POST ("Lax + POST"). */
const LAX_POST_MS = 120_000;

/** Characters of name and value together that browsers keep. */
const MAX_COOKIE = 4096;

const LOOSE = { loose: true };

/** How a request came about, as far as SameSite asks. */
export interface Context {
  method: string;
  /** Address of the page that caused it; null for an address typed in. */
  initiator: URL | null;
  /** Inside a page: where that is of another site, browsers keep cookies out altogether, or will. */
  framed?: true;
}

/** One browser's cookies, with SameSite as Chromium applies it to navigations. */
export class Cookies {
  readonly #jar: CookieJar;

  constructor(jar = new CookieJar(undefined, { rejectPublicSuffixes: false, looseMode: true })) {
    this.#jar = jar;
  }

  async copy(): Promise<Cookies> {
    return new Cookies(await this.#jar.clone());
  }

  async headerFor(url: URL, context: Context): Promise<{ header: string; names: string[] }> {
    const all = await this.#jar.getCookies(url.href, { http: true });
    const sent = all.filter((cookie) => isSent(cookie, url, context));
    return { header: sent.map((cookie) => cookie.cookieString()).join('; '), names: sent.map(({ key }) => key) };
  }

  /** Keeps what browsers keep, and answers the names. In a frame of another site that is none. */
  async store(
    setCookies: readonly string[],
    url: URL,
    { initiator, framed }: Partial<Context> = {},
  ): Promise<string[]> {
    const foreign = framed === true && initiator != null && !sameSite(initiator, url);
    const kept = setCookies
      .flatMap((line) => Cookie.parse(line, LOOSE) ?? [])
      .filter((cookie) => isKept(cookie) && !foreign)
      .map(dated);
    const stored = await Promise.all(
      kept.map((cookie) => this.#jar.setCookie(cookie, url.href, { ignoreError: true, ...LOOSE })),
    );
    return stored.flatMap((cookie) => (cookie ? cookie.key : []));
  }
}

function isSent(cookie: Cookie, url: URL, { method, initiator, framed }: Context): boolean {
  const policy = cookie.sameSite ?? 'unspecified';
  if (initiator === null || sameSite(initiator, url)) return true;
  if (framed || policy === 'strict') return false;
  if (policy === 'none') return true;
  if (/^(GET|HEAD)$/.test(method)) return true;
  return policy !== 'lax' && ageOf(cookie) < LAX_POST_MS;
}

const ageOf = ({ creation }: Cookie) => (creation instanceof Date ? Date.now() - creation.getTime() : Infinity);

/** Counts Max-Age from now, where the jar counts it from the last use. */
function dated(cookie: Cookie): Cookie {
  if (typeof cookie.maxAge !== 'number') return cookie;
  cookie.expires = new Date(Date.now() + cookie.maxAge * 1000);
  cookie.maxAge = null;
  return cookie;
}

/** `SameSite=None` only with `Secure`; no control characters; not too long. */
function isKept({ sameSite: policy, secure, key, value }: Cookie): boolean {
  if (policy === 'none' && !secure) return false;
  return key.length + value.length <= MAX_COOKIE && !/[\x00-\x1f\x7f]/.test(key + value);
}
