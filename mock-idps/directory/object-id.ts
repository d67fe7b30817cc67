import type { Vendor } from '../app.ts';
import { CONSONANTS, DIGITS, HEX, LETTERS_AND_DIGITS, type Choices } from '../choices.ts';

type IdShape = (choices: Choices, nonce: string) => string;

const guid: IdShape = (choices, nonce) =>
  `${choices.text(HEX, 8)}-${choices.text(HEX, 4)}-4${choices.text(HEX, 3)}-${choices.pick(['8', '9', 'a', 'b'])}${choices.text(HEX, 3)}-${nonce}`;

/** Google's ids are decimal, so the nonce stands in them as 15 digits. */
const digits: IdShape = (choices, nonce) =>
  `1${choices.text(DIGITS, 5)}${Number.parseInt(nonce, 16).toString().padStart(15, '0')}`;

const oktaId =
  (prefix: string): IdShape =>
  (choices, nonce) =>
    `${prefix}${choices.text(LETTERS_AND_DIGITS, 5)}${nonce}`;

/** A person's lasting id in the vendor's shape, holding the nonce. */
export const personId: Record<Vendor, IdShape> = { entra: guid, google: digits, okta: oktaId('00u'), other: guid };

/** A group's id in the vendor's shape, holding the nonce. */
export const groupId: Record<Vendor, IdShape> = {
  entra: guid,
  google: (choices, nonce) => `${choices.text(CONSONANTS, 8)}${nonce}`,
  okta: oktaId('00g'),
  other: guid,
};

/** Whose shape an id has. A GUID may be Entra's or the other IdP's: they look the same. */
export function shapeOf(id: string): Vendor {
  if (id.startsWith('00u')) return 'okta';
  return /^\d{21}$/.test(id) ? 'google' : 'entra';
}
