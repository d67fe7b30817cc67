import { open, mkdir, rm, rmdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaseResult } from '../reports/index.ts';
import { JitmusError } from './errors.ts';

/** Keeps finished cases on disk while a run goes on, so that memory stays flat however many there are. */
export class Spool {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #folder: string;
  /** The folder was not there before. */
  readonly #made: boolean;
  readonly #places = new Map<number, { position: number; length: number }>();
  #end = 0;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(file: FileHandle, path: string, folder: string, made: boolean) {
    this.#file = file;
    this.#path = path;
    this.#folder = folder;
    this.#made = made;
  }

  /** Makes the folder. Throws OUTPUT_UNWRITABLE before anything is run. */
  static async open(folder: string): Promise<Spool> {
    const path = join(folder, `.cases-${process.pid}.ndjson`);
    try {
      const made = (await mkdir(folder, { recursive: true })) !== undefined;
      return new Spool(await open(path, 'w+'), path, folder, made);
    } catch (cause) {
      throw unwritable(folder, cause as NodeJS.ErrnoException);
    }
  }

  /** `position`: where the case stands in the report. Throws OUTPUT_UNWRITABLE. */
  add(position: number, result: CaseResult): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(result));
    const place = { position: this.#end, length: bytes.length };
    this.#end += bytes.length;
    const written = this.#queue.then(() => this.#write(bytes, place.position));
    this.#queue = written.catch(() => undefined);
    return written.then(() => void this.#places.set(position, place));
  }

  /** The cases in the order of the report. */
  async *cases(): AsyncIterable<CaseResult> {
    await this.#queue;
    for (const position of [...this.#places.keys()].sort((a, b) => a - b)) {
      const place = this.#places.get(position);
      if (!place) continue;
      yield JSON.parse((await this.#read(place)).toString()) as CaseResult;
    }
  }

  /** A folder of our making in which nothing was written goes too. */
  async close(): Promise<void> {
    await this.#queue;
    await this.#file.close();
    await rm(this.#path, { force: true });
    if (this.#made) await rmdir(this.#folder).catch(() => undefined);
  }

  /** One call may write or read less than it was asked to. */
  async #write(bytes: Buffer, position: number): Promise<void> {
    try {
      for (let done = 0; done < bytes.length;)
        done += (await this.#file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
    } catch (cause) {
      throw unwritable(this.#folder, cause as NodeJS.ErrnoException);
    }
  }

  async #read({ position, length }: { position: number; length: number }): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.#file.read(bytes, done, length - done, position + done);
      if (bytesRead === 0) throw unwritable(this.#folder, new Error('The file of finished cases was cut short.'));
      done += bytesRead;
    }
    return bytes;
  }
}

/** What to tell when the output folder cannot be used. */
export function unwritable(folder: string, cause: NodeJS.ErrnoException): JitmusError {
  const reasons: Record<string, string> = {
    EEXIST: 'A file stands where the folder should be.',
    ENOTDIR: 'A file stands where a folder should be.',
    EACCES: 'There is no permission to write there.',
    EROFS: 'The file system is read-only.',
    ENOSPC: 'The disk is full.',
  };
  return new JitmusError('OUTPUT_UNWRITABLE', reasons[cause.code ?? ''] ?? cause.message, {
    at: folder,
    hint: 'Name another folder with --output.',
    cause,
  });
}
