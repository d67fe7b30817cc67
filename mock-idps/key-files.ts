import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { IdpError } from './idp-error.ts';

/** What the file holds; made and kept where it is not there yet. @throws IdpError `KEY_FOLDER_UNUSABLE` */
export async function keptFile(folder: string, file: string, make: () => Promise<string>): Promise<string> {
  return (await readIfThere(file)) ?? (await keep(folder, file, await make()));
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw unusable(file, error);
  }
}

/** Two processes may get here at once: the first to link its file wins, the other reads what the first made. */
async function keep(folder: string, file: string, pem: string): Promise<string> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(draft, pem, { mode: 0o600, flag: 'wx' });
    await link(draft, file);
    return pem;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return readFile(file, 'utf8');
    throw unusable(file, error);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

const unusable = (file: string, cause: unknown) =>
  new IdpError(
    'KEY_FOLDER_UNUSABLE',
    `Signing keys cannot be kept in ${file}: ${cause instanceof Error ? cause.message : String(cause)}. Name a folder that can be written to.`,
    { cause },
  );

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
