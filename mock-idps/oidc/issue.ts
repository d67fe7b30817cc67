import type { Located } from '../located.ts';
import { Choices, LETTERS_AND_DIGITS } from '../choices.ts';
import type { Person } from '../directory/person.ts';
import type { IdTokenDraft } from './draft.ts';
import { compactJws } from './jws.ts';
import { publicKeyOf } from './keys.ts';
import type { Telling } from './profile.ts';
import type { SignIn } from './sign-in.ts';

/** What is settled only when a token is made. */
export interface Occasion {
  readonly channel: 'front' | 'back';
  readonly accessToken: string | null;
  readonly code: string | null;
  readonly nonce: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly at: Located;
  readonly seed: number;
  readonly runNonce: string;
}

/** The sign-in as its vendor's profile sees it. */
export function tellingOf(signIn: SignIn, occasion: Occasion, person: Person = signIn.person): Telling {
  const { app, settings, server, scopes, authTime, sid, parameters, key } = signIn;
  const { seed, runNonce } = occasion;
  return {
    app,
    settings,
    server,
    person,
    scopes,
    authTime,
    sid,
    parameters,
    seed,
    at: occasion.at,
    channel: occasion.channel,
    nonce: occasion.nonce,
    accessToken: occasion.accessToken,
    code: occasion.code,
    now: occasion.now,
    opaque: (purpose, length) =>
      `${new Choices(purpose, seed, runNonce, key).text(LETTERS_AND_DIGITS, length - 12)}${runNonce}`,
  };
}

/** What the vendor would send. */
export function genuineDraft(signIn: SignIn, telling: Telling): IdTokenDraft {
  const { profile, app, server } = signIn;
  return {
    vendor: profile.vendor,
    header: profile.header(publicKeyOf(app.key), server),
    claims: profile.idToken(telling),
    signer: { by: 'RS256', key: app.key.privateKey },
  };
}

export const written = ({ header, claims, signer }: IdTokenDraft): Promise<string> =>
  compactJws(header, claims, signer);
