/** Single logout for the tests of this folder: sessions that the test identity provider vouched for, and what it says of their end. */
import { createSign } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { escape, faithful, RSA_SHA256, sign, type Key, type ResponseSettings } from './test-idp.ts';
import { whoIs, type Answer, type TestBrowser, type TestMethod, type World } from './test-world.ts';

/** What a message of single logout says; null leaves the thing out. Times are milliseconds since 1970. */
export interface LogoutSettings {
  name: 'LogoutRequest' | 'LogoutResponse';
  /** Null: not signed. */
  key: Key | null;
  id: string;
  version: string;
  issueInstant: number;
  issuer: string | null;
  destination: string | null;
  notOnOrAfter: number | null;
  nameId: string | null;
  nameIdFormat: string | null;
  sessionIndex: string | null;
  inResponseTo: string | null;
  status: string | null;
  relayState: string | null;
  binding: 'redirect' | 'post';
  /** What becomes of the message after it was signed. */
  wire: (xml: string) => string;
}

export interface SignedInPerson {
  browser: TestBrowser;
  method: TestMethod;
  /** What the identity provider said at the sign-in. */
  said: ResponseSettings;
}

/** Somebody who is signed in. */
export async function signedIn(
  world: World,
  method: TestMethod,
  email = 'ada@corp.test',
  browser = world.browser(),
): Promise<SignedInPerson> {
  let said: ResponseSettings | undefined;
  await world.signIn(method, email, { wire: (xml, settings) => ((said = settings), xml) }, browser);
  if (!said || (await whoIs(browser)) !== email) throw new Error(`${email} is not signed in.`);
  return { browser, method, said };
}

let count = 0;

/** What the identity provider says when that person signs out there. */
export const logoutOf = (world: World, { said, method }: SignedInPerson): LogoutSettings => ({
  name: 'LogoutRequest',
  key: world.idp.key,
  id: `_logout-${++count}`,
  version: '2.0',
  issueInstant: world.clock.now,
  issuer: world.idp.issuer,
  destination: method.sloUrl,
  notOnOrAfter: world.clock.now + 60_000,
  nameId: said.nameId,
  nameIdFormat: said.nameIdFormat,
  sessionIndex: said.sessionIndex,
  inResponseTo: null,
  status: null,
  relayState: null,
  binding: 'redirect',
  wire: (xml) => xml,
});

/** What it answers to a LogoutRequest of ours. */
export const answerTo = (world: World, person: SignedInPerson, inResponseTo: string): LogoutSettings => ({
  ...logoutOf(world, person),
  name: 'LogoutResponse',
  notOnOrAfter: null,
  nameId: null,
  sessionIndex: null,
  inResponseTo,
  status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
});

function xmlOf(settings: LogoutSettings): string {
  const attribute = (name: string, value: string | null) => (value === null ? '' : ` ${name}="${escape(value)}"`);
  const element = (name: string, text: string | null, more = '') =>
    text === null ? '' : `<${name}${more}>${escape(text)}</${name}>`;
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return (
    `<samlp:${settings.name} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${settings.id}" Version="${settings.version}"` +
    attribute('IssueInstant', time(settings.issueInstant)) +
    attribute('Destination', settings.destination) +
    attribute('NotOnOrAfter', time(settings.notOnOrAfter)) +
    attribute('InResponseTo', settings.inResponseTo) +
    '>' +
    element('saml:Issuer', settings.issuer) +
    element('saml:NameID', settings.nameId, attribute('Format', settings.nameIdFormat)) +
    element('samlp:SessionIndex', settings.sessionIndex) +
    (settings.status === null ? '' : `<samlp:Status><samlp:StatusCode Value="${settings.status}"/></samlp:Status>`) +
    `</samlp:${settings.name}>`
  );
}

/** Brings a message of single logout to our address, in that browser. */
export async function bring(browser: TestBrowser, { sloUrl }: TestMethod, settings: LogoutSettings): Promise<Answer> {
  const { binding, key, relayState, wire } = settings;
  const parameter = settings.name === 'LogoutRequest' ? 'SAMLRequest' : 'SAMLResponse';
  const xml = xmlOf(settings);
  if (binding === 'post') {
    const idp = { issuer: settings.issuer ?? '', key: key! };
    const signer = faithful(idp, { id: null, acsUrl: '', audience: '' }, '', 0);
    const names = { responseId: settings.id, responseIssuer: settings.issuer };
    const signed = key === null ? xml : sign(xml, settings.id, { ...signer, ...names });
    const fields = {
      [parameter]: Buffer.from(wire(signed)).toString('base64'),
      ...(relayState !== null && { RelayState: relayState }),
    };
    return browser.postFromElsewhere(sloUrl, fields);
  }
  const encoded = (text: string) => `${parameter}=${encodeURIComponent(deflateRawSync(text).toString('base64'))}`;
  const rest = relayState === null ? '' : `&RelayState=${encodeURIComponent(relayState)}`;
  if (key === null) return browser.get(`${sloUrl}?${encoded(wire(xml))}${rest}`);
  const algorithm = `&SigAlg=${encodeURIComponent(RSA_SHA256)}`;
  const signature = createSign('RSA-SHA256')
    .update(encoded(xml) + rest + algorithm)
    .sign(key.privateKey, 'base64');
  return browser.get(`${sloUrl}?${encoded(wire(xml))}${rest}${algorithm}&Signature=${encodeURIComponent(signature)}`);
}

/** A message of ours on its way to the identity provider. */
export function messageIn(location: string | null): { to: string; xml: string; query: URLSearchParams } {
  const { origin, pathname, searchParams } = new URL(location ?? '');
  const parameter = searchParams.get('SAMLRequest') ?? searchParams.get('SAMLResponse') ?? '';
  return {
    to: origin + pathname,
    xml: inflateRawSync(Buffer.from(parameter, 'base64')).toString(),
    query: searchParams,
  };
}

export const idIn = (xml: string): string => / ID="([^"]+)"/.exec(xml)?.[1] ?? '';
