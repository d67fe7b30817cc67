import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readMetadata } from './idp-metadata.ts';
import { makeKey, metadataXml } from './test-idp.ts';
import { startWorld } from './test-world.ts';

const [first, second, weak] = await Promise.all([makeKey(), makeKey(), makeKey(1024)]);
const base64 = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');
const lines = (pem: string) => base64(pem).replace(/.{76}/g, '$&\n');
const keyDescriptor = (certificate: string, use = ' use="signing"', prefix = '') =>
  `<${prefix}KeyDescriptor${use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></${prefix}KeyDescriptor>`;
const sso = (binding: string, location: string, prefix = '') =>
  `<${prefix}SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${binding}" Location="${location}"/>`;

/** In the shape of Entra's: default namespace, a role of another protocol first, several signing keys, single logout before sign-on. */
const entra = `<?xml version="1.0" encoding="utf-8"?><EntityDescriptor ID="_1" entityID="https://sts.windows.net/t/" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">
  <RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706" xsi:type="fed:SecurityTokenServiceType" protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706">${keyDescriptor(base64(weak.certificate))}</RoleDescriptor>
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keyDescriptor(base64(first.certificate))}${keyDescriptor(base64(second.certificate))}
  <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.test/t/saml2"/>${sso('Redirect', 'https://login.test/t/saml2')}${sso('POST', 'https://login.test/t/saml2')}</IDPSSODescriptor></EntityDescriptor>`;

/** In the shape of Google's: standalone declaration, lines of 76 characters, validUntil. */
const google = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://accounts.google.com/o/saml2?idpid=C01" validUntil="2031-01-01T00:00:00.000Z">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keyDescriptor(lines(first.certificate), ' use="signing"', 'md:')}<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>${sso('Redirect', 'https://accounts.google.com/o/saml2/idp?idpid=C01', 'md:')}${sso('POST', 'https://accounts.google.com/o/saml2/idp?idpid=C01', 'md:')}</md:IDPSSODescriptor>
</md:EntityDescriptor>`;

/** In the shape of Okta's: POST before Redirect, an entity id that is no https address. */
const okta = `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor entityID="http://www.okta.com/exk1" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keyDescriptor(lines(first.certificate), ' use="signing"', 'md:')}<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>${sso('POST', 'https://org.okta.test/post', 'md:')}${sso('Redirect', 'https://org.okta.test/redirect', 'md:')}</md:IDPSSODescriptor></md:EntityDescriptor>`;

test.each([
  ['Entra ID', entra, 'https://sts.windows.net/t/', 'https://login.test/t/saml2', [first, second]],
  [
    'Google Workspace',
    google,
    'https://accounts.google.com/o/saml2?idpid=C01',
    'https://accounts.google.com/o/saml2/idp?idpid=C01',
    [first],
  ],
  ['Okta', okta, 'http://www.okta.com/exk1', 'https://org.okta.test/redirect', [first]],
])('metadata in the shape of %s', (_, xml, issuer, ssoUrl, keys) => {
  const settings = readMetadata(xml);
  expect(settings).toMatchObject({ issuer, ssoUrl });
  expect(settings.certificates.map(base64)).toEqual(keys.map((key) => base64(key.certificate)));
});

test('a key without a use is for signing too, and a comment does no harm', () => {
  const xml = okta
    .replace(' use="signing"', '')
    .replace('<md:IDPSSODescriptor', '<!-- comment --><md:IDPSSODescriptor');
  expect(readMetadata(xml).certificates).toHaveLength(1);
});

test.each([
  ['a document type', `<!DOCTYPE a>${okta}`],
  [
    'two identity providers',
    `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${okta.slice(38)}${okta.slice(38)}</md:EntitiesDescriptor>`,
  ],
  ['no entity id', okta.replace('entityID', 'id')],
  ['no identity provider', okta.replaceAll('IDPSSODescriptor', 'SPSSODescriptor')],
  ['no redirect binding', okta.replace('HTTP-Redirect', 'HTTP-Artifact')],
  ['no signing key', okta.replace('use="signing"', 'use="encryption"')],
  ['a weak key', okta.replace(lines(first.certificate), base64(weak.certificate))],
  ['a certificate that is none', okta.replace(lines(first.certificate), 'AAAA')],
  ['an address without TLS', okta.replace('https://org.okta.test/redirect', 'http://org.okta.test/redirect')],
  ['an address that runs', okta.replace('https://org.okta.test/redirect', 'javascript:alert(1)')],
  ['broken XML', okta.slice(0, -5)],
  ['nothing', ''],
])('metadata with %s is refused', (_, xml) => {
  expect(() => readMetadata(xml)).toThrow(expect.objectContaining({ code: 'metadata' }));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('metadata by address', () => {
  test('is fetched from this machine', async () => {
    const world = await startWorld();
    const url = await serve((_, response) => response.end(metadataXml({ ...world.idp, keys: [world.idp.key] })));
    const method = await world.verifiedMethod({ metadataXml: undefined, metadataUrl: `${url}/metadata` });
    expect((await world.signIn(method, 'ada@corp.test')).email).toBe('ada@corp.test');
  });

  test.each<[string, RequestListener]>([
    ['leads elsewhere', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
    ['answers with an error', (_, response) => response.writeHead(500).end('no')],
    ['does not end', (_, response) => void writeForever(response)],
    ['hangs up', (request) => request.socket.destroy()],
  ])('that %s is refused', async (_, listener) => {
    const world = await startWorld();
    const url = await serve(listener);
    const body = { name: 'T', idpType: 'okta', protocol: 'saml', jit: true, domains: ['corp.test'], metadataUrl: url };
    expect(await world.api('POST', '/admin/sso-methods', body)).toMatchObject({ status: 422, code: 'metadata-fetch' });
  });
});

function writeForever(response: {
  write(chunk: Buffer): boolean;
  on(event: 'drain', listener: () => void): unknown;
}): void {
  const more = () => {
    while (response.write(Buffer.alloc(65_536, 'x')));
  };
  response.on('drain', more);
  more();
}
