import type { Defects } from '../defects.ts';
import { randomUUID } from 'node:crypto';
import type { Database, Statement } from '../database.ts';
import { randomToken, type Secrets } from '../secrets.ts';

/** A bearer token as it is listed: the token itself is shown once, when it is made. Times are milliseconds since 1970. */
export interface TokenFacts {
  id: string;
  team: string;
  label: string;
  createdAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
}

interface Row {
  id: string;
  team: string;
  label: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
}

/** Bearer tokens of the teams. Keyed hashes of them are stored. */
export class ScimTokens {
  readonly #secrets: Secrets;
  readonly #insert: Statement<never>;
  readonly #admit: Statement<never>;
  readonly #renew: Statement<never>;
  readonly #revoke: Statement<never>;
  readonly #find: Statement<Row>;
  readonly #all: Statement<Row>;

  constructor(database: Database, secrets: Secrets) {
    this.#secrets = secrets;
    this.#insert = database.prepare(
      'INSERT INTO scim_tokens (id, hash, team, label, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#admit = database.prepare(
      `INSERT INTO scim_tokens (id, hash, team, label, created_at, revoked_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (hash) DO NOTHING`,
    );
    this.#renew = database.prepare('UPDATE scim_tokens SET hash = ? WHERE id = ? AND revoked_at IS NULL');
    this.#revoke = database.prepare('UPDATE scim_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
    this.#find = database.prepare('SELECT * FROM scim_tokens WHERE hash = ?');
    this.#all = database.prepare('SELECT * FROM scim_tokens ORDER BY rowid');
  }

  create(team: string, label: string, now: number, expiresAt: number | null): { id: string; token: string } {
    const id = randomUUID();
    const token = randomToken();
    this.#insert.run(id, this.#hash(token), team, label, now, expiresAt);
    return { id, token };
  }

  /** Makes a token known that was chosen elsewhere; one that is known already stays as it is. */
  admit(
    team: string,
    label: string,
    token: string,
    now: number,
    { revokedAt = null, expiresAt = null }: { revokedAt?: number | null; expiresAt?: number | null } = {},
  ): void {
    this.#admit.run(randomUUID(), this.#hash(token), team, label, now, revokedAt, expiresAt);
  }

  /** A token in the place of the one before, which ends at once; null where there is none to replace. */
  rotate(id: string): string | null {
    const token = randomToken();
    return this.#renew.run(this.#hash(token), id) > 0 ? token : null;
  }

  revoke(id: string, now: number): boolean {
    return this.#revoke.run(now, id) > 0;
  }

  all(): TokenFacts[] {
    return this.#all.all().map(({ id, team, label, created_at, expires_at, revoked_at }) => ({
      id,
      team,
      label,
      createdAt: created_at,
      expiresAt: expires_at,
      revokedAt: revoked_at,
    }));
  }

  /** The team that a token is for; null for one that is unknown, revoked or expired. */
  teamOf(token: string, now: number, defects: Defects): string | null {
    const row = this.#find.get(this.#hash(token));
    if (!row || (row.revoked_at !== null && !defects.has('scim-revoked-token'))) return null;
    const isOver = row.expires_at !== null && row.expires_at <= now && !defects.has('scim-expired-token');
    return isOver ? null : row.team;
  }

  #hash(token: string): string {
    return this.#secrets.hash('scim-token', token);
  }
}
