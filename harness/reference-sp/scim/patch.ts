import { isDeepStrictEqual } from 'node:util';
import { attributeNamed, isReadOnly, type Attribute, type ResourceType, type Values } from './attribute.ts';
import { coerce, isEmpty, single } from './coerce.ts';
import { matchesValue } from './filter.ts';
import type { Filter } from './filter-grammar.ts';
import { resolve, type Target } from './path.ts';
import { checkRequired } from './read-resource.ts';
import { badRequest } from './scim-error.ts';
import { topAttributes } from './schemas.ts';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

type Kind = 'add' | 'replace' | 'remove';

interface Operation {
  kind: Kind;
  path: string | null;
  value: unknown;
}

/**
 * The operations of a PATCH in their order, on a copy: all of them or none (RFC 7644 §3.5.2).
 * @throws ScimError `invalidSyntax`, `invalidPath`, `invalidValue`, `mutability`, `noTarget`
 */
export function patch(type: ResourceType, values: Values, body: unknown): Values {
  const copy = structuredClone(values);
  for (const operation of readOperations(body)) apply(type, copy, operation);
  checkRequired(topAttributes(type), copy);
  return copy;
}

function readOperations(body: unknown): Operation[] {
  const { schemas, Operations: operations } = (body ?? {}) as Values;
  if (!Array.isArray(schemas) || !schemas.some((uri) => String(uri).toLowerCase() === PATCH_OP.toLowerCase()))
    throw badRequest('invalidSyntax', `"schemas" must hold ${PATCH_OP}.`);
  if (!Array.isArray(operations) || operations.length === 0)
    throw badRequest('invalidSyntax', '"Operations" must be a list of at least one operation.');
  return operations.map(readOperation);
}

/** Entra ID writes "Add", "Replace" and "Remove". */
function readOperation(given: unknown): Operation {
  const { op, path, value } = (given ?? {}) as Values;
  const kind = typeof op === 'string' ? op.toLowerCase() : '';
  if (kind !== 'add' && kind !== 'replace' && kind !== 'remove')
    throw badRequest('invalidSyntax', '"op" must be add, replace or remove.');
  if (path !== undefined && path !== null && typeof path !== 'string')
    throw badRequest('invalidPath', '"path" must be a text.');
  return { kind, path: path || null, value };
}

function apply(type: ResourceType, values: Values, { kind, path, value }: Operation): void {
  if (path !== null) return change(values, targetOf(type, path), kind, value);
  if (kind === 'remove') throw badRequest('noTarget', 'A remove needs a path.');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest('invalidValue', 'Without a path the value must be an object.');
  // A whole resource holds its id and meta too; what is unknown or read-only is left aside as in a PUT.
  for (const [name, part] of Object.entries(value)) {
    const target = /[[\]]/.test(name) ? targetOf(type, name) : resolve(type, name);
    if (target && !(target.attribute && isReadOnly(target.attribute))) change(values, target, kind, part);
  }
}

function targetOf(type: ResourceType, path: string): Target {
  let target: Target | null;
  try {
    target = resolve(type, path);
  } catch (cause) {
    throw badRequest('invalidPath', `"${path}" cannot be read.`, { cause });
  }
  if (!target) throw badRequest('invalidPath', `There is no attribute "${path}".`);
  const { attribute, sub } = target;
  if ((attribute && isReadOnly(attribute)) || (sub && isReadOnly(sub)))
    throw badRequest('mutability', `"${path}" is read-only.`);
  return target;
}

function change(values: Values, { extension, attribute, filter, sub }: Target, kind: Kind, value: unknown): void {
  if (!extension) return attribute ? changeAttribute(values, attribute, filter, sub, kind, value) : undefined;
  if (!attribute) return changeExtension(values, extension.id, extension.attributes, kind, value);
  const holder = { ...((values[extension.id] ?? {}) as Values) };
  changeAttribute(holder, attribute, filter, sub, kind, value);
  keep(values, extension.id, Object.keys(holder).length ? holder : undefined);
}

function changeExtension(
  values: Values,
  uri: string,
  attributes: readonly Attribute[],
  kind: Kind,
  value: unknown,
): void {
  if (kind === 'remove' || isEmpty(value)) return keep(values, uri, undefined);
  if (typeof value !== 'object' || Array.isArray(value)) throw badRequest('invalidValue', `"${uri}" takes an object.`);
  const holder = { ...((values[uri] ?? {}) as Values) };
  for (const [name, part] of Object.entries(value as Values)) {
    const attribute = attributeNamed(attributes, name);
    if (attribute && !isReadOnly(attribute)) changeAttribute(holder, attribute, null, null, kind, part);
  }
  keep(values, uri, Object.keys(holder).length ? holder : undefined);
}

function changeAttribute(
  holder: Values,
  attribute: Attribute,
  filter: Filter | null,
  sub: Attribute | null,
  kind: Kind,
  value: unknown,
): void {
  if (filter) return changeSome(holder, attribute, filter, sub, kind, value);
  if (sub) return changePart(holder, attribute, sub, kind, value);
  if (kind === 'remove') return keep(holder, attribute.name, remaining(attribute, holder[attribute.name], value));
  const given = coerce(attribute, value);
  const present = holder[attribute.name];
  if (attribute.multiValued && kind === 'add') return keep(holder, attribute.name, appended(present, given));
  if (attribute.type === 'complex' && !attribute.multiValued && given !== undefined)
    return keep(holder, attribute.name, { ...((present ?? {}) as Values), ...(given as Values) });
  keep(holder, attribute.name, given);
}

/** Entra ID names the members to remove in the value; without one all go. */
function remaining(attribute: Attribute, present: unknown, value: unknown): unknown {
  if (!attribute.multiValued || isEmpty(value)) return undefined;
  const gone = (coerce(attribute, value) ?? []) as unknown[];
  return (present as unknown[] | undefined)?.filter((each) => !gone.some((other) => isSameValue(each, other)));
}

const isSameValue = (one: unknown, other: unknown): boolean => {
  const value = (each: unknown) => (each as Values | null)?.value;
  return value(one) !== undefined ? value(one) === value(other) : isDeepStrictEqual(one, other);
};

/** A value that is there already is not added again (RFC 7644 §3.5.2.1); a new primary takes the place of the old. */
function appended(present: unknown, given: unknown): unknown[] {
  const list = (present ?? []) as unknown[];
  const fresh = ((given ?? []) as unknown[]).filter((each) => !list.some((other) => isDeepStrictEqual(each, other)));
  const distinct = fresh.filter((each) => !isMember(list, each));
  const rest = distinct.some(isPrimary) ? list.map(asSecondary) : list;
  return [...rest, ...distinct];
}

/** Ids of members are what tells them apart; an address may stand there for work and for home. */
const isMember = (list: readonly unknown[], value: unknown): boolean => {
  const { value: id, type, primary } = value as Values;
  const isId = id !== undefined && primary === undefined && (type === undefined || type === 'User');
  return isId && list.some((other) => isSameValue(other, value) && (other as Values).primary === undefined);
};

const isPrimary = (value: unknown): boolean => (value as Values | null)?.primary === true;

const asSecondary = (value: unknown): unknown => (isPrimary(value) ? { ...(value as Values), primary: false } : value);

/** `emails[type eq "work"]` and `emails[type eq "work"].value`. */
function changeSome(
  holder: Values,
  attribute: Attribute,
  filter: Filter,
  sub: Attribute | null,
  kind: Kind,
  value: unknown,
): void {
  if (!attribute.multiValued || attribute.type !== 'complex')
    throw badRequest('invalidPath', `"${attribute.name}" has no values to choose from.`);
  const list = (holder[attribute.name] ?? []) as Values[];
  const isChosen = (each: Values) => matchesValue(attribute, filter, each);
  const next =
    kind === 'remove' && !sub
      ? list.filter((each) => !isChosen(each))
      : (list.some(isChosen) || kind === 'remove' ? list : [...list, implied(attribute, filter)]).map((each) =>
          isChosen(each) ? changedValue(attribute, each, sub, kind, value) : each,
        );
  const kept = next.filter((each) => !isHollow(attribute, each));
  const primary = kept.find((each) => isPrimary(each) && !list.includes(each));
  keep(holder, attribute.name, primary ? kept.map((each) => (each === primary ? each : asSecondary(each))) : kept);
}

function changedValue(
  attribute: Attribute,
  present: Values,
  sub: Attribute | null,
  kind: Kind,
  value: unknown,
): Values {
  if (!sub) return { ...present, ...((single(attribute, value) ?? {}) as Values) };
  const next = { ...present };
  keep(next, sub.name, kind === 'remove' ? undefined : coerce(sub, value, `${attribute.name}.${sub.name}`));
  return next;
}

/**
 * Nothing matches: RFC 7644 §3.5.2.3 wants noTarget, Entra ID counts on a value being made. It is made where the filter says
 * what it has to be.
 */
function implied(attribute: Attribute, filter: Filter): Values {
  const made: Values = {};
  for (const each of filter.op === 'and' ? filter.filters : [filter]) {
    const sub = each.op === 'eq' ? attributeNamed(attribute.subAttributes, each.path) : undefined;
    if (!sub || each.op !== 'eq') throw badRequest('noTarget', `No value of "${attribute.name}" matches.`);
    made[sub.name] = coerce(sub, each.value);
  }
  return made;
}

/** What is left of a value whose `value` was taken away. */
const isHollow = ({ subAttributes }: Attribute, value: Values): boolean =>
  attributeNamed(subAttributes, 'value')
    ? value.value === undefined
    : Object.keys(value).every((name) => name === 'type' || name === 'primary');

/** `name.givenName`; of several values, each. */
function changePart(holder: Values, attribute: Attribute, sub: Attribute, kind: Kind, value: unknown): void {
  const given = kind === 'remove' ? undefined : coerce(sub, value, `${attribute.name}.${sub.name}`);
  const changed = (present: unknown): Values => {
    const next = { ...((present ?? {}) as Values) };
    keep(next, sub.name, given);
    return next;
  };
  const present = holder[attribute.name];
  if (attribute.multiValued) {
    if (present === undefined && kind === 'replace')
      throw badRequest('noTarget', `"${attribute.name}" has no value yet.`);
    const list = present === undefined ? [{}] : (present as Values[]);
    return keep(holder, attribute.name, coerce(attribute, list.map(changed)));
  }
  const next = changed(present);
  keep(holder, attribute.name, Object.keys(next).length ? next : undefined);
}

function keep(holder: Values, name: string, value: unknown): void {
  if (isEmpty(value)) delete holder[name];
  else holder[name] = value;
}
