import type { Values } from './attribute.ts';

/** What is kept of a resource, whatever its type. Times are milliseconds since 1970. */
export interface Record {
  id: string;
  externalId: string | null;
  /** By the names of the schema; what this service decides by itself is not in it. */
  values: Values;
  createdAt: number;
  modifiedAt: number;
  /** Counts changes. */
  version: number;
}

/** What decides which resources a listing is about. */
export interface Query {
  /** Attributes that have an index, and the value that they must have. */
  exact: { attribute: 'id' | 'userName' | 'externalId' | 'displayName'; value: string } | null;
}

/** People, or groups, of the teams. */
export interface Store {
  get(team: string, id: string): Record | null;
  /** In the order in which they were made. */
  all(team: string, query: Query): Record[];
  page(team: string, skip: number, count: number): Record[];
  count(team: string): number;
  /** @throws ScimError `uniqueness` */
  create(team: string, values: Values, now: number): Record;
  /** Nothing is written where nothing changed. @throws ScimError `uniqueness` */
  replace(team: string, record: Record, values: Values, now: number): Record;
  delete(team: string, id: string): boolean;
}
