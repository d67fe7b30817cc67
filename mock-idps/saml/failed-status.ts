import { sibling, withChildren } from './elements.ts';
import { STATUS } from './names.ts';
import type { XmlElement } from './xml.ts';

/** The Status element saying one code, and a second one inside it. Codes without a colon are those of SAML 2.0. */
export function withCodes(status: XmlElement, [outer, inner]: readonly string[], message?: string): XmlElement {
  const code = (value = '', children: XmlElement[] = []) =>
    sibling(status, 'StatusCode', [['Value', value.includes(':') ? value : `${STATUS}:${value}`]], children);
  const codes = code(outer, inner === undefined ? [] : [code(inner)]);
  return withChildren(
    status,
    message === undefined ? [codes] : [codes, sibling(status, 'StatusMessage', [], [message])],
  );
}
