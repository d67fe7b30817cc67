import type { ElementRule, SchemaTable } from './schema.ts';
import { signatureTable } from './signature-table.ts';

const nameId: ElementRule = {
  attributes: { NameQualifier: 'string', SPNameQualifier: 'string', Format: 'anyURI', SPProvidedID: 'string' },
  text: 'string',
};
const identifier = '(saml:BaseID|saml:NameID|saml:EncryptedID)';

/** An AuthnRequest and what it may hold (saml-schema-protocol-2.0.xsd, saml-schema-assertion-2.0.xsd). */
export const protocolTable: SchemaTable = {
  ...signatureTable,
  'samlp:AuthnRequest': {
    attributes: {
      ID: 'ID!',
      Version: 'string!',
      IssueInstant: 'dateTime!',
      Destination: 'anyURI',
      Consent: 'anyURI',
      ForceAuthn: 'boolean',
      IsPassive: 'boolean',
      ProtocolBinding: 'anyURI',
      AssertionConsumerServiceIndex: 'unsignedShort',
      AssertionConsumerServiceURL: 'anyURI',
      AttributeConsumingServiceIndex: 'unsignedShort',
      ProviderName: 'string',
    },
    children:
      'saml:Issuer? ds:Signature? samlp:Extensions? saml:Subject? samlp:NameIDPolicy? saml:Conditions? samlp:RequestedAuthnContext? samlp:Scoping?',
  },
  'saml:Issuer': nameId,
  'samlp:Extensions': { children: 'other+' },

  'saml:Subject': { children: `(${identifier} saml:SubjectConfirmation*|saml:SubjectConfirmation+)` },
  'saml:BaseID': 'unchecked',
  'saml:NameID': nameId,
  'saml:EncryptedID': { children: 'xenc:EncryptedData xenc:EncryptedKey*' },
  'saml:SubjectConfirmation': {
    attributes: { Method: 'anyURI!' },
    children: `${identifier}? saml:SubjectConfirmationData?`,
  },
  'saml:SubjectConfirmationData': {
    attributes: {
      NotBefore: 'dateTime',
      NotOnOrAfter: 'dateTime',
      Recipient: 'anyURI',
      InResponseTo: 'NCName',
      Address: 'string',
    },
    open: true,
    children: 'any*',
    mixed: true,
  },

  'samlp:NameIDPolicy': { attributes: { Format: 'anyURI', SPNameQualifier: 'string', AllowCreate: 'boolean' } },

  'saml:Conditions': {
    attributes: { NotBefore: 'dateTime', NotOnOrAfter: 'dateTime' },
    children: '(saml:Condition|saml:AudienceRestriction|saml:OneTimeUse|saml:ProxyRestriction)*',
  },
  'saml:Condition': 'unchecked',
  'saml:AudienceRestriction': { children: 'saml:Audience+' },
  'saml:Audience': { text: 'anyURI' },
  'saml:OneTimeUse': {},
  'saml:ProxyRestriction': { attributes: { Count: 'nonNegativeInteger' }, children: 'saml:Audience*' },

  'samlp:RequestedAuthnContext': {
    attributes: { Comparison: 'comparison' },
    children: '(saml:AuthnContextClassRef+|saml:AuthnContextDeclRef+)',
  },
  'saml:AuthnContextClassRef': { text: 'anyURI' },
  'saml:AuthnContextDeclRef': { text: 'anyURI' },

  'samlp:Scoping': { attributes: { ProxyCount: 'nonNegativeInteger' }, children: 'samlp:IDPList? samlp:RequesterID*' },
  'samlp:IDPList': { children: 'samlp:IDPEntry+ samlp:GetComplete?' },
  'samlp:IDPEntry': { attributes: { ProviderID: 'anyURI!', Name: 'string', Loc: 'anyURI' } },
  'samlp:GetComplete': { text: 'anyURI' },
  'samlp:RequesterID': { text: 'anyURI' },
};
