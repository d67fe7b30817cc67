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

/** Places that a search looks at, and how deep it goes: a document may be as large as whoever sent it likes. */
const MOST_PLACES = 2_000;
const DEEPEST = 8;

/** Pointers to the values of a document for which that holds, nearest first. */
export function pointersTo(document: unknown, holds: (value: unknown) => boolean): string[] {
  const found: string[] = [];
  const open: { pointer: string; value: unknown; depth: number }[] = [{ pointer: '', value: document, depth: 0 }];
  for (let looked = 0; looked < MOST_PLACES; looked++) {
    const next = open.shift();
    if (!next) break;
    const { pointer, value, depth } = next;
    if (holds(value)) found.push(pointer);
    if (typeof value !== 'object' || value === null || depth === DEEPEST) continue;
    for (const [key, inner] of Object.entries(value).slice(0, MOST_PLACES))
      open.push({ pointer: `${pointer}/${escaped(key)}`, value: inner, depth: depth + 1 });
  }
  return found;
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

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
