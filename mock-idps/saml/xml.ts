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

/** Writes both forms in one walk. */
export function write(root: XmlElement, { scope = NONE, inclusive = [] }: Surroundings = {}): Written {
  let wire = '';
  let twin = '';

  function visit(element: XmlElement, outer: Namespaces, outerRendered: Namespaces): void {
    const { name, children } = element;
    const tag = startTag(element, outer, outerRendered, inclusive);
    wire += children.length ? `<${name}${tag.wire}>` : `<${name}${tag.wire}/>`;
    twin += `<${name}${tag.twin}>`;
    for (const child of children) {
      if (typeof child === 'string') {
        const text = escapeText(child);
        wire += text;
        twin += text;
      } else if ('verbatim' in child) {
        wire += child.verbatim;
        twin += child.canonical;
      } else visit(child, tag.scope, tag.rendered);
    }
    if (children.length) wire += `</${name}>`;
    twin += `</${name}>`;
  }

  visit(root, scope, NONE);
  return { wire, twin };
}

interface StartTag extends Written {
  /** Declarations that hold inside the element. */
  readonly scope: Namespaces;
  /** Those of them that the canonical form has written so far. */
  readonly rendered: Namespaces;
}

/** What stands behind the element's name in both forms. */
function startTag(
  { name, attributes }: XmlElement,
  outer: Namespaces,
  outerRendered: Namespaces,
  inclusive: readonly string[],
): StartTag {
  let wire = '';
  let scope = outer;
  const plain: Plain[] = [];
  const used = new Set([prefixOf(name)]);
  for (const [key, value] of attributes) {
    const text = ` ${key}="${escapeAttribute(value)}"`;
    wire += text;
    if (isDeclaration(key)) scope = { ...scope, [key.slice(6)]: value };
    else {
      plain.push({ key, text });
      if (key.includes(':')) used.add(prefixOf(key));
    }
  }
  for (const prefix of inclusive) if (prefix in scope) used.add(prefix);

  const fresh = [...used].filter((prefix) => (scope[prefix] ?? '') !== (outerRendered[prefix] ?? '')).sort();
  let rendered = outerRendered;
  let twin = '';
  for (const prefix of fresh) {
    const uri = scope[prefix] ?? '';
    rendered = { ...rendered, [prefix]: uri };
    twin += ` xmlns${prefix && `:${prefix}`}="${escapeAttribute(uri)}"`;
  }
  for (const { text } of sorted(plain, scope)) twin += text;
  return { wire, twin, scope, rendered };
}

interface Plain {
  readonly key: string;
  /** As written. */
  readonly text: string;
}

/** Attributes sort by namespace name, then local name; those without a prefix are in no namespace and come first. */
function sorted(attributes: Plain[], scope: Namespaces): Plain[] {
  if (attributes.length < 2) return attributes;
  const rank = (name: string): string => {
    const prefix = prefixOf(name);
    return prefix ? `${scope[prefix] ?? ''} ${name.slice(prefix.length + 1)}` : ` ${name}`;
  };
  return attributes.sort((a, b) => (rank(a.key) < rank(b.key) ? -1 : 1));
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
