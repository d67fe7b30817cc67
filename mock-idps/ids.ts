import { hash } from 'node:crypto';
import type { Vendor } from './app.ts';
import { HEX, type Choices } from './choices.ts';

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
    const hex = hash('sha256', JSON.stringify(['saml-id', seed, orderKey, count++]));
    switch (vendor) {
      case 'entra':
      case 'other':
        return `_${guid(hex, nonce)}`;
      case 'google':
        return `_${hex.slice(0, 20)}${nonce}`;
      case 'okta':
        return `id${elevenDigits(hex)}${decimalNonce(nonce)}`;
    }
  };
}

/** The run nonce as ids without letters carry it: 15 digits, zero-padded. */
export const decimalNonce = (nonce: string): string => Number.parseInt(nonce, 16).toString().padStart(15, '0');

/** A version 4 GUID. `end`: its last 12 digits, where they are not drawn: the nonce. */
export const drawnGuid = (choices: Choices, end?: string): string =>
  `${choices.text(HEX, 8)}-${choices.text(HEX, 4)}-4${choices.text(HEX, 3)}-a${choices.text(HEX, 3)}-${end ?? choices.text(HEX, 12)}`;

/** A version 4 GUID whose last 12 digits are the nonce. */
const guid = (hex: string, nonce: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${nonce}`;

/** The first of them is not 0. */
const elevenDigits = (hex: string): string => String(1e10 + (Number.parseInt(hex.slice(0, 12), 16) % 9e10));
