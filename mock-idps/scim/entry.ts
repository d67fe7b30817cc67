import type { Group } from '../directory/person.ts';
import type { UserFields } from './dialect.ts';

/** Somebody in the directory, and the link to the application. */
export interface User {
  readonly type: 'user';
  readonly key: string;
  readonly fields: UserFields;
  /** Key of the manager. */
  manager: string | null;
  assigned: boolean;
  /** Neither disabled nor soft-deleted. */
  enabled: boolean;
  /** Deleted for good. */
  gone: boolean;
  /** Of the resource at the application. */
  id: string | null;
  /** The id before the link was lost; null: there was none, or the resource is gone. */
  lastId: string | null;
  /** The userName that the application has for them; several, where the answer to a change was lost. */
  readonly knownAs: Set<string>;
  /** The application is told of what happens to them. */
  managed: boolean;
  /** A password that is to be sent. */
  password: string | null;
}

/** A group that is pushed, and the link to the application. */
export interface Team {
  readonly type: 'group';
  group: Group;
  /** Keys of those whom the directory has in it. */
  readonly members: Set<string>;
  gone: boolean;
  /** Of the resource at the application. */
  id: string | null;
  /** The id before the link was lost; null: there was none. */
  lastId: string | null;
  /** The name that the application has for it; several, where the answer to a change was lost. */
  readonly knownAs: Set<string>;
  /** Ids of those whom the application was told last. */
  readonly sent: Set<string>;
  /** All members are to be sent, in the place of those who are there. */
  replaces: boolean;
}

export type Entry = User | Team;

/** The key of a person, the id of a group. */
export const keyOf = (entry: Entry): string => (entry.type === 'user' ? entry.key : entry.group.id);

/** Whether somebody is to be let in. */
export const isWanted = ({ assigned, enabled, gone }: User): boolean => assigned && enabled && !gone;

/** It is certain what the application calls it. */
export function isCalled({ knownAs }: Entry, name: string): void {
  knownAs.clear();
  knownAs.add(name);
}
