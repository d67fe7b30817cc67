import { join } from 'node:path';
import type { Crowd, Size } from './crowd.ts';
import { forEach } from './for-each.ts';
import { IdFile } from './id-file.ts';
import { Ledger } from './ledger.ts';
import { Maker, type Making } from './maker.ts';
import { addMembers, countMembers, NO_MEMBERS, type MemberCount } from './members.ts';
import { readBack, type EndState } from './read-back.ts';
import { Remover, type Removal } from './remover.ts';
import type { Sender } from './sender.ts';
import { Tally } from './tally.ts';

/** What a load is made of. */
export interface LoadParts {
  crowd: Crowd;
  size: Size;
  mark: string;
  /** Requests at the same time. */
  connections: number;
  /** Stops when everything is stopped. */
  sender: Sender;
  /** For what is taken away afterwards: it goes on. */
  afterwards: Sender;
  /** Milliseconds, never going back. */
  clock: () => number;
  /** Folder for files that are removed in the end. */
  scratch: string;
  /** Told when a part begins that takes its time, with the number of its requests; null: not known. */
  onPart: (tally: Tally, of: number | null) => void;
}

/** What was found in the end. */
export interface Found {
  people: EndState;
  groups: EndState;
  members: MemberCount;
}

/** One load: groups, people, members, then what there is of them, and their end. */
export class Load {
  readonly #parts: LoadParts;
  readonly #people: Making;
  readonly #groups: Making;
  readonly #members: Tally;
  readonly #lookUps: Tally;
  readonly #reading: Tally;
  readonly #removal: Tally;
  readonly #sweeping: Tally;

  constructor(parts: LoadParts) {
    const { crowd, size, scratch, clock } = parts;
    const making = (word: 'people' | 'groups'): Making => ({
      kind: crowd[word],
      ledger: new Ledger(size[word]),
      ids: new IdFile(join(scratch, `${word}.ids`)),
      tally: new Tally(word, clock),
    });
    this.#parts = parts;
    this.#people = making('people');
    this.#groups = making('groups');
    this.#members = new Tally('members', clock);
    this.#lookUps = new Tally('look-ups', clock);
    this.#reading = new Tally('reading back', clock);
    this.#removal = new Tally('removal', clock);
    this.#sweeping = new Tally('looking for the rest', clock);
  }

  /** Parts that change something at the application. */
  get changing(): readonly Tally[] {
    return [this.#groups.tally, this.#people.tally, this.#members, this.#removal];
  }

  get tallies(): readonly Tally[] {
    return [...this.changing, this.#lookUps, this.#reading, this.#sweeping];
  }

  /**
   * Groups first: they are few, and an application that takes none says so before a hundred thousand people are made. They are made
   * empty and filled afterwards, as Entra ID does it.
   * @throws Stopped; JitmusError `TARGET_DIED`
   */
  async provision(): Promise<void> {
    const { size, connections, sender, onPart } = this.#parts;
    for (const making of [this.#groups, this.#people]) {
      const maker = new Maker(making, sender, this.#lookUps);
      if (making.ledger.size > 0) onPart(making.tally, making.ledger.size);
      await forEach(making.ledger.size, connections, (index) => maker.make(index));
    }
    if (size.members === 0 || size.groups === 0) return;
    onPart(this.#members, null);
    await forEach(size.groups, connections, (group) =>
      addMembers({ sender, tally: this.#members }, { size, group, groups: this.#groups.ids, people: this.#people.ids }),
    );
  }

  /** What the application has. @throws Stopped; JitmusError `TARGET_DIED` */
  async readBack(): Promise<Found> {
    const { size, mark, connections, sender, onPart } = this.#parts;
    onPart(this.#reading, null);
    const reading = { sender, tally: this.#reading, mark };
    const people = await readBack(this.#people, reading);
    const groups = size.groups > 0 ? await readBack(this.#groups, reading) : NOBODY;
    const members = { ...NO_MEMBERS };
    await forEach(size.members > 0 ? size.groups : 0, connections, async (group) => {
      const ids = { groups: this.#groups.ids, people: this.#people.ids };
      const found = await countMembers(reading, { size, group, ...ids });
      for (const key of Object.keys(members) as (keyof MemberCount)[]) members[key] += found[key];
    });
    return { people, groups, members };
  }

  /** Groups before the people in them. Nothing is touched that this run did not make. */
  async remove(): Promise<Removal> {
    const { size, connections, afterwards, onPart } = this.#parts;
    onPart(this.#removal, size.people + size.groups);
    const remover = new Remover(afterwards, { removal: this.#removal, looking: this.#sweeping }, connections);
    const sum: Removal = { removed: 0, left: 0, pages: null };
    for (const { kind, ledger, ids } of [this.#groups, this.#people]) {
      if (ledger.size === 0) continue;
      sum.removed += await remover.known(kind, ledger.size, ids);
      const { removed, left, pages } = await remover.marked(kind);
      sum.removed += removed;
      sum.left += left;
      sum.pages ??= pages;
    }
    return sum;
  }

  close(): void {
    for (const { ids } of [this.#people, this.#groups]) ids.close();
  }
}

const NOBODY: EndState = {
  ...{ wanted: 0, there: 0, lost: 0, twice: 0, notMade: 0, refusedYetThere: 0, mixedUp: 0, repeated: 0 },
  ...{ strangers: 0, pages: null, missing: 0, asked: 0, found: 0, unread: 0 },
};
