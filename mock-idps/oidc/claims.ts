/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Members of a JSON object, in the order in which they are written. */
export type Claims = Readonly<Record<string, Json>>;

/** The members that are there: undefined stands for what is left out. */
export function present(members: Readonly<Record<string, Json | undefined>>): Claims {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** These members of it, in its own order. */
export const only = (claims: Claims, names: readonly string[]): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => names.includes(name)));

/** The same without these members. */
export const without = (claims: Claims, ...names: readonly string[]): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
