import type { Defects } from './defects.ts';

/** A message as the two halves of a product see it: the one that verifies, and the one that reads. */
export interface Views {
  verified: string;
  read: string;
}

/** What products make of a message before it is parsed, when they cannot leave it alone. */
export function viewsOf(xml: string, defects: Defects): Views {
  if (defects.has('reader-strips-doctype')) return { verified: xml, read: withoutDoctype(xml) };
  if (defects.has('verifier-strips-doctype')) return { verified: withoutDoctype(xml), read: xml };
  if (defects.has('names-without-namespaces')) return { verified: xml, read: withOneNamespace(xml) };
  if (defects.has('reader-drops-entities'))
    return {
      verified: withEntities(xml),
      read: xml.replace(DOCTYPE, '').replace(/&(?!lt|gt|amp|quot|apos|#)[^;]*;/g, ''),
    };
  const entered = withEntities(xml);
  return { verified: entered, read: entered };
}

/** Most documents end their type declaration with the first bracket of that kind. */
const withoutDoctype = (xml: string): string => xml.replace(/<!DOCTYPE(?:[^[>]*\[[\s\S]*?\]>|[^>]*>)/, '');

/** With its quoted parts, whatever stands in them. */
const DOCTYPE = /<!DOCTYPE(?:[^[>]*\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]\s*>|[^>]*>)/;

const LONGEST = 1_000_000;

/** The document with its own entities put in, and without its type; external ones are as if they were empty. */
export function withEntities(xml: string): string {
  const [doctype] = DOCTYPE.exec(xml) ?? [];
  if (!doctype) return xml;
  const entities = new Map(
    [...doctype.matchAll(/<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)'|SYSTEM\s)/g)].map(
      ([, name = '', double, single]) => [name, double ?? single ?? ''] as const,
    ),
  );
  let text = xml.replace(doctype, '');
  // As deep as entities may name others; what grows without end is cut off.
  for (let depth = 0; depth < 10 && text.length < LONGEST; depth++)
    text = text.replace(/&([\w.-]+);/g, (whole, name: string) => entities.get(name) ?? whole);
  return text;
}

/** Whatever looks like the namespace of assertions becomes it. */
const withOneNamespace = (xml: string): string =>
  xml.replace(/"urn:oasis:names:tc:saml:\d\.0:assertion\s*"/gi, '"urn:oasis:names:tc:SAML:2.0:assertion"');
