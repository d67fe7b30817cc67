import type { ElementRule, SchemaTable } from './schema.ts';
import { signatureTable } from './signature-table.ts';

const lifetime = { validUntil: 'dateTime', cacheDuration: 'duration', ID: 'ID' } as const;

const location = { Binding: 'anyURI!', Location: 'anyURI!', ResponseLocation: 'anyURI' } as const;
const endpoint: ElementRule = { attributes: location, open: true, children: 'other*' };
const indexedEndpoint: ElementRule = {
  attributes: { ...location, index: 'unsignedShort!', isDefault: 'boolean' },
  open: true,
  children: 'other*',
};
const inLanguage = { 'xml:lang': 'language!' } as const;

/** Metadata of a service provider (saml-schema-metadata-2.0.xsd). Of other roles only the place is looked at. */
export const metadataTable: SchemaTable = {
  ...signatureTable,
  'md:EntitiesDescriptor': {
    attributes: { ...lifetime, Name: 'string' },
    children: 'ds:Signature? md:Extensions? (md:EntityDescriptor|md:EntitiesDescriptor)+',
  },
  'md:EntityDescriptor': {
    attributes: { entityID: 'entityID!', ...lifetime },
    open: true,
    children:
      'ds:Signature? md:Extensions? ((md:RoleDescriptor|md:IDPSSODescriptor|md:SPSSODescriptor|md:AuthnAuthorityDescriptor|md:AttributeAuthorityDescriptor|md:PDPDescriptor)+|md:AffiliationDescriptor) md:Organization? md:ContactPerson* md:AdditionalMetadataLocation*',
  },
  'md:Extensions': { children: 'other+' },
  'md:RoleDescriptor': 'unchecked',
  'md:IDPSSODescriptor': 'unchecked',
  'md:AuthnAuthorityDescriptor': 'unchecked',
  'md:AttributeAuthorityDescriptor': 'unchecked',
  'md:PDPDescriptor': 'unchecked',
  'md:AffiliationDescriptor': 'unchecked',

  'md:SPSSODescriptor': {
    attributes: {
      ...lifetime,
      protocolSupportEnumeration: 'anyURIs!',
      errorURL: 'anyURI',
      AuthnRequestsSigned: 'boolean',
      WantAssertionsSigned: 'boolean',
    },
    open: true,
    children:
      'ds:Signature? md:Extensions? md:KeyDescriptor* md:Organization? md:ContactPerson* md:ArtifactResolutionService* md:SingleLogoutService* md:ManageNameIDService* md:NameIDFormat* md:AssertionConsumerService+ md:AttributeConsumingService*',
  },
  'md:KeyDescriptor': { attributes: { use: 'keyUse' }, children: 'ds:KeyInfo md:EncryptionMethod*' },
  'md:EncryptionMethod': {
    attributes: { Algorithm: 'anyURI!' },
    children: 'xenc:KeySize? xenc:OAEPparams? other*',
    except: 'xenc',
    mixed: true,
  },
  'md:ArtifactResolutionService': indexedEndpoint,
  'md:SingleLogoutService': endpoint,
  'md:ManageNameIDService': endpoint,
  'md:NameIDFormat': { text: 'anyURI' },
  'md:AssertionConsumerService': indexedEndpoint,
  'md:AttributeConsumingService': {
    attributes: { index: 'unsignedShort!', isDefault: 'boolean' },
    children: 'md:ServiceName+ md:ServiceDescription* md:RequestedAttribute+',
  },
  'md:ServiceName': { attributes: inLanguage, text: 'string' },
  'md:ServiceDescription': { attributes: inLanguage, text: 'string' },
  'md:RequestedAttribute': {
    attributes: { Name: 'string!', NameFormat: 'anyURI', FriendlyName: 'string', isRequired: 'boolean' },
    open: true,
    children: 'saml:AttributeValue*',
  },
  'saml:AttributeValue': 'unchecked',

  'md:Organization': {
    open: true,
    children: 'md:Extensions? md:OrganizationName+ md:OrganizationDisplayName+ md:OrganizationURL+',
  },
  'md:OrganizationName': { attributes: inLanguage, text: 'string' },
  'md:OrganizationDisplayName': { attributes: inLanguage, text: 'string' },
  'md:OrganizationURL': { attributes: inLanguage, text: 'anyURI' },
  'md:ContactPerson': {
    attributes: { contactType: 'contactType!' },
    open: true,
    children: 'md:Extensions? md:Company? md:GivenName? md:SurName? md:EmailAddress* md:TelephoneNumber*',
  },
  'md:Company': { text: 'string' },
  'md:GivenName': { text: 'string' },
  'md:SurName': { text: 'string' },
  'md:EmailAddress': { text: 'anyURI' },
  'md:TelephoneNumber': { text: 'string' },
  'md:AdditionalMetadataLocation': { attributes: { namespace: 'anyURI!' }, text: 'anyURI' },
};
