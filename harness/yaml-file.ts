import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { JitmusError, throwAll } from './errors.ts';
import { didYouMean } from './suggest.ts';

/** A YAML file that can say where each of its values stands. */
export interface YamlFile<T> {
  /** As given, relative to the working folder where that is shorter. */
  path: string;
  value: T;
  /** `file:line:column` of the value at that path of keys; of the nearest parent where there is none. */
  at(...path: (string | number)[]): string;
}

/** What to call the file in error codes: `SCENARIO` gives `SCENARIO_SYNTAX`, `SCENARIO_INVALID`, `SCENARIO_UNREADABLE`. */
export type FileKind = 'SCENARIO' | 'PERSONAS' | 'TARGET' | 'WAIVERS';

/** Path as people like to read it: relative to the working folder when the file is inside it. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short && !short.startsWith('..') ? short : path;
}

/** Reads and validates a YAML file. Throws every problem at once, each with its place. */
export async function readYaml<T>(kind: FileKind, file: string, validate: ValidateFunction<T>): Promise<YamlFile<T>> {
  const path = shownPath(file);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new JitmusError(`${kind}_UNREADABLE`, reason(cause), { at: path, cause });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, maxAliasCount: 50 } as never);
  throwAll(
    [...document.errors, ...document.warnings].map(
      (problem) =>
        new JitmusError(
          `${kind}_SYNTAX`,
          problem.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '',
          {
            at: `${path}:${problem.linePos?.[0].line ?? 1}:${problem.linePos?.[0].col ?? 1}`,
          },
        ),
    ),
  );
  const at = (...keys: (string | number)[]) => place(path, document, lines, keys);
  const value = plain(document, kind, path);
  if (!validate(value)) throwAll(problemsOf(kind, validate.errors ?? [], at));
  return { path, value: value as T, at };
}

function plain(document: Document, kind: FileKind, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 }) as unknown;
  } catch (cause) {
    throw new JitmusError(`${kind}_SYNTAX`, (cause as Error).message, { at: path, cause });
  }
}

function reason(cause: NodeJS.ErrnoException): string {
  if (cause.code === 'ENOENT') return 'There is no such file.';
  if (cause.code === 'EISDIR') return 'This is a folder, not a file.';
  return `The file cannot be read: ${cause.message}`;
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
  const seen = new Set<string>();
  const problems: JitmusError[] = [];
  for (const error of errors.filter((candidate) => !isEcho(candidate, errors))) {
    const keys = pointerKeys(error.instancePath);
    const { message, hint, key } = explain(error);
    const where = at(...keys, ...(key === undefined ? [] : [key]));
    if (seen.has(where + message)) continue;
    seen.add(where + message);
    problems.push(new JitmusError(`${kind}_INVALID`, message, { at: where, ...(hint ? { hint } : {}) }));
  }
  return problems;
}

/** Ajv reports a failed branch and the branching keyword: the branch says more. */
function isEcho(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  const branching = error.keyword === 'if' || error.keyword === 'anyOf' || error.keyword === 'oneOf';
  return branching && all.some((other) => other !== error && other.instancePath.startsWith(error.instancePath));
}

function explain(error: ErrorObject): { message: string; hint?: string | undefined; key?: string } {
  const where = error.instancePath ? ` in "${pointerKeys(error.instancePath).join('.')}"` : '';
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(params.additionalProperty ?? params.unevaluatedProperty);
      const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
      return {
        message: `Unknown key "${key}"${where}.`,
        hint: didYouMean(key, known) ?? `Known here: ${known.join(', ')}.`,
        key,
      };
    }
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      const given = typeof error.data === 'string' ? error.data : JSON.stringify(error.data);
      return {
        message: `"${given}" is not known${where}.`,
        hint: didYouMean(given, allowed) ?? `Known: ${allowed.join(', ')}.`,
      };
    }
    case 'required':
      return { message: `"${String(params.missingProperty)}" is missing${where}.` };
    default:
      return { message: `The value${where} ${error.message ?? 'is not valid'}.` };
  }
}

function pointerKeys(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
