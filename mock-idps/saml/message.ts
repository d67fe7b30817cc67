import type { SamlDraft } from './draft.ts';
import { isElement, localName } from './elements.ts';
import { seal } from './signature.ts';
import type { Signing } from './signing.ts';
import type { SamlStyle } from './style.ts';
import { assertionElement, responseElement } from './tree.ts';
import { write, type XmlElement, type XmlNode } from './xml.ts';

/** The elements of the whole message, without signatures. */
export const unsignedResponse = (draft: SamlDraft, style: SamlStyle): XmlElement =>
  responseElement(draft, style, assertionElement(draft, style));

/** The message with the signatures that the draft asks for. Assertions first, so that the response's digest covers theirs. */
export function* sealedResponse(response: XmlElement, draft: SamlDraft, style: SamlStyle): Signing<XmlElement> {
  const whole = signsAssertions(draft) ? yield* withSealedAssertions(response, draft, style) : response;
  return draft.sign === 'response' || draft.sign === 'both'
    ? yield* seal(whole, sealOf(draft, style), 'response')
    : whole;
}

/** The assertion of a draft, signed with the draft's key, or without a signature. */
export function* writtenAssertion(
  draft: SamlDraft,
  style: SamlStyle,
  { signed }: { signed: boolean },
): Signing<XmlElement> {
  const assertion = assertionElement(draft, style);
  return signed ? yield* seal(assertion, sealOf(draft, style), 'assertion') : assertion;
}

/** The message as it is sent. */
export const wireForm = (response: XmlElement, style: SamlStyle): string => style.declaration + write(response).wire;

const signsAssertions = ({ sign }: SamlDraft): boolean => sign === 'assertion' || sign === 'both';

function* withSealedAssertions(response: XmlElement, draft: SamlDraft, style: SamlStyle): Signing<XmlElement> {
  const children: XmlNode[] = [];
  for (const child of response.children) {
    const isAssertion = isElement(child) && localName(child) === 'Assertion';
    children.push(isAssertion ? yield* seal(child, sealOf(draft, style), 'assertion', [response]) : child);
  }
  return { ...response, children };
}

/** The canonical form keeps the prefixes of types, where there are attribute values that have one. */
const sealOf = (draft: SamlDraft, style: SamlStyle) => ({
  key: draft.key,
  style,
  inclusive: draft.attributes.length ? style.inclusivePrefixes : [],
  form: draft.signature,
});
