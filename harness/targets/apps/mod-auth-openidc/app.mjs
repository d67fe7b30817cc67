// A small application behind Apache with mod_auth_openidc (Debian: libapache2-mod-auth-openidc), which does all of OpenID
// Connect: the application itself is told who signed in by a header, and makes an account for whoever is new.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT } = process.env;
const MODULES = process.env.APACHE_MODULES ?? '/usr/lib/apache2/modules';
const origin = `http://127.0.0.1:${PORT}`;
const folder = mkdtempSync(join(tmpdir(), 'openidc-example-'));
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
if (!existsSync(`${MODULES}/mod_auth_openidc.so`)) missing(`there is no ${MODULES}/mod_auth_openidc.so`);
backend.listen(0, '127.0.0.1', () => startApache(backend.address().port));

function startApache(backendPort) {
  const modules = 'mpm_event authn_core authz_core authz_user headers proxy proxy_http auth_openidc'.split(' ');
  const configuration = `
ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${PORT}
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
LogLevel warn
${process.getuid() === 0 ? 'User www-data\nGroup www-data' : ''}
${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
OIDCProviderMetadataURL ${ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration
OIDCClientID ${CLIENT_ID}
OIDCClientSecret ${CLIENT_SECRET}
OIDCRedirectURI ${origin}/callback
OIDCCryptoPassphrase ${randomBytes(32).toString('hex')}
OIDCScope "openid email"
OIDCRemoteUserClaim email
RequestHeader unset X-Signed-In-As early
RequestHeader set X-Signed-In-As expr=%{REMOTE_USER} "expr=-n %{REMOTE_USER}"
ProxyPass /callback !
ProxyPass / http://127.0.0.1:${backendPort}/
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
`;
  writeFileSync(join(folder, 'httpd.conf'), configuration);
  const apache = spawn('apache2', ['-f', join(folder, 'httpd.conf'), '-DFOREGROUND'], { stdio: 'inherit' });
  apache.once('error', ({ message }) => missing(message));
  apache.once('exit', (code) => {
    console.error(readFileSync(join(folder, 'error.log'), 'utf8'));
    process.exit(code ?? 1);
  });
  process.once('SIGTERM', () => apache.kill('SIGTERM'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function missing(what) {
  console.error(`Apache cannot be started (${what}). Debian: apt-get install apache2-bin libapache2-mod-auth-openidc`);
  process.exit(1);
}
