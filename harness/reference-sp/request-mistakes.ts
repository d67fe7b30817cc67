import { inflateRawSync } from 'node:zlib';
import type { DefectId, Defects } from './defects.ts';

/** What a product with a defect writes into its requests. */
export interface RequestWords {
  /** Ours. */
  origin: string;
  /** Milliseconds since 1970. */
  issuedAt: number;
}

type Mistake = (xml: string, words: RequestWords) => string;

const attribute =
  (name: string, value: (words: RequestWords) => string | null): Mistake =>
  (xml, words) => {
    const said = value(words);
    const without = xml.replace(new RegExp(` ${name}="[^"]*"`), '');
    return said === null ? without : without.replace('<samlp:AuthnRequest', `<samlp:AuthnRequest ${name}="${said}"`);
  };

const policy =
  (format: string): Mistake =>
  (xml) =>
    xml.replace('<samlp:NameIDPolicy ', `<samlp:NameIDPolicy Format="${format}" `);

const SAML = 'urn:oasis:names:tc:SAML:2.0';
const assertion = `xmlns:saml="${SAML}:assertion"`;
const context = (comparison: string, name: string) =>
  `<samlp:RequestedAuthnContext Comparison="${comparison}"><saml:AuthnContextClassRef ${assertion}>${SAML}:ac:classes:${name}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`;
const subject = `<saml:Subject ${assertion}><saml:SubjectConfirmation Method="${SAML}:cm:bearer"/></saml:Subject>`;
const HOURS = 3_600_000;

const before =
  (mark: string, more: string): Mistake =>
  (xml) =>
    xml.replace(mark, more + mark);

/** The last element is written before the Issuer, or the Issuer behind all. */
const issuerLast: Mistake = (xml) => {
  const issuer = /<saml:Issuer.*?<\/saml:Issuer>/s.exec(xml)?.[0] ?? '';
  return xml.replace(issuer, '').replace('</samlp:AuthnRequest>', `${issuer}</samlp:AuthnRequest>`);
};

const MISTAKES: Partial<Record<DefectId, Mistake>> = {
  'request-elements-in-another-order': issuerLast,
  'request-id-reused': attribute('ID', () => '_request'),
  'request-of-version-1': attribute('Version', () => '1.1'),
  'request-in-local-time': attribute('IssueInstant', ({ issuedAt }) =>
    new Date(issuedAt + 2 * HOURS).toISOString().replace('Z', '+02:00'),
  ),
  'request-of-two-hours-ago': attribute('IssueInstant', ({ issuedAt }) => new Date(issuedAt - 2 * HOURS).toISOString()),
  'request-for-another-idp': attribute('Destination', () => 'https://idp.example/saml2'),
  'request-without-destination': attribute('Destination', () => null),
  'request-for-another-acs': attribute('AssertionConsumerServiceURL', ({ origin }) => `${origin}/saml/acs`),
  'request-acs-by-index-too': attribute('AssertionConsumerServiceIndex', () => '1'),
  'request-issuer-is-the-origin': (xml, { origin }) =>
    xml.replace(/(<saml:Issuer[^>]*>)[^<]*/, (_, start: string) => start + origin),
  'request-own-nameid-format': policy('urn:example:nameid-format:login'),
  'request-creates-what-is-transient': policy(`${SAML}:nameid-format:transient`),
  'request-own-authn-context': before('</samlp:AuthnRequest>', context('exact', 'VeryStrong')),
  'request-minimum-authn-context': before('</samlp:AuthnRequest>', context('minimum', 'Password')),
  'request-confirms-its-subject': before('<samlp:NameIDPolicy', subject),
  'response-asked-by-redirect': attribute('ProtocolBinding', () => `${SAML}:bindings:HTTP-Redirect`),
};

/** The request as a product with these defects writes it. */
export const mistakenRequest = (xml: string, words: RequestWords, defects: Defects): string =>
  [...defects].reduce((request, defect) => MISTAKES[defect]?.(request, words) ?? request, xml);

/** The RelayState of a product with these defects. */
export function mistakenRelayState(
  relayState: string | null,
  { origin }: RequestWords,
  defects: Defects,
): string | null {
  if (defects.has('relay-state-of-any-length')) return `/${'landing/'.repeat(12)}`;
  if (defects.has('relay-state-is-an-address')) return `${origin}/`;
  return relayState;
}

/** The address with the request, as a product with these defects sends the browser there. */
export function mistakenQuery(url: string, defects: Defects): string {
  const address = new URL(url);
  const { searchParams } = address;
  if (defects.has('request-changed-after-signing')) searchParams.set('RelayState', 'state');
  if (defects.has('request-not-deflated')) {
    const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64'));
    searchParams.set('SAMLRequest', xml.toString('base64'));
  }
  return defects.has('request-changed-after-signing') || defects.has('request-not-deflated') ? address.href : url;
}
