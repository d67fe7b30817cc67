// A small application behind Apache with mod_auth_mellon (Debian: libapache2-mod-auth-mellon), which does all of the SAML:
// the application itself is told who signed in by a header, and makes an account for whoever is new.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import { folder, origin, startBehindApache } from '../behind-apache.mjs';

const { IDP_METADATA_FILE } = process.env;

await writeKey();
startBehindApache({
  modules: ['setenvif', 'auth_mellon'],
  debian: 'libapache2-mod-auth-mellon',
  configuration: (application) => `
MellonLockFile ${folder}/lock
MellonCacheSize 2000
# Its cookies ask for SameSite=None, which browsers keep over https alone.
SetEnvIf User-Agent . MELLON_DISABLE_SAMESITE=1
RequestHeader set X-Signed-In-As %{MELLON_NAME_ID}e env=MELLON_NAME_ID
ProxyPass /mellon !
ProxyPass / ${application}
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
`,
});

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
