import type { NameId, ResponseVendor } from './draft.ts';
import type { SigningKey } from './respond.ts';

/** What both messages of single logout say. Null leaves the thing out. Times are milliseconds since 1970. */
interface Common {
  /** Whose handwriting: prefixes, order, key information. */
  readonly vendor: ResponseVendor;
  readonly key: SigningKey;
  readonly signed: boolean;
  readonly id: string;
  readonly issueInstant: number;
  readonly issuer: string;
  readonly destination: string | null;
}

/** The IdP tells the application to end a session. */
export interface LogoutRequestDraft extends Common {
  readonly message: 'request';
  readonly notOnOrAfter: number | null;
  readonly nameId: NameId;
  /** Null: every session of that person is meant. */
  readonly sessionIndex: string | null;
}

/** The IdP answers an application that told it to end a session. */
export interface LogoutResponseDraft extends Common {
  readonly message: 'response';
  readonly inResponseTo: string | null;
  /** The outermost StatusCode, without the common beginning. */
  readonly status: string;
}

export type LogoutDraft = LogoutRequestDraft | LogoutResponseDraft;

/** How a message of single logout travels. */
export interface LogoutTrip {
  readonly binding: 'redirect' | 'post';
  readonly to: string;
  readonly relayState: string | null;
}

/** A finished message of single logout. */
export interface SentLogout extends LogoutTrip {
  readonly xml: string;
  /** Parameters of the query or fields of the form, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}
