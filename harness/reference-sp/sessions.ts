import type { Database, Statement } from './database.ts';
import { randomToken, type Secrets } from './secrets.ts';
import type { StaffRole } from './sso-method.ts';

const LIFETIME_MS = 8 * 60 * 60_000;

export interface SignedIn {
  email: string;
  role: string;
}

/** Sessions of people and of staff. Tokens are given to browsers; keyed hashes of them are stored. */
export class Sessions {
  readonly #secrets: Secrets;
  readonly #insert: Statement<never>;
  readonly #find: Statement<SignedIn>;
  readonly #delete: Statement<never>;
  readonly #insertStaff: Statement<never>;
  readonly #findStaff: Statement<{ role: string }>;
  readonly #deleteStaff: Statement<never>;
  readonly #forget: readonly Statement<never>[];

  constructor(database: Database, secrets: Secrets) {
    this.#secrets = secrets;
    this.#insert = database.prepare('INSERT INTO sessions (hash, account_id, email, expires_at) VALUES (?, ?, ?, ?)');
    // Without an account there is a session only in products that start it too early; nothing sound makes such a row.
    this.#find = database.prepare(
      `SELECT coalesce(accounts.email, sessions.email) AS email, coalesce(role, 'member') AS role
       FROM sessions LEFT JOIN accounts ON accounts.id = account_id
       WHERE hash = ? AND expires_at > ? AND coalesce(status, 'active') = 'active'`,
    );
    this.#delete = database.prepare('DELETE FROM sessions WHERE hash = ?');
    this.#insertStaff = database.prepare('INSERT INTO staff_sessions (hash, role, expires_at) VALUES (?, ?, ?)');
    this.#findStaff = database.prepare('SELECT role FROM staff_sessions WHERE hash = ? AND expires_at > ?');
    this.#deleteStaff = database.prepare('DELETE FROM staff_sessions WHERE hash = ?');
    this.#forget = ['sessions', 'staff_sessions'].map((table) =>
      database.prepare(`DELETE FROM ${table} WHERE expires_at <= ?`),
    );
  }

  /** The token of a new session, which ends after eight hours or when the identity provider says, whichever is first. */
  start(accountId: string | null, email: string, now: number, endsAt: number | null = null): string {
    for (const statement of this.#forget) statement.run(now);
    const token = randomToken();
    this.#insert.run(this.#hash(token), accountId, email, Math.min(now + LIFETIME_MS, endsAt ?? Infinity));
    return token;
  }

  /** Null for an unknown or ended session, and for a disabled account. */
  find(token: string | undefined, now: number): SignedIn | null {
    return (token && this.#find.get(this.#hash(token), now)) || null;
  }

  end(token: string): void {
    this.#delete.run(this.#hash(token));
  }

  startStaff(role: StaffRole, now: number): string {
    const token = randomToken();
    this.#insertStaff.run(this.#hash(token), role, now + LIFETIME_MS);
    return token;
  }

  findStaff(token: string | undefined, now: number): StaffRole | null {
    const row = token ? this.#findStaff.get(this.#hash(token), now) : undefined;
    return row ? (row.role as StaffRole) : null;
  }

  endStaff(token: string): void {
    this.#deleteStaff.run(this.#hash(token));
  }

  #hash(token: string): string {
    return this.#secrets.hash('session', token);
  }
}
