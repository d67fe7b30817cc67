import { isReadOnly, type Attribute, type ResourceType, type Values } from './attribute.ts';
import { coerce, isEmpty } from './coerce.ts';
import { resolveName } from './path.ts';
import { badRequest } from './scim-error.ts';
import { topAttributes } from './schemas.ts';

/**
 * The values that a client sent in a POST or PUT. What is read-only or unknown is left aside (RFC 7644 §3.3).
 * @throws ScimError `invalidSyntax`, `invalidValue`
 */
export function readResource(type: ResourceType, body: unknown): Values {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('invalidSyntax', 'Send one resource, as a JSON object.');
  checkSchemas(type, (body as Values).schemas);
  const values: Values = {};
  for (const [name, value] of Object.entries(body)) put(type, values, name, value);
  checkRequired(topAttributes(type), values);
  return values;
}

function put(type: ResourceType, values: Values, name: string, value: unknown): void {
  const target = resolveName(type, name);
  if (!target) return;
  const { extension, attribute, sub } = target;
  if (attribute === null) {
    if (isEmpty(value)) return;
    if (typeof value !== 'object' || Array.isArray(value))
      throw badRequest('invalidValue', `"${name}" takes an object.`);
    for (const [inner, part] of Object.entries(value as Values)) put(type, values, `${extension?.id}:${inner}`, part);
    return;
  }
  if (isReadOnly(attribute) || sub) return;
  const found = coerce(attribute, value);
  if (found === undefined) return;
  const holder = extension ? ((values[extension.id] ??= {}) as Values) : values;
  holder[attribute.name] = found;
}

/** Microsoft's group has a schema of its own beside the common one: others than ours are no error. */
function checkSchemas({ schema }: ResourceType, given: unknown): void {
  const isList = Array.isArray(given) && given.every((uri) => typeof uri === 'string');
  if (isList && given.some((uri: string) => uri.toLowerCase() === schema.id.toLowerCase())) return;
  throw badRequest('invalidSyntax', `"schemas" must hold ${schema.id}.`);
}

/** @throws ScimError `invalidValue` */
export function checkRequired(attributes: readonly Attribute[], values: Values): void {
  const missing = attributes.find(({ name, required }) => required && values[name] === undefined);
  if (missing) throw badRequest('invalidValue', `"${missing.name}" is required.`);
}
