import type { Defects } from './defects.ts';
import { Refusal } from './refusal.ts';
import { attributeOf, attributesOf, childrenNamed, childrenOf, elementsOf, isNamed, NS, type Element } from './xml.ts';

/** What the Response element says. Read from the message as it came: nothing here can grant anything, only forbid. */
export interface ResponseFacts {
  id: string | null;
  version: string | null;
  /** Milliseconds since 1970; NaN where it is no time. */
  issueInstant: number | null;
  inResponseTo: string | null;
  destination: string | null;
  issuer: string | null;
  /** Value of the outermost StatusCode. */
  status: string | null;
  /** Every time in the whole message that is none. */
  malformedTimes: readonly string[];
}

export interface Confirmation {
  method: string | null;
  recipient: string | null;
  inResponseTo: string | null;
  /** Milliseconds since 1970; NaN where it is no time. */
  notBefore: number | null;
  notOnOrAfter: number | null;
}

export interface Conditions {
  /** Milliseconds since 1970; NaN where it is no time. */
  notBefore: number | null;
  notOnOrAfter: number | null;
  /** One list of audiences for each AudienceRestriction. */
  audiences: readonly (readonly string[])[];
  /** Names of conditions beyond those of SAML 2.0 Core. */
  unknown: readonly string[];
}

/** What the assertion says. */
export interface AssertionFacts {
  id: string | null;
  version: string | null;
  /** Milliseconds since 1970; NaN where it is no time. */
  issueInstant: number | null;
  issuer: string | null;
  nameId: { value: string; format: string | null } | null;
  confirmations: readonly Confirmation[];
  conditions: Conditions | null;
  /** Latest AuthnInstant; milliseconds since 1970. */
  authnInstant: number | null;
  /** Of the first authentication statement that has one. */
  sessionIndex: string | null;
  /** Earliest SessionNotOnOrAfter; milliseconds since 1970. */
  sessionEnds: number | null;
  /** Name → values, in the order in which they came. Values that are not plain text are left out. */
  attributes: ReadonlyMap<string, readonly string[]>;
}

/** How the text of an element is read. */
export type TextReader = (element: Element) => string;

/** All the text, where there is nothing but text. @throws Refusal `structure` */
export const wholeText: TextReader = (element) => {
  if (childrenOf(element).length > 0) throw new Refusal('structure', `${element.localName} holds other elements.`);
  return element.textContent ?? '';
};

export function readResponse(root: Element): ResponseFacts {
  const status = only(root, NS.protocol, 'Status');
  const code = status && only(status, NS.protocol, 'StatusCode');
  return {
    id: attributeOf(root, 'ID'),
    version: attributeOf(root, 'Version'),
    issueInstant: timeOf(root, 'IssueInstant'),
    inResponseTo: attributeOf(root, 'InResponseTo'),
    destination: attributeOf(root, 'Destination'),
    issuer: textOf(only(root, NS.assertion, 'Issuer'), wholeText),
    status: code && attributeOf(code, 'Value'),
    malformedTimes: [...elementsOf(root)].flatMap(malformedTimesOf),
  };
}

export function readAssertion(
  assertion: Element,
  read: TextReader = wholeText,
  defects: Defects = new Set(),
): AssertionFacts {
  const subject = only(assertion, NS.assertion, 'Subject');
  const conditions = only(assertion, NS.assertion, 'Conditions');
  return {
    id: attributeOf(assertion, 'ID'),
    version: attributeOf(assertion, 'Version'),
    issueInstant: timeOf(assertion, 'IssueInstant'),
    issuer: textOf(only(assertion, NS.assertion, 'Issuer'), read),
    nameId: subject && readNameId(subject, read),
    confirmations: subject ? childrenNamed(subject, NS.assertion, 'SubjectConfirmation').map(readConfirmation) : [],
    conditions: conditions && readConditions(conditions, read),
    authnInstant: readAuthnInstant(assertion),
    sessionIndex: readSessionIndex(assertion),
    sessionEnds: readSessionEnd(assertion),
    attributes: readAttributes(assertion, read, defects),
  };
}

function readNameId(subject: Element, read: TextReader): AssertionFacts['nameId'] {
  const nameId = only(subject, NS.assertion, 'NameID');
  return nameId && { value: read(nameId), format: attributeOf(nameId, 'Format') };
}

function readConfirmation(confirmation: Element): Confirmation {
  const data = only(confirmation, NS.assertion, 'SubjectConfirmationData');
  return {
    method: attributeOf(confirmation, 'Method'),
    recipient: data && attributeOf(data, 'Recipient'),
    inResponseTo: data && attributeOf(data, 'InResponseTo'),
    notBefore: data && timeOf(data, 'NotBefore'),
    notOnOrAfter: data && timeOf(data, 'NotOnOrAfter'),
  };
}

const KNOWN_CONDITIONS = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];

function readConditions(conditions: Element, read: TextReader): Conditions {
  const known = (child: Element) => KNOWN_CONDITIONS.some((name) => isNamed(child, NS.assertion, name));
  return {
    notBefore: timeOf(conditions, 'NotBefore'),
    notOnOrAfter: timeOf(conditions, 'NotOnOrAfter'),
    audiences: childrenNamed(conditions, NS.assertion, 'AudienceRestriction').map((restriction) =>
      childrenNamed(restriction, NS.assertion, 'Audience').map(read),
    ),
    unknown: childrenOf(conditions)
      .filter((child) => !known(child))
      .map((child) => child.tagName),
  };
}

function readAuthnInstant(assertion: Element): number | null {
  const instants = authnTimes(assertion, 'AuthnInstant');
  return instants.length > 0 ? Math.max(...instants) : null;
}
const readSessionIndex = (assertion: Element): string | null =>
  childrenNamed(assertion, NS.assertion, 'AuthnStatement')
    .map((statement) => attributeOf(statement, 'SessionIndex'))
    .find((index) => index !== null) ?? null;

function readSessionEnd(assertion: Element): number | null {
  const ends = authnTimes(assertion, 'SessionNotOnOrAfter');
  return ends.length > 0 ? Math.min(...ends) : null;
}

const authnTimes = (assertion: Element, name: string): number[] =>
  childrenNamed(assertion, NS.assertion, 'AuthnStatement')
    .map((statement) => timeOf(statement, name))
    .filter((time) => time !== null);

/** Attributes of one name may stand in several elements and statements: their values are those of one attribute. */
function readAttributes(assertion: Element, read: TextReader, defects: Defects): Map<string, string[]> {
  const attributes = new Map<string, string[]>();
  for (const statement of childrenNamed(assertion, NS.assertion, 'AttributeStatement')) {
    for (const attribute of childrenNamed(statement, NS.assertion, 'Attribute')) {
      const name = attributeOf(attribute, 'Name') ?? '';
      const values = childrenNamed(attribute, NS.assertion, 'AttributeValue').filter(
        (value) => childrenOf(value).length === 0,
      );
      if (defects.has('attribute-without-value-crashes') && values.length === 0)
        throw new TypeError(`The attribute ${name} has no first value.`);
      if (defects.has('first-attribute-of-a-name-only') && attributes.has(name)) continue;
      if (defects.has('repeated-attribute-refused') && attributes.has(name)) throw new Refusal('structure');
      attributes.set(name, [...(attributes.get(name) ?? []), ...values.map(read)]);
    }
  }
  return attributes;
}

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** NaN where it is no time: without a zone a time would be read as local. */
export function timeOf(element: Element, name: string): number | null {
  const text = attributeOf(element, name);
  if (text === null) return null;
  return UTC.test(text) ? Date.parse(text) : NaN;
}

const TIMES = ['IssueInstant', 'NotBefore', 'NotOnOrAfter', 'AuthnInstant', 'SessionNotOnOrAfter'];

const malformedTimesOf = (element: Element): string[] =>
  attributesOf(element)
    .filter(({ name }) => TIMES.includes(name) && Number.isNaN(timeOf(element, name)))
    .map(({ name, value }) => `${name} is "${value}".`);

/** The child of that name; null when there is none. @throws Refusal `structure` when there are several */
export function only(parent: Element, namespace: string, name: string): Element | null {
  const [first, second] = childrenNamed(parent, namespace, name);
  if (second) throw new Refusal('structure', `There is more than one ${name}.`);
  return first ?? null;
}

const textOf = (element: Element | null, read: TextReader): string | null => element && read(element);
