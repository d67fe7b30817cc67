import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { packageRoot } from './package-root.ts';

const compiled = new Map<string, ValidateFunction>();

/** Compiles a JSON Schema of the package once. `file` is relative to the package's folder. Loads ajv when first used. */
export async function validatorOf<T>(file: string): Promise<ValidateFunction<T>> {
  const known = compiled.get(file);
  if (known) return known as ValidateFunction<T>;
  const [{ Ajv }, { default: formats }] = await Promise.all([import('ajv'), import('ajv-formats')]);
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  (formats as unknown as { default: (instance: unknown) => void }).default?.(ajv);
  const validate = ajv.compile<T>(JSON.parse(readFileSync(packageRoot + file, 'utf8')) as object);
  compiled.set(file, validate);
  return validate;
}
