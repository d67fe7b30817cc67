import { attributeNamed, type Attribute, type ResourceType, type Values } from './attribute.ts';
import { resolveName } from './path.ts';
import { topAttributes } from './schemas.ts';

/** Which attributes a client wants to see (RFC 7644 §3.9). */
export interface Wanted {
  /** Null: all that are shown by default. */
  attributes: readonly string[] | null;
  excluded: readonly string[];
}

/** The lists of a query or of a search. */
export function readWanted({ attributes, excludedAttributes }: Values): Wanted {
  const wanted = namesIn(attributes);
  return { attributes: wanted.length ? wanted : null, excluded: namesIn(excludedAttributes) };
}

const namesIn = (given: unknown): string[] =>
  (Array.isArray(given) ? given.map(String) : typeof given === 'string' ? given.split(',') : [])
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The resource with what is wanted, and with what is always returned. */
export function project(type: ResourceType, resource: Values, { attributes, excluded }: Wanted): Values {
  const shown: Values = {};
  for (const [name, value] of Object.entries(resource)) {
    const attribute = attributeNamed(topAttributes(type), name);
    if (attribute?.returned === 'always') shown[name] = value;
    else if (attribute) put(shown, name, projected(type, attribute, name, value, { attributes, excluded }));
    else put(shown, name, projectedExtension(type, name, value as Values, { attributes, excluded }));
  }
  return shown;
}

function projectedExtension(type: ResourceType, uri: string, values: Values, wanted: Wanted): Values | undefined {
  if (isNamed(type, wanted.excluded, uri)) return undefined;
  if (wanted.attributes && isNamed(type, wanted.attributes, uri)) return values;
  const schema = type.extensions.find(({ id }) => id === uri);
  const shown: Values = {};
  for (const [name, value] of Object.entries(values)) {
    const attribute = attributeNamed(schema?.attributes, name);
    if (attribute) put(shown, name, projected(type, attribute, `${uri}:${name}`, value, wanted));
  }
  return Object.keys(shown).length ? shown : undefined;
}

function projected(type: ResourceType, { subAttributes }: Attribute, path: string, value: unknown, wanted: Wanted) {
  if (isNamed(type, wanted.excluded, path)) return undefined;
  if (!wanted.attributes || isNamed(type, wanted.attributes, path)) {
    const without = (subAttributes ?? []).filter(({ name }) => isNamed(type, wanted.excluded, `${path}.${name}`));
    return without.length ? withParts(value, (name) => !without.some((sub) => sub.name === name)) : value;
  }
  const { attributes } = wanted;
  const parts = (subAttributes ?? []).filter(({ name }) => isNamed(type, attributes, `${path}.${name}`));
  return parts.length ? withParts(value, (name) => parts.some((sub) => sub.name === name)) : undefined;
}

function withParts(value: unknown, isKept: (name: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => withParts(each, isKept));
  return Object.fromEntries(Object.entries(value as Values).filter(([name]) => isKept(name)));
}

/** Names are compared as paths: without regard to case, with the URI of the schema or without. */
const isNamed = (type: ResourceType, names: readonly string[], path: string): boolean =>
  names.some((name) => canonical(type, name) === canonical(type, path));

function canonical(type: ResourceType, path: string): string {
  const target = resolveName(type, path);
  if (!target) return path;
  return [target.extension?.id, target.attribute?.name, target.sub?.name].join('/');
}

function put(shown: Values, name: string, value: unknown): void {
  if (value !== undefined) shown[name] = value;
}
