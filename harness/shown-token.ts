/** An ID token as people read it: header and claims decoded, the signature as it stands. What is none is shown as it came. */
export function shownToken(token: string): string {
  const [header, claims, signature] = token.split('.');
  try {
    return JSON.stringify({ header: decoded(header), claims: decoded(claims), signature: signature ?? null }, null, 2);
  } catch {
    return token;
  }
}

/** A claim of a token, where it is a text. */
export function claimIn(token: string, name: string): string | null {
  try {
    const value = (decoded(token.split('.')[1]) as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

const decoded = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
