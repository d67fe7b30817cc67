import { attributeNamed, isReadOnly, type Attribute, type Values } from './attribute.ts';
import { badRequest } from './scim-error.ts';

/** Nothing at all: null, an empty list and an empty text are no value (RFC 7643 §2.5). */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A value as it is kept; undefined: none. `path` names it in errors. @throws ScimError `invalidValue` */
export function coerce(attribute: Attribute, value: unknown, path = attribute.name): unknown {
  if (isEmpty(value)) return undefined;
  if (!attribute.multiValued) return single(attribute, lone(attribute, value), path);
  const list = (Array.isArray(value) ? value : [value]) as unknown[];
  const values = list.map((each) => single(attribute, each, path)).filter((each) => each !== undefined);
  checkPrimary(values, path);
  return values.length ? values : undefined;
}

/** One value of an attribute, multi-valued or not. @throws ScimError `invalidValue` */
export function single(attribute: Attribute, value: unknown, path = attribute.name): unknown {
  if (isEmpty(value)) return undefined;
  switch (attribute.type ?? 'string') {
    case 'complex':
      return complex(attribute, value, path);
    case 'boolean':
      return boolean(value, path);
    case 'integer':
      if (Number.isInteger(value)) return value;
      throw badRequest('invalidValue', `"${path}" takes a whole number.`);
    case 'string':
    case 'dateTime':
    case 'reference':
    case 'binary':
      if (typeof value === 'string') return value;
      throw badRequest('invalidValue', `"${path}" takes a text.`);
  }
}

/** Entra ID sends the manager as a list of one. */
function lone({ name, type }: Attribute, value: unknown): unknown {
  if (!Array.isArray(value) || type !== 'complex') return value;
  if (value.length === 1) return value[0] as unknown;
  throw badRequest('invalidValue', `"${name}" has one value alone.`);
}

/** Entra ID writes "True" and "False" unless it is told otherwise. */
function boolean(value: unknown, path: string): boolean {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (word === 'true' || word === 'false') return word === 'true';
  throw badRequest('invalidValue', `"${path}" takes true or false.`);
}

function complex(attribute: Attribute, value: unknown, path: string): Values | undefined {
  // An id alone stands for the value, as in Entra's "manager".
  const given = typeof value === 'string' && hasValue(attribute) ? { value } : value;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badRequest('invalidValue', `"${path}" takes an object.`);
  const kept: Values = {};
  for (const [name, part] of Object.entries(given)) {
    const sub = attributeNamed(attribute.subAttributes, name);
    if (!sub || isReadOnly(sub)) continue;
    const found = coerce(sub, part, `${path}.${sub.name}`);
    if (found !== undefined) kept[sub.name] = found;
  }
  return Object.keys(kept).length ? kept : undefined;
}

const hasValue = ({ subAttributes }: Attribute) => attributeNamed(subAttributes, 'value') !== undefined;

function checkPrimary(values: readonly unknown[], path: string): void {
  if (values.filter((value) => (value as Values | null)?.primary === true).length > 1)
    throw badRequest('invalidValue', `"${path}" has more than one primary value.`);
}
