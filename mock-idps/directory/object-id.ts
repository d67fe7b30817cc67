import type { Vendor } from '../app.ts';
import { Choices, CONSONANTS, DIGITS, HEX, LETTERS_AND_DIGITS } from '../choices.ts';

type IdShape = (choices: Choices, nonce: string) => string;

const guid: IdShape = (choices, nonce) =>
  `${choices.text(HEX, 8)}-${choices.text(HEX, 4)}-4${choices.text(HEX, 3)}-${choices.pick(['8', '9', 'a', 'b'])}${choices.text(HEX, 3)}-${nonce}`;

/** Google's ids leave no room for both the nonce and a million people, so the nonce is mixed in. */
const digits: IdShape = (choices, nonce) => {
  const own = choices.text(DIGITS, 20);
  return `1${new Choices('google id', own, nonce).text(DIGITS, 20)}`;
};

const oktaId =
  (prefix: string): IdShape =>
  (choices, nonce) =>
    `${prefix}${choices.text(LETTERS_AND_DIGITS, 5)}${nonce}`;

/** A person's lasting id in the vendor's shape, holding the nonce; at Google it follows from it. */
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
