import type { XmlElement, XmlNode } from './xml.ts';

/** The name without its prefix. */
export const localName = ({ name }: XmlElement): string => name.slice(name.indexOf(':') + 1);

export const isElement = (node: XmlNode): node is XmlElement => typeof node === 'object' && 'name' in node;

/** The child elements of that local name. */
export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter(isElement).filter((child) => localName(child) === name);

/**
 * The elements at a path of local names that begins with the root's own: `Response/Assertion/Subject/NameID`. Children of
 * one name all count.
 */
export function elementsAt(root: XmlElement, path: string): XmlElement[] {
  const [first, ...rest] = path.split('/');
  if (localName(root) !== first) return [];
  return rest.reduce((found, name) => found.flatMap((element) => childrenNamed(element, name)), [root]);
}

/** The first element at the path. @throws RangeError where there is none: a fault that needs it does not fit */
export function elementAt(root: XmlElement, path: string): XmlElement {
  const [found] = elementsAt(root, path);
  if (!found) throw new RangeError(`There is no ${path} in the message.`);
  return found;
}

/** What an edit puts in the place of an element: another, several nodes in a row, or nothing. */
export type Edit = (element: XmlElement) => XmlElement | readonly XmlNode[] | null;

/** The tree with every element at the path edited. A root can only be replaced by one element. */
export function edited(root: XmlElement, path: string, edit: Edit): XmlElement {
  const [first, ...rest] = path.split('/');
  if (localName(root) !== first) return root;
  const [found] = below(root, rest, edit);
  return found && isElement(found) ? found : root;
}

function below(element: XmlElement, path: readonly string[], edit: Edit): readonly XmlNode[] {
  const [next, ...rest] = path;
  if (next === undefined) {
    const found = edit(element);
    return found === null ? [] : 'name' in found ? [found] : found;
  }
  const children = element.children.flatMap((child) =>
    isElement(child) && localName(child) === next ? below(child, rest, edit) : [child],
  );
  return [{ ...element, children }];
}

/** The element with that attribute, in its place or behind the others; null leaves it out. */
export function withAttribute(element: XmlElement, name: string, value: string | null): XmlElement {
  const { attributes } = element;
  if (value === null) return { ...element, attributes: attributes.filter(([key]) => key !== name) };
  const known = attributes.some(([key]) => key === name);
  return {
    ...element,
    attributes: known
      ? attributes.map(([key, old]) => [key, key === name ? value : old] as const)
      : [...attributes, [name, value]],
  };
}

/** The tree with an attribute of every element at the path set; null leaves it out. */
export const withAttributeAt = (root: XmlElement, path: string, name: string, value: string | null): XmlElement =>
  edited(root, path, (element) => withAttribute(element, name, value));

export const withChildren = (element: XmlElement, children: readonly XmlNode[]): XmlElement => ({
  ...element,
  children,
});

/** The value of an attribute; null where the element has none of that name. */
export const attributeOf = ({ attributes }: XmlElement, name: string): string | null =>
  attributes.find(([key]) => key === name)?.[1] ?? null;

/** An element of the same prefix. */
export const sibling = (
  { name }: XmlElement,
  local: string,
  attributes: XmlElement['attributes'] = [],
  children: readonly XmlNode[] = [],
): XmlElement => ({ name: name.includes(':') ? `${name.split(':')[0]}:${local}` : local, attributes, children });

/** The element with the namespace declarations of the elements around it, outermost first, so that it can stand elsewhere. */
export const standalone = (element: XmlElement, ...around: readonly XmlElement[]): XmlElement =>
  around
    .flatMap(({ attributes }) => attributes.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:')))
    .reverse()
    .reduce(
      (found, [name, uri]) => (attributeOf(found, name) === null ? withAttribute(found, name, uri) : found),
      element,
    );
