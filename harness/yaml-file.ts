import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node, type YAMLError } from 'yaml';
import { JitmusError, throwAll } from './errors.ts';
import { explain, pointerKeys, telling } from './schema-problem.ts';
import { didYouMean } from './suggest.ts';

/** A YAML file that can say where each of its values stands. */
export interface YamlFile<T> {
  /** As given, relative to the working folder where that is shorter. */
  path: string;
  value: T;
  /** `file:line:column` of the value at that path of keys; of the nearest parent where there is none. */
  at: (...path: (string | number)[]) => string;
}

/** What to call the file in error codes: `SCENARIO` gives `SCENARIO_SYNTAX`, `SCENARIO_INVALID`, `SCENARIO_UNREADABLE`. */
export type FileKind = 'SCENARIO' | 'PERSONAS' | 'TARGET' | 'WAIVERS' | 'COVERAGE';

/** Path as people like to read it: relative to the working folder when the file is inside it. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short && !short.startsWith('..') ? short : path;
}

/** An alias may be used so often; more is an attempt to fill the memory. */
const MAX_ALIASES = 50;

/** Reads and validates a YAML file. Throws every problem at once, each with its place. */
export async function readYaml<T>(kind: FileKind, file: string, validate: ValidateFunction<T>): Promise<YamlFile<T>> {
  const path = shownPath(file);
  const text = await readFile(file, 'utf8').catch(async (cause: NodeJS.ErrnoException) => {
    const hint = cause.code === 'ENOENT' ? await instead(kind, file) : undefined;
    throw new JitmusError(`${kind}_UNREADABLE`, reason(cause), { at: path, cause, ...(hint && { hint }) });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  throwAll([...document.errors, ...document.warnings].map((problem) => syntaxProblem(kind, path, problem)));
  if (document.contents === null) throw new JitmusError(`${kind}_INVALID`, 'The file is empty.', { at: path });
  const at = (...keys: (string | number)[]) => place(path, document, lines, keys);
  const value = plain(document, kind, path);
  if (!validate(value)) throwAll(problemsOf(kind, validate.errors ?? [], at));
  return { path, value: value as T, at };
}

function syntaxProblem(kind: FileKind, path: string, { code, message, linePos }: YAMLError): JitmusError {
  const { line, col } = linePos?.[0] ?? { line: 1, col: 1 };
  const sentence = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
  const says = code === 'MULTIPLE_DOCS' ? 'Only one document may stand in this file.' : sentence;
  return new JitmusError(`${kind}_SYNTAX`, says, { at: `${path}:${line}:${col}` });
}

function plain(document: Document, kind: FileKind, path: string): unknown {
  try {
    const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
    // Throws where an alias leads into itself, which no reader of the value would survive.
    JSON.stringify(value);
    return value;
  } catch (cause) {
    const says = cause instanceof TypeError ? 'An alias leads into itself.' : (cause as Error).message;
    throw new JitmusError(`${kind}_SYNTAX`, says, { at: path, cause });
  }
}

function reason(cause: NodeJS.ErrnoException): string {
  if (cause.code === 'ENOENT') return 'There is no such file.';
  if (cause.code === 'EISDIR') return 'This is a folder, not a file.';
  return `The file cannot be read: ${cause.message}`;
}

/** What to name, or do, in the place of a file that is not there. */
async function instead(kind: FileKind, file: string): Promise<string | undefined> {
  const names = await readdir(dirname(file)).catch(() => []);
  const near = didYouMean(
    basename(file),
    names.filter((name) => /\.ya?ml$/.test(name)),
  );
  return near ?? (kind === 'TARGET' ? '"jitmus init" writes one.' : undefined);
}

function place(path: string, document: Document, lines: LineCounter, keys: readonly (string | number)[]): string {
  for (let length = keys.length; length >= 0; length--) {
    const offset = offsetOf(document, keys.slice(0, length));
    if (offset === undefined) continue;
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  }
  return path;
}

/** Where a key stands, or a list item; for the root, where the document begins. */
function offsetOf(document: Document, keys: readonly (string | number)[]): number | undefined {
  const last = keys.at(-1);
  if (last === undefined) return document.contents?.range?.[0];
  const parent = (keys.length === 1 ? document.contents : document.getIn(keys.slice(0, -1), true)) as Node | undefined;
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(last));
    return (pair?.key as Node | undefined)?.range?.[0];
  }
  return (document.getIn(keys, true) as Node | undefined)?.range?.[0];
}

function problemsOf(kind: FileKind, errors: readonly ErrorObject[], at: YamlFile<unknown>['at']): JitmusError[] {
  const problems = new Map<string, JitmusError>();
  for (const error of telling(errors)) {
    const { message, hint, key } = explain(error);
    const where = at(...pointerKeys(error.instancePath), ...(key === undefined ? [] : [key]));
    problems.set(
      where + message,
      new JitmusError(`${kind}_INVALID`, message, { at: where, ...(hint ? { hint } : {}) }),
    );
  }
  return [...problems.values()];
}
