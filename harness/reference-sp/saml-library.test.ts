import { spawnSync } from 'node:child_process';
import { createVerify, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { requestIn, startWorld } from './test-world.ts';

const SCHEMAS = '/usr/share/xml/opensaml';
/** The schemas that those import, and where they lie on this machine. */
const IMPORTED = {
  'http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd':
    '/usr/share/xml/xmltooling/xmldsig-core-schema.xsd',
  'http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd': '/usr/share/xml/xmltooling/xenc-schema.xsd',
  'http://www.w3.org/2001/xml.xsd': '/usr/share/xml/xmltooling/xml.xsd',
};
const hasSchemas = [SCHEMAS, '/usr/bin/xmllint', ...Object.values(IMPORTED)].every((path) => existsSync(path));

const catalog = `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">${Object.entries(IMPORTED)
  .map(([uri, path]) => `<system systemId="${uri}" uri="${path}"/>`)
  .join('')}</catalog>`;

test('the request asks for what the application is set up for, and says the time that it is given', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const { location } = await world.browser().get(`${method.jitLoginUrl}?next=/people`);
  const request = requestIn(location!);
  expect(new URL(location!).origin + new URL(location!).pathname).toBe(world.idp.ssoUrl);
  expect(new URL(location!).searchParams.get('RelayState')).toBe('/people');
  expect(request).toMatch(/^<\?xml version="1.0"\?><samlp:AuthnRequest [^>]*ID="_[0-9a-f]{40}"/);
  expect(request).toContain('IssueInstant="2026-11-23T12:00:00.000Z"');
  expect(request).toContain(`Destination="${world.idp.ssoUrl}"`);
  expect(request).toContain(`AssertionConsumerServiceURL="${method.acsUrl}"`);
  expect(request).toContain(`>${method.entityId}</saml:Issuer>`);
  expect(request).not.toMatch(/RequestedAuthnContext|NameIDPolicy[^>]*Format/);
});

test('a RelayState that leads elsewhere is not even sent', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const { location } = await world.browser().get(`${method.jitLoginUrl}?next=https://evil.test`);
  expect(new URL(location!).searchParams.get('RelayState')).toBe('/');
});

test('the login address keeps the query that it has', async () => {
  const world = await startWorld();
  world.idp.ssoUrl = 'https://accounts.test/o/saml2/idp?idpid=C01';
  const method = await world.verifiedMethod({ idpType: 'google' });
  const { location } = await world.browser().get(method.loginUrl);
  expect(location).toMatch(/^https:\/\/accounts\.test\/o\/saml2\/idp\?idpid=C01&SAMLRequest=/);
});

test('every request has another id', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const requests = await Promise.all([1, 2, 3].map(() => world.browser().get(method.loginUrl)));
  expect(new Set(requests.map(({ location }) => location)).size).toBe(3);
});

test('where a method signs its requests, the signature holds by the key that its metadata publishes', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod({ signRequests: true });
  const metadata = (await world.browser().get(method.metadataUrl)).text;
  expect(metadata).toContain(' AuthnRequestsSigned="true"');
  const [, base64 = ''] = /<KeyDescriptor use="signing">.*<ds:X509Certificate>([^<]*)/s.exec(metadata) ?? [];
  const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
  expect(Date.parse(certificate.validTo)).toBeGreaterThan(world.clock.now);

  const { location } = await world.browser().get(`${method.jitLoginUrl}?next=/people`);
  const { search, searchParams } = new URL(location!);
  expect([...searchParams.keys()]).toEqual(['SAMLRequest', 'RelayState', 'SigAlg', 'Signature']);
  expect(searchParams.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
  const signed = search.slice(1, search.indexOf('&Signature='));
  const signature = Buffer.from(searchParams.get('Signature')!, 'base64');
  expect(createVerify('RSA-SHA256').update(signed).verify(certificate.publicKey, signature)).toBe(true);
  expect((await world.signIn(method, 'ada@corp.test')).email).toBe('ada@corp.test');
});

test('the key that signs requests outlives a restart, and methods that sign nothing publish none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reference-sp-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const world = await startWorld({ database: join(folder, 'sp.db') });
  const [signing, plain] = [await world.createMethod({ signRequests: true }), await world.createMethod()];
  const read = async (from: typeof world, { metadataUrl }: typeof plain) =>
    (await from.browser().get(metadataUrl)).text;
  const before = await read(world, signing);
  expect(await read(world, plain)).toMatch(/ AuthnRequestsSigned="false"(?!.*KeyDescriptor)/s);
  expect(await read(await world.restart(), signing)).toBe(before);
});

test('the metadata names our addresses and stays the same', async () => {
  const world = await startWorld();
  const method = await world.createMethod();
  const [one, two] = [await world.browser().get(method.metadataUrl), await world.browser().get(method.metadataUrl)];
  expect(one.status).toBe(200);
  expect(one.text).toContain(`entityID="${method.entityId}"`);
  expect(one.text).toContain(`Location="${method.acsUrl}"`);
  expect(one.text).toBe(two.text);
});

test.skipIf(!hasSchemas)('metadata and request obey the schemas of SAML 2.0', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const folder = mkdtempSync(join(tmpdir(), 'reference-sp-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const documents = {
    metadata: (await world.browser().get(method.metadataUrl)).text,
    protocol: requestIn((await world.browser().get(method.loginUrl)).location!),
  };
  const catalogFile = join(folder, 'catalog.xml');
  writeFileSync(catalogFile, catalog);
  for (const [schema, xml] of Object.entries(documents)) {
    const file = join(folder, `${schema}.xml`);
    writeFileSync(file, xml);
    const schemaFile = join(SCHEMAS, `saml-schema-${schema}-2.0.xsd`);
    const env = { ...process.env, XML_CATALOG_FILES: catalogFile };
    const { status, stderr } = spawnSync('xmllint', ['--nonet', '--noout', '--schema', schemaFile, file], { env });
    expect(status, stderr.toString()).toBe(0);
  }
});
