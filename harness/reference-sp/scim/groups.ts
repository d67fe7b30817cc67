import { isDeepStrictEqual } from 'node:util';
import type { Database, Statement } from '../database.ts';
import type { Values } from './attribute.ts';
import type { Exact, Resource, Store } from './resource.ts';
import { badRequest, ScimError } from './scim-error.ts';

interface Row {
  rowid: number;
  uid: string;
  name: string;
  created_at: number;
  external_id: string | null;
  modified_at: number | null;
  version: number | null;
}

const SELECT = `SELECT groups.id AS rowid, uid, name, groups.created_at, external_id, modified_at, version
  FROM groups LEFT JOIN scim_groups ON group_id = groups.id WHERE team = ?`;

/** Groups and who is in them. */
export class Groups implements Store {
  readonly #database: Database;
  readonly #all: Statement<Row>;
  readonly #page: Statement<Row>;
  readonly #byUid: Statement<Row>;
  readonly #byName: Statement<Row>;
  readonly #byExternalId: Statement<Row>;
  readonly #count: Statement<{ total: number }>;
  readonly #members: Statement<{ id: string; email: string; name: string | null }>;
  readonly #of: Statement<{ uid: string; name: string }>;
  readonly #insert: Statement<never>;
  readonly #rename: Statement<never>;
  readonly #keep: Statement<never>;
  readonly #join: Statement<never>;
  readonly #leave: Statement<never>;
  readonly #delete: Statement<never>;

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare(`${SELECT} ORDER BY groups.id`);
    this.#page = database.prepare(`${SELECT} ORDER BY groups.id LIMIT ? OFFSET ?`);
    this.#byUid = database.prepare(`${SELECT} AND uid = ?`);
    this.#byName = database.prepare(`${SELECT} AND name = ? COLLATE NOCASE ORDER BY groups.id`);
    this.#byExternalId = database.prepare(`${SELECT} AND external_id = ? ORDER BY groups.id`);
    this.#count = database.prepare('SELECT count(*) AS total FROM groups WHERE team = ?');
    this.#members = database.prepare(
      `SELECT accounts.id, email, accounts.name FROM memberships JOIN accounts ON accounts.id = account_id
       WHERE group_id = ? ORDER BY memberships.rowid`,
    );
    this.#of = database.prepare(
      `SELECT uid, name FROM groups JOIN memberships ON group_id = groups.id WHERE account_id = ? ORDER BY memberships.rowid`,
    );
    this.#insert = database.prepare('INSERT INTO groups (name, team, created_at) VALUES (?, ?, ?)');
    this.#rename = database.prepare('UPDATE groups SET name = ? WHERE id = ?');
    this.#keep = database.prepare(
      `INSERT INTO scim_groups (group_id, external_id, modified_at, version) VALUES (?, ?, ?, ?)
       ON CONFLICT (group_id) DO UPDATE SET external_id = excluded.external_id, modified_at = excluded.modified_at,
         version = excluded.version`,
    );
    this.#join = database.prepare(
      `INSERT INTO memberships (account_id, group_id) SELECT id, ? FROM accounts WHERE id = ? AND team = ?`,
    );
    this.#leave = database.prepare('DELETE FROM memberships WHERE account_id = ? AND group_id = ?');
    this.#delete = database.prepare('DELETE FROM groups WHERE uid = ? AND team = ?');
  }

  get(team: string, id: string): Resource | null {
    const row = this.#byUid.get(team, id);
    return row ? this.#recordOf(row) : null;
  }

  all(team: string, exact: Exact | null): Resource[] {
    const rows = !exact
      ? this.#all.all(team)
      : exact.attribute === 'id'
        ? this.#byUid.all(team, exact.value)
        : exact.attribute === 'externalId'
          ? this.#byExternalId.all(team, exact.value)
          : this.#byName.all(team, exact.value);
    return rows.map((row) => this.#recordOf(row));
  }

  page(team: string, skip: number, count: number): Resource[] {
    return this.#page.all(team, count, skip).map((row) => this.#recordOf(row));
  }

  count(team: string): number {
    return this.#count.get(team)?.total ?? 0;
  }

  /** The groups that a person is in. */
  of(accountId: string): { uid: string; name: string }[] {
    return this.#of.all(accountId);
  }

  create(team: string, values: Values, now: number): Resource {
    const name = values.displayName as string;
    return this.#database.atomically(() => {
      this.#demandFree(team, null, name);
      this.#insert.run(name, team, now);
      const row = this.#byName.all(team, name)[0];
      if (!row) throw new Error(`The group "${name}" was not made.`);
      this.#keep.run(row.rowid, externalIdIn(values), now, 1);
      this.#admit(team, row.rowid, membersIn(values), []);
      return this.#recordOf(this.#again(team, row.uid));
    });
  }

  replace(team: string, resource: Resource, values: Values, now: number): Resource {
    if (isDeepStrictEqual(values, resource.values)) return resource;
    return this.#database.atomically(() => {
      const row = this.#again(team, resource.id);
      const name = values.displayName as string;
      if (name !== row.name) {
        this.#demandFree(team, resource.id, name);
        this.#rename.run(name, row.rowid);
      }
      const present = membersIn(resource.values);
      const next = membersIn(values);
      for (const gone of present.filter((id) => !next.includes(id))) this.#leave.run(gone, row.rowid);
      this.#admit(team, row.rowid, next, present);
      this.#keep.run(row.rowid, externalIdIn(values), now, resource.version + 1);
      return this.#recordOf(this.#again(team, resource.id));
    });
  }

  delete(team: string, id: string): boolean {
    return this.#delete.run(id, team) > 0;
  }

  #admit(team: string, group: number, members: readonly string[], present: readonly string[]): void {
    const known = new Set(present);
    for (const member of new Set(members)) {
      if (known.has(member)) continue;
      if (this.#join.run(group, member, team) === 0)
        throw badRequest('invalidValue', `There is no user "${member}" to be a member.`);
    }
  }

  /** Names are told apart to the letter, as groups from assertions are; Entra ID matches without regard to case. */
  #demandFree(team: string, id: string | null, name: string): void {
    if (this.#byName.all(team, name).some((row) => row.uid !== id))
      throw new ScimError(409, `There is a group with the displayName "${name}" already.`, 'uniqueness');
  }

  #again(team: string, uid: string): Row {
    const row = this.#byUid.get(team, uid);
    if (!row) throw new ScimError(404, `There is no group "${uid}".`);
    return row;
  }

  #recordOf(row: Row): Resource {
    const members = this.#members.all(row.rowid).map(({ id, email, name }) => ({ value: id, display: name ?? email }));
    return {
      id: row.uid,
      externalId: row.external_id,
      values: {
        displayName: row.name,
        ...(row.external_id !== null && { externalId: row.external_id }),
        ...(members.length > 0 && { members }),
      },
      createdAt: row.created_at,
      modifiedAt: row.modified_at ?? row.created_at,
      version: row.version ?? 1,
    };
  }
}

const externalIdIn = ({ externalId }: Values) => (externalId as string | undefined) ?? null;

function membersIn({ members }: Values): string[] {
  return ((members ?? []) as Values[]).map(({ value }) => {
    if (typeof value === 'string') return value;
    throw badRequest('invalidValue', 'Every member needs a "value", the id of a user.');
  });
}
