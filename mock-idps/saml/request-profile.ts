import type { AppSettings, Vendor } from '../app.ts';
import type { AppRecord } from '../app-record.ts';
import type { Person } from '../directory/person.ts';
import type { Source } from '../source.ts';
import type { Switch } from './profile.ts';
import type { SignatureState } from './request-signature.ts';
import type { AuthnRequest, Unreadable } from './request.ts';

/** Why a vendor's server stops, and what its page says. */
export interface Refusal {
  /** HTTP status of the page. */
  readonly status: number;
  /** The vendor's own code. Where that is not established, one of ours, which begins with `mock:`. */
  readonly code: string;
  /** What is wrong, naming the values. */
  readonly says: string;
  /** What to do about it. */
  readonly mend: string;
  /** Where the vendor tells the service provider by a SAML status instead of showing a page. */
  readonly answer?: StatusAnswer;
}

/** A SAML response that carries nothing but a failed status. */
export interface StatusAnswer {
  /** Outer and inner status code, without the common beginning. */
  readonly codes: readonly [string, string];
  readonly message: string;
  readonly to: string;
  /** Which attributes of the Response the vendor's samples carry. */
  readonly carries: readonly ('Destination' | 'InResponseTo')[];
}

/** A sign-in that has reached a known application. */
export interface Arrival {
  readonly app: AppRecord;
  /** With what holds for this sign-in alone laid over them. */
  readonly settings: AppSettings;
  /** Null: IdP-initiated. */
  readonly request: AuthnRequest | null;
  /** `absent` too where the vendor does not look. */
  readonly signature: SignatureState;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The person need not be asked: somebody holds a session at the IdP. */
  readonly hasSession: boolean;
}

/** One thing that a vendor looks at before it lets a sign-in go on. */
export interface RequestCheck {
  readonly id: `${Vendor}/${string}`;
  readonly summary: string;
  readonly source: Source;
  refuse(arrival: Arrival): Refusal | null;
}

/** One thing that a vendor looks at once it knows who signs in. */
export interface PersonCheck {
  readonly id: `${Vendor}/${string}`;
  readonly summary: string;
  readonly source: Source;
  refuse(arrival: Arrival, person: Person): Refusal | null;
}

/** What an address or an issuer led to, where it led to no application. */
export interface Unknown {
  /** Whether anything of this address exists: the tenant, the account, the application's path. */
  readonly place: 'known' | 'unknown';
  /** What was asked for: the tenant, or the issuer. */
  readonly asked: string;
  /** The registered identifiers that are meant most likely: the same in other letters, or known elsewhere. */
  readonly similar: 'none' | 'other-case' | 'other-account';
}

/** How one vendor treats what arrives at its SSO address. */
export interface RequestProfile {
  readonly vendor: Vendor;
  /** Whether a request's signature is looked at where the application is set up so. */
  readonly checksSignatures: boolean;
  readonly allowsSha1: (settings: AppSettings) => boolean;
  readonly unreadable: (problem: Unreadable) => Refusal;
  readonly unknownApplication: (unknown: Unknown) => Refusal;
  /** In this order, the first that refuses wins. */
  readonly beforeSignIn: readonly RequestCheck[];
  readonly afterSignIn: readonly PersonCheck[];
  /** The person lacks what the NameID is taken from. */
  readonly emptyNameId: (arrival: Arrival, person: Person) => Refusal;
  /** Where the response goes; null: to the registered address. */
  readonly acsUrl: (arrival: Arrival) => string | null;
  readonly switches: readonly Switch[];
}

/** What is unreadable about a request, for a person who reads the page. */
export const readings: Readonly<Record<Unreadable, string>> = {
  missing: 'There is no SAMLRequest.',
  repeated: 'There is more than one SAMLRequest, SigAlg, Signature or RelayState.',
  'too-large': 'The SAMLRequest is larger than any sign-in needs.',
  'not-base64': 'The SAMLRequest is not base64. A plus sign that was not percent-encoded arrives as a space.',
  'not-deflated':
    'The SAMLRequest does not inflate. On HTTP-Redirect it is compressed with raw DEFLATE, on HTTP-POST it is not.',
  'not-utf8': 'The SAMLRequest is not UTF-8.',
  doctype: 'The SAMLRequest has a document type declaration.',
  'not-xml': 'The SAMLRequest is not well-formed XML.',
  logout: 'The SAMLRequest is a LogoutRequest, and this identity provider does no single logout.',
  'not-logout': 'This address takes LogoutRequests and LogoutResponses alone.',
  'not-authn-request': 'The SAMLRequest is not a SAML 2.0 AuthnRequest with an ID.',
};
