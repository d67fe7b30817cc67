import { getPublicSuffix } from 'tough-cookie';

/** Same scheme and registrable domain. IP addresses, `localhost` and each name right below it are sites of their own. */
export function sameSite(a: URL, b: URL): boolean {
  return a.protocol === b.protocol && site(a.hostname) === site(b.hostname);
}

const site = (hostname: string) =>
  getPublicSuffix(hostname, { allowSpecialUseDomain: true, ignoreError: true }) ?? hostname;
