import { Refusal } from './refusal.ts';

/** RFC 5321 §4.5.3.1: 64 octets of local part, 254 of address. */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;

/** White space, and every character that shows nothing: controls, format characters, lone surrogates, private use. */
const UNSEEN = /[\s\p{C}\p{Z}]/u;

/** Entra's mark in the user principal name of a guest: such a name is no address. */
const GUEST_MARK = /#ext#/i;

/** Why the text is not an email address; null when it is one. */
export function flawOf(address: string): string | null {
  const at = address.indexOf('@');
  if (UNSEEN.test(address)) return 'It holds white space or invisible characters.';
  if (at < 1 || at !== address.lastIndexOf('@') || at === address.length - 1)
    return 'It is not of the form name@domain.';
  if (GUEST_MARK.test(address)) return 'It is the user principal name of a guest.';
  if (Buffer.byteLength(address) > MAX_ADDRESS || Buffer.byteLength(address.slice(0, at)) > MAX_LOCAL) {
    return 'It is too long.';
  }
  return null;
}

/** @throws Refusal `needs-email` */
export function requireAddress(address: string): string {
  const flaw = flawOf(address);
  if (flaw) throw new Refusal('needs-email', flaw);
  return address;
}

/**
 * The form in which addresses are compared. Letters lose their case only where case is all they lose: the Kelvin sign and
 * its like also have a lower-case form, and folding them would merge two people.
 */
export function fold(address: string): string {
  return Array.from(address, (character) => {
    const lower = character.toLowerCase();
    return lower.toUpperCase() === character ? lower : character;
  }).join('');
}

export const domainOf = (address: string): string => fold(address.slice(address.lastIndexOf('@') + 1));
