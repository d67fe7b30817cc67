import Database from 'libsql';

const schema = `
  PRAGMA foreign_keys = ON;
  CREATE TABLE sso_methods (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, idp_type TEXT NOT NULL, state TEXT NOT NULL,
    jit INTEGER NOT NULL, made_with_jit INTEGER NOT NULL, jit_slug TEXT UNIQUE,
    domains TEXT NOT NULL, entity_id TEXT NOT NULL, sso_url TEXT NOT NULL, certificates TEXT NOT NULL,
    client_id TEXT, client_secret TEXT
  );
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT, role TEXT NOT NULL, disabled INTEGER NOT NULL,
    made_by TEXT NOT NULL
  );
  CREATE TABLE subjects (
    account_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE, method_id TEXT NOT NULL, keyed_hash TEXT NOT NULL,
    PRIMARY KEY (account_id, method_id)
  );
  CREATE TABLE groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE memberships (
    account_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE, group_id INTEGER NOT NULL REFERENCES groups,
    PRIMARY KEY (account_id, group_id)
  );
  CREATE TABLE sign_ins (
    request_id TEXT PRIMARY KEY, method_id TEXT NOT NULL, way TEXT NOT NULL, browser_hash TEXT NOT NULL,
    asked_at INTEGER NOT NULL, ticket_hash TEXT UNIQUE, identity TEXT
  );
  CREATE TABLE assertions (
    method_id TEXT NOT NULL, id TEXT NOT NULL, seen_at INTEGER NOT NULL, PRIMARY KEY (method_id, id)
  );
  CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE, ends_at INTEGER NOT NULL
  );
`;

/** A database in memory: what it holds ends with the process. */
export const db = new Database(':memory:');
db.exec(schema);

export const one = (sql, ...values) => db.prepare(sql).get(bindable(values));
export const all = (sql, ...values) => db.prepare(sql).all(bindable(values));
/** Answers how many rows were touched. */
export const run = (sql, ...values) => db.prepare(sql).run(bindable(values)).changes;
/** All of it or nothing. */
export const together = (work) => db.transaction(work)();

/** libsql ends the process where it is given anything else. */
function bindable(values) {
  const odd = values.find((value) => value !== null && !['string', 'number'].includes(typeof value));
  if (odd !== undefined || values.includes(undefined)) throw new TypeError(`A ${typeof odd} cannot be stored.`);
  return values;
}
