/** The value at a JSON Pointer (RFC 6901); undefined where there is none. Never walks into a prototype. */
export function valueAt(document: unknown, pointer: string): unknown {
  return pointerKeys(pointer).reduce<unknown>(step, document);
}

/** The value at the pointer when it is a string that is not empty, else null. */
export function stringAt(document: unknown, pointer: string | undefined): string | null {
  if (pointer === undefined) return null;
  const value = valueAt(document, pointer);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A pointer that ends in a list index, cut in two; undefined for every other pointer. */
export function listOf(pointer: string): { list: string; index: number } | undefined {
  const match = /^(.*)\/(\d+)$/.exec(pointer);
  return match ? { list: match[1] ?? '', index: Number(match[2]) } : undefined;
}

function pointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function step(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
