import { accountById } from './accounts.mjs';
import { cookieOf, setCookie } from './cookies.mjs';
import { one, run } from './database.mjs';
import { digest, newToken } from './secrets.mjs';

const COOKIE = 'portal_session';
const LIFETIME_MS = 8 * 60 * 60_000;

/** A new session, whatever the browser had before. */
export function openSession(res, account) {
  const token = newToken();
  run('INSERT INTO sessions VALUES (?, ?, ?)', digest(token), account.id, Date.now() + LIFETIME_MS);
  setCookie(res, COOKIE, token);
}

/** Who is signed in; undefined for nobody. */
export function signedIn(req) {
  const token = cookieOf(req, COOKIE);
  const row =
    token && one('SELECT account_id FROM sessions WHERE token_hash = ? AND ends_at > ?', digest(token), Date.now());
  const account = row && accountById(row.account_id);
  return account && !account.disabled ? account : undefined;
}
