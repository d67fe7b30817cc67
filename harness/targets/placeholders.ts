import { JitmusError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';

/** Values for the `{name}` placeholders of a target file. */
export type Values = Readonly<Record<string, unknown>>;

/** `${name}` is none: that is a variable, filled before. */
const PLACEHOLDER = /(?<!\$)\{([A-Za-z]+)\}/g;

/** Fills placeholders in an address: each value is percent-encoded. Unknown ones stay. */
export const fillUrl = (template: string, values: Values) =>
  filled(template, values, (value) => encodeURIComponent(asText(value)));

/** Fills placeholders in a JSON body or an argument list. A string that is one placeholder alone takes the value's type. */
export function fill(template: unknown, values: Values): unknown {
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fill(item, values)]));
  }
  if (typeof template !== 'string') return template;
  const alone = /^\{([A-Za-z]+)\}$/.exec(template)?.[1];
  return alone !== undefined && Object.hasOwn(values, alone) ? values[alone] : filled(template, values, asText);
}

/** A problem for each placeholder that will never be filled. `at` tells where a string below the template stands. */
export function unknownPlaceholders(
  template: unknown,
  known: readonly string[],
  at: (...path: string[]) => string,
): JitmusError[] {
  if (typeof template === 'object' && template !== null)
    return Object.entries(template).flatMap(([key, item]) =>
      unknownPlaceholders(item, known, (...path) => at(key, ...path)),
    );
  if (typeof template !== 'string') return [];
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  return names
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        new JitmusError('TARGET_INVALID', `There is no placeholder "{${name}}" here.`, {
          at: at(),
          hint: didYouMean(name, known) ?? `Known here: ${known.map((word) => `{${word}}`).join(' ')}`,
        }),
    );
}

function filled(template: string, values: Values, asPart: (value: unknown) => string): string {
  return template.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? asPart(values[name]) : whole,
  );
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
