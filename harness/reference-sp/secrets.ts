import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What the service signs, hashes and compares with its secret. */
export class Secrets {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = createHash('sha256').update(secret).digest();
  }

  /** Keyed hash of the parts, which cannot be shifted into one another. `purpose` keeps uses apart. */
  hash(purpose: string, ...parts: readonly string[]): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([purpose, ...parts]))
      .digest('base64url');
  }
}

/** 256 bits that nobody can guess. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** Compares without telling by its duration where the two differ. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
