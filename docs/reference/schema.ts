import { anchor, code, prose, sections, shown, table } from './markdown.ts';

/** What of JSON Schema our schemas use. */
export interface Schema {
  $ref?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  oneOf?: Schema[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  definitions?: Record<string, Schema>;
}

/** Keys further down stand in the table of the key above them. */
const DEEPEST_SECTION = 2;

/** Sections that tell every key of a kind of file, from the schema that checks it. */
export function keysOf(schema: Schema): string {
  const reference = new Reference(schema.definitions ?? {});
  return sections(...reference.section('Keys', schema, []), ...reference.shared());
}

class Reference {
  readonly #definitions: Record<string, Schema>;
  /** Heading by name of the definition: what several keys hold is told once. */
  readonly #headings = new Map<string, string>();
  readonly #shared: [heading: string, schema: Schema][] = [];

  constructor(definitions: Record<string, Schema>) {
    this.#definitions = definitions;
  }

  /** The section of an object, and behind it those of the objects in it. */
  section(heading: string, schema: Schema, path: readonly string[]): string[] {
    const below: string[] = [];
    const rows = this.#rows(schema, path, '', below);
    const says = path.length && schema.description ? prose(schema.description) : null;
    return [sections(`## ${heading}`, says, table(['Key', 'Value', 'Default', 'Meaning'], rows)), ...below];
  }

  /** Sections of definitions that have a title of their own. */
  shared(): string[] {
    return this.#shared.flatMap(([title, schema]) => this.section(title, schema, [title]));
  }

  #rows(
    { properties = {}, required = [] }: Schema,
    path: readonly string[],
    prefix: string,
    below: string[],
  ): string[][] {
    return Object.entries(properties).flatMap(([key, given]) => {
      const schema = this.#resolved(given);
      const inner = this.#objectIn(schema);
      const heading = inner && this.#headingOf(inner, [...path, key], below);
      const link = heading && `[${heading}](#${anchor(heading)})`;
      const { says, usual } = toldOf(schema);
      return [
        [code(prefix + key), this.#value(schema, link), required.includes(key) ? '**needed**' : usual, says],
        ...(inner && !link ? this.#rows(inner.schema, path, `${prefix}${key}${inner.step}.`, below) : []),
      ];
    });
  }

  /** Where the keys of an object are told; null: in the same table. */
  #headingOf({ schema, name }: Inner, path: readonly string[], below: string[]): string | null {
    const known = name && this.#headings.get(name);
    if (known) return known;
    const { title } = schema;
    if (!title && path.length > DEEPEST_SECTION) return null;
    const heading = title ?? path.join('.');
    if (name) this.#headings.set(name, heading);
    if (title) this.#shared.push([title, schema]);
    else below.push(...this.section(heading, schema, path));
    return heading;
  }

  /** The object whose keys a value has: itself, those of its list, or those under its names. */
  #objectIn(schema: Schema, step = ''): Inner | null {
    const name = nameIn(schema);
    const { properties, items, additionalProperties, oneOf = [] } = schema;
    if (properties) return { schema: { ...schema, ...(name && this.#definitions[name]) }, name, step };
    if (items) return this.#objectIn(this.#resolved(items), `${step}[]`);
    if (typeof additionalProperties === 'object')
      return this.#objectIn(this.#resolved(additionalProperties), `${step}.<name>`);
    const form = oneOf.map((one) => this.#objectIn(this.#resolved(one), step)).find((inner) => inner !== null) ?? null;
    return form && name ? { ...form, name, schema: { ...form.schema, ...titleOf(this.#definitions[name]) } } : form;
  }

  /** What a value is, in words. `link`: where the keys of an object are told. */
  #value(schema: Schema, link: string | null): string {
    const { title, type, items, oneOf, properties, additionalProperties, minimum, maximum } = schema;
    if (schema.enum) return schema.enum.map((word) => code(shown(word))).join(', ');
    if (schema.const !== undefined) return code(shown(schema.const));
    if (oneOf) return oneOf.map((form) => this.#value(this.#resolved(form), link)).join(', or ');
    if (items) return `list: ${this.#value(this.#resolved(items), link)}`;
    if (typeof additionalProperties === 'object')
      return `name → ${this.#value(this.#resolved(additionalProperties), link)}`;
    if (properties) return link ?? 'keys below';
    if (type === 'object' && additionalProperties === false) return code('{}');
    if (type === 'integer')
      return `whole number${minimum === undefined ? '' : ` from ${minimum}`}${maximum === undefined ? '' : ` to ${maximum}`}`;
    if (title) return title;
    return [type ?? 'object']
      .flat()
      .map((word) => words[word] ?? word)
      .join(' or ');
  }

  /** What stands beside a reference wins over what is referred to. */
  #resolved(schema: Schema): Schema & { name?: string } {
    const name = schema.$ref?.replace('#/definitions/', '');
    return name === undefined ? schema : { name, ...this.#definitions[name], ...schema };
  }
}

interface Inner {
  schema: Schema;
  /** Of its definition, where it has one. */
  name: string | null;
  /** Between the key and those of the object: `[]`, `.<name>`. */
  step: string;
}

const nameIn = (schema: Schema & { name?: string }) => schema.name ?? null;

const titleOf = ({ title, description }: Schema = {}) => ({ title, description });

const words: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: '`true` or `false`',
  object: 'any keys',
  null: '`null`',
};

/** A default that only words can tell is the last sentence of the description. */
const DEFAULT_IN_WORDS = /\s*\bDefault: (.+)\.$/;

function toldOf({ description = '', default: value }: Schema): { says: string; usual: string } {
  const [, inWords = ''] = DEFAULT_IN_WORDS.exec(description) ?? [];
  return {
    says: prose(description.replace(DEFAULT_IN_WORDS, '')),
    usual: value === undefined ? prose(inWords) : code(shown(value)),
  };
}
