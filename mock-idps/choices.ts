import { hash } from 'node:crypto';

/** Deterministic choices: the same parts, in the same order, give the same row of choices. Not for secrets. */
export class Choices {
  readonly #parts: string;
  #block = Buffer.alloc(0);
  #blocks = 0;
  #offset = 0;

  constructor(...parts: readonly (string | number)[]) {
    this.#parts = JSON.stringify(parts);
  }

  /** A whole number from 0 up to, not including, `limit` (at most 2^32). */
  below(limit: number): number {
    return this.#next() % limit;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new RangeError('There is nothing to choose from.');
    return picked;
  }

  /** That many characters of the alphabet. */
  text(alphabet: string, length: number): string {
    let text = '';
    while (text.length < length) text += alphabet.charAt(this.below(alphabet.length));
    return text;
  }

  /** 48 bits: so much more than any limit asked for that the remainder is as good as even. */
  #next(): number {
    if (this.#offset + 6 > this.#block.length) this.#refill();
    const value = this.#block.readUIntBE(this.#offset, 6);
    this.#offset += 6;
    return value;
  }

  #refill(): void {
    this.#block = hash('sha256', `${this.#blocks++}:${this.#parts}`, 'buffer');
    this.#offset = 0;
  }
}

export const HEX = '0123456789abcdef';
export const DIGITS = '0123456789';
export const LETTERS_AND_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Without vowels, so that no name or word can appear by chance. */
export const CONSONANTS = 'bcdfghjklmnpqrstvwxz';
