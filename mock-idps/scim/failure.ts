import type { Reply } from './client.ts';
import type { Failure, FailureCode } from './outcome.ts';

const MEND: Readonly<Partial<Record<FailureCode, string>>> = {
  unauthorized: 'Make a new token in the application, and enter it whole.',
  forbidden: 'Give the token the right to read and write users and groups.',
  'not-found':
    'Check the base URL: /Users and /Groups have to be right below it. A filter without a match is answered with 200.',
  conflict: 'Rename or link the one who has the name in the application.',
  'rate-limited': 'Answer with Retry-After, and let at least 25 requests a second pass.',
  certificate:
    'Install a certificate of a known authority with its chain, or trust the authority by NODE_EXTRA_CA_CERTS.',
  unreachable: 'Check the base URL, and that the application runs.',
  redirected: 'Give the address that SCIM has in the end: a redirect is not followed.',
  'wrong-match': 'Let filters find whoever matches them, and nobody else.',
  'list-incomplete':
    'Return as many resources a page as are asked for, and tell in totalResults how many there are in all.',
  'not-implemented': 'Take PATCH, or provision through an application that changes users by PUT.',
  html: 'Check the base URL: it leads to web pages. A sign-in page or proxy may stand before SCIM.',
};

/** What is wrong with an answer that came whole. */
const SAYS: Readonly<Partial<Record<FailureCode, string>>> = {
  'malformed-answer':
    'the answer is JSON, and not what SCIM says it is: an id, or a list with totalResults as a number',
  'ambiguous-match': 'the filter found more than one',
  'wrong-match': 'the filter found somebody who does not match it',
  'page-repeats': 'a page holds what an earlier page held',
  'list-incomplete': 'the pages hold fewer resources than totalResults says',
};

/** Why a call came to nothing. */
export function failureOf(
  { exchange, json }: Reply,
  code: FailureCode = codeOf(exchange.status, exchange.ending),
): Failure {
  const { detail, scimType } = (json ?? {}) as { detail?: unknown; scimType?: unknown };
  return {
    code,
    says: `${exchange.method} ${exchange.url} (${exchange.purpose}): ${whatHappened(exchange, code)}.`,
    mend: MEND[code] ?? 'Look at the answer, and at what the application logged.',
    status: exchange.status,
    detail: typeof detail === 'string' ? detail : null,
    scimType: typeof scimType === 'string' ? scimType : null,
    exchange: exchange.n,
  };
}

function whatHappened({ status, says }: Reply['exchange'], code: FailureCode): string {
  const answered = status === null ? 'no answer' : `answered with ${status}`;
  if (status !== null && status >= 300) return says === null ? answered : `${answered}; ${says}`;
  return says ?? SAYS[code] ?? answered;
}

const STATUSES: Readonly<Record<number, FailureCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  412: 'changed-meanwhile',
  429: 'rate-limited',
  501: 'not-implemented',
};

/** The status tells more than the body of an error. */
function codeOf(status: number | null, ending: Reply['exchange']['ending']): FailureCode {
  if (status !== null && status >= 300) {
    const known = STATUSES[status];
    if (known) return known;
    return status >= 500 ? 'server-error' : status >= 400 ? 'refused' : 'redirected';
  }
  return ending === 'answered' ? 'malformed-answer' : ending;
}
