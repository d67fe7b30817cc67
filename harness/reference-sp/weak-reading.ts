import type { DefectId } from './defects.ts';
import { readAssertion, type AssertionFacts, type TextReader } from './facts.ts';
import { attributeOf, childrenNamed, elementsOf, isNamed, NS, type Element } from './xml.ts';

/** What a product looks through for who signs in, after some signature held. */
export interface Searched {
  /** The responses in the message; one as a rule. */
  roots: readonly Element[];
  /** ID that the signature names which held; empty where it names none. */
  signedId: string;
  /** How text is read. */
  read: TextReader;
}

/** What is read of the message in the end; null where there is nothing to read. */
type Reading = (searched: Searched) => AssertionFacts | null;

/** The mistake behind wrapping and smuggling, in its forms: what is read is looked up again, and not taken from what was verified. */
export const READINGS = {
  'reads-first-assertion': (searched) => factsOf(inPlace(searched.roots).at(0), searched),
  'reads-last-assertion': (searched) => factsOf(inPlace(searched.roots).at(-1), searched),
  'reads-any-assertion': (searched) => factsOf(anywhere(searched, 'Assertion').at(0), searched),
  'reads-assertion-by-id': (searched) => factsOf(named(searched), searched),
  'reads-several-documents': (searched) => factsOf(inPlace(searched.roots).at(0), searched),
  'reads-last-document': (searched) => factsOf(inPlace(searched.roots).at(-1), searched),
  'reads-first-subject': (searched) => withSubject(inPlace(searched.roots).at(-1), 'first', searched),
  'reads-last-subject': (searched) => withSubject(inPlace(searched.roots).at(0), 'last', searched),
  'reads-loose-attributes': (searched) => withAllAttributes(inPlace(searched.roots).at(0), searched),
} as const satisfies Partial<Record<DefectId, Reading>>;

export type ReadingId = keyof typeof READINGS;

/** The assertions that stand where SAML has them. */
const inPlace = (roots: readonly Element[]) => roots.flatMap((root) => childrenNamed(root, NS.assertion, 'Assertion'));

const anywhere = ({ roots }: Searched, name: string): Element[] =>
  roots.flatMap((root) => [...elementsOf(root)].filter((element) => isNamed(element, NS.assertion, name)));

/** The first element of the ID that was signed, or the assertion in it where it is a response. */
function named({ roots, signedId }: Searched): Element | undefined {
  const found = roots.flatMap((root) => [...elementsOf(root)]).find((it) => attributeOf(it, 'ID') === signedId);
  return found && (isNamed(found, NS.assertion, 'Assertion') ? found : inPlace([found])[0]);
}

const factsOf = (assertion: Element | undefined, { read }: Searched): AssertionFacts | null =>
  assertion ? readAssertion(assertion, read) : null;

/** One assertion, of which all but the name and the attributes counts: those are the first or last in the message. */
function withSubject(assertion: Element | undefined, wins: 'first' | 'last', searched: Searched) {
  const facts = factsOf(assertion, searched);
  const at = wins === 'first' ? 0 : -1;
  const subject = anywhere(searched, 'Subject').at(at);
  const nameId = subject && childrenNamed(subject, NS.assertion, 'NameID')[0];
  if (!facts || !nameId) return facts;
  const values = [...attributesAnywhere(searched)].map(([name, found]) => [name, found.at(at) ?? []] as const);
  const name = { value: searched.read(nameId), format: attributeOf(nameId, 'Format') };
  return { ...facts, nameId: name, attributes: new Map(values) };
}

/** One assertion, with the attributes of the whole message as if all were its own. */
function withAllAttributes(assertion: Element | undefined, searched: Searched): AssertionFacts | null {
  const facts = factsOf(assertion, searched);
  const values = [...attributesAnywhere(searched)].map(([name, found]) => [name, found.flat()] as const);
  return facts && { ...facts, attributes: new Map(values) };
}

/** Name → the values of each attribute of that name, in the order of the message. */
function attributesAnywhere(searched: Searched): Map<string, string[][]> {
  const found = new Map<string, string[][]>();
  for (const attribute of anywhere(searched, 'Attribute')) {
    const name = attributeOf(attribute, 'Name') ?? '';
    const values = childrenNamed(attribute, NS.assertion, 'AttributeValue').map(searched.read);
    found.set(name, [...(found.get(name) ?? []), values]);
  }
  return found;
}
