import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { flawOf, fold } from '../address.ts';
import type { Database, Statement } from '../database.ts';
import type { Values } from './attribute.ts';
import type { Exact, Resource, Store } from './resource.ts';
import { badRequest, ScimError } from './scim-error.ts';

interface Row {
  id: string;
  email: string;
  name: string | null;
  status: string;
  created_at: number;
  user_name: string | null;
  external_id: string | null;
  content: string | null;
  modified_at: number | null;
  version: number | null;
}

/** Ends what a person who may not sign in any more still has open. */
export type EndSessions = (accountId: string) => void;

const FROM = 'FROM accounts LEFT JOIN scim_users ON account_id = accounts.id';
/** Crossed, which SQLite joins in the order given: the other one would go through everybody. */
const FROM_SCIM = 'FROM scim_users CROSS JOIN accounts ON account_id = accounts.id';
const COLUMNS = `accounts.id, accounts.email, accounts.name, accounts.status, accounts.created_at,
  scim_users.user_name, scim_users.external_id, scim_users.content, scim_users.modified_at, scim_users.version`;

/** People as SCIM sees them: those whom it made, and those who came by themselves or were made by an owner. */
export class Users implements Store {
  readonly #database: Database;
  readonly #endSessions: EndSessions;
  readonly #select: { [name in Exact['attribute'] | 'all' | 'email']: Statement<Row> };
  readonly #page: Statement<Row>;
  readonly #count: Statement<{ total: number }>;
  readonly #insert: Statement<never>;
  readonly #update: Statement<never>;
  readonly #keep: Statement<never>;
  readonly #delete: Statement<never>;

  constructor(database: Database, endSessions: EndSessions) {
    this.#database = database;
    this.#endSessions = endSessions;
    const select = (condition: string) =>
      database.prepare<Row>(`SELECT ${COLUMNS} ${FROM} WHERE accounts.team = ?${condition} ORDER BY accounts.rowid`);
    const selectScim = (column: string) =>
      database.prepare<Row>(
        `SELECT ${COLUMNS} ${FROM_SCIM} WHERE scim_users.team = ? AND ${column} = ? ORDER BY accounts.rowid`,
      );
    this.#select = {
      all: select(''),
      id: select(' AND accounts.id = ?'),
      externalId: selectScim('external_id'),
      displayName: select(` AND coalesce(content ->> 'displayName', name) = ? COLLATE NOCASE`),
      userName: selectScim('user_name_key'),
      email: select(' AND email_key = ?'),
    };
    this.#page = database.prepare(
      // What is skipped is skipped in the index, and joined with nothing.
      `SELECT ${COLUMNS} ${FROM}
       WHERE accounts.rowid IN (SELECT rowid FROM accounts WHERE team = ? ORDER BY rowid LIMIT ? OFFSET ?)
       ORDER BY accounts.rowid`,
    );
    this.#count = database.prepare('SELECT count(*) AS total FROM accounts WHERE team = ?');
    this.#insert = database.prepare(
      `INSERT INTO accounts (id, email, email_key, name, role, status, provisioned_by, created_at, team)
       VALUES (?, ?, ?, ?, 'member', ?, 'scim', ?, ?)`,
    );
    this.#update = database.prepare(
      'UPDATE accounts SET email = ?, email_key = ?, name = ?, status = ? WHERE id = ? AND team = ?',
    );
    this.#keep = database.prepare(
      `INSERT INTO scim_users (account_id, team, user_name, user_name_key, external_id, content, modified_at, version)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (account_id) DO UPDATE SET user_name = excluded.user_name, user_name_key = excluded.user_name_key,
         external_id = excluded.external_id, content = excluded.content, modified_at = excluded.modified_at,
         version = excluded.version`,
    );
    this.#delete = database.prepare('DELETE FROM accounts WHERE id = ? AND team = ?');
  }

  get(team: string, id: string): Resource | null {
    const [row] = this.#select.id.all(team, id);
    return row ? recordOf(row) : null;
  }

  all(team: string, exact: Exact | null): Resource[] {
    if (!exact) return this.#select.all.all(team).map(recordOf);
    if (exact.attribute === 'userName') return this.#named(team, exact.value).map(recordOf);
    return this.#select[exact.attribute].all(team, exact.value).map(recordOf);
  }

  page(team: string, skip: number, count: number): Resource[] {
    return this.#page.all(team, count, skip).map(recordOf);
  }

  count(team: string): number {
    return this.#count.get(team)?.total ?? 0;
  }

  create(team: string, values: Values, now: number): Resource {
    const id = randomUUID();
    const person = personIn(values);
    return this.#database.atomically(() => {
      this.#demandFree(team, id, person);
      this.#insert.run(id, person.email, fold(person.email), person.name, person.status, now, team);
      return this.#write(team, { id, createdAt: now, version: 0 }, values, person, now);
    });
  }

  replace(team: string, resource: Resource, values: Values, now: number): Resource {
    if (isDeepStrictEqual(values, resource.values)) return resource;
    const person = personIn(values);
    return this.#database.atomically(() => {
      this.#demandFree(team, resource.id, person);
      this.#update.run(person.email, fold(person.email), person.name, person.status, resource.id, team);
      if (person.status === 'disabled') this.#endSessions(resource.id);
      return this.#write(team, resource, values, person, now);
    });
  }

  /** What SCIM sent and is kept of an account; null where nothing is. */
  contentOf(team: string, id: string): Values | null {
    const [row] = this.#select.id.all(team, id);
    return row?.content == null ? null : (JSON.parse(row.content) as Values);
  }

  delete(team: string, id: string): boolean {
    return this.#delete.run(id, team) > 0;
  }

  #write(
    team: string,
    { id, createdAt, version }: Pick<Resource, 'id' | 'createdAt' | 'version'>,
    values: Values,
    { userName, externalId }: Person,
    now: number,
  ): Resource {
    const content = JSON.stringify(values);
    this.#keep.run(id, team, userName, fold(userName), externalId, content, now, version + 1);
    return { id, externalId, values, createdAt, modifiedAt: now, version: version + 1 };
  }

  /** Somebody who did not come by SCIM has the address for a name. */
  #named(team: string, name: string): Row[] {
    const named = this.#select.userName.all(team, fold(name));
    if (named.length) return named;
    return this.#select.email.all(team, fold(name)).filter((row) => row.user_name === null);
  }

  /** An address that somebody has is never taken over: who holds the token of the team is not that person. */
  #demandFree(team: string, id: string, { userName, email }: Person): void {
    const isOther = (row: Row) => row.id !== id;
    if (this.#named(team, userName).some(isOther))
      throw new ScimError(409, `There is a user with the userName "${userName}" already.`, 'uniqueness');
    if (this.#select.email.all(team, fold(email)).some(isOther))
      throw new ScimError(409, `There is an account with the address "${email}" already.`, 'uniqueness');
  }
}

interface Person {
  userName: string;
  externalId: string | null;
  email: string;
  name: string | null;
  status: 'active' | 'disabled';
}

/** What the rest of the product knows of a user. @throws ScimError `invalidValue` */
function personIn(values: Values): Person {
  const { userName, externalId, displayName, name, active } = values;
  const email = addressIn(values);
  const flaw = flawOf(email);
  if (flaw) throw badRequest('invalidValue', `"${email}" is no address to sign in with. ${flaw}`);
  return {
    userName: userName as string,
    externalId: (externalId as string | undefined) ?? null,
    email,
    name:
      (displayName as string | undefined) ?? ((name as Values | undefined)?.formatted as string | undefined) ?? null,
    status: active === false ? 'disabled' : 'active',
  };
}

/** The primary address, else that for work, else the first; without any the userName. */
function addressIn({ userName, emails }: Values): string {
  const list = (emails ?? []) as { value?: string; type?: string; primary?: boolean }[];
  const usable = list.filter(({ value }) => value !== undefined);
  const chosen = usable.find(({ primary }) => primary) ?? usable.find(({ type }) => type === 'work') ?? usable[0];
  return chosen?.value ?? (userName as string);
}

function recordOf(row: Row): Resource {
  const values = row.content === null ? ownValues(row) : (JSON.parse(row.content) as Values);
  return {
    id: row.id,
    externalId: row.external_id,
    // An owner may have disabled or enabled the account since.
    values: { ...values, active: row.status === 'active' },
    createdAt: row.created_at,
    modifiedAt: row.modified_at ?? row.created_at,
    version: row.version ?? 1,
  };
}

/** Somebody who did not come by SCIM. */
const ownValues = ({ email, name }: Row): Values => ({
  userName: email,
  ...(name !== null && { displayName: name }),
  emails: [{ value: email, type: 'work', primary: true }],
});
