import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReportSource, ReportWriter } from '../reports/index.ts';
import type { EvidenceStore } from './log-writer.ts';
import { unwritable } from './spool.ts';

/** Writes one report beside whatever stands there and puts it in place when it is whole. */
export function writeReport(folder: string, writer: ReportWriter, source: ReportSource): Promise<string> {
  return writeWhole(folder, writer.file, writer.write(source));
}

/** Writes a file into a folder that need not be there yet, and answers where. Throws OUTPUT_UNWRITABLE. */
export async function writeFileIn(
  output: string,
  name: string,
  content: Iterable<string> | AsyncIterable<string>,
): Promise<string> {
  const folder = resolve(output);
  await makeFolder(folder);
  return writeWhole(folder, name, content);
}

async function writeWhole(
  folder: string,
  name: string,
  content: Iterable<string> | AsyncIterable<string>,
): Promise<string> {
  const path = join(folder, name);
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    await pipeline(Readable.from(content), createWriteStream(unfinished));
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw ofTheDisk(cause) ? unwritable(folder, cause) : cause;
  }
  return path;
}

/** Errors of the operating system name the call; those of a writer that failed do not. */
const ofTheDisk = (cause: unknown): cause is NodeJS.ErrnoException =>
  typeof (cause as NodeJS.ErrnoException).syscall === 'string';

/** Throws OUTPUT_UNWRITABLE. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw unwritable(folder, cause);
  });
}

/** Lets `latest` beside the folder lead to it. Where links cannot be made there is none. */
export async function pointLatest(folder: string): Promise<void> {
  const link = join(dirname(folder), 'latest');
  const fresh = `${link}.${process.pid}.tmp`;
  try {
    await symlink(relative(dirname(link), folder), fresh, 'dir');
    await rename(fresh, link);
  } catch {
    await rm(fresh, { force: true });
  }
}

/**
 * Keeps texts too large for the report in `evidence/`. Answers their path relative to the report; `pending` tells when it
 * stands there. `altered`: what is written for a text.
 */
export function evidenceIn(
  folder: string,
  pending: Promise<unknown>[],
  altered: (text: string) => string = (text) => text,
): (caseId: string) => EvidenceStore {
  return (caseId) => (name, text) => {
    const file = `evidence/${caseId.replaceAll(/[^A-Za-z0-9.@-]+/g, '-')}-${name}.txt`;
    const written = keep(folder, file, altered(text));
    // Whoever waits for `pending` learns of it; until then nobody does, which must not end the process.
    written.catch(() => undefined);
    pending.push(written);
    return file;
  };
}

async function keep(folder: string, file: string, text: string): Promise<void> {
  try {
    await mkdir(join(folder, 'evidence'), { recursive: true });
    await writeFile(join(folder, file), text);
  } catch (cause) {
    throw unwritable(folder, cause as NodeJS.ErrnoException);
  }
}
