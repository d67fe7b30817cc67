import type { Exchange, Visit } from './drivers/driver.ts';
import type { Recorder } from './log-writer.ts';
import type { SignInEnd } from './observation.ts';
import { isRandom } from './random-value.ts';

/** Writes down one exchange of a browser with a server. */
export function recordExchange(
  log: Recorder,
  { facts, carries }: Exchange,
  attempt: number,
  browser: string,
  isIdp: (url: string) => boolean,
): void {
  // The arming of a sign-in is ours, not the vendor's.
  if (facts.url.includes('/_jitmus/arm/')) return;
  const toIdp = isIdp(facts.url);
  nameRandomValues(log, [facts.url, facts.location ?? ''], isIdp);
  log.add({
    kind: 'http.exchange',
    from: 'browser',
    to: toIdp ? 'idp' : 'target',
    browser,
    says: sentence(facts, carries, toIdp),
    data: { attempt, browser, ...facts },
  });
}

function sentence(facts: Exchange['facts'], carries: Exchange['carries'], toIdp: boolean): string {
  const party = toIdp ? 'the IdP' : 'the application';
  const message = carries === 'authorization-response' ? 'an authorization response' : `a SAML ${carries}`;
  const brought = carries === null ? `asks ${party} for ${place(facts.url)}` : `brings ${party} ${message}`;
  if (facts.status === null) return `The browser ${brought}: ${facts.failure ?? 'no answer'}.`;
  if (facts.location === null) return `The browser ${brought} and gets a page.`;
  return `The browser ${brought} and is sent on to ${place(facts.location)}.`;
}

/** An address without its query. */
function place(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return host + pathname;
}

/** What an application puts into a request to the IdP and is another each time; the hint is shown decoded where it arrives. */
const DRAWN: ReadonlySet<string> = new Set(['RelayState', 'state', 'nonce', 'code_challenge', 'id_token_hint']);

/** Where the IdP goes on with a request. */
const INTERACTION = /\/_jitmus\/(?:openid|continue)\/([\w-]{16,})$/;

/** One-time values that the application puts into its addresses get a name, the same in every run. */
function nameRandomValues(log: Recorder, urls: readonly string[], isIdp: (url: string) => boolean): void {
  for (const url of urls) {
    if (!URL.canParse(url)) continue;
    const { searchParams, pathname } = new URL(url);
    const atIdp = isIdp(url);
    for (const [name, value] of searchParams)
      if (isRandom(value) && (!atIdp || DRAWN.has(name))) log.alias(value, `{${name}}`);
    const interaction = atIdp ? INTERACTION.exec(pathname)?.[1] : undefined;
    if (interaction !== undefined) log.alias(interaction, '{interaction}');
  }
}

/** Writes down where a browser came to rest, and what it had delivered to the application by then. */
export function recordEnd(
  log: Recorder,
  attempt: number,
  browser: string,
  visit: Visit,
  delivered: SignInEnd['delivered'],
): void {
  log.add({
    kind: 'signin.ended',
    from: 'browser',
    browser,
    says: `Browser ${browser} comes to rest: ${visit.outcome === 'page' ? `a page (${visit.status ?? 'no status'})` : `${visit.outcome} (${visit.status ?? 'no answer'})`}.`,
    data: {
      attempt,
      browser,
      outcome: visit.outcome,
      status: visit.status,
      delivered,
      ...(visit.barred === undefined ? {} : { barred: visit.barred }),
    },
  });
  log.add({
    kind: 'page',
    from: 'browser',
    browser,
    says: `The page at the end: ${visit.title || visit.text.slice(0, 80) || '(empty)'}`,
    data: { attempt, url: visit.url, status: visit.status ?? 0, title: visit.title, text: visit.text },
    artefacts: [
      ...(visit.screenshot === undefined
        ? []
        : [{ label: 'Screenshot', mediaType: 'image/png', text: visit.screenshot } as const]),
      ...(visit.console === undefined
        ? []
        : [{ label: 'Console', mediaType: 'text/plain', text: visit.console.join('\n') } as const]),
    ],
  });
}
