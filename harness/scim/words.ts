/** A placeholder: `{ada}`, `{person.email}`. */
const WORD = /\{([A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z]+)?)\}/g;

/** The placeholders in all texts of a value, without their braces. */
export function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(WORD)].map(([, word = '']) => word);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}

/** The same value with every placeholder in its texts filled. */
export function filled<T>(value: T, meaning: (word: string) => string): T {
  if (typeof value === 'string') return value.replaceAll(WORD, (_, word: string) => meaning(word)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => filled(item, meaning)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled<unknown>(item, meaning)])) as T;
}

/** Words that stand for something in every case. */
export const COMMON_WORDS: readonly string[] = ['unique', 'unknown'];

/** What of a person a placeholder may name. */
export const PERSON_FIELDS = ['email', 'capitals', 'givenName', 'familyName', 'displayName', 'id'] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];
