import Libsql from 'libsql';
import { Refusal } from './refusal.ts';

/** What can be bound. The driver ends the process when it is given a boolean, so that is no value here. */
export type Value = string | number | null;

export interface Statement<Row> {
  /** Number of rows changed. */
  run(...values: Value[]): number;
  get(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
}

/** SQLite, synchronous: a function that does not await runs without anybody in between. */
export class Database {
  readonly #connection: Libsql.Database;

  /** `file`: path, made when missing; without it the database lives in memory. */
  constructor(file?: string) {
    this.#connection = new Libsql(file ?? ':memory:', { timeout: 5000 });
    // What is committed outlives the process, which is all that is asked of it; NORMAL waits for no disk.
    if (file) for (const setting of ['journal_mode = WAL', 'synchronous = NORMAL']) this.#connection.pragma(setting);
    this.#connection.pragma('foreign_keys = ON');
  }

  execute(sql: string): void {
    this.#connection.exec(sql);
  }

  prepare<Row = never>(sql: string): Statement<Row> {
    const statement = this.#connection.prepare(sql);
    return {
      run: (...values) => statement.run(...checked(values)).changes,
      get: (...values) => withoutMetadata(statement.get(...checked(values)) as Row | undefined),
      all: (...values) => statement.all(...checked(values)).map((row) => withoutMetadata(row as Row)),
    };
  }

  /** All of it or nothing. */
  atomically<T>(work: () => T): T {
    return this.#connection.transaction(work).immediate();
  }

  close(): void {
    this.#connection.close();
  }
}

/** The driver cuts text at a NUL: one value would be stored or found for another. */
function checked(values: Value[]): Value[] {
  if (values.some((value) => typeof value === 'string' && value.includes('\0'))) {
    throw new Refusal('malformed-request', 'It holds a NUL character.');
  }
  return values;
}

/** The driver adds its timing to rows that are read singly. */
function withoutMetadata<Row>(row: Row): Row {
  if (row && typeof row === 'object' && '_metadata' in row) delete row._metadata;
  return row;
}
