/** The parts of a JSON Web Token as texts: header and payload decoded, nothing verified. */
export interface TokenParts {
  header: string;
  payload: string;
  signature: string;
}

/** Null where the text is no token of three parts whose first two can be decoded. Faults make many that are not. */
export function tokenParts(token: string): TokenParts | null {
  const [first = '', second = '', signature, ...others] = token.split('.');
  const [header, payload] = [decoded(first), decoded(second)];
  if (header === null || payload === null || signature === undefined || others.length > 0) return null;
  return { header, payload, signature };
}

function decoded(part: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
