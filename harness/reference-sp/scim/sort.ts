import type { ResourceType, Values } from './attribute.ts';
import { resolveName } from './path.ts';
import { badRequest } from './scim-error.ts';

/** Order of resources (RFC 7644 §3.4.2.3): those without a value come last. @throws ScimError `invalidPath` */
export function compareBy(type: ResourceType, path: string, order: unknown): (a: Values, b: Values) => number {
  const { attribute, sub, extension } = resolveName(type, path) ?? {};
  if (!attribute) throw badRequest('invalidPath', `There is no attribute "${path}" to sort by.`);
  const isCaseExact = (sub ?? attribute).caseExact === true;
  const keyOf = (resource: Values): string | null => {
    const holder = extension ? (resource[extension.id] as Values | undefined) : resource;
    const value = first(holder?.[attribute.name]);
    const part = typeof value === 'object' && value !== null ? (value as Values)[sub?.name ?? 'value'] : value;
    if (typeof part !== 'string') return typeof part === 'boolean' ? String(part) : null;
    return isCaseExact ? part : part.toLowerCase();
  };
  const direction = String(order).toLowerCase() === 'descending' ? -1 : 1;
  return (a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return direction * (one < other ? -1 : Number(one > other));
  };
}

/** Of several values the primary one, else the first. */
function first(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.find((each) => (each as Values | null)?.primary === true) ?? (value[0] as unknown);
}
