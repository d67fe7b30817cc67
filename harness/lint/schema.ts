import { childrenOf, nameOf, type Element } from './document.ts';
import { misfit, type SimpleTypeName } from './simple-types.ts';

/** What the schema says about one element. */
export interface ElementRule {
  /** Name → type. With `!` it has to be there. */
  attributes?: Readonly<Record<string, SimpleTypeName | `${SimpleTypeName}!`>>;
  /** Attributes of other namespaces may stand there too. */
  open?: true;
  /**
   * The elements inside, in order, as a regular expression whose letters are names: `saml:Issuer? ds:Signature?`.
   * `other` is any element of another namespace than the element's own, `any` is any element.
   */
  children?: string;
  /** Prefix of the namespace that `other` leaves out, where that is not the element's own. */
  except?: string;
  /** Text between the elements is allowed. */
  mixed?: true;
  /** It holds no elements but a text of this type. */
  text?: SimpleTypeName;
}

/** Element → what the schema says about it; `unchecked` is well-formed and no more is asked. */
export type SchemaTable = Readonly<Record<string, ElementRule | 'unchecked'>>;

/** Where the document departs from the table, each in one sentence. Elements that the table does not know are not looked into. */
export function schemaProblems(root: Element, table: SchemaTable): string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  const visit = (element: Element) => {
    const name = nameOf(element);
    const rule = Object.hasOwn(table, name) ? table[name] : undefined;
    // Another type was named for it, which the table does not hold.
    if (rule === undefined || rule === 'unchecked' || hasType(element)) return;
    problems.push(...attributeProblems(element, name, rule, ids), ...contentProblems(element, name, rule));
    childrenOf(element).forEach(visit);
  };
  visit(root);
  return problems;
}

const hasType = (element: Element) => Array.from(element.attributes).some((each) => nameOf(each) === 'xsi:type');

function attributeProblems(element: Element, name: string, rule: ElementRule, ids: Set<string>): string[] {
  const { attributes = {}, open } = rule;
  const problems: string[] = [];
  const own = Array.from(element.attributes).filter(
    (attribute) => attribute.name !== 'xmlns' && attribute.prefix !== 'xmlns' && !nameOf(attribute).startsWith('xsi:'),
  );
  for (const attribute of own) {
    const key = nameOf(attribute).replace(/^:/, '');
    const type = Object.hasOwn(attributes, key) ? typeNamed(attributes[key]) : undefined;
    if (!type) {
      const foreign = key.includes(':') && attribute.namespaceURI !== element.namespaceURI;
      if (!open || !foreign) problems.push(`<${name}> may not have the attribute ${attribute.name}.`);
      continue;
    }
    const says = misfit(type, attribute.value);
    if (says) problems.push(`${key} of <${name}> is ${quoted(attribute.value)}, which is not ${says}.`);
    if (type !== 'ID') continue;
    if (ids.has(attribute.value.trim())) problems.push(`The ID ${quoted(attribute.value)} stands there twice.`);
    ids.add(attribute.value.trim());
  }
  const there = new Set(own.map((attribute) => nameOf(attribute).replace(/^:/, '')));
  const missing = Object.keys(attributes).filter((key) => attributes[key]?.endsWith('!') && !there.has(key));
  return [...problems, ...missing.map((key) => `<${name}> lacks the attribute ${key}.`)];
}

const typeNamed = (written: string | undefined) => written?.replace('!', '') as SimpleTypeName | undefined;

function contentProblems(
  element: Element,
  name: string,
  { children = '', except, mixed, text }: ElementRule,
): string[] {
  const inside = childrenOf(element).map((child) => nameOf(child));
  if (text) {
    if (inside.length > 0) return [`<${name}> holds <${inside[0]}>, and may hold text alone.`];
    const content = element.textContent ?? '';
    const says = misfit(text, content);
    return says ? [`<${name}> is ${quoted(content)}, which is not ${says}.`] : [];
  }
  const problems: string[] = [];
  const loose = Array.from(element.childNodes).some(
    (node) =>
      (node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE) &&
      (isText(node.nodeValue) || children === ''),
  );
  if (loose && !mixed)
    problems.push(`<${name}> holds text ${children === '' ? 'and has to be empty' : 'beside its elements'}.`);
  const own = except ?? name.split(':')[0] ?? '';
  if (grammar(own, children).test(inside.map((child) => `<${child}>`).join(''))) return problems;
  const held = inside.length > 0 ? inside.join(', ') : 'nothing';
  return [...problems, `<${name}> holds ${held}; allowed is ${children === '' ? 'nothing' : children}.`];
}

const isText = (text: string | null) => /[^ \t\r\n]/.test(text ?? '');

const compiled = new Map<string, RegExp>();

function grammar(own: string, children: string): RegExp {
  const key = `${own} ${children}`;
  let expression = compiled.get(key);
  if (!expression) {
    const source = children.replaceAll(/\w+:\w+|other|any/g, (word) => {
      if (word === 'any') return '(?:<[^>]*>)';
      return word === 'other' ? `(?:<(?!${own}:|:)[^>]*>)` : `(?:<${word}>)`;
    });
    expression = new RegExp(`^(?:${source.replaceAll(' ', '')})$`);
    compiled.set(key, expression);
  }
  return expression;
}

const QUOTED = 60;
const quoted = (value: string) => JSON.stringify(value.length > QUOTED ? `${value.slice(0, QUOTED)}…` : value);
