import type { Values } from './attribute.ts';

/** What is kept of a resource, whatever its type. Times are milliseconds since 1970. */
export interface Resource {
  id: string;
  externalId: string | null;
  /** By the names of the schema; what this service decides by itself is not in it. */
  values: Values;
  createdAt: number;
  modifiedAt: number;
  /** Counts changes. */
  version: number;
}

/** An attribute that has an index, and the value that it must have. */
export interface Exact {
  attribute: 'id' | 'userName' | 'externalId' | 'displayName';
  value: string;
}

/** People, or groups, of the teams. */
export interface Store {
  get(team: string, id: string): Resource | null;
  /** In the order in which they were made; null: everybody. */
  all(team: string, exact: Exact | null): Resource[];
  page(team: string, skip: number, count: number): Resource[];
  count(team: string): number;
  /** @throws ScimError `uniqueness` */
  create(team: string, values: Values, now: number): Resource;
  /** Nothing is written where nothing changed. @throws ScimError `uniqueness` */
  replace(team: string, resource: Resource, values: Values, now: number): Resource;
  delete(team: string, id: string): boolean;
}
