import type { Defects } from './defects.ts';
import type { Database, Statement } from './database.ts';
import { randomToken, type Secrets } from './secrets.ts';
import type { StaffRole } from './sso-method.ts';

/** Milliseconds that a session lasts at most. */
export const LIFETIME_MS = 8 * 60 * 60_000;

/** What the identity provider calls the session that it vouched for. */
export interface Vouched {
  /** Over OpenID Connect the subject. */
  nameId: string;
  nameIdFormat: string | null;
  /** Over OpenID Connect `sid`. */
  sessionIndex: string | null;
  /** What was said over OpenID Connect, which is shown to the identity provider when its session is to end; null over SAML. */
  idToken: string | null;
}

export interface SignedIn {
  email: string;
  role: string;
}

interface VouchedRow {
  name_id: string;
  name_id_format: string | null;
  session_index: string | null;
  id_token: string | null;
}

/** How a session came about. */
interface SessionOrigin {
  endsAt?: number | null;
  methodId?: string | null;
  vouched?: Vouched | null;
}

/** Sessions of people and of staff. Tokens are given to browsers; keyed hashes of them are stored. */
export class Sessions {
  readonly #secrets: Secrets;
  readonly #insert: Statement<never>;
  readonly #find: Statement<SignedIn>;
  readonly #delete: Statement<never>;
  readonly #deleteAll: Statement<never>;
  readonly #deleteOpenId: Statement<never>;
  readonly #vouched: Statement<VouchedRow>;
  readonly #ofPerson: Statement<VouchedRow & { hash: string }>;
  readonly #insertStaff: Statement<never>;
  readonly #findStaff: Statement<{ role: string }>;
  readonly #deleteStaff: Statement<never>;
  readonly #forget: readonly Statement<never>[];

  constructor(database: Database, secrets: Secrets, defects: Defects) {
    this.#secrets = secrets;
    this.#insert =
      database.prepare(`INSERT INTO sessions (hash, account_id, email, method_id, name_id, name_id_format, session_index, id_token,
        expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const isOpen = defects.has('scim-sessions-live-on') ? '' : ` AND coalesce(status, 'active') = 'active'`;
    // Without an account there is a session only in products that start it too early; nothing sound makes such a row.
    this.#find = database.prepare(
      `SELECT coalesce(accounts.email, sessions.email) AS email, coalesce(role, 'member') AS role
       FROM sessions LEFT JOIN accounts ON accounts.id = account_id
       WHERE hash = ? AND expires_at > ?${isOpen}`,
    );
    this.#delete = database.prepare('DELETE FROM sessions WHERE hash = ?');
    this.#deleteAll = database.prepare('DELETE FROM sessions WHERE account_id = ?');
    this.#deleteOpenId = database.prepare(
      'DELETE FROM sessions WHERE method_id = ? AND (? IS NULL OR name_id = ?) AND (? IS NULL OR session_index = ?)',
    );
    const names = 'name_id, name_id_format, session_index, id_token';
    this.#vouched = database.prepare(
      `SELECT ${names} FROM sessions WHERE hash = ? AND method_id = ? AND name_id IS NOT NULL AND expires_at > ?`,
    );
    this.#ofPerson = database.prepare(
      `SELECT hash, ${names} FROM sessions WHERE method_id = ? AND name_id = ? ORDER BY rowid`,
    );
    this.#insertStaff = database.prepare('INSERT INTO staff_sessions (hash, role, expires_at) VALUES (?, ?, ?)');
    this.#findStaff = database.prepare('SELECT role FROM staff_sessions WHERE hash = ? AND expires_at > ?');
    this.#deleteStaff = database.prepare('DELETE FROM staff_sessions WHERE hash = ?');
    this.#forget = ['sessions', 'staff_sessions'].map((table) =>
      database.prepare(`DELETE FROM ${table} WHERE expires_at <= ?`),
    );
  }

  /** The token of a new session, which ends after eight hours or when the identity provider says, whichever is first. */
  start(
    accountId: string | null,
    email: string,
    now: number,
    { endsAt = null, methodId = null, vouched = null }: SessionOrigin = {},
  ): string {
    for (const statement of this.#forget) statement.run(now);
    const token = randomToken();
    const { nameId = null, nameIdFormat = null, sessionIndex = null, idToken = null } = vouched ?? {};
    const ends = Math.min(now + LIFETIME_MS, endsAt ?? Infinity);
    const names = [nameId, nameIdFormat, sessionIndex, idToken] as const;
    this.#insert.run(this.#hash(token), accountId, email, methodId, ...names, ends);
    return token;
  }

  /** Null for an unknown or ended session, and for a disabled account. */
  find(token: string | undefined, now: number): SignedIn | null {
    return (token && this.#find.get(this.#hash(token), now)) || null;
  }

  end(token: string): void {
    this.#delete.run(this.#hash(token));
  }

  /** Ends every session of an account. */
  endAll(accountId: string): void {
    this.#deleteAll.run(accountId);
  }

  /** What the identity provider of that method calls this session; null where it is of another, or of none. */
  vouched(token: string | undefined, methodId: string, now: number): Vouched | null {
    const row = token ? this.#vouched.get(this.#hash(token), methodId, now) : undefined;
    if (!row) return null;
    const { name_id: nameId, name_id_format: nameIdFormat, session_index: sessionIndex, id_token: idToken } = row;
    return { nameId, nameIdFormat, sessionIndex, idToken };
  }

  /** Ends every session of a method. */
  endMethod(methodId: string): void {
    this.#deleteOpenId.run(methodId, null, null, null, null);
  }

  /** Ends the sessions of that subject, of that session at the identity provider, or of both; one of them is given. */
  endOpenId(methodId: string, { subject, sid }: { subject: string | null; sid: string | null }): void {
    if (subject === null && sid === null) return;
    this.#deleteOpenId.run(methodId, subject, subject, sid, sid);
  }

  /** Ends the sessions that these names mean; without session indexes, all of the person's. */
  endVouched(
    methodId: string,
    { value, format, sessionIndexes }: { value: string; format: string | null; sessionIndexes: readonly string[] },
    atMost = Infinity,
  ): void {
    let left = atMost;
    for (const { hash, name_id_format, session_index } of this.#ofPerson.all(methodId, value)) {
      // Entra ID leaves out the format that its assertion had.
      const isPerson = format === null || name_id_format === null || format === name_id_format;
      const isSession = sessionIndexes.length === 0 || sessionIndexes.some((index) => index === session_index);
      if (isPerson && isSession && left-- > 0) this.#delete.run(hash);
    }
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
