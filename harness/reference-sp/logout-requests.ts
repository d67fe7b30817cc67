import { randomBytes } from 'node:crypto';
import type { Database, Statement } from './database.ts';

const LIFETIME_MS = 30 * 60_000;

/** LogoutRequests that were sent, each good for one answer in the browser that was sent out with it. */
export class LogoutRequests {
  readonly #add: Statement<never>;
  readonly #take: Statement<{ id: string }>;
  readonly #forget: Statement<never>;

  constructor(database: Database) {
    this.#add = database.prepare(
      'INSERT INTO logout_requests (id, method_id, browser, expires_at) VALUES (?, ?, ?, ?)',
    );
    this.#take = database.prepare(
      'DELETE FROM logout_requests WHERE id = ? AND method_id = ? AND expires_at > ? RETURNING id',
    );
    this.#forget = database.prepare('DELETE FROM logout_requests WHERE expires_at <= ?');
  }

  /** A new request; its id goes into the LogoutRequest. */
  open(methodId: string, browser: string, now: number): string {
    this.#forget.run(now);
    const id = `_${randomBytes(20).toString('hex')}`;
    this.#add.run(id, methodId, browser, now + LIFETIME_MS);
    return id;
  }

  /** False where no such request is open. */
  take(methodId: string, id: string, now: number): boolean {
    return this.#take.get(id, methodId, now) !== undefined;
  }
}
