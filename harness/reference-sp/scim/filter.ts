import { attributeNamed, type Attribute, type ResourceType, type Values } from './attribute.ts';
import { parseFilter, type Comparison, type Filter, type Literal } from './filter-grammar.ts';
import { resolve } from './path.ts';
import { badRequest } from './scim-error.ts';

/** @throws ScimError `invalidFilter` */
export function readFilter(text: string): Filter {
  try {
    return parseFilter(text);
  } catch (cause) {
    throw badRequest('invalidFilter', `The filter cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** Whether a resource, as it is shown, matches. An attribute that it does not have has no value (RFC 7644 §3.4.2.1). */
export function matches(type: ResourceType, filter: Filter, resource: Values): boolean {
  return holds(filter, (path) => {
    const target = resolve(type, path);
    if (!target?.attribute) return null;
    const holder = target.extension ? valueNamed(resource, target.extension.id) : resource;
    return found(target.attribute, target.sub, holder);
  });
}

/**
 * Refuses a filter that asks for an order of what has none, also where nothing is there to compare.
 * @throws ScimError `invalidFilter`
 */
export function demandOrder(type: ResourceType, filter: Filter): void {
  walk(filter, (path) => {
    const { attribute, sub } = resolve(type, path) ?? {};
    return sub ?? attribute ?? undefined;
  });
}

function walk(filter: Filter, named: (path: string) => Attribute | undefined): void {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.filters.forEach((each) => walk(each, named));
    case 'not':
      return walk(filter.filter, named);
    case 'some': {
      const { subAttributes } = named(filter.path) ?? {};
      return walk(filter.filter, (path) => attributeNamed(subAttributes, path));
    }
    case 'pr':
      return;
    default:
      demandOrderOf(named(filter.path), filter);
  }
}

function demandOrderOf(attribute: Attribute | undefined, { op, path }: Pick<Compare, 'op' | 'path'>): void {
  if (attribute && ORDERED.includes(op) && (attribute.type === 'boolean' || attribute.type === 'binary'))
    throw badRequest('invalidFilter', `"${path}" has no order.`);
}

/** Whether one value of a complex attribute matches the filter in brackets. */
export const matchesValue = (attribute: Attribute, filter: Filter, value: unknown): boolean =>
  holds(filter, (path) => {
    const sub = attributeNamed(attribute.subAttributes, path);
    return sub ? found(sub, null, value) : null;
  });

interface Found {
  /** Whose characteristics decide how values are compared. */
  attribute: Attribute;
  values: readonly unknown[];
  /** The complex attribute that was named, for a filter in brackets. */
  whole: Attribute;
}

type LookUp = (path: string) => Found | null;

function holds(filter: Filter, lookUp: LookUp): boolean {
  switch (filter.op) {
    case 'and':
      return filter.filters.every((each) => holds(each, lookUp));
    case 'or':
      return filter.filters.some((each) => holds(each, lookUp));
    case 'not':
      return !holds(filter.filter, lookUp);
    case 'some': {
      const { whole, values } = lookUp(filter.path) ?? { values: [] };
      return values.some((value) => whole && matchesValue(whole, filter.filter, value));
    }
    case 'pr':
      return (lookUp(filter.path)?.values ?? []).length > 0;
    default:
      return compares(filter, lookUp(filter.path));
  }
}

/** A name without a sub-attribute means the values' `value` (RFC 7644 §3.4.2.2). */
function found(attribute: Attribute, sub: Attribute | null, holder: unknown): Found {
  const values = listOf(valueNamed(holder, attribute.name));
  const part = sub ?? attributeNamed(attribute.subAttributes, 'value');
  if (!part) return { attribute, whole: attribute, values };
  if (!sub) return { attribute: part, whole: attribute, values };
  return { attribute: sub, whole: attribute, values: values.flatMap((value) => listOf(valueNamed(value, sub.name))) };
}

const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : [value].flat());

const valueNamed = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null ? (holder as Values)[name] : undefined;

const ORDERED = ['gt', 'ge', 'lt', 'le'];

interface Compare {
  op: Comparison;
  path: string;
  value: Literal;
}

function compares({ op, path, value: sought }: Compare, place: Found | null): boolean {
  const attribute = place?.attribute;
  demandOrderOf(attribute, { op, path });
  const values = (place?.values ?? []).map((value) => (typeof value === 'object' ? valueNamed(value, 'value') : value));
  if (sought === null) return op === 'eq' ? values.length === 0 : op === 'ne' && values.length > 0;
  const wanted = comparable(attribute, sought);
  const isSame = (value: unknown) => comparable(attribute, value) === wanted;
  if (op === 'ne') return !values.some(isSame);
  return values.some((value) => TESTS[op](comparable(attribute, value), wanted));
}

type Comparable = string | number | boolean;

const TESTS: Record<Exclude<Comparison, 'ne'>, (value: Comparable, wanted: Comparable) => boolean> = {
  eq: (value, wanted) => value === wanted,
  co: (value, wanted) => String(value).includes(String(wanted)),
  sw: (value, wanted) => String(value).startsWith(String(wanted)),
  ew: (value, wanted) => String(value).endsWith(String(wanted)),
  gt: (value, wanted) => value > wanted,
  ge: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  le: (value, wanted) => value <= wanted,
};

/** Entra ID asks for `primary eq "True"`. */
function comparable(attribute: Attribute | undefined, value: unknown): Comparable {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = String(value);
  if (attribute?.type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (attribute?.type === 'dateTime') return Date.parse(text);
  return attribute?.caseExact ? text : text.toLowerCase();
}
