import { randomBytes } from 'node:crypto';
import type { Database, Statement } from './database.ts';
import { randomToken, type Secrets } from './secrets.ts';
import type { Vouched } from './sessions.ts';

/** How a person came: through the JIT login URL, the ordinary login, or from the identity provider. */
export type Through = 'jit' | 'login' | 'idp';

/** An AuthnRequest that was sent. */
export interface SignInRequest {
  through: Through;
  /** Keyed hash of the browser that asked. */
  browser: string;
  used: boolean;
}

/** What a verified message left for the browser's next step. Holds no more of the person than the account will. */
export interface Ticket {
  through: Through;
  /** Null for a response that nobody asked for: then there is no browser it could be bound to. */
  browser: string | null;
  identity: Identity;
  /** SessionNotOnOrAfter; milliseconds since 1970. */
  sessionEnds: number | null;
  /** By which names the identity provider may end the session. */
  vouched: Vouched | null;
  landing: string;
}

/** What of a message decides who signs in. */
export interface Identity {
  email: string;
  subjectKey: string | null;
  /** Null without a group claim. */
  groups: readonly string[] | null;
  overageLink: string | null;
  name: string | null;
}

const REQUEST_LIFETIME_MS = 30 * 60_000;
const TICKET_LIFETIME_MS = 2 * 60_000;

/** Requests sent, assertions seen, and sign-ins between two steps: everything that is good for one use. */
export class SignInRequests {
  readonly #secrets: Secrets;
  readonly #database: Database;
  readonly #add: Statement<never>;
  readonly #find: Statement<{ through: string; browser: string; used: number }>;
  readonly #use: Statement<never>;
  readonly #see: Statement<never>;
  readonly #keepTicket: Statement<never>;
  readonly #takeTicket: Statement<{ content: string }>;
  readonly #forget: readonly Statement<never>[];

  constructor(database: Database, secrets: Secrets) {
    this.#secrets = secrets;
    this.#database = database;
    this.#add = database.prepare(
      'INSERT INTO requests (id, method_id, through, browser, expires_at) VALUES (?, ?, ?, ?, ?)',
    );
    this.#find = database.prepare(
      'SELECT through, browser, used FROM requests WHERE id = ? AND method_id = ? AND expires_at > ?',
    );
    this.#use = database.prepare('UPDATE requests SET used = 1 WHERE id = ? AND used = 0');
    this.#see = database.prepare(
      'INSERT INTO assertions_seen (method_id, assertion_id, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.#keepTicket = database.prepare(
      'INSERT INTO tickets (hash, method_id, content, expires_at) VALUES (?, ?, ?, ?)',
    );
    this.#takeTicket = database.prepare(
      'DELETE FROM tickets WHERE hash = ? AND method_id = ? AND expires_at > ? RETURNING content',
    );
    this.#forget = ['requests', 'assertions_seen', 'tickets'].map((table) =>
      database.prepare(`DELETE FROM ${table} WHERE expires_at <= ?`),
    );
  }

  /** A new request; its id goes into the AuthnRequest. */
  open(methodId: string, through: Through, browser: string, now: number): string {
    this.#forgetExpired(now);
    const id = `_${randomBytes(20).toString('hex')}`;
    this.#add.run(id, methodId, through, browser, now + REQUEST_LIFETIME_MS);
    return id;
  }

  find(id: string, methodId: string, now: number): SignInRequest | undefined {
    const row = this.#find.get(id, methodId, now);
    return row && { through: row.through as Through, browser: row.browser, used: row.used === 1 };
  }

  /** False when it was used before. */
  use(id: string): boolean {
    return this.#use.run(id) === 1;
  }

  /** Remembers an assertion as long as it could be used; false when it was seen before. */
  see(methodId: string, assertionId: string, until: number): boolean {
    return this.#see.run(methodId, assertionId, until) === 1;
  }

  /** Keeps what was verified; the key is given to the browser once and stored as a hash. */
  keep(methodId: string, ticket: object, now: number): string {
    this.#forgetExpired(now);
    const key = randomToken();
    this.#keepTicket.run(this.#hash(key), methodId, JSON.stringify(ticket), now + TICKET_LIFETIME_MS);
    return key;
  }

  /** What was kept, once. */
  take<Kept = Ticket>(methodId: string, key: string, now: number): Kept | undefined {
    const row = this.#takeTicket.get(this.#hash(key), methodId, now);
    return row && (JSON.parse(row.content) as Kept);
  }

  /** All of it or nothing. */
  atomically<T>(work: () => T): T {
    return this.#database.atomically(work);
  }

  #forgetExpired(now: number): void {
    for (const statement of this.#forget) statement.run(now);
  }

  #hash(key: string): string {
    return this.#secrets.hash('ticket', key);
  }
}
