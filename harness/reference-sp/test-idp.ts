/** A small identity provider for the tests of this folder: writes responses, faithful or with one thing changed, and signs them. */
import 'reflect-metadata';
import { createPrivateKey, webcrypto, X509Certificate, type KeyObject } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { SignedXml } from 'xml-crypto';

/** Milliseconds since 1970, or a text that is written as it is. */
export type Time = number | string;

export type Shape = 'assertion' | 'response' | 'both' | 'none';

export interface Key {
  privateKey: KeyObject;
  /** PEM. */
  certificate: string;
}

/** What a response says; null leaves the thing out. */
export interface ResponseSettings {
  shape: Shape;
  key: Key;
  now: number;
  responseId: string;
  assertionId: string;
  version: string;
  issuer: string | null;
  responseIssuer: string | null;
  destination: string | null;
  inResponseTo: string | null;
  confirmationInResponseTo: string | null;
  status: string;
  nameId: string | null;
  nameIdFormat: string | null;
  confirmationMethod: string;
  recipient: string | null;
  confirmationNotBefore: Time | null;
  confirmationNotOnOrAfter: Time | null;
  notBefore: Time | null;
  notOnOrAfter: Time | null;
  /** One list for each AudienceRestriction; null: no Conditions. */
  audiences: readonly (readonly string[])[] | null;
  /** Markup put into Conditions. */
  condition: string;
  authnInstant: Time;
  sessionIndex: string | null;
  sessionNotOnOrAfter: Time | null;
  attributes: Readonly<Record<string, readonly string[]>>;
  /** What becomes of the assertion before it is signed. */
  rewrite: (assertion: string) => string;
  /** Every value stands in an attribute of its own. */
  repeatsAttributes: boolean;
  signatureAlgorithm: string;
  digestAlgorithm: string;
  /** Puts the certificate into KeyInfo. */
  keyInfo: boolean;
}

export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
export const GROUPS = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups';
export const OBJECT_ID = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
export const GROUPS_LINK = 'http://schemas.microsoft.com/claims/groups.link';

const MINUTE = 60_000;

/** A key with a self-signed certificate. */
export async function makeKey(bits = 2048, serialNumber?: string): Promise<Key> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: bits,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Test',
      ...(serialNumber && { serialNumber }),
      keys: keys,
      signingAlgorithm: algorithm,
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2040-01-01'),
    },
    webcrypto as Crypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    privateKey: createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }),
    certificate: certificate.toString('pem'),
  };
}

/** A key whose certificate has the serial number of another, and the same name. */
export async function makeLookalike(of: Key): Promise<Key> {
  return makeKey(2048, new X509Certificate(of.certificate).serialNumber);
}

/** The settings of a faithful response of this identity provider to this request. */
export function faithful(
  idp: { issuer: string; key: Key },
  request: { id: string | null; acsUrl: string; audience: string },
  nameId: string,
  now: number,
): ResponseSettings {
  return {
    shape: 'assertion',
    key: idp.key,
    now,
    responseId: `_r${webcrypto.randomUUID()}`,
    assertionId: `_a${webcrypto.randomUUID()}`,
    version: '2.0',
    issuer: idp.issuer,
    responseIssuer: idp.issuer,
    destination: request.acsUrl,
    inResponseTo: request.id,
    confirmationInResponseTo: request.id,
    status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    nameId,
    nameIdFormat: EMAIL,
    confirmationMethod: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    recipient: request.acsUrl,
    confirmationNotBefore: null,
    confirmationNotOnOrAfter: now + 5 * MINUTE,
    notBefore: now - 5 * MINUTE,
    notOnOrAfter: now + 5 * MINUTE,
    audiences: [[request.audience]],
    condition: '',
    authnInstant: now,
    sessionIndex: `_s${webcrypto.randomUUID()}`,
    sessionNotOnOrAfter: null,
    attributes: {},
    rewrite: (assertion) => assertion,
    repeatsAttributes: false,
    signatureAlgorithm: RSA_SHA256,
    digestAlgorithm: SHA256,
    keyInfo: true,
  };
}

export const escape = (text: string) =>
  text.replace(/[&<>"\r\u0085\u2028\u2029]/g, (character) => `&#${character.charCodeAt(0)};`);
const time = (at: Time) => (typeof at === 'string' ? at : new Date(at).toISOString());

function attributes(values: Record<string, string | null>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null);
  return given.map(([name, value]) => ` ${name}="${escape(value)}"`).join('');
}

const timeOrNull = (at: Time | null) => (at === null ? null : time(at));
const issuerElement = (issuer: string | null) =>
  issuer === null ? '' : `<saml:Issuer>${escape(issuer)}</saml:Issuer>`;

/** The assertion, unsigned. */
export function assertionXml(settings: ResponseSettings): string {
  const confirmation = attributes({
    InResponseTo: settings.confirmationInResponseTo,
    NotBefore: timeOrNull(settings.confirmationNotBefore),
    NotOnOrAfter: timeOrNull(settings.confirmationNotOnOrAfter),
    Recipient: settings.recipient,
  });
  const nameId =
    settings.nameId === null
      ? ''
      : `<saml:NameID${attributes({ Format: settings.nameIdFormat })}>${escape(settings.nameId)}</saml:NameID>`;
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${settings.assertionId}" Version="${settings.version}" IssueInstant="${time(settings.now)}">` +
    issuerElement(settings.issuer) +
    `<saml:Subject>${nameId}<saml:SubjectConfirmation Method="${settings.confirmationMethod}"><saml:SubjectConfirmationData${confirmation}/></saml:SubjectConfirmation></saml:Subject>` +
    conditionsXml(settings) +
    attributesXml(settings) +
    `<saml:AuthnStatement AuthnInstant="${time(settings.authnInstant)}"${attributes({ SessionIndex: settings.sessionIndex, SessionNotOnOrAfter: timeOrNull(settings.sessionNotOnOrAfter) })}><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    '</saml:Assertion>'
  );
}

function conditionsXml({ audiences, condition, notBefore, notOnOrAfter }: ResponseSettings): string {
  if (audiences === null) return '';
  const window = attributes({ NotBefore: timeOrNull(notBefore), NotOnOrAfter: timeOrNull(notOnOrAfter) });
  const restriction = (list: readonly string[]) =>
    `<saml:AudienceRestriction>${list.map((it) => `<saml:Audience>${escape(it)}</saml:Audience>`).join('')}</saml:AudienceRestriction>`;
  return `<saml:Conditions${window}>${audiences.map(restriction).join('')}${condition}</saml:Conditions>`;
}

function attributesXml({ attributes: all, repeatsAttributes }: ResponseSettings): string {
  const one = ([name, values]: [string, readonly string[]]) =>
    `<saml:Attribute Name="${escape(name)}">${values.map((value) => `<saml:AttributeValue>${escape(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`;
  const entries = Object.entries(all).flatMap(([name, values]): [string, readonly string[]][] =>
    repeatsAttributes ? values.map((value) => [name, [value]]) : [[name, values]],
  );
  const list = entries.map(one).join('');
  return list && `<saml:AttributeStatement>${list}</saml:AttributeStatement>`;
}

/** The response around an assertion, unsigned. */
export function responseXml(settings: ResponseSettings, assertion: string): string {
  const own = attributes({ Destination: settings.destination, InResponseTo: settings.inResponseTo });
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${settings.responseId}" Version="${settings.version}" IssueInstant="${time(settings.now)}"${own}>` +
    issuerElement(settings.responseIssuer) +
    `<samlp:Status><samlp:StatusCode Value="${settings.status}"/></samlp:Status>` +
    assertion +
    '</samlp:Response>'
  );
}

/** Signs the element with that ID, in place; or others, with a signature that stands in it. */
export function sign(xml: string, id: string, settings: ResponseSettings, signed: readonly string[] = [id]): string {
  const signer = new SignedXml({
    privateKey: settings.key.privateKey,
    publicCert: settings.key.certificate,
    signatureAlgorithm: settings.signatureAlgorithm,
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    ...(settings.keyInfo ? {} : { getKeyInfoContent: () => null }),
  });
  for (const each of signed) {
    signer.addReference({
      xpath: `//*[@ID='${each}']`,
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
      digestAlgorithm: settings.digestAlgorithm,
    });
  }
  const hasIssuer = (id === settings.responseId ? settings.responseIssuer : settings.issuer) !== null;
  const location = hasIssuer
    ? { reference: `//*[@ID='${id}']/*[local-name()='Issuer']`, action: 'after' as const }
    : { reference: `//*[@ID='${id}']`, action: 'prepend' as const };
  signer.computeSignature(xml, { prefix: 'ds', location });
  return signer.getSignedXml();
}

/** The whole response, signed as the settings say. */
export function respond(settings: ResponseSettings): string {
  let assertion = settings.rewrite(assertionXml(settings));
  if (settings.shape === 'assertion' || settings.shape === 'both')
    assertion = sign(assertion, settings.assertionId, settings);
  const response = responseXml(settings, assertion);
  return settings.shape === 'response' || settings.shape === 'both'
    ? sign(response, settings.responseId, settings)
    : response;
}

/** Metadata as a plain identity provider publishes it. */
export const metadataXml = (idp: { issuer: string; ssoUrl: string; sloUrl?: string; keys: readonly Key[] }): string =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${idp.issuer}">` +
  '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">' +
  idp.keys
    .map(({ certificate }) => {
      const base64 = certificate.replace(/-----[^-]+-----|\s/g, '');
      return `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
    })
    .join('') +
  (idp.sloUrl === undefined
    ? ''
    : `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${idp.sloUrl}"/>`) +
  `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${idp.ssoUrl}"/>` +
  `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${idp.ssoUrl}"/>` +
  '</md:IDPSSODescriptor></md:EntityDescriptor>';
