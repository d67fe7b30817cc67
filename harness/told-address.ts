import type { AppSettings, Person } from '../mock-idps/index.ts';

/**
 * The address that an application is told of somebody: what the NameID is set up to hold, and where that is none, the mail
 * that the directory holds.
 */
export function toldAddress(person: Person, ...settings: readonly AppSettings[]): string | null {
  const source = settings.find(({ nameId }) => nameId)?.nameId?.source ?? 'email';
  const held = source === 'upn' || source === 'username' ? person[source] : person.email;
  return held !== null && isAddress(held) ? held : person.email;
}

/** One address, and not the login name of a guest (`…#EXT#@…`). */
const isAddress = (text: string) => /^[^\s@#]+@[^\s@]+$/.test(text);
