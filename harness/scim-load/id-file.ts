import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** Bytes for one id; the first one is its length. */
const SLOT = 64;

/**
 * The ids that an application gave, on disk and not in memory: by the number of whom they are for. Ids of more than 63 bytes,
 * which hardly anybody gives, are kept in memory.
 */
export class IdFile {
  readonly #path: string;
  readonly #file: number;
  readonly #slot = Buffer.alloc(SLOT);
  readonly #long = new Map<number, string>();

  /** @param path a file that is made, and removed by {@link close} */
  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'w+', 0o600);
  }

  set(index: number, id: string): void {
    const length = Buffer.byteLength(id);
    if (length >= SLOT) {
      this.#long.set(index, id);
      return;
    }
    this.#long.delete(index);
    this.#slot.fill(0);
    this.#slot[0] = length;
    this.#slot.write(id, 1);
    writeSync(this.#file, this.#slot, 0, SLOT, index * SLOT);
  }

  /** Null where none was given. */
  get(index: number): string | null {
    const long = this.#long.get(index);
    if (long !== undefined) return long;
    const read = readSync(this.#file, this.#slot, 0, SLOT, index * SLOT);
    const length = read === SLOT ? (this.#slot[0] ?? 0) : 0;
    return length === 0 ? null : this.#slot.toString('utf8', 1, 1 + length);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }
}
