import type { SigningKey } from './respond.ts';
import type { XmlElement } from './xml.ts';

/** Elements whose attributes a vendor orders in its own way; `Assertion/Issuer` is the Issuer inside the assertion. */
export type StyledElement =
  | 'Response'
  | 'Issuer'
  | 'Status'
  | 'Assertion'
  | 'Assertion/Issuer'
  | 'Subject'
  | 'SubjectConfirmationData'
  | 'Conditions'
  | 'AttributeStatement'
  | 'Attribute'
  | 'AttributeValue'
  | 'AuthnStatement';

/** How one vendor writes a response, read off its captures. */
export interface SamlStyle {
  /** Before the root element, as it stands. */
  readonly declaration: string;
  /** Empty: the default namespace. */
  readonly prefixes: { readonly protocol: string; readonly assertion: string; readonly dsig: string };
  /** Attributes and namespace declarations in the order they stand; those without a value are left out. */
  readonly attributes: Readonly<Record<StyledElement, readonly string[]>>;
  readonly issuerFormat: string | null;
  readonly attributeNameFormat: string | null;
  /** xsi:type of every AttributeValue. */
  readonly valueType: string | null;
  readonly statements: readonly ('AttributeStatement' | 'AuthnStatement')[];
  /** Whether SignatureValue is broken into lines of 76 characters. */
  readonly wrapsSignature: boolean;
  /** PrefixList of InclusiveNamespaces in messages that carry attributes. */
  readonly inclusivePrefixes: readonly string[];
  keyInfo(key: SigningKey, signed: 'response' | 'assertion'): XmlElement;
}
