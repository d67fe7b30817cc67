import type { ReportWriter } from '../report.ts';
import schema from '../report.schema.json' with { type: 'json' };

/** The part of JSON Schema that tells the order of keys. */
interface Shape {
  $ref?: string;
  properties?: Record<string, Shape>;
  items?: Shape;
  oneOf?: Shape[];
  [keyword: string]: unknown;
}

const report: Shape = schema;
const definitions: Record<string, Shape> = schema.definitions;

/**
 * The report document itself. Keys come in the order of the schema and then by name, the head is indented, and each case
 * has one line and comes last, so that two reports can be compared with a text diff.
 */
export const json: ReportWriter = {
  id: 'json',
  file: 'report.json',
  async *write(source) {
    const head = JSON.stringify(inSchemaOrder(source.head, report), null, 2);
    yield `${head.slice(0, -'\n}'.length)},\n  "cases": [`;
    let separator = '\n';
    for await (const result of source.cases()) {
      yield `${separator}    ${JSON.stringify(inSchemaOrder(result, definitions.CaseResult))}`;
      separator = ',\n';
    }
    yield separator === '\n' ? ']\n}\n' : '\n  ]\n}\n';
  },
};

function inSchemaOrder(value: unknown, declared: Shape | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const shape = resolve(declared);
  if (Array.isArray(value)) return value.map((item) => inSchemaOrder(item, shape?.items));
  const properties = shape?.properties ?? {};
  const known = Object.keys(properties).filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value)
    .filter((key) => !Object.hasOwn(properties, key))
    .sort();
  return Object.fromEntries(
    [...known, ...others].map((key) => [
      key,
      inSchemaOrder((value as Record<string, unknown>)[key], Object.hasOwn(properties, key) ? properties[key] : {}),
    ]),
  );
}

function resolve(shape: Shape | undefined): Shape | undefined {
  if (shape?.$ref) return definitions[shape.$ref.replace('#/definitions/', '')];
  return shape?.oneOf?.find((one) => one.properties) ?? shape;
}
