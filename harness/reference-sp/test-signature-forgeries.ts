/** Messages whose signatures were made or changed in ways that a careless verifier does not notice, for the tests of this folder. */
import { createHash, createHmac, createSign, X509Certificate } from 'node:crypto';
import { ExclusiveCanonicalization } from 'xml-crypto';
import { VICTIM, type Forgery } from './test-forgeries.ts';
import { assertionXml, responseXml, sign, type ResponseSettings } from './test-idp.ts';
import { elementsOf, parseXml, type Element } from './xml.ts';

const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;
const SIGNATURE = /<ds:Signature [\s\S]*?<\/ds:Signature>/;
const NAMESPACES =
  'xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"';

/** Exclusive canonical form of a part of a message. */
function canonical(xml: string): string {
  const holder = parseXml(`<x ${NAMESPACES}>${xml}</x>`);
  const element = [...elementsOf(holder)][1] as Element;
  return new ExclusiveCanonicalization().process(element as never, {});
}

const digestOf = (xml: string): string => createHash('sha256').update(canonical(xml)).digest('base64');
const part = (xml: string, pattern: RegExp): string => pattern.exec(xml)?.[0] ?? '';
const bare = (xml: string): string => xml.replace(SIGNATURE, '');
const evil = (settings: ResponseSettings): string =>
  assertionXml({ ...settings, nameId: VICTIM, assertionId: '_evil' });
const behindIssuer = (assertion: string, addition: string): string =>
  assertion.replace('</saml:Issuer>', `</saml:Issuer>${addition}`);
const object = (xml: string): string => `<ds:Object>${xml}</ds:Object>`;
const withAssertion = (xml: string, make: (assertion: string) => string): string => xml.replace(ASSERTION, make);

/** The message with its signed info changed, and signed again; by an HMAC where there is a secret. */
const resigned =
  (change: (info: string) => string, secret?: (settings: ResponseSettings) => string): Forgery =>
  (xml, settings) => {
    const info = change(part(xml, /<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/));
    const bytes = canonical(info);
    const value = secret
      ? createHmac('sha1', secret(settings)).update(bytes).digest('base64')
      : createSign(/rsa-md5/.test(info) ? 'md5' : 'sha256')
          .update(bytes)
          .sign(settings.key.privateKey, 'base64');
    return xml
      .replace(/<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/, () => info)
      .replace(/(<ds:SignatureValue>)[^<]*/, (_, start: string) => start + value);
  };

const victims: Forgery = (_, settings) => {
  const forged = { ...settings, nameId: VICTIM };
  return responseXml(forged, sign(assertionXml(forged), forged.assertionId, forged));
};

const together =
  (...forgeries: Forgery[]): Forgery =>
  (xml, settings) =>
    forgeries.reduce((message, forge) => forge(message, settings), xml);

const withDoctype = (xml: string, inside: string): string => `<!DOCTYPE samlp:Response ${inside}>${xml}`;

/** Of a signed assertion; all of them speak for the victim. */
export const victimForgeries = {
  'digest in a comment': (xml, settings) => {
    const forged = xml.replaceAll(`>${settings.nameId}<`, `>${VICTIM}<`);
    const digest = digestOf(bare(part(forged, ASSERTION)));
    return forged.replace('<ds:DigestValue>', `<ds:DigestValue><!--${digest}-->`);
  },
  'digest of nothing': together(
    victims,
    resigned((info) => info.replace(/(<ds:DigestValue>)[^<]*/, `$1${createHash('sha256').digest('base64')}`)),
    (xml) => xml.replace('<saml:Assertion ', '<saml:Assertion xmlns:void="void" '),
  ),
  'another value': together(victims, (xml) =>
    xml.replace(/(<ds:SignatureValue>.{8})(.)/, (_, start: string, one: string) => start + (one === 'A' ? 'B' : 'A')),
  ),
  'forged SignedInfo': (xml, settings) =>
    withAssertion(xml, (genuine) => {
      const forged = evil(settings);
      const signature = part(genuine, SIGNATURE);
      const info = part(signature, /<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/)
        .replace(`#${settings.assertionId}`, '#_evil')
        .replace(/(<ds:DigestValue>)[^<]*/, `$1${digestOf(forged)}`);
      const both = signature
        .replace('</ds:SignedInfo>', `</ds:SignedInfo>${info}`)
        .replace('</ds:Signature>', `${object(bare(genuine))}</ds:Signature>`);
      return behindIssuer(forged, both);
    }),
  HMAC: together(
    victims,
    resigned(
      (info) => info.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha1'),
      ({ key }) => new X509Certificate(key.certificate).toString(),
    ),
  ),
  'the same ID twice': (xml, settings) =>
    withAssertion(xml, (genuine) => assertionXml({ ...settings, nameId: VICTIM }) + genuine),
  'a namespace that looks right': (xml, settings) =>
    withAssertion(xml, (genuine) => evil(settings).replace('SAML:2.0:assertion', 'SAML:1.0:assertion') + genuine),
  'genuine for exact parsers': (xml, settings) =>
    `<!DOCTYPE r [<!NOTATION n SYSTEM '">]><!--'>]>${xml}<?n -->${responseXml(settings, evil(settings))}<?n ?>`,
  'genuine for hasty parsers': (xml, settings) =>
    `<!DOCTYPE r [<!NOTATION n SYSTEM '">]><!--'>]>${responseXml(settings, evil(settings))}<?n -->${xml}<?n ?>`,
} satisfies Record<string, Forgery>;

/** The signer's own messages, in forms that should not be taken. */
export const otherForms = {
  'no reference': resigned((info) => info.replace(/ URI="[^"]*"/, ' URI=""')),
  'another transform': resigned((info) =>
    info.replace('<ds:Transforms>', '<ds:Transforms><ds:Transform Algorithm="urn:unknown"></ds:Transform>'),
  ),
  'a document type': (xml) => withDoctype(xml, '[<!ELEMENT x EMPTY>]'),
} satisfies Record<string, Forgery>;

/** What splits the address of somebody whose name begins with the victim's. */
export const byEntity: Forgery = (xml) =>
  withDoctype(xml.replaceAll(`${VICTIM}.evil.test<`, `${VICTIM}&rest;<`), '[<!ENTITY rest ".evil.test">]');

/** Names an address that nobody should fetch. */
export const naming = (address: string): Record<'entity' | 'stylesheet', Forgery> => ({
  entity: (xml) => withDoctype(xml, `[<!ENTITY x SYSTEM "${address}">]`),
  stylesheet: (xml) => xml.replace('<ds:Transforms>', `<ds:Transforms><x select="document('${address}')"/>`),
});
