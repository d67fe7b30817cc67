import { JitmusError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';

/** Values for the `{name}` placeholders of a target file. */
export type Values = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/** Fills placeholders in an address: each value is percent-encoded. */
export function fillUrl(template: string, values: Values): string {
  return template.replace(PLACEHOLDER, (whole, name: string) =>
    name in values ? encodeURIComponent(asText(values[name])) : whole,
  );
}

/** Fills placeholders in a JSON body or an argument list. A string that is one placeholder alone takes the value's type. */
export function fill(template: unknown, values: Values): unknown {
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fill(item, values)]));
  }
  if (typeof template !== 'string') return template;
  const alone = /^\{([A-Za-z]+)\}$/.exec(template)?.[1];
  if (alone !== undefined && alone in values) return values[alone];
  return template.replace(PLACEHOLDER, (whole, name: string) => (name in values ? asText(values[name]) : whole));
}

/** Throws at the first placeholder that will never be filled. */
export function checkPlaceholders(template: unknown, known: readonly string[], at: string): void {
  if (typeof template === 'string') {
    for (const [, name] of template.matchAll(PLACEHOLDER)) {
      if (name === undefined || known.includes(name)) continue;
      throw new JitmusError('TARGET_INVALID', `There is no placeholder "{${name}}" here.`, {
        at,
        hint: didYouMean(name, known) ?? `Known here: ${known.map((word) => `{${word}}`).join(' ')}`,
      });
    }
  } else if (typeof template === 'object' && template !== null) {
    Object.values(template).forEach((item) => checkPlaceholders(item, known, at));
  }
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
