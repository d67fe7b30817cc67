// A small application behind Apache with mod_auth_openidc (Debian: libapache2-mod-auth-openidc), which does all of OpenID
// Connect: the application itself is told who signed in by a header, and makes an account for whoever is new.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cannotStart, MODULES, origin, startBehindApache } from '../behind-apache.mjs';

const { ISSUER, CLIENT_ID, CLIENT_SECRET } = process.env;
const debian = 'libapache2-mod-auth-openidc';

if (!existsSync(`${MODULES}/mod_auth_openidc.so`)) cannotStart(`there is no ${MODULES}/mod_auth_openidc.so`, debian);
startBehindApache({
  modules: ['auth_openidc'],
  debian,
  configuration: (application) => `
OIDCProviderMetadataURL ${ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration
OIDCClientID ${CLIENT_ID}
OIDCClientSecret ${CLIENT_SECRET}
OIDCRedirectURI ${origin}/callback
OIDCCryptoPassphrase ${randomBytes(32).toString('hex')}
OIDCScope "openid email"
OIDCRemoteUserClaim email
RequestHeader set X-Signed-In-As expr=%{REMOTE_USER} "expr=-n %{REMOTE_USER}"
ProxyPass /callback !
ProxyPass / ${application}
<Location />
  AuthType openid-connect
  Require valid-user
</Location>
<Location /me>
  OIDCUnAuthAction pass
</Location>
<LocationMatch "^/__">
  AuthType None
  Require all granted
</LocationMatch>
`,
});
