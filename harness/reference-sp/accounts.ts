import { randomUUID } from 'node:crypto';
import { fold } from './address.ts';
import type { Database, Statement } from './database.ts';
import type { Defects } from './defects.ts';
import { MAIN_TEAM, uniqueColumn } from './schema.ts';

const OURS = `team = '${MAIN_TEAM}'`;

export interface Account {
  id: string;
  /** As it was sent. */
  email: string;
  /** Given by an owner; JIT stores none. */
  name: string | null;
  role: string;
  status: 'active' | 'disabled';
  /** Id of the method that provisioned it, or `owner`. */
  provisionedBy: string;
  /** Keyed hash of method and lasting subject, where the IdP sent one. */
  subjectKey: string | null;
  /** Milliseconds since 1970. */
  createdAt: number;
}

export type NewAccount = Omit<Account, 'id'>;

interface Row {
  id: string;
  email: string;
  email_key: string;
  name: string | null;
  role: string;
  status: string;
  provisioned_by: string;
  subject_key: string | null;
  created_at: number;
}

/** People and groups of the team whose people sign in. */
export class Accounts {
  readonly #database: Database;
  readonly #uniqueColumn: string;
  readonly #key: (email: string) => string;
  readonly #insert: Statement<never>;
  readonly #byKey: Statement<Row>;
  readonly #unique: Statement<Row>;
  readonly #byId: Statement<Row>;
  readonly #all: Statement<Row>;
  readonly #groupsOf: Statement<{ name: string }>;
  readonly #members: Statement<{ name: string; email: string | null }>;
  readonly #groupNames: Statement<{ name: string }>;
  readonly #groupNamesAmong: Statement<{ name: string }>;
  readonly #addGroup: Statement<never>;
  readonly #join: Statement<never>;
  readonly #leaveAll: Statement<never>;

  constructor(database: Database, defects: Defects) {
    this.#database = database;
    this.#uniqueColumn = uniqueColumn(defects);
    const isSentAsKept = this.#uniqueColumn === 'email' || defects.has('address-looked-up-as-sent');
    this.#key = isSentAsKept ? (email) => email : fold;
    // The index decides who was first. The two defects that race have decided before they come here.
    const races = defects.has('race-between-lookup-and-insert') || defects.has('race-loser-gets-500');
    const onConflict = races ? '' : `ON CONFLICT (team, ${this.#uniqueColumn}) DO NOTHING`;
    this.#insert = database.prepare(
      `INSERT INTO accounts (id, email, email_key, name, role, status, provisioned_by, subject_key, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ${onConflict}`,
    );
    this.#byKey = database.prepare(`SELECT * FROM accounts WHERE email_key = ? AND ${OURS} ORDER BY created_at, id`);
    this.#unique = database.prepare(`SELECT * FROM accounts WHERE ${this.#uniqueColumn} = ? AND ${OURS}`);
    this.#byId = database.prepare(`SELECT * FROM accounts WHERE id = ? AND ${OURS}`);
    this.#all = database.prepare(`SELECT * FROM accounts WHERE ${OURS} ORDER BY created_at, id`);
    this.#groupsOf = database.prepare(
      `SELECT groups.name FROM groups JOIN memberships ON group_id = groups.id WHERE account_id = ? ORDER BY memberships.rowid`,
    );
    this.#members = database.prepare(
      `SELECT groups.name, accounts.email FROM groups LEFT JOIN memberships ON group_id = groups.id
       LEFT JOIN accounts ON accounts.id = account_id WHERE groups.${OURS} ORDER BY groups.id, memberships.rowid`,
    );
    this.#groupNames = database.prepare(`SELECT name FROM groups WHERE ${OURS} ORDER BY id`);
    this.#groupNamesAmong = database.prepare(
      `SELECT name FROM groups WHERE name IN (SELECT value FROM json_each(?)) AND ${OURS} ORDER BY id`,
    );
    this.#addGroup = database.prepare('INSERT INTO groups (name) VALUES (?) ON CONFLICT DO NOTHING');
    this.#join = database.prepare(
      `INSERT INTO memberships (account_id, group_id) SELECT ?, id FROM groups WHERE name = ? AND ${OURS} ON CONFLICT DO NOTHING`,
    );
    this.#leaveAll = database.prepare('DELETE FROM memberships WHERE account_id = ?');
  }

  /** The account of an address, letter case aside. */
  find(email: string): Account | undefined {
    const row = this.#unique.get(this.#key(email));
    return row && accountOf(row);
  }

  byId(id: string): Account | undefined {
    const row = this.#byId.get(id);
    return row && accountOf(row);
  }

  all(): Account[] {
    return this.#all.all().map(accountOf);
  }

  /** Every account whose address is that one, letter case aside: more than one where uniqueness failed. */
  allOf(email: string): Account[] {
    return this.#byKey.all(fold(email)).map(accountOf);
  }

  /** Account and groups in one go; null, and nothing is made, when there is an account with the address already. */
  create(account: NewAccount, groups: readonly string[]): Account | null {
    const id = randomUUID();
    return this.#database.atomically(() => {
      const made = this.#insert.run(
        id,
        account.email,
        fold(account.email),
        account.name,
        account.role,
        account.status,
        account.provisionedBy,
        account.subjectKey,
        account.createdAt,
      );
      if (made === 0) return null;
      this.#joinGroups(id, groups);
      return { id, ...account };
    });
  }

  /** Changes an account as an owner may. Signing in never does. */
  update(id: string, change: Partial<Pick<Account, 'email' | 'role' | 'status' | 'provisionedBy'>>): void {
    const account = this.byId(id);
    if (!account) return;
    const { email, role, status, provisionedBy } = { ...account, ...change };
    this.#database
      .prepare('UPDATE accounts SET email = ?, email_key = ?, role = ?, status = ?, provisioned_by = ? WHERE id = ?')
      .run(email, fold(email), role, status, provisionedBy, id);
  }

  groupsOf(id: string): string[] {
    return this.#groupsOf.all(id).map((group) => group.name);
  }

  replaceGroups(id: string, groups: readonly string[]): void {
    this.#database.atomically(() => {
      this.#leaveAll.run(id);
      this.#joinGroups(id, groups);
    });
  }

  createGroups(groups: readonly string[]): void {
    for (const group of groups) this.#addGroup.run(group);
  }

  /** Every group without its members, or those of these names. */
  groupNames(among: readonly string[] | null): { name: string }[] {
    return among ? this.#groupNamesAmong.all(JSON.stringify(among)) : this.#groupNames.all();
  }

  /** Every group with the addresses of its members. */
  groups(): { name: string; members: string[] }[] {
    const members = new Map<string, string[]>();
    for (const { name, email } of this.#members.all()) {
      members.set(name, [...(members.get(name) ?? []), ...(email === null ? [] : [email])]);
    }
    return [...members].map(([name, emails]) => ({ name, members: emails }));
  }

  /** Clears people and groups. */
  clear(): void {
    this.#database.execute('DELETE FROM accounts; DELETE FROM groups;');
  }

  #joinGroups(id: string, groups: readonly string[]): void {
    this.createGroups(groups);
    for (const group of groups) this.#join.run(id, group);
  }
}

function accountOf(row: Row): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    status: row.status === 'active' ? 'active' : 'disabled',
    provisionedBy: row.provisioned_by,
    subjectKey: row.subject_key,
    createdAt: row.created_at,
  };
}
