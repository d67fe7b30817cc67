import { randomBytes } from 'node:crypto';
import { open, mkdir, readdir, readFile, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaseResult, Report, ReportHead } from '../reports/index.ts';
import { JitmusError } from './errors.ts';

const NAME = /^\.cases-[0-9a-f]+\.ndjson$/;

/**
 * Keeps finished cases on disk while a run goes on, so that memory stays flat however many there are, and a run that is
 * killed can be finished by another. The first line of the file is the head of a report of nothing, each further one a case.
 */
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
    const path = join(folder, `.cases-${randomBytes(6).toString('hex')}.ndjson`);
    try {
      const made = (await mkdir(folder, { recursive: true })) !== undefined;
      return new Spool(await open(path, 'wx+'), path, folder, made);
    } catch (cause) {
      throw unwritable(folder, cause as NodeJS.ErrnoException);
    }
  }

  /** Says which run it is, before its first case. Throws OUTPUT_UNWRITABLE. */
  begin(head: ReportHead): Promise<void> {
    return this.#append(JSON.stringify(head)).written;
  }

  /** `position`: where the case stands in the report. Throws OUTPUT_UNWRITABLE. */
  add(position: number, result: CaseResult): Promise<void> {
    const { place, written } = this.#append(JSON.stringify(result));
    return written.then(() => void this.#places.set(position, place));
  }

  /** `place`: where the line stands, without its end. */
  #append(line: string): { place: { position: number; length: number }; written: Promise<void> } {
    const bytes = Buffer.from(`${line}\n`);
    const place = { position: this.#end, length: bytes.length - 1 };
    this.#end += bytes.length;
    const written = this.#queue.then(() => this.#write(bytes, place.position));
    this.#queue = written.catch(() => undefined);
    return { place, written };
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

  /**
   * `keep`: what it holds stands in no report, so that only the file can tell of it. Otherwise the file goes, and a folder of
   * our making in which nothing was written goes too. Answers whether the file was kept.
   */
  async close({ keep = false } = {}): Promise<boolean> {
    await this.#queue;
    await this.#file.close();
    if (keep && this.#places.size > 0) return true;
    await rm(this.#path, { force: true });
    if (this.#made) await rmdir(this.#folder).catch(() => undefined);
    return false;
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

/** Files that runs in a folder left behind when they were killed, the newest first. */
export async function spoolsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name));
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  return files.sort((a, b) => b.at - a.at).map(({ path }) => path);
}

/** The report of a run that was killed, by the file that it left; null where it had not begun. What was half written is left out. */
export async function reportOfSpool(path: string): Promise<Report | null> {
  // A line without its end was not written whole.
  const [head, ...cases] = wholeValues((await readFile(path, 'utf8')).split('\n').slice(0, -1));
  return head === undefined ? null : reportOf(head as ReportHead, cases as CaseResult[]);
}

/** A machine that loses its power may leave lines of nothing. */
function wholeValues(lines: readonly string[]): unknown[] {
  const values: unknown[] = [];
  for (const line of lines) {
    try {
      values.push(JSON.parse(line) as unknown);
    } catch {
      break;
    }
  }
  return values;
}

function reportOf(head: ReportHead, cases: CaseResult[]): Report {
  const finished = new Set(cases.map(({ id }) => id));
  return { ...head, missing: (head.missing ?? []).filter((id) => !finished.has(id)), cases };
}

/** What to tell when the output folder cannot be used. */
export function unwritable(folder: string, cause: NodeJS.ErrnoException): JitmusError {
  const reasons: Record<string, string> = {
    EEXIST: 'A file stands where the folder should be.',
    ENOTDIR: 'A file stands where a folder should be.',
    EACCES: 'There is no permission to write there.',
    EROFS: 'The file system is read-only.',
    ENOSPC: 'The disk is full.',
    EDQUOT: 'The quota of the disk is used up.',
    EFBIG: 'A file may not grow so large there.',
  };
  return new JitmusError('OUTPUT_UNWRITABLE', reasons[cause.code ?? ''] ?? cause.message, {
    at: folder,
    hint: 'Name another folder with --output.',
    cause,
  });
}
