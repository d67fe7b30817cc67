// What is behind Apache in the examples whose module does all of the sign-in: the application itself is told who signed in
// by a header, and makes an account for whoever is new.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { PORT } = process.env;
export const MODULES = process.env.APACHE_MODULES ?? '/usr/lib/apache2/modules';
export const origin = `http://127.0.0.1:${PORT}`;
export const folder = mkdtempSync(join(tmpdir(), 'apache-example-'));
// Apache's workers are another user where it is started by root.
chmodSync(folder, 0o755);

/** Email → account. */
const accounts = new Map();

/** Just-in-time provisioning: who signs in for the first time gets an account. */
function findOrCreateAccount(email) {
  if (!accounts.has(email)) accounts.set(email, { id: randomUUID(), email });
  return accounts.get(email);
}

/** Apache writes UTF-8 into its headers, and Node reads each of its bytes as a character. */
const signedInAs = ({ headers: { 'x-signed-in-as': header } }) => header && Buffer.from(header, 'latin1').toString();

const backend = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, origin);
  const user = signedInAs(request);
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

/**
 * Starts the application, and Apache before it. `modules`: those beside what every configuration needs. `configuration`: what
 * the module that signs in is told, made of the address of the application behind it; it sets X-Signed-In-As and leaves /__
 * open. `debian`: the package of that module.
 */
export function startBehindApache({ modules, debian, configuration }) {
  backend.listen(0, '127.0.0.1', () => {
    const all = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'headers', 'proxy', 'proxy_http', ...modules];
    const file = `
ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${PORT}
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
LogLevel warn
${process.getuid() === 0 ? 'User www-data\nGroup www-data' : ''}
${all.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
RequestHeader unset X-Signed-In-As early
${configuration(`http://127.0.0.1:${backend.address().port}/`)}
`;
    writeFileSync(join(folder, 'httpd.conf'), file);
    const apache = spawn('apache2', ['-f', join(folder, 'httpd.conf'), '-DFOREGROUND'], { stdio: 'inherit' });
    apache.once('error', ({ message }) => cannotStart(message, debian));
    apache.once('exit', (code) => {
      console.error(readFileSync(join(folder, 'error.log'), 'utf8'));
      process.exit(code ?? 1);
    });
    process.once('SIGTERM', () => apache.kill('SIGTERM'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  });
}

export function cannotStart(because, debian) {
  console.error(`Apache cannot be started (${because}). Debian: apt-get install apache2-bin ${debian}`);
  process.exit(1);
}
