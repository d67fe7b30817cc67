import type { SamlDraft } from './draft.ts';
import { attributeOf, edited, isElement, localName } from './elements.ts';
import { encryptedAssertion } from './encryption.ts';
import { seal, signatureOver, type SignedPart } from './signature.ts';
import type { Signing } from './signing.ts';
import type { SamlStyle } from './style.ts';
import { assertionElement, responseElement } from './tree.ts';
import { write, type XmlElement, type XmlNode } from './xml.ts';

/** The elements of the whole message, without signatures. */
export const unsignedResponse = (draft: SamlDraft, style: SamlStyle): XmlElement =>
  responseElement(draft, style, assertionElement(draft, style));

/** The message with the signatures that the draft asks for. Assertions first, then what is encrypted, so that the response's digest covers both. */
export function* sealedResponse(response: XmlElement, draft: SamlDraft, style: SamlStyle): Signing<XmlElement> {
  const sealed = signsAssertions(draft) ? yield* withSealedAssertions(response, draft, style) : response;
  const whole = withEncryptedAssertions(sealed, draft, style);
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

/** A signature as the draft says, over any elements, which need not be what SAML would sign. */
export function* writtenSignature(
  elements: readonly [XmlElement, ...XmlElement[]],
  draft: SamlDraft,
  style: SamlStyle,
  as: SignedPart,
): Signing<XmlElement> {
  const seal = sealOf(draft, style);
  // Only whole messages and assertions declare what the list of prefixes names.
  const whole = elements.every((element) => ['Response', 'Assertion'].includes(localName(element)));
  return yield* signatureOver(elements, whole ? seal : { ...seal, inclusive: [] }, as);
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

function withEncryptedAssertions(response: XmlElement, draft: SamlDraft, style: SamlStyle): XmlElement {
  const { encryption, assertionId } = draft;
  if (!encryption) return response;
  return edited(response, 'Response/Assertion', (assertion) =>
    encryptedAssertion(assertion, encryption, style, attributeOf(assertion, 'ID') ?? assertionId),
  );
}

/** The canonical form keeps the prefixes of types, where there are attribute values that have one; not in what is encrypted. */
const sealOf = (draft: SamlDraft, style: SamlStyle) => ({
  key: draft.key,
  style,
  inclusive: draft.attributes.length && !draft.encryption ? style.inclusivePrefixes : [],
  form: draft.signature,
});
