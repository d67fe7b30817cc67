import type { Desk } from '../desk.ts';

/** What a request brought, checked against the schema. */
export interface Call<Query, Body> {
  readonly desk: Desk;
  /** Of the path. */
  readonly id: string;
  readonly query: Query;
  readonly body: Body;
}

/** One operation of the API. Names of definitions are those of `api.schema.json`. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base; `{id}` is a parameter. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly query?: string;
  readonly body?: string;
  /** Definition of the answer; null: there is none (204). */
  readonly answer: string | null;
  /** Of success. Default 200. */
  readonly status?: 200 | 201;
  /** Codes of problems that are its own. */
  readonly problems?: readonly string[];
  run(call: Call<never, never>): unknown;
}

/** With the types that its definitions have. */
export const operation = <Query = never, Body = never, Answer = void>(
  it: Omit<Operation, 'run'> & { run(call: Call<Query, Body>): Answer | Promise<Answer> },
): Operation => it;
