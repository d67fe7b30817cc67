import type { Group, Person } from '../directory/person.ts';
import type { Entry, Team, User } from './entry.ts';
import { fieldsOf, firstFields } from './fields.ts';
import type { ProvisioningVendor } from './provisioning.ts';

/** The people and groups that acts were about. */
export class Roster {
  readonly #vendor: ProvisioningVendor;
  readonly #users = new Map<string, User>();
  readonly #teams = new Map<string, Team>();
  /** Key → whoever named that person once. */
  readonly #referring = new Map<string, Set<Entry>>();

  constructor(vendor: ProvisioningVendor) {
    this.#vendor = vendor;
  }

  /** With the fields that the person has now. */
  user(person: Person): User {
    const known = this.#users.get(person.key);
    if (known) {
      Object.assign(known.fields, fieldsOf(person, this.#vendor));
      return known;
    }
    const user: User = {
      type: 'user',
      key: person.key,
      fields: firstFields(person, this.#vendor),
      manager: null,
      assigned: false,
      enabled: true,
      gone: false,
      id: null,
      lastId: null,
      knownAs: new Set(),
      managed: false,
      password: null,
    };
    this.#users.set(person.key, user);
    return user;
  }

  /** With the name that the group has now. */
  team(group: Group): Team {
    const known = this.#teams.get(group.id);
    if (known) {
      known.group = group;
      return known;
    }
    const team: Team = {
      type: 'group',
      group,
      members: new Set(),
      gone: false,
      id: null,
      lastId: null,
      knownAs: new Set(),
      sent: new Set(),
      replaces: false,
    };
    this.#teams.set(group.id, team);
    return team;
  }

  withKey(key: string): User | undefined {
    return this.#users.get(key);
  }

  withId(id: string): Team | undefined {
    return this.#teams.get(id);
  }

  users(): IterableIterator<User> {
    return this.#users.values();
  }

  all(): Entry[] {
    return [...this.#users.values(), ...this.#teams.values()];
  }

  /** From now on the entry names that person as its manager or member. */
  refer(entry: Entry, key: string): void {
    const known = this.#referring.get(key);
    if (known) known.add(entry);
    else this.#referring.set(key, new Set([entry]));
  }

  /** Who names somebody, and has not told the application so. */
  referringTo({ key, id }: User): Entry[] {
    return [...(this.#referring.get(key) ?? [])].filter((entry) =>
      entry.type === 'user' ? entry.manager === key : entry.members.has(key) && (id === null || !entry.sent.has(id)),
    );
  }

  /** The resource is to be looked for anew: it may be there under the same id, with everything that was sent. */
  unlink(entry: Entry): void {
    entry.lastId = entry.id ?? entry.lastId;
    entry.id = null;
  }

  link(entry: Entry, id: string): void {
    const { lastId } = entry;
    entry.id = id;
    entry.lastId = null;
    if (entry.type === 'user') entry.managed = true;
    if (lastId === null || lastId === id) return;
    if (entry.type === 'group') entry.sent.clear();
    else this.#leave(lastId);
  }

  /** The account is gone, and every membership with it. */
  forget(user: User): void {
    for (const id of [user.id, user.lastId]) if (id !== null) this.#leave(id);
    user.knownAs.clear();
    Object.assign(user, { id: null, lastId: null, managed: false });
  }

  drop({ group }: Team): void {
    this.#teams.delete(group.id);
  }

  #leave(id: string): void {
    for (const team of this.#teams.values()) team.sent.delete(id);
  }
}
