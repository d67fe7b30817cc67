import { randomUUID } from 'node:crypto';
import { all, one, run, together } from './database.mjs';
import { emailOf } from './email.mjs';
import { Refusal, wanted } from './refusal.mjs';

/** Everything that is stored of an account; undefined when there is none. `email` in lower case. */
export const findAccount = (email) => whole(one('SELECT * FROM accounts WHERE email = ?', email));
export const accountById = (id) => whole(one('SELECT * FROM accounts WHERE id = ?', id));
export const allGroups = () => all('SELECT name FROM groups ORDER BY name').map(({ name }) => ({ name }));

/** All accounts, or those of one address in any letter case. */
export const listAccounts = (email) =>
  email === undefined
    ? all('SELECT * FROM accounts ORDER BY email').map(whole)
    : all('SELECT * FROM accounts WHERE lower(email) = lower(?)', String(email)).map(whole);

function whole(row) {
  if (!row) return undefined;
  const { id, email, name, role, disabled, made_by: madeBy } = row;
  const groups = all(
    'SELECT name FROM groups JOIN memberships ON group_id = groups.id WHERE account_id = ? ORDER BY name',
    id,
  );
  const subjects = all('SELECT method_id AS methodId, keyed_hash AS keyedHash FROM subjects WHERE account_id = ?', id);
  return {
    id,
    email,
    name,
    role,
    disabled: disabled === 1,
    madeBy,
    groups: groups.map((group) => group.name),
    subjects,
  };
}

/** An account that the owner makes by hand. Throws a refusal (409, 422). */
export function createAccount({ email: address, name = null, role = 'member', groups = [], disabled = false }) {
  const email = emailOf(address);
  const isText = (value) => typeof value === 'string';
  wanted(email, 'email is no address.');
  wanted(name === null || isText(name), 'name is a text.');
  wanted(isText(role) && typeof disabled === 'boolean', 'role is a text, disabled true or false.');
  wanted(Array.isArray(groups) && groups.every(isText), 'groups is a list of texts.');
  return together(() => {
    if (findAccount(email)) throw new Refusal(409, 'There is an account of this address.');
    return insert({ email, name, role, groups, disabled, madeBy: 'owner' });
  });
}

/**
 * The account of an address, made when there is none. It holds the address, groups, and what tells the person from
 * another one of the same address later. An account that exists is left as it is.
 */
export function findOrProvision({ email, groups, subject }) {
  return together(
    () =>
      findAccount(email) ??
      insert({ email, name: null, role: 'member', groups, disabled: false, madeBy: 'jit', subject }),
  );
}

function insert({ email, name, role, groups, disabled, madeBy, subject }) {
  const id = randomUUID();
  run('INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?)', id, email, name, role, Number(disabled), madeBy);
  if (subject) run('INSERT INTO subjects VALUES (?, ?, ?)', id, subject.methodId, subject.keyedHash);
  for (const group of new Set(groups)) {
    run('INSERT INTO groups (name) VALUES (?) ON CONFLICT DO NOTHING', group);
    run('INSERT INTO memberships SELECT ?, id FROM groups WHERE name = ?', id, group);
  }
  return findAccount(email);
}

/** Forgets people and what hangs on them; SSO methods stay. */
export function forgetEverybody() {
  together(() => {
    for (const table of ['sign_ins', 'sessions', 'subjects', 'memberships', 'groups', 'accounts'])
      run(`DELETE FROM ${table}`);
  });
}
