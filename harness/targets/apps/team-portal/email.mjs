const LOCAL = /^[a-z0-9!$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The address in lower case, as accounts are known by it; null when it is none. Nothing is trimmed or repaired: an address
 * that needs it is not what the IdP knows the person by. "#" is legal, but stands in the login names of Entra's guests.
 */
export function emailOf(text) {
  if (typeof text !== 'string' || text.length > 254) return null;
  const email = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const at = email.lastIndexOf('@');
  return LOCAL.test(email.slice(0, at)) && DOMAIN.test(email.slice(at + 1)) ? email : null;
}

export const domainOf = (email) => email.slice(email.lastIndexOf('@') + 1);
