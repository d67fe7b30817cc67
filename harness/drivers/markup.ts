import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

export const parseHtml = parse;

const UNSEEN = /^(head|script|style|template|noscript)$/;

/** Every element below a node, in document order. What templates hold is not part of the page. */
export const elementsIn = (node: Node): Element[] => [...below(node)].filter((inner) => isElement(inner));

/** The text that a person could read, white space folded. */
export function visibleText(node: Node): string {
  const seen = (inner: Node) => !(isElement(inner) && UNSEEN.test(inner.tagName));
  const words = [...below(node, seen)].map((inner) => (defaultTreeAdapter.isTextNode(inner) ? inner.value : ' '));
  return words.join('').replace(/\s+/g, ' ').trim();
}

/** The text directly inside an element: of a script, a title, a text area. */
export function ownText(element: Element | undefined): string {
  return childrenOf(element)
    .map((child) => (defaultTreeAdapter.isTextNode(child) ? child.value : ''))
    .join('');
}

export const attribute = (element: Element, name: string): string | null =>
  element.attrs.find((item) => item.name === name)?.value ?? null;

/** Whether an attribute has that value, letter case aside. */
export const attributeIs = (element: Element, name: string, value: string) =>
  attribute(element, name)?.trim().toLowerCase() === value;

/** Without recursion, since a page may be nested as deep as it likes. */
function* below(root: Node, enters: (node: Node) => boolean = () => true): Generator<Node> {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node !== root) yield node;
    if (enters(node)) for (const child of childrenOf(node).toReversed()) waiting.push(child);
  }
}

const isElement = (node: Node): node is Element => defaultTreeAdapter.isElementNode(node);

const childrenOf = (node: Node | undefined) => (node && 'childNodes' in node ? node.childNodes : []);
