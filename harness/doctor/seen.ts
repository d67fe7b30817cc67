import type { CaseLog } from '../observation.ts';

/** One genuine sign-in, and what it rests on. Texts are as the log writes them. */
export interface SignInSeen {
  log: CaseLog;
  protocol: 'saml' | 'oidc';
  /** How the application comes to know the IdP. */
  told: { by: 'ssoMethods' | 'start' | 'hand'; variables: ReadonlySet<string> };
  /** Of the target file: where the sign-in begins, who is signed in, where the answer of the IdP goes. */
  loginUrl: string;
  whoAmIUrl: string;
  whoAmIPointer: string;
  answersTo: string | null;
  clientId: string;
  /** Calls of the application that the IdP refused meanwhile, in its words. */
  refusedCalls: readonly string[];
  /** What the application printed meanwhile. */
  printed: string;
}

/** Characters of a page, or of what the application printed, that are quoted. */
const QUOTED = 300;

/** The request by which the application asked, where one came. */
export const requestOf = ({ log, protocol }: SignInSeen) =>
  protocol === 'saml' ? log.last('idp.request') : log.all('idp.happened').find(({ data }) => data.asked);

/** Where the browser came to rest. */
export function restsAt({ log }: SignInSeen): string {
  const page = log.last('page')?.data;
  return page ? ` The browser rests at ${page.url} (${page.status}): ${quoted(page.text)}` : '';
}

/** What the application printed, without the lines of a stack. */
export function printedBy({ printed }: SignInSeen): string {
  const telling = printed.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  const text = telling.slice(0, 3).join('\n  ');
  return text === '' ? '' : `\nThe application printed:\n  ${text.slice(0, QUOTED)}`;
}

/** The beginning of a text that somebody else wrote. */
export const quoted = (text = '') => (text.trim() === '' ? '(empty)' : text.replace(/\s+/g, ' ').slice(0, QUOTED));
