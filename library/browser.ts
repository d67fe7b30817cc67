import type { Browser as Driven, BrowserOptions } from '../harness/drivers/driver.ts';
import { JitmusError } from '../harness/errors.ts';
import { reach } from '../harness/reach.ts';
import type { Idps } from '../mock-idps/index.ts';

/** Where a browser came to rest. Whether somebody is signed in it does not tell: ask the application. */
export interface Visit {
  /**
   * `page`: an answer below 500. `no-script`: a page that says nothing without a script. `not-allowed`: it was sent to a host
   * that may not be contacted.
   */
  readonly outcome:
    'page' | 'server-error' | 'dead-socket' | 'timeout' | 'redirect-loop' | 'too-large' | 'not-allowed' | 'no-script';
  readonly url: string;
  /** Of the last answer; null where there was none. */
  readonly status: number | null;
  readonly title: string;
  /** What a person would read, cut at 600 characters; what was in the way where there is no page. */
  readonly text: string;
  /** How many responses of the identity provider this visit brought to the application. */
  readonly delivered: number;
}

/** What an address answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One person's browser over plain HTTP: cookies, redirects, refreshes and self-submitting forms, no script. */
export interface Browser {
  /** Opens an address and goes on to where a person would find themselves. Never throws for what a server does. */
  visit(url: string): Promise<Visit>;
  /**
   * Reads an address with this browser's cookies. Follows nothing and changes nothing in the browser.
   *
   * @throws JitmusError `NO_ANSWER`
   */
  read(url: string): Promise<Answer>;
}

/** Opens a browser for these mock IdPs. `allows`: which addresses it may contact beside. */
export async function openBrowser(name: string, idps: Idps, allows: (url: string) => boolean): Promise<Driven> {
  const { httpDriver, httpDriverTrusting } = await import('../harness/drivers/http-driver.ts');
  const options: BrowserOptions = {
    isIdp: idps.owns,
    allows: reach(idps, allows),
    onExchange: () => undefined,
  };
  return (idps.tls ? httpDriverTrusting(idps.tls.ca, idps.proxy) : httpDriver).open(name, options);
}

/** What of a browser is shown to users. */
export const shownBrowser = (driven: Driven): Browser => ({
  visit: (url) => driven.visit(url),
  async read(url) {
    const answer = await driven.read(url);
    if ('problem' in answer) throw new JitmusError('NO_ANSWER', answer.problem, { at: url });
    return answer;
  },
});
