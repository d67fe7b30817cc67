import { IdpError } from '../idp-error.ts';

/** One element as a vendor writes it: attributes, namespace declarations among them, in the order they appear. */
export interface XmlElement {
  /** Qualified name. */
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Strings are text, not yet escaped. */
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | Verbatim | string;

/** A comment, a CDATA section, a processing instruction: what no vendor writes and a fault may need. */
export interface Verbatim {
  /** As it stands in the message. */
  readonly verbatim: string;
  /** What becomes of it in the canonical form without comments. */
  readonly canonical: string;
}

/** The same element in two forms. Each is written when it is asked for. */
export interface Written {
  /** As the vendor sends it. */
  readonly wire: string;
  /** Its exclusive canonical form (http://www.w3.org/2001/10/xml-exc-c14n#, without comments), over which a digest is taken. */
  readonly twin: string;
}

interface Surroundings {
  /** Prefix (empty: the default namespace) → namespace name: declarations of the ancestors that the element's own subtree leans on. */
  readonly scope?: Readonly<Record<string, string>>;
  /** PrefixList of InclusiveNamespaces: written where in scope, used or not. */
  readonly inclusive?: readonly string[];
}

export const write = (root: XmlElement, { scope = {}, inclusive = [] }: Surroundings = {}): Written => ({
  get wire() {
    return wireOf(root);
  },
  get twin() {
    return twinOf(root, declared(Object.entries(scope), null), null, inclusive);
  },
});

function wireOf({ name, attributes, children }: XmlElement): string {
  let text = `<${name}`;
  for (const [key, value] of attributes) text += ` ${key}="${escapeAttribute(value)}"`;
  if (children.length === 0) return `${text}/>`;
  text += '>';
  for (const child of children)
    if (typeof child === 'string') text += escapeText(child);
    else text += 'verbatim' in child ? child.verbatim : wireOf(child);
  return `${text}</${name}>`;
}

/** Namespace declarations, the innermost first. */
type Scope = { readonly prefix: string; readonly uri: string; readonly outer: Scope } | null;

type Attribute = XmlElement['attributes'][number];

/** `rendered`: what of the declarations around the element the canonical form has written so far. */
function twinOf(
  { name, attributes, children }: XmlElement,
  outer: Scope,
  rendered: Scope,
  inclusive: readonly string[],
): string {
  let scope = outer;
  for (const [key, uri] of attributes) if (isDeclaration(key)) scope = { prefix: key.slice(6), uri, outer: scope };
  const plain = scope === outer ? attributes : attributes.filter(([key]) => !isDeclaration(key));

  let text = `<${name}`;
  let inside = rendered;
  for (const prefix of unrendered(name, plain, scope, rendered, inclusive)) {
    const uri = uriOf(prefix, scope);
    inside = { prefix, uri, outer: inside };
    text += ` xmlns${prefix && `:${prefix}`}="${escapeAttribute(uri)}"`;
  }
  for (const [key, value] of sorted(plain, scope)) text += ` ${key}="${escapeAttribute(value)}"`;
  text += '>';
  for (const child of children)
    if (typeof child === 'string') text += escapeText(child);
    else text += 'verbatim' in child ? child.canonical : twinOf(child, scope, inside, inclusive);
  return `${text}</${name}>`;
}

const declared = (declarations: readonly Attribute[], outer: Scope): Scope =>
  declarations.reduce<Scope>((scope, [prefix, uri]) => ({ prefix, uri, outer: scope }), outer);

/** The prefixes that an element uses, or has to carry, and whose declaration is not written yet, in canonical order. */
function unrendered(
  name: string,
  attributes: readonly Attribute[],
  scope: Scope,
  rendered: Scope,
  inclusive: readonly string[],
): readonly string[] {
  const found: string[] = [];
  const look = (prefix: string): void => {
    if (uriOf(prefix, scope) !== uriOf(prefix, rendered) && !found.includes(prefix)) found.push(prefix);
  };
  look(prefixOf(name));
  for (const [key] of attributes) if (key.includes(':')) look(prefixOf(key));
  for (const prefix of inclusive) look(prefix);
  return found.length > 1 ? found.sort() : found;
}

/** Attributes sort by namespace name, then local name; those without a prefix are in no namespace and come first. */
function sorted(attributes: readonly Attribute[], scope: Scope): readonly Attribute[] {
  if (attributes.length < 2) return attributes;
  const namespace = (name: string): string => (name.includes(':') ? uriOf(prefixOf(name), scope) : '');
  return attributes.toSorted(
    ([a], [b]) => order(namespace(a), namespace(b)) || order(a.slice(a.indexOf(':') + 1), b.slice(b.indexOf(':') + 1)),
  );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Empty where nothing is declared. */
function uriOf(prefix: string, scope: Scope): string {
  for (let at = scope; at; at = at.outer) if (at.prefix === prefix) return at.uri;
  return '';
}

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

/** Text that both forms hold as it is. */
const HARMLESS = /^[ !#-%'-;=?-~]*$/;
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const IN_TEXT = /[&<>\r]/g;
const IN_ATTRIBUTE = /[&<"\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** Escapes text as Canonical XML does, which every other XML form may do too. @throws IdpError `XML_CHARACTER` */
export const escapeText = (text: string): string => escape(text, IN_TEXT);

/** Escapes an attribute value for double quotes as Canonical XML does. @throws IdpError `XML_CHARACTER` */
export const escapeAttribute = (value: string): string => escape(value, IN_ATTRIBUTE);

function escape(text: string, special: RegExp): string {
  if (HARMLESS.test(text)) return text;
  const found = FORBIDDEN.exec(text);
  if (!found) return text.replace(special, (character) => ESCAPES[character] ?? character);
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new IdpError(
    'XML_CHARACTER',
    `XML 1.0 has no way to write U+${code}, found in ${JSON.stringify(text.slice(0, 80))}. Leave the character out.`,
  );
}
