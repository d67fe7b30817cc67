/** Messages that were changed after the identity provider had signed them, for the tests of this folder. */
import { assertionXml, GROUPS, responseXml, sign, type ResponseSettings } from './test-idp.ts';

/** Makes a message speak for the victim. */
export type Forgery = (xml: string, settings: ResponseSettings) => string;

export const VICTIM = 'victim@corp.test';

const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;
const SIGNATURE = /<ds:Signature [\s\S]*?<\/ds:Signature>/;

const part = (xml: string, pattern: RegExp): string => {
  const found = pattern.exec(xml)?.[0];
  if (!found) throw new Error(`There is no ${pattern} in the message.`);
  return found;
};
const bare = (xml: string) => xml.replace(SIGNATURE, '');
const evil = (settings: ResponseSettings, more: Partial<ResponseSettings> = {}) =>
  assertionXml({ ...settings, nameId: VICTIM, assertionId: '_evil', ...more });
const withSignature = (assertion: string, signature: string) =>
  assertion.replace('</saml:Issuer>', `</saml:Issuer>${signature}`);
const beforeEnd = (xml: string, addition: string) => xml.replace(/<\/[^<]+>$/, (end) => addition + end);
const inObject = (xml: string) => `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${xml}</ds:Object>`;
const inExtensions = (xml: string, content: string) =>
  xml.replace('<samlp:Status>', `<samlp:Extensions>${content}</samlp:Extensions><samlp:Status>`);

/** Of a signed assertion. */
export const assertionForgeries: Record<string, Forgery> = {
  unsigned: (_, settings) => responseXml(settings, evil(settings)),
  tampered: (xml, settings) => xml.replaceAll(`>${settings.nameId}<`, `>${VICTIM}<`),
  'xsw3: unsigned assertion before': (xml, settings) => xml.replace(ASSERTION, (a) => evil(settings) + a),
  'xsw3b: unsigned assertion after': (xml, settings) => xml.replace(ASSERTION, (a) => a + evil(settings)),
  'xsw4: genuine inside forged': (xml, settings) => xml.replace(ASSERTION, (a) => beforeEnd(evil(settings), a)),
  'xsw5: forged keeps the signature': (xml, settings) =>
    xml.replace(ASSERTION, (a) => withSignature(evil(settings), part(a, SIGNATURE)) + bare(a)),
  'xsw6: genuine inside the signature': (xml, settings) =>
    xml.replace(ASSERTION, (a) => withSignature(evil(settings), beforeEnd(part(a, SIGNATURE), bare(a)))),
  'xsw7: forged in extensions': (xml, settings) => inExtensions(xml, evil(settings)),
  'xsw8: genuine in an object of the signature': (xml, settings) =>
    xml.replace(ASSERTION, (a) => withSignature(evil(settings), beforeEnd(part(a, SIGNATURE), inObject(bare(a))))),
  'xsw9: signature hoisted': (xml, settings) => {
    const genuine = part(xml, ASSERTION);
    const response = responseXml(settings, evil(settings));
    return inExtensions(withSignature(response, part(genuine, SIGNATURE)), bare(genuine));
  },
  'the same ID twice': (xml, settings) =>
    xml.replace(ASSERTION, (a) => evil(settings, { assertionId: settings.assertionId }) + a),
  'genuine in extensions, forged in place': (xml, settings) =>
    inExtensions(xml.replace(ASSERTION, evil(settings)), part(xml, ASSERTION)),
  'two roots': (xml, settings) => responseXml(settings, evil(settings)) + xml,
  'two roots, the other way round': (xml, settings) => xml + responseXml(settings, evil(settings)),
  'subject smuggled into the signature': (xml) =>
    xml.replace(
      '</ds:Signature>',
      `${inObject(`<saml:Subject><saml:NameID>${VICTIM}</saml:NameID></saml:Subject>`)}</ds:Signature>`,
    ),
  'second SignedInfo': (xml, settings) =>
    xml.replace(ASSERTION, (a) => {
      const signature = part(a, SIGNATURE);
      const forgedInfo = part(signature, /<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/).replace(
        `#${settings.assertionId}`,
        '#_evil',
      );
      return withSignature(
        evil(settings),
        beforeEnd(signature.replace('</ds:SignedInfo>', `</ds:SignedInfo>${forgedInfo}`), inObject(bare(a))),
      );
    }),
  'comment in the digest': (xml, settings) =>
    xml
      .replaceAll(`>${settings.nameId}<`, `>${VICTIM}<`)
      .replace(/<ds:DigestValue>/, '<ds:DigestValue><!--bm90IHRoZSBkaWdlc3Q=-->'),
};

const inStatus = (xml: string) => xml.replace('<samlp:Status>', '<samlp:Status ID="_status">');

/** What no known library falls for: the identity provider signed something else, or not that alone. */
export const otherForgeries: Record<string, Forgery> = {
  'subject smuggled into the signature, at the end': (xml, settings) => {
    const genuine = part(xml, ASSERTION);
    const loose = inObject(`<saml:Subject><saml:NameID>${VICTIM}</saml:NameID></saml:Subject>`);
    return responseXml(settings, beforeEnd(bare(genuine), beforeEnd(part(genuine, SIGNATURE), loose)));
  },
  'the status signed': (_, settings) =>
    sign(inStatus(responseXml(settings, evil(settings))), settings.responseId, settings, ['_status']),
  'of two references one broken': (_, settings) => {
    const { assertionId } = settings;
    const signed = sign(inStatus(responseXml(settings, assertionXml(settings))), assertionId, settings, [
      '_status',
      assertionId,
    ]);
    return signed.replaceAll(`>${settings.nameId}<`, `>${VICTIM}<`);
  },
  'digest smuggled into extensions': (xml, settings) => {
    const forged = xml.replaceAll(`>${settings.nameId}<`, `>${VICTIM}<`);
    const { assertionId } = settings;
    const digest = part(sign(evil(settings, { assertionId }), assertionId, settings), /<ds:DigestValue>[^<]*/);
    return inExtensions(
      forged,
      digest.replace('>', ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#">') + '</ds:DigestValue>',
    );
  },
};

/** Loose attributes beside a genuine assertion: a sound reader signs in its signer, without them. */
export const groupsSmuggledIn: Forgery = (xml) =>
  inExtensions(
    xml,
    `<saml:AttributeStatement><saml:Attribute Name="${GROUPS}"><saml:AttributeValue>admins</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
  );

/** Of a signed response. */
export const responseForgeries: Record<string, Forgery> = {
  'xsw1: genuine response inside the signature': (xml, settings) => {
    const forged = withSignature(
      responseXml({ ...settings, responseId: '_other' }, evil(settings)),
      part(xml, SIGNATURE),
    );
    return forged.replace('</ds:Signature>', `${bare(xml)}</ds:Signature>`);
  },
  'xsw2: genuine response beside the signature': (xml, settings) =>
    withSignature(responseXml({ ...settings, responseId: '_other' }, evil(settings)), bare(xml) + part(xml, SIGNATURE)),
  'assertion exchanged': (xml, settings) => xml.replace(ASSERTION, evil(settings)),
};

/** Splits the NameID so that a careless reader stops where the victim's address ends. */
export const splitNameIds: Record<string, string> = {
  comment: '<!---->',
  'CDATA section': '<![CDATA[]]>',
};

/** Signs the assertion again, with another key. */
export const signedBy =
  (key: ResponseSettings['key']): Forgery =>
  (_, settings) => {
    const forged = { ...settings, key, nameId: VICTIM };
    return responseXml(forged, sign(assertionXml(forged), forged.assertionId, forged));
  };
