import { CookieJar } from 'tough-cookie';

/** Milliseconds for which browsers send a cookie without SameSite along with a cross-site POST (Chromium's "Lax + POST"). */
const LAX_POST_MS = 120_000;

/** How a request came about, as far as SameSite asks. */
export interface Context {
  method: string;
  /** Address of the page that caused it; null for an address typed in. */
  initiator: URL | null;
}

/** One browser's cookies, with SameSite as browsers apply it. */
export class Cookies {
  readonly #jar = new CookieJar(undefined, { rejectPublicSuffixes: false, looseMode: true });

  async headerFor(url: URL, context: Context): Promise<{ header: string; names: string[] }> {
    const crossSite = context.initiator !== null && !sameSite(context.initiator, url);
    const crossPost = crossSite && !/^(GET|HEAD)$/.test(context.method);
    const all = await this.#jar.getCookies(url.href, { http: true });
    const sent = all.filter((cookie) => {
      const policy = (cookie.sameSite ?? '').toLowerCase();
      if (!crossSite || policy === 'none') return true;
      if (policy === 'strict') return false;
      if (!crossPost) return true;
      return (
        policy !== 'lax' && Date.now() - (cookie.creation instanceof Date ? cookie.creation.getTime() : 0) < LAX_POST_MS
      );
    });
    return { header: sent.map((cookie) => cookie.cookieString()).join('; '), names: sent.map((cookie) => cookie.key) };
  }

  /** Keeps what browsers keep: `SameSite=None` only with `Secure`, `Secure` only over https or on loopback. Answers the names. */
  async store(setCookies: readonly string[], url: URL): Promise<string[]> {
    const names: string[] = [];
    for (const line of setCookies) {
      if (/;\s*samesite\s*=\s*none/i.test(line) && !/;\s*secure\s*(;|$)/i.test(line)) continue;
      const cookie = await this.#jar.setCookie(line, url.href, { ignoreError: true });
      if (cookie) names.push(cookie.key);
    }
    return names;
  }
}

/** Same scheme and same registrable domain; addresses and localhost are sites of their own. */
function sameSite(a: URL, b: URL): boolean {
  return a.protocol === b.protocol && site(a.hostname) === site(b.hostname);
}

const site = (host: string) => (/^[\d.]+$|^\[/.test(host) ? host : host.split('.').slice(-2).join('.'));
