import type { TargetFile } from './target.gen.ts';
import { variablesIn } from './variables.ts';

/** Places of a target file where values from the environment are confidential; elsewhere they are addresses and names. */
const CONFIDENTIAL = /^(headers|body|env)$|token|secret|password/i;

/** Headers and fields whose value is a credential, wherever it comes from. */
const CREDENTIAL = /authorization|cookie|api-?key|token|secret|password/i;

/** Shorter values would be found in everything, and what stands in the file itself is sometimes a plain word. */
const SHORTEST = { fromEnvironment: 6, written: 8 };

/** What must never reach a report. `filled`: the same file with its variables replaced. */
export function secretsOf(file: TargetFile, filled: TargetFile): string[] {
  return [...new Set([...fromEnvironment(file), ...written(filled)])];
}

function fromEnvironment(file: TargetFile): string[] {
  return confidential(file)
    .flatMap(({ text }) => variablesIn(text))
    .flatMap((name) => (name.startsWith('env.') ? (process.env[name.slice('env.'.length)] ?? '') : []))
    .filter((value) => value.length >= SHORTEST.fromEnvironment);
}

/** Of `Bearer abc` the last word. */
function written(filled: TargetFile): string[] {
  return confidential(filled)
    .filter(({ path }) => CREDENTIAL.test(path.at(-1) ?? ''))
    .map(({ text }) => text.trim().split(/\s+/).at(-1) ?? '')
    .filter((value) => value.length >= SHORTEST.written && !value.startsWith('{'));
}

const confidential = ({ lacks: _lacks, ...file }: TargetFile) =>
  strings(file).filter(({ path }) => path.some((key) => CONFIDENTIAL.test(key)));

function strings(value: unknown, path: readonly string[] = []): { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => strings(item, [...path, key]));
}
