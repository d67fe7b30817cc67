import type { Attribute, SamlDraft } from './draft.ts';
import { BEARER, NS } from './names.ts';
import { leaf, qualified } from './signature.ts';
import type { SamlStyle, StyledElement } from './style.ts';
import type { XmlElement } from './xml.ts';

type Values = Readonly<Record<string, string | null | undefined>>;

/** The Response around an assertion, without a signature of its own. */
export function responseElement(draft: SamlDraft, style: SamlStyle, assertion: XmlElement): XmlElement {
  const { protocol } = style.prefixes;
  return styled(
    style,
    'Response',
    {
      ...common(draft, draft.responseId),
      Destination: draft.destination,
      InResponseTo: draft.inResponseTo,
    },
    [
      styled(style, 'Issuer', { Format: style.issuerFormat }, [draft.issuer]),
      styled(style, 'Status', {}, [
        { name: qualified(protocol, 'StatusCode'), attributes: [['Value', draft.statusCode]], children: [] },
      ]),
      assertion,
    ],
  );
}

/** The Assertion without its signature. */
export function assertionElement(draft: SamlDraft, style: SamlStyle): XmlElement {
  const statements = { AuthnStatement: authnStatement, AttributeStatement: attributeStatement };
  return styled(style, 'Assertion', common(draft, draft.assertionId), [
    styled(style, 'Assertion/Issuer', { Format: style.issuerFormat }, [draft.issuer]),
    subject(draft, style),
    ...conditions(draft, style),
    ...style.statements.flatMap((name) => statements[name](draft, style)),
  ]);
}

const common = (draft: SamlDraft, id: string): Values => ({
  ID: id,
  IssueInstant: instant(draft.issueInstant),
  Version: '2.0',
  // Declared where values carry an xsi:type, so that the type's prefix can be kept in the canonical form.
  'xmlns:xs': draft.attributes.length ? NS.xs : null,
});

function subject(draft: SamlDraft, style: SamlStyle): XmlElement {
  const { assertion: prefix } = style.prefixes;
  const { nameId } = draft;
  return styled(style, 'Subject', {}, [
    ...(nameId
      ? [plain(prefix, 'NameID', { SPNameQualifier: nameId.spNameQualifier, Format: nameId.format }, [nameId.value])]
      : []),
    plain(prefix, 'SubjectConfirmation', { Method: BEARER }, [
      styled(style, 'SubjectConfirmationData', {
        InResponseTo: draft.confirmationInResponseTo,
        NotOnOrAfter: instant(draft.confirmationNotOnOrAfter),
        Recipient: draft.recipient,
      }),
    ]),
  ]);
}

function conditions(draft: SamlDraft, style: SamlStyle): XmlElement[] {
  const { assertion: prefix } = style.prefixes;
  const { notBefore, notOnOrAfter, audience } = draft;
  if (notBefore === null && notOnOrAfter === null && audience === null) return [];
  return [
    styled(
      style,
      'Conditions',
      { NotBefore: instant(notBefore), NotOnOrAfter: instant(notOnOrAfter) },
      audience === null ? [] : [plain(prefix, 'AudienceRestriction', {}, [leaf(prefix, 'Audience', audience)])],
    ),
  ];
}

function authnStatement(draft: SamlDraft, style: SamlStyle): XmlElement[] {
  const { assertion: prefix } = style.prefixes;
  return [
    styled(style, 'AuthnStatement', { AuthnInstant: instant(draft.authnInstant), SessionIndex: draft.sessionIndex }, [
      plain(prefix, 'AuthnContext', {}, [leaf(prefix, 'AuthnContextClassRef', draft.authnContext)]),
    ]),
  ];
}

function attributeStatement(draft: SamlDraft, style: SamlStyle): XmlElement[] {
  if (!draft.attributes.length) return [];
  return [
    styled(
      style,
      'AttributeStatement',
      {},
      draft.attributes.map((attribute) => attributeElement(attribute, style)),
    ),
  ];
}

const attributeElement = ({ name, values }: Attribute, style: SamlStyle): XmlElement =>
  styled(
    style,
    'Attribute',
    { Name: name, NameFormat: style.attributeNameFormat },
    values.map((value) => styled(style, 'AttributeValue', { 'xsi:type': style.valueType }, [value])),
  );

/** An element whose attributes and declarations stand in the vendor's order. */
export function styled(
  style: SamlStyle,
  element: StyledElement,
  values: Values,
  children: XmlElement['children'] = [],
): XmlElement {
  const prefix = element === 'Response' || element === 'Status' ? style.prefixes.protocol : style.prefixes.assertion;
  const local = element === 'Assertion/Issuer' ? 'Issuer' : element;
  const attributes: (readonly [string, string])[] = [];
  for (const name of style.attributes[element]) {
    const value = name in values ? values[name] : declared(name, style);
    if (value != null) attributes.push([name, value]);
  }
  return { name: qualified(prefix, local), attributes, children };
}

/** An element without an order of the vendor's own. */
const plain = (prefix: string, name: string, values: Values, children: XmlElement['children']): XmlElement => ({
  name: qualified(prefix, name),
  attributes: Object.entries(values).flatMap(([key, value]) => (value == null ? [] : [[key, value] as const])),
  children,
});

/** The namespace that a declaration of this name stands for; undefined when the name declares nothing. */
function declared(name: string, { prefixes }: SamlStyle): string | undefined {
  switch (name) {
    case 'xmlns:xs':
      return NS.xs;
    case 'xmlns:xsi':
      return NS.xsi;
    case declarationOf(prefixes.protocol):
      return NS.protocol;
    case declarationOf(prefixes.assertion):
      return NS.assertion;
    default:
      return undefined;
  }
}

const declarationOf = (prefix: string): string => (prefix ? `xmlns:${prefix}` : 'xmlns');

/** As all three vendors print it: UTC, milliseconds, Z. */
const instant = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
