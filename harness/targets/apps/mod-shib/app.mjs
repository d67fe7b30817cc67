// A small application behind Apache with Shibboleth (Debian: libapache2-mod-shib), which does all of the SAML: the application
// itself is told who signed in by a header, and makes an account for whoever is new.
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import { cannotStart, folder, MODULES, origin, startBehindApache } from '../behind-apache.mjs';

const { IDP_METADATA_FILE, IDP_ENTITY_ID } = process.env;
const debian = 'libapache2-mod-shib';
/** What comes with Shibboleth and stays as it is. */
const ITS_OWN = '/etc/shibboleth';
const socket = join(folder, 'shibd.sock');

if (!existsSync(`${MODULES}/mod_shib.so`)) cannotStart(`there is no ${MODULES}/mod_shib.so`, debian);
await writeKey('signing');
await writeKey('encryption');
writeFileSync(join(folder, 'attribute-map.xml'), attributeMap());
writeFileSync(join(folder, 'shibd.logger'), logger());
writeFileSync(join(folder, 'shibboleth2.xml'), configuration());
startDaemon();
const inner = await freePort();
startBehindApache({
  modules: [],
  debian,
  configuration: (application) => `
LoadModule mod_shib ${MODULES}/mod_shib.so
ShibConfig ${folder}/shibboleth2.xml
Listen 127.0.0.1:${inner}
# The cookie of a request asks for SameSite=None, which browsers keep over https alone. It is written behind every filter.
<VirtualHost 127.0.0.1:${new URL(origin).port}>
  Header edit* Set-Cookie "; *SameSite=None" ""
  ProxyPreserveHost On
  ProxyPass / http://127.0.0.1:${inner}/
</VirtualHost>
<VirtualHost 127.0.0.1:${inner}>
  ServerName ${origin}
  UseCanonicalName On
  ProxyPass /Shibboleth.sso !
  ProxyPass / ${application}
  RequestHeader set X-Signed-In-As expr=%{REMOTE_USER} "expr=-n %{REMOTE_USER}"
  <Location />
    AuthType shibboleth
    ShibRequestSetting requireSession true
    Require valid-user
  </Location>
  <Location /me>
    ShibRequestSetting requireSession false
    Require shibboleth
  </Location>
  <LocationMatch "^/(__|Shibboleth.sso)">
    AuthType None
    Require all granted
  </LocationMatch>
</VirtualHost>
`,
});

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** What does the SAML, in a process of its own. */
function startDaemon() {
  const args = ['-F', '-f', '-c', join(folder, 'shibboleth2.xml'), '-p', join(folder, 'shibd.pid')];
  const daemon = spawn('shibd', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  daemon.once('error', ({ message }) => cannotStart(message, debian));
  daemon.once('exit', (code) => {
    console.error(readFileSync(join(folder, 'shibd.log'), 'utf8'));
    process.exit(code ?? 1);
  });
  process.once('exit', () => daemon.kill('SIGTERM'));
}

/** A key, new at every start. */
async function writeKey(use) {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    { name: `CN=Shibboleth example, test key for ${use}`, keys, signingAlgorithm: algorithm },
    webcrypto,
  );
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  writeFileSync(join(folder, `${use}-key.pem`), key);
  writeFileSync(join(folder, `${use}-certificate.pem`), certificate.toString('pem'));
}

/** The NameID, and nothing else, says who somebody is. */
function attributeMap() {
  const formats = ['emailAddress', 'unspecified'];
  const nameIds = formats.map(
    (format) => `
  <Attribute name="urn:oasis:names:tc:SAML:1.1:nameid-format:${format}" id="email">
    <AttributeDecoder xsi:type="NameIDAttributeDecoder" formatter="$Name" defaultQualifiers="false"/>
  </Attribute>`,
  );
  return `<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${nameIds.join('')}
</Attributes>
`;
}

function configuration() {
  return `<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config" clockSkew="180" logger="${folder}/shibd.logger">
  <OutOfProcess logger="${folder}/shibd.logger"/>
  <InProcess logger="${folder}/shibd.logger">
  </InProcess>
  <UnixListener address="${socket}"/>
  <ApplicationDefaults entityID="${origin}/Shibboleth.sso/Metadata" REMOTE_USER="email" signing="false">
    <Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false" consistentAddress="false"
              handlerSSL="false" cookieProps="http" redirectLimit="exact">
      <SSO entityID="${IDP_ENTITY_ID}" policyId="blockUnsolicited">SAML2</SSO>
      <Logout>SAML2 Local</Logout>
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
    </Sessions>
    <Errors supportContact="root@localhost"/>
    <MetadataProvider type="XML" validate="false" path="${IDP_METADATA_FILE}"/>
    <AttributeExtractor type="XML" validate="false" path="${folder}/attribute-map.xml"/>
    <CredentialResolver type="File" use="signing" key="${folder}/signing-key.pem" certificate="${folder}/signing-certificate.pem"/>
    <CredentialResolver type="File" use="encryption" key="${folder}/encryption-key.pem" certificate="${folder}/encryption-certificate.pem"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" validate="false" path="${ITS_OWN}/security-policy.xml"/>
  <ProtocolProvider type="XML" validate="false" path="${ITS_OWN}/protocols.xml"/>
</SPConfig>
`;
}

function logger() {
  return `log4j.rootCategory=WARN, file
log4j.appender.file=org.apache.log4j.FileAppender
log4j.appender.file.fileName=${folder}/shibd.log
log4j.appender.file.layout=org.apache.log4j.PatternLayout
log4j.appender.file.layout.ConversionPattern=%d{%Y-%m-%d %H:%M:%S} %p %c %x: %m%n
`;
}
