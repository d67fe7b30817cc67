import { IdpError } from '../idp-error.ts';

/** One element as a vendor writes it: attributes, namespace declarations among them, in the order they appear. */
export interface XmlElement {
  /** Qualified name. */
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Strings are text, not yet escaped. */
  readonly children: readonly (XmlElement | string)[];
}

/** The same element in two forms. */
export interface Written {
  /** As the vendor sends it. */
  readonly wire: string;
  /** Its exclusive canonical form (http://www.w3.org/2001/10/xml-exc-c14n#, without comments), over which a digest is taken. */
  readonly twin: string;
}

/** Prefix (empty: the default namespace) → namespace name. */
type Namespaces = Readonly<Record<string, string>>;

interface Surroundings {
  /** Declarations of the ancestors that the element's own subtree leans on. */
  readonly scope?: Namespaces;
  /** PrefixList of InclusiveNamespaces: written where in scope, used or not. */
  readonly inclusive?: readonly string[];
}

const NONE: Namespaces = {};

/** Writes both forms in one walk. Comments, processing instructions and CDATA do not exist here. */
export function write(root: XmlElement, { scope = NONE, inclusive = [] }: Surroundings = {}): Written {
  let wire = '';
  let twin = '';

  function visit(element: XmlElement, outer: Namespaces, rendered: Namespaces): void {
    const inner = declare(element, outer);
    const { tag, rendered: nowRendered } = canonicalTag(element, inner, rendered, inclusive);
    wire += `<${element.name}`;
    for (const [name, value] of element.attributes) wire += ` ${name}="${escapeAttribute(value)}"`;
    wire += element.children.length ? '>' : '/>';
    twin += tag;
    for (const child of element.children) {
      if (typeof child === 'string') {
        const text = escapeText(child);
        wire += text;
        twin += text;
      } else visit(child, inner, nowRendered);
    }
    if (element.children.length) wire += `</${element.name}>`;
    twin += `</${element.name}>`;
  }

  visit(root, scope, NONE);
  return { wire, twin };
}

function declare(element: XmlElement, outer: Namespaces): Namespaces {
  let inner: Record<string, string> | undefined;
  for (const [name, value] of element.attributes) {
    if (isDeclaration(name)) (inner ??= { ...outer })[name.slice(6)] = value;
  }
  return inner ?? outer;
}

/** The start tag with only the declarations that exclusive canonicalisation keeps, sorted as it sorts. */
function canonicalTag(element: XmlElement, scope: Namespaces, rendered: Namespaces, inclusive: readonly string[]) {
  const plain = element.attributes.filter(([name]) => !isDeclaration(name));
  const used = new Set([prefixOf(element.name), ...inclusive.filter((prefix) => prefix in scope)]);
  for (const [name] of plain) if (name.includes(':')) used.add(prefixOf(name));

  const fresh = [...used].filter((prefix) => (scope[prefix] ?? '') !== (rendered[prefix] ?? '')).sort();
  const declarations = fresh.map(
    (prefix) => ` xmlns${prefix && `:${prefix}`}="${escapeAttribute(scope[prefix] ?? '')}"`,
  );
  const attributes = plain
    .map(([name, value]) => ({ key: sortKey(name, scope), text: ` ${name}="${escapeAttribute(value)}"` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ text }) => text);
  return {
    tag: `<${element.name}${declarations.join('')}${attributes.join('')}>`,
    rendered: fresh.length ? { ...rendered, ...Object.fromEntries(fresh.map((p) => [p, scope[p] ?? ''])) } : rendered,
  };
}

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

/** Attributes sort by namespace name, then local name; those without a prefix are in no namespace and come first. */
function sortKey(name: string, scope: Namespaces): string {
  const prefix = prefixOf(name);
  return prefix ? `${scope[prefix] ?? ''} ${name.slice(prefix.length + 1)}` : ` ${name}`;
}

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
const escaped = (character: string): string => ESCAPES[character] ?? character;

/** Escapes text as Canonical XML does, which every other XML form may do too. @throws IdpError `XML_CHARACTER` */
export function escapeText(text: string): string {
  return checked(text).replace(IN_TEXT, escaped);
}

/** Escapes an attribute value for double quotes as Canonical XML does. @throws IdpError `XML_CHARACTER` */
export function escapeAttribute(value: string): string {
  return checked(value).replace(IN_ATTRIBUTE, escaped);
}

function checked(text: string): string {
  const found = FORBIDDEN.exec(text);
  if (!found) return text;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new IdpError(
    'XML_CHARACTER',
    `XML 1.0 has no way to write U+${code}, found in ${JSON.stringify(text.slice(0, 80))}. Leave the character out.`,
  );
}
