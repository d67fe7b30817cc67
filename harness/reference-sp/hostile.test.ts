import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { respond, type ResponseSettings } from './test-idp.ts';
import { startWorld, type TestBrowser, type World } from './test-world.ts';

/** Neither a server error nor anything made. */
async function expectCalm(world: World): Promise<void> {
  expect(world.errors).toEqual([]);
  expect([await world.accounts(), await world.groups()]).toEqual([[], []]);
}

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (browser: TestBrowser, path: string, body: BodyInit, headers: Record<string, string> = urlencoded) =>
  browser.send(path, { method: 'POST', body, headers });
const encoded = (message: string | Uint8Array) =>
  `SAMLResponse=${encodeURIComponent(Buffer.from(message).toString('base64'))}`;

test('random bytes as a message', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const browser = world.browser();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const { status } = await post(browser, method.acsUrl, encoded(bytes));
      expect(status).toBe(400);
    }),
    { numRuns: 60 },
  );
  await expectCalm(world);
});

test('a genuine message with anything replaced, put in or taken out', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const junk = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      '<',
      '>',
      '"',
      '&',
      '\0',
      '<a>',
      '</saml:Assertion>',
      '<saml:NameID>',
      ']]>',
      '<!--',
      '&#0;',
      'xmlns=""',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(30), junk, async (place, length, text) => {
      const wire = (xml: string) => {
        const at = Math.floor(place * xml.length);
        return xml.slice(0, at) + text + xml.slice(at + length);
      };
      const before = (await world.accounts()).length;
      const { status, email } = await world.signIn(method, 'ada@corp.test', { wire });
      expect(status).toBeLessThan(500);
      // Some places are not signed and do not count; what is signed cannot have been changed.
      expect([null, 'ada@corp.test']).toContain(email);
      expect((await world.accounts()).length).toBe(email ? 1 : before);
    }),
    { numRuns: 80 },
  );
  expect(world.errors).toEqual([]);
});

const genuine = (settings: ResponseSettings) => respond(settings);
const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);

test.each([
  ['an element in an element in an element …', () => nested(70_000)],
  [
    'elements that each bind another prefix',
    () => Array.from({ length: 5_000 }, (_, n) => `<a xmlns:p${n}="u${n}">`).join(''),
  ],
  ['a tag of many attributes', () => `<a ${Array.from({ length: 50_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`],
  ['very many elements', () => `<a>${'<b/>'.repeat(100_000)}</a>`],
  ['quotes that never end', () => `<a b="${'>'.repeat(500_000)}`],
  [
    'entities that grow',
    () =>
      `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, n) => `<!ENTITY a${n} "&a;&a;">`).join('')}]><a>&a19;</a>`,
  ],
])('%s are refused before they cost anything', async (_, message) => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  expect((await post(world.browser(), method.acsUrl, encoded(message()))).status).toBe(400);
  await expectCalm(world);
});

test.each([
  ['nothing', '', urlencoded, 400],
  ['another parameter', 'SAMLRequest=a', urlencoded, 400],
  ['the parameter twice', 'SAMLResponse=a&SAMLResponse=b', urlencoded, 400],
  ['the parameter as a list', 'SAMLResponse[]=a', urlencoded, 400],
  ['the parameter as an object', 'SAMLResponse[toString]=a', urlencoded, 400],
  ['keys of every object', '__proto__[x]=1&constructor=1', urlencoded, 400],
  ['base64 that is none', 'SAMLResponse=%25%25', urlencoded, 400],
  ['JSON', '{"SAMLResponse":"a"}', { 'content-type': 'application/json' }, 415],
  ['JSON that is none', '{', { 'content-type': 'application/json' }, 400],
  ['plain text', 'SAMLResponse=a', { 'content-type': 'text/plain' }, 415],
  ['no type', new Uint8Array([1, 2, 3]), {}, 415],
  ['a type that is none', 'a', { 'content-type': ';;;' }, 415],
  ['two megabytes', `SAMLResponse=${'A'.repeat(2_000_000)}`, urlencoded, 413],
  [
    'two megabytes, packed',
    gzipSync(`SAMLResponse=${'A'.repeat(2_000_000)}`),
    { ...urlencoded, 'content-encoding': 'gzip' },
    413,
  ],
  ['a packing that is none', 'SAMLResponse=a', { ...urlencoded, 'content-encoding': 'x' }, 400],
  ['packed bytes that are none', 'SAMLResponse=a', { ...urlencoded, 'content-encoding': 'gzip' }, 400],
] as const)('%s posted to the assertion consumer service', async (_, body, headers, status) => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  expect((await post(world.browser(), method.acsUrl, body, headers)).status).toBe(status);
  await expectCalm(world);
});

test.each([
  ['GET', '/sso/{id}/acs'],
  ['GET', '/sso/unknown/login'],
  ['POST', '/sso/unknown/acs'],
  ['GET', '/jit/unknown'],
  ['GET', '/jit/%00'],
  ['GET', '/jit/%E0%A4%A'],
  ['GET', '/sso/%00/metadata'],
  ['GET', '/sso/..%2f..%2fetc/metadata'],
  ['GET', '/sso/{id}/continue?ticket=%00'],
  ['GET', '/sso/{id}/continue?ticket[a]=b'],
  ['GET', '/nothing'],
  ['GET', '/assets/../page.ts'],
  ['DELETE', '/admin/accounts'],
  ['PUT', '/me'],
] as const)('%s %s is answered with 4xx', async (verb, path) => {
  const world = await startWorld();
  const { id } = await world.verifiedMethod();
  const { status } = await world.browser().send(path.replace('{id}', id), { method: verb });
  expect(Math.floor(status / 100)).toBe(4);
  await expectCalm(world);
});

test('cookies and queries that are odd do no harm', async () => {
  const world = await startWorld();
  const browser = world.browser();
  for (const cookie of [
    'sp_session=%00; sp_staff=%00; sp_browser=%00',
    'sp_session',
    ';;;=',
    `sp_session=${'a'.repeat(4000)}`,
  ]) {
    expect((await browser.send('/', { headers: { cookie } })).status).toBe(200);
  }
  for (const path of ['/login?email=a&email=b', '/login?email=%00', '/login?email=%22%3E%3Cscript%3E', '/?next=%00']) {
    const { status, text } = await browser.get(path);
    expect([status, text.includes('"><script>')]).toEqual([200, false]);
  }
  await expectCalm(world);
});

test('what the admin API is sent may be anything', async () => {
  const world = await startWorld();
  const { id } = await world.createMethod();
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue(),
      fc.constantFrom('name', 'email', 'domains', 'disabled', 'x\0', '__proto__'),
      async (value, field) => {
        const body = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : { [field]: value };
        for (const [verb, path] of [
          ['POST', '/admin/sso-methods'],
          ['PATCH', `/admin/sso-methods/${id}`],
          ['POST', '/admin/accounts'],
          ['PATCH', '/admin/accounts/x'],
        ] as const) {
          expect((await world.api(verb, path, body)).status).toBeLessThan(500);
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(world.errors).toEqual([]);
});

test('names from outside are shown as text', async () => {
  const world = await startWorld();
  const evil = '<img src=x onerror=alert(1)>';
  const method = await world.verifiedMethod({ name: evil });
  const browser = world.browser();
  const outcome = await world.signIn(method, '"><script>@corp.test', {}, browser);
  expect(outcome.email).toBe('"><script>@corp.test');
  const pages = await Promise.all(['/', '/login?email=a@corp.test'].map((path) => browser.get(path)));
  for (const { text } of pages) expect(text).not.toMatch(/<img|<script>/);
  expect(pages[1]?.text).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('genuine messages of a thousand groups pass the limits', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const groups = Array.from({ length: 1_000 }, (_, n) => `0aa00000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  const attributes = { groups };
  const outcome = await world.signIn(method, 'ada@corp.test', {
    settings: { shape: 'both', attributes },
    wire: (_, settings) => genuine(settings),
  });
  expect(outcome.email).toBe('ada@corp.test');
  expect((await world.accounts())[0]?.groups).toEqual(groups);
});
