import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import type { Defects } from './defects.ts';

/** The team whose people sign in. Others have people through SCIM alone. */
export const MAIN_TEAM = 'main';

/** Times are milliseconds since 1970. Tickets, cookies and browsers are stored as keyed hashes only. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS sso_methods (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, idp_type TEXT NOT NULL, protocol TEXT NOT NULL, jit INTEGER NOT NULL, slug TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL, domains TEXT NOT NULL, issuer TEXT NOT NULL, sso_url TEXT NOT NULL, slo_url TEXT, certificates TEXT NOT NULL,
    allow_groups INTEGER NOT NULL, idp_initiated INTEGER NOT NULL, encryption INTEGER NOT NULL, sign_requests INTEGER NOT NULL,
    client_id TEXT, client_secret TEXT, response_type TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS accounts (
    id TEXT PRIMARY KEY, email TEXT NOT NULL, email_key TEXT NOT NULL, name TEXT, role TEXT NOT NULL, status TEXT NOT NULL,
    provisioned_by TEXT NOT NULL, subject_key TEXT, created_at INTEGER NOT NULL, team TEXT NOT NULL DEFAULT '${MAIN_TEAM}'
  ) STRICT;
  CREATE TABLE IF NOT EXISTS groups (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, team TEXT NOT NULL DEFAULT '${MAIN_TEAM}',
    uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))), created_at INTEGER NOT NULL DEFAULT (unixepoch() * 1000),
    UNIQUE (team, name)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS scim_users (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE, team TEXT NOT NULL,
    user_name TEXT NOT NULL, user_name_key TEXT NOT NULL, external_id TEXT, content TEXT NOT NULL,
    modified_at INTEGER NOT NULL, version INTEGER NOT NULL, UNIQUE (team, user_name_key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS accounts_team ON accounts (team);
  CREATE INDEX IF NOT EXISTS groups_name ON groups (team, name COLLATE NOCASE);
  CREATE INDEX IF NOT EXISTS scim_users_external_id_of_team ON scim_users (team, external_id);
  CREATE TABLE IF NOT EXISTS scim_groups (
    group_id INTEGER PRIMARY KEY REFERENCES groups (id) ON DELETE CASCADE, external_id TEXT,
    modified_at INTEGER NOT NULL, version INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS scim_tokens (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, team TEXT NOT NULL, label TEXT NOT NULL,
    created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS memberships (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    group_id INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, group_id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS memberships_group ON memberships (group_id);
  CREATE TABLE IF NOT EXISTS requests (
    id TEXT PRIMARY KEY, method_id TEXT NOT NULL, through TEXT NOT NULL, browser TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0, expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS authorization_requests (
    state TEXT PRIMARY KEY, method_id TEXT NOT NULL, through TEXT NOT NULL, browser TEXT NOT NULL,
    nonce TEXT NOT NULL, verifier TEXT NOT NULL, landing TEXT NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS assertions_seen (
    method_id TEXT NOT NULL, assertion_id TEXT NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (method_id, assertion_id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS tickets (
    hash TEXT PRIMARY KEY, method_id TEXT NOT NULL, content TEXT NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sessions (
    hash TEXT PRIMARY KEY, account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE, email TEXT NOT NULL,
    method_id TEXT, name_id TEXT, name_id_format TEXT, session_index TEXT, id_token TEXT,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sessions_account ON sessions (account_id);
  CREATE TABLE IF NOT EXISTS logout_requests (
    id TEXT PRIMARY KEY, method_id TEXT NOT NULL, browser TEXT NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS staff_sessions (hash TEXT PRIMARY KEY, role TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;
`;

export function createSchema(database: Database, defects: Defects): void {
  database.execute(TABLES);
  for (const table of [
    'requests',
    'authorization_requests',
    'logout_requests',
    'assertions_seen',
    'tickets',
    'sessions',
    'staff_sessions',
  ]) {
    database.execute(`CREATE INDEX IF NOT EXISTS ${table}_expiry ON ${table} (expires_at)`);
  }
  // Made anew, because a file may have served a product with other defects.
  database.execute('DROP INDEX IF EXISTS accounts_unique');
  if (!defects.has('race-between-lookup-and-insert')) {
    database.execute(`CREATE UNIQUE INDEX accounts_unique ON accounts (team, ${uniqueColumn(defects)})`);
  }
  if (defects.has('replay-cache-in-memory')) {
    database.execute('DELETE FROM assertions_seen; UPDATE requests SET used = 0;');
  }
  database.execute('CREATE INDEX IF NOT EXISTS accounts_email_key ON accounts (email_key)');
}

/** What tells one person from another: the folded address. */
export const uniqueColumn = (defects: Defects): string =>
  defects.has('case-sensitive-address') ? 'email' : 'email_key';

/** The secret given, or one that is made once and kept in the database. */
export function secretOf(database: Database, given: string | undefined): string {
  if (given) return given;
  database
    .prepare("INSERT INTO settings (name, value) VALUES ('secret', ?) ON CONFLICT DO NOTHING")
    .run(randomBytes(32).toString('hex'));
  const kept = database.prepare<{ value: string }>("SELECT value FROM settings WHERE name = 'secret'").get();
  if (!kept) throw new Error('The secret could not be kept.');
  return kept.value;
}
