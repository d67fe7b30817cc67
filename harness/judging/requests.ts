import type { CaseLog, Observation, RequestFacts } from '../observation.ts';
import { blocked, fail, pass, type Finding } from '../rule.ts';
import { each } from './each.ts';

/** An AuthnRequest that could be read. */
export interface Request {
  seen: Observation<'idp.request'>;
  facts: RequestFacts;
  said: NonNullable<RequestFacts['request']>;
}

/** What is wrong with a request, and what would be right. */
export interface Objection {
  because: string;
  expected: string;
  actual: string;
}

/** Every request of the case, a start at the IdP aside. */
export const requestsIn = (log: CaseLog): Observation<'idp.request'>[] =>
  log.all('idp.request').filter(({ data }) => data.binding !== 'idp-initiated');

/** Judges every AuthnRequest of the case alike. One that could not be read blocks: another rule says what is wrong with it. */
export function eachRequest(log: CaseLog, judge: (request: Request) => Finding): Finding {
  return each(requestsIn(log), 'The application sent no request.', (seen) => {
    const { data } = seen;
    if (!data.request) return blocked(`The request could not be read: ${data.problem ?? 'unknown'}.`, seen);
    return judge({ seen, facts: data, said: data.request });
  });
}

/** Every AuthnRequest must be free of this objection. */
export function judgeRequests(
  log: CaseLog,
  sound: string,
  object: (request: Request) => Objection | null,
  grade?: 'hygiene',
): Finding {
  return eachRequest(log, (request) => {
    const objection = object(request);
    if (!objection) return pass(sound, request.seen);
    const { because, expected, actual } = objection;
    return fail(because, { expected, actual, ...(grade ? { grade } : {}) }, request.seen);
  });
}

/** Values as they stand in findings. */
export const quoted = (value: string | null): string => (value === null ? 'nothing' : JSON.stringify(value));
