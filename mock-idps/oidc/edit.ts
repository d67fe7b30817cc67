import { without, type Claims, type Json } from './claims.ts';
import type { IdTokenDraft } from './draft.ts';
import type { JsonAnswer, OidcFaultContext } from './fault.ts';

/** The draft with these claims, each in its place where it has one; undefined takes it out. */
export function withClaims(draft: IdTokenDraft, changes: Readonly<Record<string, Json | undefined>>): IdTokenDraft {
  const merged = Object.entries({ ...draft.claims, ...changes });
  return {
    ...draft,
    claims: Object.fromEntries(merged.filter((entry): entry is [string, Json] => entry[1] !== undefined)),
  };
}

/** A claim that the fault is about. @throws RangeError where the token does not hold it */
export function claimOf({ claims }: IdTokenDraft, name: string): Json {
  const found = claims[name];
  if (found !== undefined) return found;
  throw new RangeError(`The ID token holds no ${name}.`);
}

/** A claim that is a text. @throws RangeError where it is none */
export function textOf(draft: IdTokenDraft, name: string): string {
  const found = claimOf(draft, name);
  if (typeof found === 'string') return found;
  throw new RangeError(`The ID token's ${name} is no text.`);
}

/** A time that a claim holds, in seconds since 1970. */
export const secondsOf = (draft: IdTokenDraft, name: string): number => Number(claimOf(draft, name));

/** The draft with this header; undefined takes a parameter out. */
export function withHeader(draft: IdTokenDraft, changes: Readonly<Record<string, Json | undefined>>): IdTokenDraft {
  const merged = Object.entries({ ...draft.header, ...changes });
  return {
    ...draft,
    header: Object.fromEntries(merged.filter((entry): entry is [string, Json] => entry[1] !== undefined)),
  };
}

/** Whoever the token told of, now it tells of the victim. */
export function asVictim(draft: IdTokenDraft, { victim, identity }: OidcFaultContext): IdTokenDraft {
  return { ...draft, claims: toldOf(draft.claims, victim(), identity) };
}

/** The claims with another person's in place of those that say who it is. */
export function toldOf(claims: Claims, person: Claims, identity: readonly string[]): Claims {
  const kept = Object.entries(claims).flatMap(([name, value]): [string, Json][] => {
    if (!identity.includes(name)) return [[name, value]];
    const theirs = person[name];
    return theirs === undefined ? [] : [[name, theirs]];
  });
  return { ...Object.fromEntries(kept), ...without(person, ...kept.map(([name]) => name)) };
}

/** The members of a JSON answer. @throws RangeError where it is none */
export function membersOf({ body }: JsonAnswer): Claims {
  const read = JSON.parse(body) as Json;
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Claims;
  throw new RangeError('The answer is no JSON object.');
}

/** The answer with these members; undefined takes one out. */
export function withMembers(answer: JsonAnswer, changes: Readonly<Record<string, Json | undefined>>): JsonAnswer {
  return { ...answer, body: JSON.stringify({ ...membersOf(answer), ...changes }) };
}
