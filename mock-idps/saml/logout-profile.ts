import type { AppSettings, Vendor } from '../app.ts';
import type { AppRecord } from '../app-record.ts';
import type { Person } from '../directory/person.ts';
import type { Source } from '../source.ts';
import type { NameId, ResponseVendor } from './draft.ts';
import type { LogoutTrip } from './logout-draft.ts';
import type { LogoutMessage } from './logout-message.ts';
import type { Switch } from './profile.ts';
import type { Refusal } from './request-profile.ts';
import type { SignatureState } from './request-signature.ts';

/** What a sign-in left at the IdP: the session that the application was told of. */
export interface IssuedSession {
  readonly app: AppRecord;
  readonly person: Person;
  readonly nameId: NameId;
  readonly sessionIndex: string | null;
}

/** A LogoutRequest that has reached a known application. */
export interface LogoutArrival {
  readonly app: AppRecord;
  readonly settings: AppSettings;
  readonly request: LogoutMessage;
  readonly signature: SignatureState;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** All that this visitor holds at this IdP. */
  readonly sessions: readonly IssuedSession[];
}

/** Why a LogoutRequest ends nothing. */
export interface LogoutRefusal extends Refusal {
  /** Outermost status code, without the common beginning, that the application is told in place of a page. */
  readonly failed?: string;
}

/** One thing that a vendor looks at before it ends a session. */
export interface LogoutCheck {
  readonly id: `${Vendor}/${string}`;
  readonly summary: string;
  readonly source: Source;
  refuse(arrival: LogoutArrival): LogoutRefusal | null;
}

/** How one vendor signs people out. */
export interface LogoutProfile {
  readonly vendor: ResponseVendor;
  /** By which LogoutRequests are taken. */
  readonly bindings: readonly LogoutTrip['binding'][];
  readonly checks: readonly LogoutCheck[];
  /** How it answers a LogoutRequest. */
  answer(at: { app: AppRecord; settings: AppSettings }): {
    readonly binding: LogoutTrip['binding'];
    readonly signed: boolean;
    readonly issuer: string;
    readonly hasDestination: boolean;
  };
  /** How it tells the application that somebody signed out at the IdP. */
  request(
    session: IssuedSession,
    settings: AppSettings,
    run: { readonly seed: number; readonly nonce: string },
  ): {
    readonly binding: LogoutTrip['binding'];
    readonly signed: boolean;
    readonly nameId: NameId;
    readonly namesSession: boolean;
    /** Minutes from now; null: it says nothing of an end. */
    readonly lasts: number | null;
  };
  /** What becomes of a LogoutResponse; null: it is taken. */
  refuseResponse(settings: AppSettings): LogoutRefusal | null;
  readonly switches: readonly Switch[];
}
