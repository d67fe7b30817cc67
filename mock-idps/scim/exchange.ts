/** How a SCIM call ended, as far as it could be told on the wire. */
export type Ending =
  /** An answer that can be read: SCIM's JSON, or none at all where none is due. */
  | 'answered'
  /** An answer that is a web page. */
  | 'html'
  /** An answer of another type than JSON. */
  | 'content-type'
  /** An answer that calls itself JSON and is none, or ends in the middle. */
  | 'broken-json'
  /** An answer larger than the limit. */
  | 'too-large'
  /** The connection ended before the answer did. */
  | 'reset'
  /** No whole answer in time. */
  | 'time-out'
  /** The certificate is not trusted, expired, or for another name. */
  | 'certificate'
  /** Nobody listens there, or the name is not known. */
  | 'unreachable';

/** One SCIM call and its answer, as they travelled. */
export interface Exchange {
  /** From 1, in the order in which a connection sent them. */
  n: number;
  /** What it is for, in the engine's words: `look up user`, `create group` … */
  purpose: string;
  /** Milliseconds since 1970, when it left. */
  at: number;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  /** As sent, but for the token. */
  headers: Readonly<Record<string, string>>;
  /** As sent; null without one. */
  body: string | null;
  ending: Ending;
  /** HTTP status; null where none arrived. */
  status: number | null;
  /** Names in lower case. Empty where no answer arrived. */
  answerHeaders: Readonly<Record<string, string>>;
  /** As it arrived, up to the limit; null where none arrived. */
  answerBody: string | null;
  /** What happened below HTTP or to the answer, in words; null where it was answered. */
  says: string | null;
}
