import type { SchemaTable } from './schema.ts';

const algorithm = { Algorithm: 'anyURI!' } as const;

/** XML Signature, as far as requests and metadata hold it (xmldsig-core-schema.xsd). */
export const signatureTable: SchemaTable = {
  'ds:Signature': { attributes: { Id: 'ID' }, children: 'ds:SignedInfo ds:SignatureValue ds:KeyInfo? ds:Object*' },
  'ds:SignedInfo': {
    attributes: { Id: 'ID' },
    children: 'ds:CanonicalizationMethod ds:SignatureMethod ds:Reference+',
  },
  'ds:CanonicalizationMethod': { attributes: algorithm, children: 'any*', mixed: true },
  'ds:SignatureMethod': { attributes: algorithm, children: 'ds:HMACOutputLength? other*', mixed: true },
  'ds:HMACOutputLength': { text: 'integer' },
  'ds:Reference': {
    attributes: { Id: 'ID', URI: 'anyURI', Type: 'anyURI' },
    children: 'ds:Transforms? ds:DigestMethod ds:DigestValue',
  },
  'ds:Transforms': { children: 'ds:Transform+' },
  'ds:Transform': { attributes: algorithm, children: '(other|ds:XPath)*', mixed: true },
  'ds:XPath': { text: 'string' },
  'ds:DigestMethod': { attributes: algorithm, children: 'other*', mixed: true },
  'ds:DigestValue': { text: 'base64Binary' },
  'ds:SignatureValue': { attributes: { Id: 'ID' }, text: 'base64Binary' },
  'ds:Object': 'unchecked',

  'ds:KeyInfo': {
    attributes: { Id: 'ID' },
    children: '(ds:KeyName|ds:KeyValue|ds:RetrievalMethod|ds:X509Data|ds:PGPData|ds:SPKIData|ds:MgmtData|other)+',
    mixed: true,
  },
  'ds:KeyName': { text: 'string' },
  'ds:KeyValue': { children: '(ds:DSAKeyValue|ds:RSAKeyValue|other)', mixed: true },
  'ds:RSAKeyValue': { children: 'ds:Modulus ds:Exponent' },
  'ds:Modulus': { text: 'base64Binary' },
  'ds:Exponent': { text: 'base64Binary' },
  'ds:X509Data': {
    children: '(ds:X509IssuerSerial|ds:X509SKI|ds:X509SubjectName|ds:X509Certificate|ds:X509CRL|other)+',
  },
  'ds:X509IssuerSerial': { children: 'ds:X509IssuerName ds:X509SerialNumber' },
  'ds:X509IssuerName': { text: 'string' },
  'ds:X509SerialNumber': { text: 'integer' },
  'ds:X509SKI': { text: 'base64Binary' },
  'ds:X509SubjectName': { text: 'string' },
  'ds:X509Certificate': { text: 'base64Binary' },
  'ds:X509CRL': { text: 'base64Binary' },
};
