/** What SCIM sends and answers. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of a resource; null where it has none, or one that is no text. */
export const idIn = (resource: unknown): string | null =>
  isObject(resource) && typeof resource.id === 'string' && resource.id !== '' ? resource.id : null;

/** The resources of a list; null where it is no list, or holds none. */
export const listIn = (json: unknown): unknown[] | null =>
  isObject(json) && Array.isArray(json.Resources) ? (json.Resources as unknown[]) : null;
