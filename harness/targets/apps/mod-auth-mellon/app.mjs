// A small application behind Apache with mod_auth_mellon (Debian: libapache2-mod-auth-mellon), which does all of the SAML:
// the application itself is told who signed in by a header, and makes an account for whoever is new.
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { randomUUID, webcrypto } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';

const { IDP_METADATA_FILE, PORT } = process.env;
const MODULES = process.env.APACHE_MODULES ?? '/usr/lib/apache2/modules';
const origin = `http://127.0.0.1:${PORT}`;
const folder = mkdtempSync(join(tmpdir(), 'mellon-example-'));
// Apache's workers are another user where it is started by root.
chmodSync(folder, 0o755);

/** Email → account. */
const accounts = new Map();

/** Just-in-time provisioning: who signs in for the first time gets an account. */
function findOrCreateAccount(email) {
  if (!accounts.has(email)) accounts.set(email, { id: randomUUID(), email });
  return accounts.get(email);
}

const backend = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, origin);
  const user = request.headers['x-signed-in-as'];
  const json = (status, body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  switch (pathname) {
    case '/':
      return json(200, { hello: findOrCreateAccount(user).email });
    case '/me':
      return user ? json(200, { email: user }) : json(401, { error: 'Nobody is signed in.' });
    // What a test needs to look inside. A real application keeps these to its test environment.
    case '/__health':
      return json(200, { ok: true });
    case '/__accounts':
      return json(
        200,
        [...accounts.values()].filter(({ email }) => [null, email].includes(searchParams.get('email'))),
      );
    case '/__reset':
      accounts.clear();
      return response.writeHead(204).end();
    default:
      return json(404, { error: 'There is nothing here.' });
  }
});
await writeKey();
backend.listen(0, '127.0.0.1', () => startApache(backend.address().port));

function startApache(backendPort) {
  const modules = 'mpm_event authn_core authz_core authz_user headers setenvif proxy proxy_http auth_mellon'.split(' ');
  const configuration = `
ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${PORT}
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
LogLevel warn
${process.getuid() === 0 ? 'User www-data\nGroup www-data' : ''}
${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
MellonLockFile ${folder}/lock
MellonCacheSize 2000
# Its cookies ask for SameSite=None, which browsers keep over https alone.
SetEnvIf User-Agent . MELLON_DISABLE_SAMESITE=1
RequestHeader unset X-Signed-In-As early
RequestHeader set X-Signed-In-As %{MELLON_NAME_ID}e env=MELLON_NAME_ID
ProxyPass /mellon !
ProxyPass / http://127.0.0.1:${backendPort}/
<Location />
  MellonEnable auth
  MellonSPMetadataFile ${folder}/metadata.xml
  MellonEndpointPath /mellon
  MellonSPPrivateKeyFile ${folder}/key.pem
  MellonSPCertFile ${folder}/certificate.pem
  MellonIdPMetadataFile ${IDP_METADATA_FILE}
  AuthType Mellon
  Require valid-user
</Location>
<Location /me>
  MellonEnable info
  Require all granted
</Location>
<LocationMatch "^/__">
  MellonEnable off
  Require all granted
</LocationMatch>
`;
  writeFileSync(join(folder, 'httpd.conf'), configuration);
  const apache = spawn('apache2', ['-f', join(folder, 'httpd.conf'), '-DFOREGROUND'], { stdio: 'inherit' });
  apache.once('error', ({ message }) => {
    console.error(
      `Apache cannot be started (${message}). Debian: apt-get install apache2-bin libapache2-mod-auth-mellon`,
    );
    process.exit(1);
  });
  apache.once('exit', (code) => {
    console.error(readFileSync(join(folder, 'error.log'), 'utf8'));
    process.exit(code ?? 1);
  });
  process.once('SIGTERM', () => apache.kill('SIGTERM'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

/** The key with which it signs its requests, new at every start. */
async function writeKey() {
  const signing = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(signing, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=mod_auth_mellon example, test key',
      keys,
      signingAlgorithm: signing,
    },
    webcrypto,
  );
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'certificate.pem'), certificate.toString('pem'));
  writeFileSync(join(folder, 'metadata.xml'), metadata(certificate.toString('base64')));
}

/** As mod_auth_mellon would write it, but with the address as NameID in place of a transient one. */
function metadata(certificate) {
  return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${origin}/mellon/metadata">
  <SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo>
    </KeyDescriptor>
    <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${origin}/mellon/logout"/>
    <NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>
    <AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${origin}/mellon/postResponse"/>
  </SPSSODescriptor>
</EntityDescriptor>
`;
}
