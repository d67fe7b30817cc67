import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import pc from 'picocolors';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { jitmus, scratch } from './built.fixture.ts';
import { doctorCommand, type DoctorOptions } from './doctor-command.ts';
import { packageRoot } from './package-root.ts';
import { openApi } from './targets/api.fixture.ts';
import type { TargetFile } from './targets/target.gen.ts';

// Each starts an application, and machines are shared.
vi.setConfig({ testTimeout: 120_000 });

let place: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => void (place = await scratch()));
afterEach(() => place.remove());

const base = 'http://127.0.0.1:${port}';

/** The target file of an example application, spoilt; at one IdP. */
async function spoilt(app: string, spoil: (file: TargetFile) => void): Promise<string> {
  const folder = join(packageRoot, 'harness/targets/apps', app);
  const file = parse(await readFile(join(folder, 'target.yaml'), 'utf8')) as TargetFile;
  file.start!.cwd = folder;
  file.idps = ['entra'];
  spoil(file);
  return write(file);
}

async function write(file: TargetFile): Promise<string> {
  const path = join(place.folder, 'target.yaml');
  await writeFile(path, stringify(file));
  return path;
}

/** The reference, provisioned and nothing else. */
const scimFile = (scim: Partial<NonNullable<TargetFile['scim']>> = {}): TargetFile => ({
  name: 'provisioned',
  start: {
    command: [process.execPath, `${packageRoot}dist/jitmus.js`, 'sp', '--port', '${port}', '--quiet'],
    env: { JITMUS_SP_SCIM_TOKEN: 'the-token-of-the-team' },
    ready: { url: `${base}/healthz` },
  },
  scim: { baseUrl: `${base}/scim/v2`, token: 'the-token-of-the-team', ...scim },
});

/** On one line, so that it can be searched for sentences. */
const flat = (text: string) => text.replace(/\s+/g, ' ');

/** Checks in this process; `jitmus` is run where the command is the point. */
async function doctor(target: string, idps: DoctorOptions['idps'] = null) {
  let text = '';
  const terminal = {
    ...{ color: pc.createColors(false), width: 100, height: null, live: false },
    write: (more: string) => void (text += more),
    line: (line: string) => void (text += `${line}\n`),
    command: () => undefined,
  };
  const code = await doctorCommand({ target, idps, driver: 'http', tls: false, impersonate: false }, terminal);
  return { code, said: flat(text) };
}

describe('a sound application', () => {
  test('has nothing to mend: every sign-in is witnessed, every account read', async () => {
    const { code, stdout } = await jitmus(['doctor', 'harness/targets/apps/passport-saml/target.yaml']);
    const said = flat(stdout);
    expect(said).toContain('Nothing to mend. 3 sign-ins ended in a session of the right person.');
    for (const vendor of ['entra', 'google', 'okta']) expect(said).toContain(`Sign-in over SAML, from ${vendor}`);
    expect(said.match(/✓ session whoAmI says \S+@corp\.test ✓ account 1 account of/g)).toHaveLength(3);
    expect(said).toContain('It has one IdP, named in its environment.');
    expect(code).toBe(0);
  });

  test('with an admin API and SCIM is asked for all of it', async () => {
    const { code, said } = await doctor('reference', ['okta']);
    expect(said).toContain('Nothing to mend. 2 sign-ins');
    for (const step of ['create', 'show', 'update', 'verify', 'disable', 'enable', 'reject'])
      expect(said).toMatch(new RegExp(`[✓·] ${step} answers`));
    expect(said).toMatch(/request code for openid profile email, .* PKCE S256, state, nonce/);
    expect(said).toContain('✓ a user is made, read back and removed');
    expect(code).toBe(0);
  });
});

describe('an application that does not run', () => {
  test.each<[string, (file: TargetFile) => void, string[]]>([
    [
      'ends at once',
      (file) => (file.start!.env!.IDP_CERT_FILE = '/nowhere/certificate.pem'),
      ["ENOENT: no such file or directory, open '/nowhere/certificate.pem'", 'belongs into start.env'],
    ],
    [
      'is no program',
      (file) => (file.start!.command = ['npm-start']),
      ['spawn npm-start ENOENT', 'a list of program and arguments, without a shell'],
    ],
    [
      'lacks its packages',
      (file) => (file.start!.command = ['node', 'serve.mjs']),
      ['Cannot find module', 'start.command names a file that is not in start.cwd'],
    ],
    [
      'answers elsewhere',
      (file) => {
        file.start!.env!.PORT = '0';
        file.start!.ready.timeoutMs = 1500;
      },
      [
        'was not ready within 1,500 ms: connection refused',
        'Does it listen on the port that start.env gives it (${port})',
      ],
    ],
  ])('because it %s', async (_, spoil, sentences) => {
    const { code, said } = await doctor(await spoilt('passport-saml', spoil));
    expect(said).toContain('✕ application');
    for (const sentence of sentences) expect(said).toContain(sentence);
    expect(said).toContain('- sign-in not tried, because the application does not run');
    expect(said).not.toMatch(/✓ (login|session|account)/);
    expect(code).toBe(1);
  });

  test('because something else has its port', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      const path = await spoilt('passport-saml', (file) => {
        file.start!.env!.PORT = String(port);
        file.start!.ready.url = `http://127.0.0.1:${port}/__health`;
      });
      const { code, said } = await doctor(path);
      expect(said).toContain('Something answers there before the target is started (200)');
      expect(said).toContain("PORT: '${port}' in start.env");
      expect(code).toBe(1);
    } finally {
      other.close();
    }
  });

  test('because the port of the mock IdPs is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      const path = await spoilt('passport-saml', (file) => {
        file.mockIdps = { listen: `127.0.0.1:${port}`, keys: './keys' };
      });
      const { code, said } = await doctor(path);
      expect(said).toContain(`Port ${port} of 127.0.0.1 is in use.`);
      expect(said).toContain('- application not tried, because the mock IdPs do not run');
      expect(code).toBe(1);
    } finally {
      other.close();
    }
  });
});

describe('a mistake over SAML is named', () => {
  test.each<[string, (file: TargetFile) => void, string, string[]]>([
    [
      'a wrong ACS',
      (file) => (file.sso!.saml!.acsUrl = `${base}/saml/acs`),
      'metadata',
      [
        '/acs for responses, the target file says',
        'sso.saml.acsUrl is mistyped',
        'Mend acsUrl: http://127.0.0.1:${port}/acs',
      ],
    ],
    [
      'a wrong ACS, without metadata',
      (file) => {
        file.sso!.saml!.acsUrl = `${base}/saml/acs`;
        delete file.sso!.saml!.metadataUrl;
      },
      'request',
      ['The request wants the answer at', 'sso.saml.acsUrl is mistyped', 'Mend acsUrl: http://127.0.0.1:${port}/acs'],
    ],
    [
      'a wrong entity id',
      (file) => {
        file.sso!.saml!.entityId = `${base}/metadata/`;
        delete file.sso!.saml!.metadataUrl;
      },
      'request',
      [
        'the target file says',
        'sso.saml.entityId is not the entity id',
        'Mend entityId: http://127.0.0.1:${port}/metadata',
      ],
    ],
    [
      'metadata that is not there',
      (file) => (file.sso!.saml!.metadataUrl = `${base}/saml/metadata`),
      'metadata',
      ['serves no SAML metadata (status 404)', 'Mend sso.saml.metadataUrl'],
    ],
    [
      'a login URL that is not there',
      (file) => (file.sso!.saml!.loginUrl = `${base}/signin`),
      'login',
      ['answers 404', 'sso.saml.loginUrl is mistyped'],
    ],
    [
      'a login URL that is a page',
      (file) => (file.sso!.saml!.loginUrl = `${base}/`),
      'login',
      ['ends at a page (200) and not at the IdP', 'Nobody is signed in. Go to /login.', 'leads to the IdP by itself'],
    ],
    [
      'another identity provider',
      (file) => (file.start!.env!.IDP_SSO_URL = 'https://login.microsoftonline.com/x/saml2'),
      'login',
      ['login.microsoftonline.com', 'which is not the mock IdP', 'Add to start.env', '${idp.saml.ssoUrl}'],
    ],
    [
      'an address of the mock IdP that is no sign-in',
      (file) => (file.start!.env!.IDP_SSO_URL = '${idp.saml.metadataUrl}'),
      'login',
      ['no sign-in request is there', 'another address of the IdP than the one for sign-ins'],
    ],
    [
      'an identity provider of an earlier run',
      (file) => (file.start!.env!.IDP_SSO_URL = 'http://localhost:9/sso'),
      'login',
      ['where it met a dead connection', 'perhaps of an earlier run'],
    ],
    [
      'a wrong certificate',
      (file) => (file.start!.env!.IDP_CERT_FILE = join(place.folder, 'other.pem')),
      'session',
      ['Invalid signature', 'it holds another certificate than that of the mock IdP', '${idp.saml.certificateFile}'],
    ],
    [
      'a wrong pointer',
      (file) => (file.observe!.whoAmI!.email = '/user/mail'),
      'session',
      ['there is no text at "/user/mail" (observe.whoAmI.email)', 'Mend email: /email'],
    ],
    [
      'a whoAmI that is not there',
      (file) => (file.observe!.whoAmI!.url = `${base}/whoami`),
      'session',
      ['/whoami answers 404', 'observe.whoAmI.url is mistyped'],
    ],
    [
      'a whoAmI on another host',
      (file) => (file.observe!.whoAmI!.url = 'http://localhost:${port}/me'),
      'session',
      ['signed in at 127.0.0.1, and whoAmI at localhost answers 401', 'localhost and 127.0.0.1 are two hosts'],
    ],
    [
      'a whoAmI that names somebody to everybody',
      (file) => (file.observe!.whoAmI = { url: `${base}/__health`, email: '/ok' }),
      'session',
      ['there is no text at "/ok"', 'Let whoAmI answer the address of who is signed in.'],
    ],
    [
      'an account that is not found',
      (file) => (file.observe!.account!.url = `${base}/__accounts?email=Somebody-{email}`),
      'account',
      ['no account of that address is read back', 'observe.account.item points elsewhere'],
    ],
    [
      'a pointer to nothing in an account',
      (file) => (file.observe!.account!.email = '/mail'),
      'account',
      ['No account has a text at "/mail"', 'An address stands at "/email".'],
    ],
    [
      'another NameID than the application expects',
      (file) => (file.sso!.saml!.idpApp = { nameId: { format: 'persistent', source: 'id' } }),
      'session',
      ['signed in, and whoAmI says', 'sso.saml.idpApp'],
    ],
  ])('%s', async (_, spoil, step, sentences) => {
    await writeFile(join(place.folder, 'other.pem'), OTHER_CERTIFICATE);
    const { code, said } = await doctor(await spoilt('passport-saml', spoil));
    for (const sentence of sentences) expect(said).toContain(sentence);
    expect(said).toContain(`✕ ${step}`);
    expect(code).toBe(1);
  });
});

describe('a mistake over OpenID Connect is named', () => {
  test.each<[string, (file: TargetFile) => void, string, string[]]>([
    [
      'a wrong redirect URI',
      (file) => (file.sso!.oidc!.redirectUri = `${base}/oidc/callback`),
      'request',
      [
        'The request wants the answer at',
        'sso.oidc.redirectUri is mistyped',
        'Mend redirectUri: http://127.0.0.1:${port}/callback',
      ],
    ],
    [
      'another client id',
      (file) => (file.start!.env!.CLIENT_ID = 'portal'),
      'request',
      ['The request is of client portal', 'a client id of another registration', '${idp.oidc.clientId}'],
    ],
    [
      'another client secret',
      (file) => (file.start!.env!.CLIENT_SECRET = 'an-older-secret'),
      'session',
      ["refuses the application's call", 'another client id or secret', '${idp.oidc.clientId}'],
    ],
    [
      'another issuer',
      (file) => (file.start!.env!.ISSUER = 'http://localhost:65533/'),
      'application',
      ['ended before it was ready', 'ECONNREFUSED'],
    ],
  ])('%s', async (_, spoil, step, sentences) => {
    const { code, said } = await doctor(await spoilt('openid-client', spoil));
    for (const sentence of sentences) expect(said).toContain(sentence);
    expect(said).toContain(`✕ ${step}`);
    expect(code).toBe(1);
  });
});

describe('SCIM', () => {
  test('is there, takes its token and no other', async () => {
    const { code, said } = await doctor(await write(scimFile()));
    expect(said).toContain('Nothing to mend. SCIM answers; nobody signs in.');
    expect(said).toContain('✓ wrong token a token that nobody was given is refused (401)');
    expect(code).toBe(0);
  });

  test.each<[string, Partial<NonNullable<TargetFile['scim']>>, string, string[]]>([
    ['a wrong token', { token: 'an-older-token' }, 'list users', ['The token is refused (401)', 'mistyped, expired']],
    [
      'a wrong base URL',
      { baseUrl: `${base}/scim` },
      'list users',
      ['The answer was 404', 'scim.baseUrl leads elsewhere'],
    ],
    [
      'a port where nobody is',
      { baseUrl: 'http://127.0.0.1:9/scim/v2' },
      'list users',
      ['does not answer', 'another host'],
    ],
    [
      'a revoked token that is none',
      { revokedToken: 'the-token-of-the-other-team' },
      'revokedToken',
      ['Users are listed with scim.revokedToken (200)', 'does not look at its token'],
    ],
    [
      'a foreign token that is refused',
      { otherTeamToken: 'nobody' },
      'otherTeamToken',
      ['scim.otherTeamToken is refused (401)'],
    ],
  ])('%s is named', async (_, scim, step, sentences) => {
    const file = scimFile(scim);
    file.start!.env!.JITMUS_SP_SCIM_OTHER_TEAM_TOKEN = 'the-token-of-the-other-team';
    const { code, said } = await doctor(await write(file));
    for (const sentence of sentences) expect(said).toContain(sentence);
    expect(said).toContain(`✕ ${step}`);
    if (step === 'list users') expect(said).toContain('- a user not tried, because users cannot be listed');
    expect(said).not.toContain('an-older-token');
    expect(code).toBe(1);
  });
});

describe('the admin API for SSO methods', () => {
  test.each<[string, (file: TargetFile) => void, string, string[]]>([
    [
      'a wrong token',
      (file) => (file.ssoMethods!.create.headers = { authorization: 'Bearer nobody' }),
      'create',
      ['create answers 401', 'Mend ssoMethods.create.headers', '- verify not tried, because no SSO method was made'],
    ],
    [
      'a wrong pointer',
      (file) => (file.ssoMethods!.create.id = '/uuid'),
      'create',
      ['no id where ssoMethods.create.id points', '/id'],
    ],
    [
      'no pointer to the ACS',
      (file) => (file.ssoMethods!.create.acsUrl = '/acs'),
      'create',
      ['did not say where its assertion consumer service is (ssoMethods.create: acsUrl, entityId)'],
    ],
    [
      'a wrong word for the IdP',
      (file) => (file.ssoMethods!.idpTypes = { entra: 'azure' }),
      'create',
      ['create answers 4', 'idpTypes has its own words for {idp}'],
    ],
    [
      'a wrong address to verify at',
      (file) => (file.ssoMethods!.verify!.url = `${base}/api/sso-methods/{id}/approve`),
      'verify',
      ['verify answers 404', 'Mend ssoMethods.verify.method and ssoMethods.verify.url'],
    ],
  ])('%s is named', async (_, spoil, step, sentences) => {
    const { code, said } = await doctor(await spoilt('team-portal', spoil));
    for (const sentence of sentences) expect(said).toContain(sentence);
    expect(said).toContain(`✕ ${step}`);
    expect(said).toContain('not tried, because there is nothing to sign in through');
    expect(said).not.toContain('✓ session');
    expect(code).toBe(1);
  });
});

test.each<[string, (file: TargetFile) => void, string, string]>([
  [
    'accounts that an owner cannot make',
    (file) => (file.accountsAdmin!.create.url = `${base}/api/people`),
    'existing user',
    '/api/people answered 404',
  ],
  ['groups that cannot be read', (file) => (file.observe!.groups!.items = '/groups'), 'groups', 'no list at "/groups"'],
])('%s are named', async (_, spoil, step, sentence) => {
  const { code, said } = await doctor(await spoilt('team-portal', spoil));
  expect(said).toMatch(new RegExp(`✕ ${step} [^✓✕]*${sentence}`));
  expect(said).toContain('✓ session');
  expect(code).toBe(1);
});

test('an account of which not all is read is said to be one', async () => {
  const { said } = await doctor(await spoilt('passport-saml', (file) => delete file.observe!.account!.complete));
  expect(said).toContain('groups are not read; what else is stored is judged with "complete: true" alone');
});

test('a whoAmI that names somebody to everybody is no witness', async () => {
  const api = await openApi({ 'GET /me': { body: { email: 'admin@corp.test' } } });
  try {
    const path = await spoilt('passport-saml', (file) => (file.observe!.whoAmI!.url = `${api.url}/me`));
    const { code, said } = await doctor(path);
    expect(said).toContain('✕ nobody whoAmI says admin@corp.test in a browser in which nobody signed in.');
    expect(said).not.toContain('✓ session');
    expect(code).toBe(1);
  } finally {
    await api.close();
  }
});

test('an application of which nothing is left to see is not fine', async () => {
  const path = await spoilt('passport-saml', (file) => (file.lacks!.saml = 'It is switched off.'));
  const { code, said } = await doctor(path);
  expect(said).toContain('✕ application Nobody signs in, and nobody is provisioned.');
  expect(code).toBe(1);
});

test('what an application prints and answers cannot write to the terminal', async () => {
  const code = "console.error('\\u001b[2J\\u202eEvil'); process.exit(1)";
  const path = await spoilt('passport-saml', (file) => (file.start!.command = ['node', '-e', code]));
  const { said } = await doctor(path);
  expect(said).toContain('\\u001B[2J\\u202EEvil');
});

test.each([
  [['doctor'], 'target file'],
  [['doctor', 'nowhere.yaml'], 'TARGET_UNREADABLE  nowhere.yaml'],
  [['doctor', 'harness/targets/apps/passport-saml/target.yaml', '--idp', 'other'], 'It takes entra, google, okta.'],
])('%j is bad usage', async (args, hint) => {
  const { code, stderr } = await jitmus(args);
  expect(stderr).toContain(hint);
  expect(code).toBe(2);
});

/** Of nobody: self-signed, its key thrown away. */
const OTHER_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDFzCCAf+gAwIBAgIUdRRfB/2T1bnk4DENWQRXClRYOeIwDQYJKoZIhvcNAQEL
BQAwGzEZMBcGA1UEAwwQbm9ib2R5IGZvciB0ZXN0czAeFw0yNjExMjkxMDM1NDBa
Fw00NjExMjQxMDM1NDBaMBsxGTAXBgNVBAMMEG5vYm9keSBmb3IgdGVzdHMwggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDYEV4hjqZufwPijp8+ruAp/Evu
CiwLWHmm7/EhwfXZZpSx3ElpqKs7r7bxr0qL5g4zqwnTa9DMG/d/PXRrmTplVPTT
YKfuh+RTMKiNBQRH1Q08KZJ99zvxkOEC4fX63Zoh7umkeO6dMkUgeeXt37/hn9xL
B3g/iPHL4FAu9RDAmm6vUV6YLNjUU/uflJw6w9RF9m96//FFtWLjWMxmrMykbmJb
igYhOZ5rFs/9if9VTrlAW70BNKfhRb6UQtEPGjGRyjqRIjA5Q2njPPQkfRGVwH/k
itzt6gdGICknN3OjcBEXpakvnuSou71JhZbxoFhcINXEdsRuYjgrs8pZuFuTAgMB
AAGjUzBRMB0GA1UdDgQWBBR1Urb5IRUluvJu8UVJfmGgAcy+aTAfBgNVHSMEGDAW
gBR1Urb5IRUluvJu8UVJfmGgAcy+aTAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
DQEBCwUAA4IBAQDQLR7xcANToncdpoISzatwnV8Y5AdUQIthTu2LlsuNpZGLnkyu
DeHRIveLfhqauQ5FQ0M/JjEfw1B1RnLa8FXS5pWLTIPA3gjuPKkNFAw3lHVBIlrA
kNT8BlDHh8gA7sZiLhiw1IDPPsyh/WDHhb5nmTA5rkGqwAcF5R98JLcn6mW0vKlJ
ZtCnma8ueXI/sznc1vv5Bj7MgCJ4EBmRjQPWMFhpiFdMAnbDr2lUEmD4hpNUrQV8
JDphzC3+vHvXmDv4WaGBA6kGABLq5qESwjnFp7gChnsYDbbiptwiiGIN45IUXwfd
YXvGM+3sP+o598H5Kihw2t8RbKDmo1dT5R4b
-----END CERTIFICATE-----
`;
