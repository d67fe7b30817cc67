/** What the application said to a creation. `unclear`: nothing, or that something went wrong at its side. */
export type Told = 'nothing' | 'made' | 'refused' | 'unclear';

const TOLD: readonly Told[] = ['nothing', 'made', 'refused', 'unclear'];
const TOLD_BITS = 0b11;
/** Bits of what was found afterwards. */
const FOUND = 0b100;
const AGAIN = 0b1000;
const DOUBLE = 0b1_0000;
const MIXED = 0b10_0000;

/** What was found out of all, in numbers. */
export interface Count {
  wanted: number;
  /** Found, once or more often. */
  there: number;
  /** The application said that it made them, and they were not found. */
  lost: number;
  /** Under two ids or more. */
  twice: number;
  /** Never made, as the application said itself. */
  notMade: number;
  /** The application refused to make them, and has them. */
  refusedYetThere: number;
  /** They have the externalId of somebody else. */
  mixedUp: number;
  /** Read more than once under one id: the pages overlap. */
  repeated: number;
}

/** What is known of everybody: one byte each. */
export class Ledger {
  readonly #bytes: Uint8Array;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  get size(): number {
    return this.#bytes.length;
  }

  tell(index: number, told: Told): void {
    this.#bytes[index] = (this.#at(index) & ~TOLD_BITS) | TOLD.indexOf(told);
  }

  told(index: number): Told {
    return TOLD[this.#at(index) & TOLD_BITS] ?? 'nothing';
  }

  /** `known`: whether it has the id that is known already. */
  find(index: number, { known, mixedUp }: { known: boolean; mixedUp: boolean }): void {
    const before = this.#at(index);
    const more = (known ? (before & FOUND ? AGAIN : FOUND) : DOUBLE) | (mixedUp ? MIXED : 0);
    this.#bytes[index] = before | more;
  }

  isFound(index: number): boolean {
    return (this.#at(index) & (FOUND | DOUBLE)) !== 0;
  }

  /** Those who may be there, and were not found. */
  *missing(): Generator<number> {
    for (let index = 0; index < this.size; index++) if (!this.isFound(index) && this.#mayBeThere(index)) yield index;
  }

  count(): Count {
    const count = { ...EMPTY, wanted: this.size };
    for (let index = 0; index < this.size; index++) {
      const byte = this.#at(index);
      const told = this.told(index);
      if (this.isFound(index)) count.there++;
      else if (told === 'made') count.lost++;
      else count.notMade++;
      if ((byte & DOUBLE) !== 0) count.twice++;
      if ((byte & MIXED) !== 0) count.mixedUp++;
      if ((byte & AGAIN) !== 0) count.repeated++;
      if (told === 'refused' && this.isFound(index)) count.refusedYetThere++;
    }
    return count;
  }

  #mayBeThere(index: number): boolean {
    const told = this.told(index);
    return told === 'made' || told === 'unclear';
  }

  #at(index: number): number {
    return this.#bytes[index] ?? 0;
  }
}

const EMPTY: Count = {
  ...{ wanted: 0, there: 0, lost: 0, twice: 0, notMade: 0, refusedYetThere: 0, mixedUp: 0, repeated: 0 },
};
