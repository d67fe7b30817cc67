import type { ValueSource } from '../app.ts';
import type { Encryption } from './encryption.ts';
import type { SigningKey } from './respond.ts';
import type { SignatureForm } from './signature-form.ts';

/** The vendors whose messages this engine writes. */
export type ResponseVendor = 'entra' | 'google' | 'okta';

export interface NameId {
  readonly value: string;
  /** Null: the attribute is left out. */
  readonly format: string | null;
  readonly spNameQualifier?: string;
}

export interface Attribute {
  readonly name: string;
  /** None: the attribute stands there without a value. */
  readonly values: readonly string[];
  /** What it tells of the person, in words that no vendor owns; absent where it tells nothing personal. */
  readonly about?: ValueSource | 'groups' | 'groups-link';
  /** The group values that a link stands for. */
  readonly behindLink?: readonly string[];
}

/** A response before it is written and signed. Null leaves the thing out. Times are milliseconds since 1970. */
export interface SamlDraft {
  /** Whose handwriting: prefixes, order, key information. */
  readonly vendor: ResponseVendor;
  readonly key: SigningKey;
  readonly sign: 'assertion' | 'response' | 'both' | 'none';
  readonly signature: SignatureForm;
  /** Null: the assertion is sent in the clear. */
  readonly encryption: Encryption | null;
  readonly responseId: string;
  readonly assertionId: string;
  readonly issueInstant: number;
  /** Issuer of the response and of the assertion. */
  readonly issuer: string;
  readonly destination: string | null;
  /** Of the response. */
  readonly inResponseTo: string | null;
  readonly statusCode: string;
  readonly nameId: NameId | null;
  /** SubjectConfirmationData. */
  readonly recipient: string | null;
  readonly confirmationInResponseTo: string | null;
  readonly confirmationNotOnOrAfter: number | null;
  /** Conditions. */
  readonly notBefore: number | null;
  readonly notOnOrAfter: number | null;
  readonly audience: string | null;
  readonly authnInstant: number;
  readonly sessionIndex: string | null;
  readonly authnContext: string;
  readonly attributes: readonly Attribute[];
}

/** Who the subject is, as one vendor tells it: the part of a draft that a forgery of identity replaces. */
export type Identity = Pick<SamlDraft, 'nameId' | 'attributes'>;
