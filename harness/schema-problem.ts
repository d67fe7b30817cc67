import type { ErrorObject } from 'ajv';
import { didYouMean } from './suggest.ts';

/** Of a value that may be one thing or another: what is wrong inside it says more than that it is neither. */
export function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = new Set(errors.filter(isChoice).map(({ instancePath }) => instancePath));
  const inside = (path: string) =>
    errors.some((error) => !isChoice(error) && !isKind(error) && `${error.instancePath}/`.startsWith(`${path}/`));
  return errors.filter((error) => {
    if (!choices.has(error.instancePath)) return true;
    if (inside(error.instancePath)) return !isChoice(error) && !isKind(error);
    return isChoice(error);
  });
}

const isChoice = ({ keyword }: ErrorObject) => keyword === 'oneOf' || keyword === 'anyOf' || keyword === 'if';
const isKind = ({ keyword }: ErrorObject) => keyword === 'const' || keyword === 'type';

/** The problem in words. `key`: the key of the value that is wrong, where it is one. */
export function explain(error: ErrorObject): { message: string; hint?: string | undefined; key?: string } {
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
    case 'const':
      return { message: `The value${where} must be ${JSON.stringify(params.allowedValue)}.` };
    case 'oneOf':
    case 'anyOf':
      return { message: `The value${where} must be ${choicesOf(error.schema)}.` };
    case 'type':
      return {
        message: `The value${where} must be ${kindsOf(error.schema)}.`,
        hint: written(error.schema, error.data),
      };
    case 'pattern':
      return error.schema === POINTER
        ? { message: `The value${where} is no JSON Pointer.`, hint: `It begins with a slash: /${String(error.data)}` }
        : { message: `The value${where} ${error.message ?? 'is not valid'}.` };
    case 'required':
      return { message: `"${String(params.missingProperty)}" is missing${where}.` };
    default:
      return { message: `The value${where} ${error.message ?? 'is not valid'}.` };
  }
}

/** How the schemas of this project say that a text is a JSON Pointer (RFC 6901). */
const POINTER = '^(/.*)?$';

/** Kinds of JSON in the words of YAML. */
const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'keys with values',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

const kindsOf = (schema: unknown) =>
  [schema]
    .flat()
    .map((kind) => KINDS[String(kind)] ?? String(kind))
    .join(' or ');

/** How the same value is written as the kind that is wanted, where that can be told. */
function written(kind: unknown, data: unknown): string | undefined {
  if (kind === 'array' && typeof data === 'string') return `As a list: [${data.split(/\s+/).join(', ')}]`;
  if (kind === 'string' && ['number', 'boolean'].includes(typeof data)) return `In quotes it is one: "${String(data)}"`;
  return undefined;
}

/** `"none" or object` */
function choicesOf(schema: unknown): string {
  const branches = Array.isArray(schema) ? (schema as { const?: unknown; type?: string }[]) : [];
  return branches
    .map((branch) => ('const' in branch ? JSON.stringify(branch.const) : (branch.type ?? 'object')))
    .join(' or ');
}

/** The keys of a JSON Pointer as Ajv writes it; numbers for the items of lists. */
export function pointerKeys(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
