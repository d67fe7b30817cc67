import { attributeNamed, type Attribute, type ResourceType, type Schema } from './attribute.ts';
import { parseFilter, type Filter } from './filter-grammar.ts';
import { topAttributes } from './schemas.ts';

/** Where an attribute path points (RFC 7644 §3.5.2, figure 7). */
export interface Target {
  /** The extension that holds it. */
  extension: Schema | null;
  /** Null: the whole extension. */
  attribute: Attribute | null;
  /** Which values of the attribute. Null: all. */
  filter: Filter | null;
  sub: Attribute | null;
}

/** What a path means for this type of resource; null where it has no such attribute. @throws SyntaxError */
export function resolve(type: ResourceType, path: string): Target | null {
  const { extension, rest } = withoutUri(type, path);
  if (extension && rest === '') return { extension, attribute: null, filter: null, sub: null };
  const { name, filter, subName } = parts(rest);
  const attribute = attributeNamed(extension ? extension.attributes : topAttributes(type), name);
  if (!attribute) return null;
  const sub = subName === null ? null : attributeNamed(attribute.subAttributes, subName);
  if (sub === undefined) return null;
  return { extension, attribute, filter: filter === null ? null : parseFilter(filter), sub };
}

/** What the name of an attribute means, where no value of it may be chosen by a filter; null where it is no such name. */
export const resolveName = (type: ResourceType, name: string): Target | null =>
  /[[\]]/.test(name) ? null : resolve(type, name);

/** URIs are compared without regard to case, and end before the last colon or with the path. */
function withoutUri({ schema, extensions }: ResourceType, path: string): { extension: Schema | null; rest: string } {
  for (const one of [schema, ...extensions]) {
    if (!path.toLowerCase().startsWith(one.id.toLowerCase())) continue;
    const rest = path.slice(one.id.length);
    if (rest !== '' && rest[0] !== ':') continue;
    return { extension: one === schema ? null : one, rest: rest.slice(1) };
  }
  return { extension: null, rest: path };
}

/** `emails[type eq "work"].value` has three parts. */
function parts(path: string): { name: string; filter: string | null; subName: string | null } {
  const open = path.indexOf('[');
  const close = path.lastIndexOf(']');
  if (open > 0 && close > open) {
    const after = path.slice(close + 1);
    const subName = after === '' ? null : after.startsWith('.') ? after.slice(1) : after;
    return { name: path.slice(0, open), filter: path.slice(open + 1, close), subName };
  }
  const dot = path.indexOf('.');
  return dot < 0
    ? { name: path, filter: null, subName: null }
    : { name: path.slice(0, dot), filter: null, subName: path.slice(dot + 1) };
}
