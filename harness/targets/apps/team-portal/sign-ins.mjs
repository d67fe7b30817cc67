import { one, run } from './database.mjs';
import { digest, newToken } from './secrets.mjs';

/** Milliseconds for which an answer to a request is waited for. */
const PATIENCE_MS = 10 * 60_000;

/** Milliseconds after which no assertion is valid any more. */
const LONGEST_MS = 24 * 60 * 60_000;

/** Notes that a browser sets out to the IdP, by which way (`jit` or `login`). Answers the id of the request. */
export function askFor(method, way, browser) {
  const id = `_${newToken()}`;
  run('DELETE FROM sign_ins WHERE asked_at <= ?', Date.now() - PATIENCE_MS);
  run(
    'INSERT INTO sign_ins (request_id, method_id, way, browser_hash, asked_at) VALUES (?, ?, ?, ?, ?)',
    ...[id, method.id, way, digest(browser), Date.now()],
  );
  return id;
}

/** When a request of this method was made that nobody has answered yet; undefined where there is none. */
export function askedAt(id, method) {
  const open = 'request_id = ? AND method_id = ? AND ticket_hash IS NULL AND asked_at > ?';
  return one(`SELECT asked_at FROM sign_ins WHERE ${open}`, id, method.id, Date.now() - PATIENCE_MS)?.asked_at;
}

/** Notes that an assertion came. False where one of that id came before. */
export function firstUse(method, assertionId) {
  const now = Date.now();
  run('DELETE FROM assertions WHERE seen_at <= ?', now - LONGEST_MS);
  const noted = 'INSERT INTO assertions (method_id, id, seen_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
  return run(noted, method.id, assertionId, now) === 1;
}

/** Uses the request up: of several answers to it, one gets a ticket and the others undefined. */
export function answer(id, identity) {
  const ticket = newToken();
  const used = run(
    'UPDATE sign_ins SET ticket_hash = ?, identity = ? WHERE request_id = ? AND ticket_hash IS NULL',
    ...[digest(ticket), JSON.stringify(identity), id],
  );
  return used ? ticket : undefined;
}

/** What a ticket stands for, once, and only for the browser that set out. */
export function redeem(ticket, browser) {
  const row = one('DELETE FROM sign_ins WHERE ticket_hash = ? RETURNING *', digest(ticket));
  if (!row || row.asked_at <= Date.now() - PATIENCE_MS || row.browser_hash !== digest(browser)) return undefined;
  return { methodId: row.method_id, way: row.way, identity: JSON.parse(row.identity) };
}
