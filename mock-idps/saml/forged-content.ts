import type { SamlFaultContext } from '../fault.ts';
import { isElement } from './elements.ts';
import type { XmlElement } from './xml.ts';

/** What a service provider may take the address from. */
const NAMES_THE_PERSON = ['email', 'upn', 'username'];

/** Text of the signed message → what stands there if it is the victim who signs in. */
export function swapsFor(context: SamlFaultContext): ReadonlyMap<string, string> {
  const { nameId, attributes } = context.victim();
  const swaps = new Map<string, string>();
  for (const { name, about, values } of context.draft.attributes) {
    const forged = attributes.find((attribute) => attribute.name === name)?.values[0];
    const [value] = values;
    if (about && NAMES_THE_PERSON.includes(about) && value && forged) swaps.set(value, forged);
  }
  if (context.draft.nameId && nameId) swaps.set(context.draft.nameId.value, nameId.value);
  return swaps;
}

/** The element with every such text exchanged, however deep. */
export function withTexts(element: XmlElement, swaps: ReadonlyMap<string, string>): XmlElement {
  const children = element.children.map((child) =>
    typeof child === 'string' ? (swaps.get(child) ?? child) : isElement(child) ? withTexts(child, swaps) : child,
  );
  return { ...element, children };
}
