import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { JitmusError } from './errors.ts';
import { askAll, type Surroundings } from './init/ask-all.ts';
import { NobodyThere, type Asker } from './init/asker.ts';
import type { Given } from './init/questions.ts';
import { targetText } from './init/target-text.ts';
import { loadTarget } from './targets/target-file.ts';
import type { Terminal } from './terminal.ts';
import { shownPath } from './yaml-file.ts';

export interface InitOptions {
  /** Null: named after the application, in this folder. */
  output: string | null;
  /** Overwrite what is there. */
  force: boolean;
  /** Take the default where no option answers. */
  yes: boolean;
  answers: Given;
  /** Whom to ask; null: nobody is there. */
  asker: (() => Promise<Asker>) | null;
}

/** Writes a target file by asking. Never overwrites one without being told. Answers the exit code. */
export async function initCommand({ output, force, yes, answers, asker }: InitOptions, terminal: Terminal): Promise<0> {
  const nobody = new NobodyThere(yes, (text) => terminal.line(text));
  const someone = yes || asker === null ? nobody : await asker();
  const around = await surroundings();
  const given = await askAll(answers, someone, around);
  nobody.demandAll();
  const path = resolve(output ?? `${fileName(given.name)}.yaml`);
  const text = targetText(given);
  await write(path, text, force, someone);
  const shown = shownPath(path);
  terminal.line(`Written: ${shown}`);
  const token = given.scim?.tokenVariable;
  const prefix = token !== undefined && process.env[token] === undefined ? `${token}=… ` : '';
  if (prefix === '') await loadTarget(path);
  if (given.listen !== null)
    terminal.line(
      `First: jitmus idp --target ${shown} prints what to enter in the application. End it again with Ctrl-C.`,
    );
  terminal.line(`Next: ${prefix}jitmus doctor ${shown}`);
  return 0;
}

async function write(path: string, text: string, force: boolean, asker: Asker): Promise<void> {
  const flag = force ? 'w' : 'wx';
  try {
    await writeFile(path, text, { flag });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'EEXIST')
      throw new JitmusError('OUTPUT_UNWRITABLE', `The target file cannot be written: ${message}`, { at: path, cause });
    if (await asker.agrees(`${shownPath(path)} is there already. Overwrite it?`)) return write(path, text, true, asker);
    throw new JitmusError('USAGE', 'The file is there already, and is left as it is.', {
      at: shownPath(path),
      hint: 'Overwrite it with --force, or name another one with --output.',
    });
  }
}

/** What the folder tells of the application in it. */
async function surroundings(): Promise<Surroundings> {
  const folder = process.cwd();
  const own = await readFile(join(folder, 'package.json'), 'utf8').then(
    (text) => JSON.parse(text) as { name?: unknown; scripts?: { start?: unknown } },
    () => null,
  );
  const name = typeof own?.name === 'string' ? own.name : basename(folder);
  return { name: name.replace(/^@[^/]*\//, '') || 'my app', start: own?.scripts?.start ? 'npm start' : null };
}

const fileName = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'my-app';
