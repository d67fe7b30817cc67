import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const newToken = () => randomBytes(24).toString('base64url');

/** What is stored of a token, so that a copy of the database opens nothing. */
export const digest = (token) => createHash('sha256').update(token).digest('hex');

export const sameSecret = (a, b) => timingSafeEqual(Buffer.from(digest(a)), Buffer.from(digest(b)));

// In production a key from a vault: with a new one, nobody's subject would be recognised.
const subjectKey = process.env.SUBJECT_KEY ?? randomBytes(32);

/** Tells whether it is the same person again, and nothing else about them. */
export const subjectHash = (methodId, subject) =>
  createHmac('sha256', subjectKey)
    .update(JSON.stringify([methodId, subject]))
    .digest('hex');
