import type { Json } from './dialect.ts';

/** Whether the application has a user as active: some keep a text. Null: it says nothing that could be read. */
export function activeIn({ active }: Json): boolean | null {
  if (typeof active === 'boolean') return active;
  const word = typeof active === 'string' ? active.toLowerCase() : '';
  return word === 'true' || word === 'false' ? word === 'true' : null;
}

/** The same, where whoever nothing is said of counts as active. */
export const isActive = (resource: Json): boolean => activeIn(resource) !== false;
