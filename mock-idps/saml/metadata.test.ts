import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync, mkdtempSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { beforeAll, describe, expect, it } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { openKeys } from '../keys.ts';
import { writeMetadata as writeEntra } from '../profiles/entra/metadata.ts';
import { writeMetadata as writeGoogle } from '../profiles/google/metadata.ts';
import { writeMetadata as writeOkta } from '../profiles/okta/metadata.ts';
import type { MetadataInput } from './metadata.ts';
import type { SigningKey } from './respond.ts';

const has = (tool: string) => spawnSync(tool, ['--version']).error === undefined;
const folder = mkdtempSync(join(tmpdir(), 'jitmus-metadata-'));
const keys: Record<string, SigningKey> = {};
beforeAll(async () => {
  const store = openKeys(folder);
  for (const [name, vendor] of [
    ['entra', 'entra'],
    ['google', 'google'],
    ['okta', 'okta'],
  ] as const)
    keys[name] = await store.get(vendor, 'a');
  keys.second = await store.get('entra', 'b');
});

const input = (vendor: string, ssoUrl: string, entityId: string, ...more: SigningKey[]): MetadataInput => ({
  entityId,
  ssoUrl,
  sloUrl: ssoUrl,
  keys: [keys[vendor]!, ...more],
  id: '_6f2d1e0a-6f0e-4c3e-a1d2-000000000001',
});

/** Element and attribute names in document order, values shortened to what the sheet gives: one line for each element. */
function outline(xml: string): string[] {
  const lines: string[] = [];
  const visit = (node: Element, depth: number) => {
    const attributes = Array.from(node.attributes).map(({ name, value }) => `${name}=${value}`);
    const text = Array.from(node.childNodes).every(({ nodeType }) => nodeType === node.TEXT_NODE)
      ? (node.textContent ?? '').replace(/\s/g, '')
      : '';
    lines.push(
      [' '.repeat(depth) + node.nodeName, ...attributes, ...(text ? [text.length > 120 ? '…' : text] : [])].join(' '),
    );
    for (const child of Array.from(node.childNodes))
      if (child.nodeType === node.ELEMENT_NODE) visit(child as Element, depth + 1);
  };
  visit(new DOMParser().parseFromString(xml, 'text/xml').documentElement!, 0);
  return lines;
}

// Derived by hand from facts on vendors' metadata (Entra: MicrosoftDocs/entra-docs federation-metadata.md and a document
// of February 2024; Google and Okta: crewjam/saml testdata), read on 2026-11-23.
const TENANT = '82869000-6ad1-48f0-8171-272ed18796e9';
const REDIRECT = 'Binding=urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const POST = 'Binding=urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const SAML = 'protocolSupportEnumeration=urn:oasis:names:tc:SAML:2.0:protocol';

describe('Google’s metadata', () => {
  const sso = 'http://localhost:4700/o/saml2/idp?idpid=C02dfl1r1';
  const document = () => writeGoogle(input('google', sso, 'https://accounts.google.com/o/saml2?idpid=C02dfl1r1'));

  it('is as captured', () => {
    const end = new Date(new X509Certificate(keys.google!.certificate).validTo).toISOString();
    expect(document().startsWith('<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<md:EntityDescriptor ')).toBe(
      true,
    );
    expect(outline(document())).toEqual([
      `md:EntityDescriptor xmlns:md=urn:oasis:names:tc:SAML:2.0:metadata entityID=https://accounts.google.com/o/saml2?idpid=C02dfl1r1 validUntil=${end}`,
      ` md:IDPSSODescriptor WantAuthnRequestsSigned=false ${SAML}`,
      '  md:KeyDescriptor use=signing',
      '   ds:KeyInfo xmlns:ds=http://www.w3.org/2000/09/xmldsig#',
      '    ds:X509Data',
      '     ds:X509Certificate …',
      '  md:NameIDFormat urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      `  md:SingleSignOnService ${REDIRECT} Location=${sso}`,
      `  md:SingleSignOnService ${POST} Location=${sso}`,
    ]);
  });

  it('breaks the certificate into lines of 76 characters and indents by two', () => {
    expect(document()).toMatch(/\n {10}<ds:X509Certificate>[A-Za-z0-9+/]{76}\n/);
  });
});

describe('Okta’s metadata', () => {
  it('is as captured', () => {
    const sso = 'http://localhost:4700/app/corp_app_1/exkppsa1qwuFV4D7z0h7/sso/saml';
    const xml = writeOkta({ ...input('okta', sso, 'http://www.okta.com/exkppsa1qwuFV4D7z0h7'), sloUrl: null });
    expect(outline(xml)).toEqual([
      'md:EntityDescriptor xmlns:md=urn:oasis:names:tc:SAML:2.0:metadata entityID=http://www.okta.com/exkppsa1qwuFV4D7z0h7',
      ` md:IDPSSODescriptor WantAuthnRequestsSigned=false ${SAML}`,
      '  md:KeyDescriptor use=signing',
      '   ds:KeyInfo xmlns:ds=http://www.w3.org/2000/09/xmldsig#',
      '    ds:X509Data',
      '     ds:X509Certificate …',
      '  md:NameIDFormat urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
      '  md:NameIDFormat urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      `  md:SingleSignOnService ${POST} Location=${sso}`,
      `  md:SingleSignOnService ${REDIRECT} Location=${sso}`,
    ]);
  });
});

describe('Entra’s metadata', () => {
  const sso = `http://localhost:4700/${TENANT}/saml2`;
  const document = (...more: SigningKey[]) =>
    writeEntra(input('entra', sso, `https://sts.windows.net/${TENANT}/`, ...more));

  it('is as documented and captured', () => {
    const all = outline(document());
    const claims = all.filter((line) => line.includes('auth:'));
    expect(claims.filter((line) => line.includes('auth:ClaimType '))).toHaveLength(19);
    expect(claims.slice(0, 2)).toEqual([
      '   auth:ClaimType Uri=http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name xmlns:auth=http://docs.oasis-open.org/wsfed/authorization/200706',
      '    auth:DisplayName Name',
    ]);
    const key = [
      '  KeyDescriptor use=signing',
      '   KeyInfo xmlns=http://www.w3.org/2000/09/xmldsig#',
      '    X509Data',
      '     X509Certificate …',
    ];
    const fed =
      'protocolSupportEnumeration=http://docs.oasis-open.org/wsfed/federation/200706 xmlns:xsi=http://www.w3.org/2001/XMLSchema-instance xmlns:fed=http://docs.oasis-open.org/wsfed/federation/200706';
    const endpoint = (name: string, address: string) => [
      `  fed:${name}`,
      '   wsa:EndpointReference xmlns:wsa=http://www.w3.org/2005/08/addressing',
      `    wsa:Address ${address}`,
    ];
    const wsfed = `http://localhost:4700/${TENANT}/wsfed`;
    expect(all.filter((line) => !line.includes('auth:'))).toEqual([
      `EntityDescriptor ID=_6f2d1e0a-6f0e-4c3e-a1d2-000000000001 entityID=https://sts.windows.net/${TENANT}/ xmlns=urn:oasis:names:tc:SAML:2.0:metadata`,
      ' Signature xmlns=http://www.w3.org/2000/09/xmldsig#',
      '  SignedInfo',
      '   CanonicalizationMethod Algorithm=http://www.w3.org/2001/10/xml-exc-c14n#',
      '   SignatureMethod Algorithm=http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      '   Reference URI=#_6f2d1e0a-6f0e-4c3e-a1d2-000000000001',
      '    Transforms',
      '     Transform Algorithm=http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      '     Transform Algorithm=http://www.w3.org/2001/10/xml-exc-c14n#',
      '    DigestMethod Algorithm=http://www.w3.org/2001/04/xmlenc#sha256',
      expect.stringMatching(/^ {4}DigestValue .{44}$/),
      '  SignatureValue …',
      '  KeyInfo',
      '   X509Data',
      '    X509Certificate …',
      ` RoleDescriptor xsi:type=fed:SecurityTokenServiceType ${fed}`,
      ...key,
      '  fed:ClaimTypesOffered',
      ...endpoint('SecurityTokenServiceEndpoint', wsfed),
      ...endpoint('PassiveRequestorEndpoint', wsfed),
      ` RoleDescriptor xsi:type=fed:ApplicationServiceType ${fed}`,
      ...key,
      ...endpoint('TargetScopes', `https://sts.windows.net/${TENANT}/`),
      ...endpoint('ApplicationServiceEndpoint', wsfed),
      ...endpoint('PassiveRequestorEndpoint', wsfed),
      ` IDPSSODescriptor ${SAML}`,
      ...key,
      `  SingleLogoutService ${REDIRECT} Location=${sso}`,
      `  SingleSignOnService ${REDIRECT} Location=${sso}`,
      `  SingleSignOnService ${POST} Location=${sso}`,
    ]);
  });

  it('publishes every key in all three descriptors', () => {
    const second = keys.second!.certificateBase64;
    expect(document(keys.second!).split(second)).toHaveLength(4);
  });

  it('is signed as a whole', () => {
    const xml = document();
    const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement!;
    const check = new SignedXml({ publicCert: keys.entra!.certificate });
    check.loadSignature(root.firstChild as unknown as Node);
    expect(check.checkSignature(xml)).toBe(true);
    expect(check.getSignedReferences()[0]).toContain('IDPSSODescriptor');
  });

  it.skipIf(!has('xmlsec1'))('is signed in the eyes of xmlsec1', () => {
    const file = join(folder, 'entra.xml');
    const pem = join(folder, 'entra.pem');
    writeFileSync(file, document());
    writeFileSync(pem, keys.entra!.certificate);
    const arguments_ = [
      '--verify',
      '--pubkey-cert-pem',
      pem,
      '--id-attr:ID',
      'urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor',
      file,
    ];
    expect(() => execFileSync('xmlsec1', arguments_, { stdio: 'pipe' })).not.toThrow();
  });
});

const SCHEMA = '/usr/share/xml/opensaml/saml-schema-metadata-2.0.xsd';
const XMLTOOLING = 'file:///usr/share/xml/xmltooling';

/** The schemas import others by web addresses: here they are files. */
const catalog = (): string => {
  const file = join(folder, 'catalog.xml');
  const rewrites = [
    'http://www.w3.org/TR/2002/REC-xmldsig-core-20020212',
    'http://www.w3.org/TR/2002/REC-xmlenc-core-20021210',
    'http://www.w3.org/2001',
  ]
    .map((start) => `<rewriteSystem systemIdStartString="${start}" rewritePrefix="${XMLTOOLING}"/>`)
    .join('');
  writeFileSync(file, `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">${rewrites}</catalog>`);
  return file;
};

describe.skipIf(!existsSync(SCHEMA) || !has('xmllint'))('the schema of SAML metadata', () => {
  const documents: [string, () => string][] = [
    ['Google', () => writeGoogle(input('google', 'http://localhost/sso', 'https://idp.test'))],
    ['Okta', () => writeOkta(input('okta', 'http://localhost/sso', 'https://idp.test'))],
    // The types of the WS-Federation descriptors are of another schema.
    [
      'Entra',
      () =>
        writeEntra(input('entra', 'http://localhost/saml2', 'https://idp.test')).replace(
          /<RoleDescriptor.*<\/RoleDescriptor>/,
          '',
        ),
    ],
  ];
  const validate = (file: string) =>
    execFileSync('xmllint', ['--nonet', '--noout', '--schema', SCHEMA, file], {
      stdio: 'pipe',
      env: { ...process.env, XML_CATALOG_FILES: catalog() },
    });

  it.each(documents)('accepts that of %s', (name, make) => {
    const file = join(folder, `${name}.xml`);
    writeFileSync(file, make());
    expect(() => validate(file)).not.toThrow();
    writeFileSync(file, make().replace('use="signing"', 'use="nothing"'));
    expect(() => validate(file)).toThrow(/nothing/);
  });
});
