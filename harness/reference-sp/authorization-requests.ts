import type { Database, Statement } from './database.ts';
import type { Defects } from './defects.ts';
import { randomToken } from './secrets.ts';
import type { Through } from './sign-in-requests.ts';

/** An authorization request that was sent. */
export interface AuthorizationRequest {
  readonly state: string;
  readonly through: Through;
  /** Keyed hash of the browser that asked. */
  readonly browser: string;
  readonly nonce: string;
  /** PKCE: what only the one who asked can tell. */
  readonly verifier: string;
  readonly landing: string;
}

const SELECT = 'SELECT state, through, browser, nonce, verifier, landing FROM authorization_requests';

const LIFETIME_MS = 30 * 60_000;

/** Authorization requests under way, each good for one answer. */
export class AuthorizationRequests {
  readonly #nonce: () => string;
  readonly #add: Statement<never>;
  readonly #find: Statement<AuthorizationRequest>;
  readonly #latest: Statement<AuthorizationRequest>;
  readonly #use: Statement<never>;
  readonly #forget: Statement<never>;

  constructor(database: Database, defects: Defects) {
    this.#nonce = defects.has('oidc-same-nonce') ? () => 'the-nonce-of-every-request' : randomToken;
    this.#add = database.prepare(
      `INSERT INTO authorization_requests (state, method_id, through, browser, nonce, verifier, landing, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#find = database.prepare(`${SELECT} WHERE state = ? AND method_id = ? AND expires_at > ?`);
    this.#latest = database.prepare(
      `${SELECT} WHERE method_id = ? AND browser = ? AND expires_at > ? ORDER BY rowid DESC`,
    );
    this.#use = database.prepare('DELETE FROM authorization_requests WHERE state = ?');
    this.#forget = database.prepare('DELETE FROM authorization_requests WHERE expires_at <= ?');
  }

  open(
    methodId: string,
    asked: Pick<AuthorizationRequest, 'through' | 'browser' | 'landing'>,
    now: number,
  ): AuthorizationRequest {
    this.#forget.run(now);
    const request = { ...asked, state: randomToken(), nonce: this.#nonce(), verifier: randomToken() };
    const { state, through, browser, nonce, verifier, landing } = request;
    this.#add.run(state, methodId, through, browser, nonce, verifier, landing, now + LIFETIME_MS);
    return request;
  }

  find(methodId: string, state: string, now: number): AuthorizationRequest | undefined {
    return this.#find.get(state, methodId, now);
  }

  /** The request that a browser made last, whatever state comes back: what a careless product keeps in its session. */
  latestOf(methodId: string, browser: string, now: number): AuthorizationRequest | undefined {
    return this.#latest.get(methodId, browser, now);
  }

  /** False when it was used before. */
  use(state: string): boolean {
    return this.#use.run(state) === 1;
  }
}

/** Whether a code is bound to who asked for it (PKCE). */
export const sendsChallenge = (defects: Defects): boolean =>
  !defects.has('oidc-no-pkce') && !defects.has('oidc-code-of-anybody');
