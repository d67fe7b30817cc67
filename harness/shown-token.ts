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

/** Claims that are drawn anew for each token or sign-in, or follow from what is: of one another nothing can be read in them. */
const DRAWN = ['jti', 'uti', 'rh', 'aio', 'sid', 'at_hash', 'c_hash', 's_hash'] as const;

/** Names and values of such claims in a token. */
export function drawnClaims(token: string): [name: string, value: string][] {
  return DRAWN.flatMap((name): [string, string][] => {
    const value = claimIn(token, name);
    return value === null || value.length < 16 ? [] : [[name, value]];
  });
}

/** The subject, where it is another for each application, as Entra's is. */
export function pairwiseSubjectIn(token: string): string | null {
  const subject = claimIn(token, 'sub');
  return subject !== null && /^[\w-]{43}$/.test(subject) ? subject : null;
}

const decoded = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
