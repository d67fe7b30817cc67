import type { SamlDraft } from './draft.ts';
import { seal } from './signature.ts';
import { signAtOnce, type Signing } from './signing.ts';
import type { SamlStyle } from './style.ts';
import { assertionElement, responseElement } from './tree.ts';
import { write, type XmlElement } from './xml.ts';

/** The whole message as it is sent. */
export function* writeResponse(draft: SamlDraft, style: SamlStyle): Signing<string> {
  return style.declaration + write(yield* sealedResponse(draft, style)).wire;
}

/** The draft's assertion alone, as it stands inside the message; `signed: false` leaves its signature out. */
export const writeAssertion = (draft: SamlDraft, style: SamlStyle, { signed }: { signed: boolean }): string =>
  write(signed ? signAtOnce(sealedAssertion(draft, style)) : assertionElement(draft, style)).wire;

/** The assertion is signed first, so that the response's digest covers its signature. */
export function* sealedResponse(draft: SamlDraft, style: SamlStyle): Signing<XmlElement> {
  const whole = responseElement(draft, style, yield* sealedAssertion(draft, style));
  return draft.sign === 'response' || draft.sign === 'both'
    ? yield* seal(whole, { ...sealOf(draft, style), id: draft.responseId, signed: 'response' })
    : whole;
}

function* sealedAssertion(draft: SamlDraft, style: SamlStyle): Signing<XmlElement> {
  const whole = assertionElement(draft, style);
  return draft.sign === 'assertion' || draft.sign === 'both'
    ? yield* seal(whole, { ...sealOf(draft, style), id: draft.assertionId, signed: 'assertion' })
    : whole;
}

const sealOf = (draft: SamlDraft, style: SamlStyle) => ({
  key: draft.key,
  style,
  inclusive: draft.attributes.length ? style.inclusivePrefixes : [],
});
