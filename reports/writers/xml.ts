import { visible } from '../visible.ts';

/** Attribute name → value; an undefined one is left out. */
export type Attributes = Record<string, string | number | undefined>;

/** One element. `children` is markup already: make it with `element` or {@link text}. */
export function element(name: string, attributes: Attributes, children: string | readonly string[] = []): string {
  const inner = typeof children === 'string' ? children : children.join('');
  const start = `<${name}${attributeList(attributes)}`;
  return inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`;
}

/** The attributes as they stand in a start tag, each with a leading space. */
export function attributeList(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${text(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('');
}

const ENTITIES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** Any string as character data. What XML cannot hold, and what nobody can see, becomes an escape. */
export function text(value: string): string {
  return visible(value).replace(/[<>&"]/g, (character) => ENTITIES[character] ?? '');
}
