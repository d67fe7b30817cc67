import { Choices, DIGITS, HEX } from './choices.ts';
import type { Vendor } from './app.ts';

/** What fixes the ids of one sign-in. */
export interface IdSeed {
  readonly seed: number;
  /** The order's `key`. */
  readonly orderKey: string;
  /** 12 lower-case hex digits. */
  readonly nonce: string;
}

/**
 * Message and assertion ids in a vendor's shape: the n-th call of the same seed gives the same id. Each ends in the run
 * nonce, Okta's as 15 decimal digits, so that no two runs share one and reports can print them without it.
 */
export function idSource({ seed, orderKey, nonce }: IdSeed): (vendor: Vendor) => string {
  let count = 0;
  return (vendor) => {
    const choices = new Choices('saml-id', seed, orderKey, count++);
    switch (vendor) {
      case 'entra':
      case 'other':
        return `_${guid(choices, nonce)}`;
      case 'google':
        return `_${choices.text(HEX, 20)}${nonce}`;
      case 'okta':
        return `id${1 + choices.below(9)}${choices.text(DIGITS, 10)}${decimalNonce(nonce)}`;
    }
  };
}

/** The run nonce as ids without letters carry it: 15 digits, zero-padded. */
export const decimalNonce = (nonce: string): string => Number.parseInt(nonce, 16).toString().padStart(15, '0');

/** A version 4 GUID whose last 12 digits are the nonce. */
const guid = (choices: Choices, nonce: string): string =>
  `${choices.text(HEX, 8)}-${choices.text(HEX, 4)}-4${choices.text(HEX, 3)}-${choices.text('89ab', 1)}${choices.text(HEX, 3)}-${nonce}`;
