import type { Faker } from '@faker-js/faker';
import type { Vendor } from '../app.ts';
import { Choices, CONSONANTS } from '../choices.ts';
import { ANIMALS, localPartOf, MANNERS } from './address.ts';
import type { FullName } from './names.ts';

/** What a search found. */
export interface Found {
  /** In order, from the number asked for on. */
  readonly numbers: readonly number[];
  /** How many there are in all, among those that were looked through. */
  readonly matches: number;
}

/** As many as 8 letters tell apart. */
const LETTERS = 8;
const ALL = CONSONANTS.length ** LETTERS;

/** Of a number, for which the letters of the address follow by a multiplication that stays exact. */
export const MAX_NUMBER = 999_999_999;

/** Where each part of a name or address comes from; the order gives each its own salt. */
const PARTS = ['given', 'given', 'surname', 'surname', 'manner', 'animal'] as const;
type List = (typeof PARTS)[number];

/**
 * Names and addresses of the people whom a tenant knows by number. Each part is picked from its list by arithmetic on the number,
 * so that a search reads the lists, tests numbers, and makes nobody: a million take some tens of milliseconds. The eight letters
 * of an address are the number in other digits, so that they lead back to it.
 */
export class Numbering {
  readonly #lists: Readonly<Record<List, readonly string[]>>;
  readonly #salts: readonly number[];
  readonly #factor: number;
  readonly #offset: number;
  readonly #constant: string;

  /** `nonce` and `domain`: what stands in every address. */
  constructor(faker: Faker, seed: number, nonce: string, domain: string, vendor: Vendor, tenant: string) {
    const drawn = (what: string, limit: number) => new Choices('number', what, seed, vendor, tenant).below(limit);
    this.#lists = { ...namesOf(faker), manner: MANNERS, animal: ANIMALS };
    this.#salts = PARTS.map((_, part) => drawn(`part ${part}`, 2 ** 32));
    // No multiple of 2 or 5, so that no two numbers have the same letters; and times the greatest number still exact.
    this.#factor = 8_000_001 + 20 * drawn('factor', 40_000);
    this.#offset = drawn('offset', 2 ** 32);
    this.#constant = `${nonce} ${domain}`.toLowerCase();
  }

  nameOf(number: number): FullName {
    const [one = '', two = '', three = '', four = ''] = PARTS.map((_, part) => this.#part(part, number));
    return { givenName: `${one} ${two}`, surname: `${three}-${four}` };
  }

  localPart(number: number, nonce: string): string {
    return localPartOf(this.#part(4, number), this.#part(5, number), this.#letters(number), nonce);
  }

  /**
   * People of whom every word stands in the name, the address (its eight letters: as a beginning) or is the number. Looks through
   * the numbers below `among`; all eight letters, or a number, find anybody.
   */
  find(text: string, { from, limit, among }: { from: number; limit: number; among: number }): Found {
    const words = text
      .toLowerCase()
      .split(/[\s.@+'-]+/)
      .filter((word) => word && !this.#isConstant(word));
    const named = words.map((word) => this.#numberNamed(word)).find((number) => number !== null);
    const tests = words.map((word) => this.#test(word));
    const fits = (number: number) => tests.every((test) => test(number));
    if (named !== undefined) {
      const numbers = fits(named) ? [named] : [];
      return { numbers: numbers.filter((number) => number >= from), matches: numbers.length };
    }
    const numbers: number[] = [];
    let matches = 0;
    for (let number = 0; number < among; number++) {
      if (!fits(number)) continue;
      matches++;
      if (number >= from && numbers.length < limit) numbers.push(number);
    }
    return { numbers, matches };
  }

  #part(part: number, number: number): string {
    const list = this.#lists[PARTS[part] ?? 'given'];
    return list[this.#pick(part, number) % list.length] ?? '';
  }

  /** A well-mixed 32-bit number (the finalizer of MurmurHash3). */
  #pick(part: number, number: number): number {
    let mixed = Math.imul(number, 0x9e3779b1) ^ (this.#salts[part] ?? 0);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  }

  #value(number: number): number {
    return (number * this.#factor + this.#offset) % ALL;
  }

  #letters(number: number): string {
    let value = this.#value(number);
    let letters = '';
    for (let n = 0; n < LETTERS; n++) {
      letters = CONSONANTS.charAt(value % CONSONANTS.length) + letters;
      value = Math.floor(value / CONSONANTS.length);
    }
    return letters;
  }

  /** The number that a word names by itself; null: it names none. */
  #numberNamed(word: string): number | null {
    if (/^\d{1,9}$/.test(word)) return Number(word);
    const value = word.length === LETTERS ? valueOf(word) : null;
    if (value === null) return null;
    const number = (BigInt(value - this.#offset) * inverse(BigInt(this.#factor), BigInt(ALL))) % BigInt(ALL);
    const found = Number(number < 0n ? number + BigInt(ALL) : number);
    return found <= MAX_NUMBER ? found : null;
  }

  #test(word: string): (number: number) => boolean {
    const own = this.#numberNamed(word);
    if (own !== null) return (number) => number === own;
    const held = Object.fromEntries(
      Object.entries(this.#lists).map(([list, words]) => [
        list,
        Uint8Array.from(words, (each) => Number(each.toLowerCase().includes(word))),
      ]),
    ) as Record<List, Uint8Array>;
    const parts = PARTS.flatMap((list, part) => (held[list].includes(1) ? [{ part, held: held[list] }] : []));
    const value = word.length < LETTERS ? valueOf(word) : null;
    const width = CONSONANTS.length ** (LETTERS - word.length);
    return (number) => {
      for (const { part, held } of parts) if (held[this.#pick(part, number) % held.length]) return true;
      return value !== null && Math.floor(this.#value(number) / width) === value;
    };
  }

  #isConstant(word: string): boolean {
    return !/^\d{1,9}$/.test(word) && this.#constant.includes(word);
  }
}

/** A word in the letters of addresses as a number; null: it holds others. */
function valueOf(word: string): number | null {
  let value = 0;
  for (const letter of word) {
    const digit = CONSONANTS.indexOf(letter);
    if (digit < 0) return null;
    value = value * CONSONANTS.length + digit;
  }
  return value;
}

/** By the extended Euclidean algorithm. */
function inverse(of: bigint, modulus: bigint): bigint {
  let [last, rest] = [modulus, of];
  let [before, now] = [0n, 1n];
  while (rest > 1n) {
    const times = last / rest;
    [last, rest] = [rest, last - times * rest];
    [before, now] = [now, before - times * now];
  }
  return now < 0n ? now + modulus : now;
}

const known = new WeakMap<Faker, { given: readonly string[]; surname: readonly string[] }>();

/** Names of at least five letters, as all people here have. */
function namesOf(faker: Faker): { given: readonly string[]; surname: readonly string[] } {
  const found = known.get(faker);
  if (found) return found;
  const { first_name: given, last_name: surname } = faker.definitions.person;
  const long = (lists: Readonly<Record<string, readonly string[] | null | undefined>>) =>
    [...new Set(Object.values(lists).flatMap((list) => list ?? []))].filter((name) => /^[A-Za-z]{5,}$/.test(name));
  const names = { given: long({ ...given }), surname: long({ ...surname }) };
  known.set(faker, names);
  return names;
}
