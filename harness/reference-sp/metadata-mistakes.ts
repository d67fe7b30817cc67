import type { DefectId, Defects } from './defects.ts';
import { ELLIPTIC, EXPIRED, SHORT_KEY } from './unfit-certificates.ts';

type Mistake = (xml: string) => string;

const key =
  (use: 'signing' | 'encryption', certificate: string): Mistake =>
  (xml) =>
    xml.replace(
      /<SPSSODescriptor[^>]*>/,
      (start) =>
        `${start}<KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`,
    );

const attribute =
  (element: string, name: string, value: string): Mistake =>
  (xml) =>
    xml
      .replace(new RegExp(`(<${element}[^>]*) ${name}="[^"]*"`), '$1')
      .replace(`<${element}`, `<${element} ${name}="${value}"`);

/** Each mistake is one that administrators have met. */
const MISTAKES: Partial<Record<DefectId, Mistake>> = {
  'metadata-is-a-page': () => '<!doctype html><title>Sign in</title><p>Sign in first.',
  'metadata-with-attributes-of-its-own': attribute('SPSSODescriptor', 'version', '2'),
  'metadata-of-somebody-else': attribute('EntityDescriptor', 'entityID', 'https://product.example/saml'),
  'metadata-of-saml-1': attribute(
    'SPSSODescriptor',
    'protocolSupportEnumeration',
    'urn:oasis:names:tc:SAML:1.1:protocol',
  ),
  'metadata-with-an-old-acs': (xml) => xml.replace(/(<AssertionConsumerService[^>]*Location="[^"]*)"/, '$1/old"'),
  'metadata-indexes-repeat': (xml) =>
    xml.replace(/<AssertionConsumerService[^>]*>/, (service) => service + service.replace('isDefault="true"', '')),
  'metadata-with-two-defaults': (xml) =>
    xml.replace(/<AssertionConsumerService[^>]*>/, (service) => service + service.replace('index="1"', 'index="2"')),
  'metadata-with-a-broken-certificate': key('signing', SHORT_KEY.slice(0, 400)),
  'metadata-with-a-short-key': key('signing', SHORT_KEY),
  'metadata-with-an-expired-certificate': key('signing', EXPIRED),
  'metadata-key-cannot-encrypt': key('encryption', ELLIPTIC),
  'metadata-own-nameid-format': (xml) =>
    xml.replace(/<NameIDFormat>[^<]*/, '<NameIDFormat>urn:example:nameid-format:login'),
  'metadata-wants-what-nobody-checks': attribute('SPSSODescriptor', 'WantAssertionsSigned', 'true'),
  'metadata-expired': attribute('EntityDescriptor', 'validUntil', '2020-01-01T00:00:00Z'),
};

/** The metadata as a product with these defects serves it. */
export const mistakenMetadata = (xml: string, defects: Defects): string =>
  [...defects].reduce((metadata, defect) => MISTAKES[defect]?.(metadata) ?? metadata, xml);
