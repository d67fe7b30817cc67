import type { AppSettings, Person } from '../mock-idps/index.ts';
import type { Protocol } from './scenario.ts';

/**
 * The address that an application is told of somebody: what the NameID is set up to hold, and where that is none, the mail
 * that the directory holds. Over OpenID Connect it is the email claim.
 */
export function toldAddress(protocol: Protocol, person: Person, ...settings: readonly AppSettings[]): string | null {
  if (protocol === 'oidc') return person.email;
  const source = settings.find(({ nameId }) => nameId)?.nameId?.source ?? 'email';
  const held = source === 'upn' || source === 'username' ? person[source] : person.email;
  return held !== null && isAddress(held) ? held : person.email;
}

/** One address, and not the login name of a guest (`…#EXT#@…`). */
const isAddress = (text: string) => /^[^\s@#]+@[^\s@]+$/.test(text);
