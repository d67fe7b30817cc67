import { pointersTo } from '../targets/json-pointer.ts';

/** Pointers that would have found what is sought, as advice; null where none would. */
export function betterPointer(document: unknown, holds: (value: unknown) => boolean): string | null {
  const found = pointersTo(document, holds).slice(0, 3);
  return found.length === 0 ? null : found.map((pointer) => (pointer === '' ? '""' : pointer)).join(' or ');
}
