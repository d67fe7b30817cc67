import { text } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startApp } from '../../examples/express-saml/app.ts';
import { start } from '../../harness/built.fixture.ts';
import { startScimServer } from '../scim-server.fixture.ts';
import type { App, AppInput, Person, PersonInput, SignInList } from '../api/api.gen.ts';

/** The real command, with an application that has not been told to it. */
interface Desk {
  console: string;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
}

const test = base.extend<object, { desk: Desk }>({
  desk: [
    async ({}, use) => {
      const idp = start(['idp', '--port', '0', '--quiet']);
      const address = /console +(\S+)/.exec(await idp.until(/console +\S+\n/))?.[1] ?? '';
      await use({
        console: address,
        async call<T>(method: string, path: string, body?: unknown) {
          const answer = await fetch(`${address}api/v1${path}`, {
            method,
            ...(body === undefined
              ? {}
              : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
          });
          const text = await answer.text();
          if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
          return JSON.parse(text || 'null') as T;
        },
      });
      idp.kill('SIGTERM');
      await idp.ended;
    },
    { scope: 'worker' },
  ],
});

/** Whatever the console must not do: speak on its console, throw, open a dialog, reach for anything off this machine. */
function watch(page: Page): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.context().on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!/^(data|blob|about):$/.test(protocol) && !/^(localhost|127\.0\.0\.1)$/.test(hostname))
      troubles.push(`off loopback: ${request.url()}`);
  });
  return troubles;
}

let troubles: string[];
test.beforeEach(({ page }) => {
  troubles = watch(page);
});
test.afterEach(() => {
  expect(troubles).toEqual([]);
});

/** Names of applications are taken once. */
let registered = 0;

/** The example application, set up with the values that the console shows, and known to Entra by its metadata. */
async function ownApplication(desk: Desk, input: Partial<AppInput> = {}) {
  const bare = await desk.call<App>('POST', '/apps', { vendor: 'entra', name: `own ${++registered}`, ...input });
  const value = (id: string) => bare.setUp.toCopy.find((one) => one.id === id)?.value ?? '';
  const own = await startApp({
    entityId: value('entityId'),
    ssoUrl: value('ssoUrl'),
    certificate: value('certificate'),
  });
  const app = await desk.call<App>('PATCH', `/apps/${bare.id}`, {
    saml: { metadataUrl: `${own.origin}/metadata` },
    loginUrl: `${own.origin}/login`,
  });
  return { app, own };
}

test('by hand: an application of one’s own, and somebody in 151 groups', async ({ page, desk, context }) => {
  await page.goto(desk.console);
  await page.getByRole('link', { name: 'Register an application' }).click();
  await page.getByRole('radio', { name: 'Entra ID' }).check();
  await page.getByLabel('Name').fill('by hand');
  await page.getByRole('button', { name: 'Register', exact: true }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('by hand');
  const copied = async (name: string) =>
    (await page.locator('.value').filter({ hasText: name }).first().locator('dd .mono').textContent()) ?? '';
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download Signing certificate' }).click();
  const certificate = await text(await (await download).createReadStream());
  const own = await startApp({
    entityId: await copied('Entity ID'),
    ssoUrl: await copied('Single sign-on service'),
    certificate,
  });

  await page.getByLabel('Address of its SAML metadata').fill(`${own.origin}/metadata`);
  await page.getByLabel('Where a sign-in begins at it').fill(`${own.origin}/login`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(`${own.origin}/acs`).first()).toBeVisible();

  await page.getByRole('link', { name: 'Sign in here' }).click();
  await page.getByRole('radio', { name: /^overage A member of more groups than Entra puts into an assertion/ }).check();
  await expect(page.getByRole('checkbox', { name: /^Send their groups/ })).toBeChecked();
  await expect(page.getByRole('complementary')).toContainText('a link in place of the 151 groups');
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Begin in a new tab' }).click(),
  ]);
  await expect(tab.locator('body')).toContainText('Welcome You are in 0 groups.');

  await expect(page.locator('.state')).toHaveText('answered');
  await expect(
    page.locator('.details').filter({ hasText: 'too many to tell: a link leads to 151 of them' }),
  ).toBeVisible();
  await expect(page.getByRole('complementary')).toContainText('a link in place of the 151 groups');
  await own.close();
});

test('what is to be expected is told before anything begins', async ({ page, desk }) => {
  const { app, own } = await ownApplication(desk);
  await page.goto(`${desk.console}#/sign-in?app=${app.id}&as=unassigned`);
  const expected = page.getByRole('region', { name: 'What to expect' });
  await expect(expected).toContainText('not assigned');
  await page.goto(`${desk.console}#/sign-in?app=${app.id}&faults=saml/nameid-lookalike,saml/expired`);
  await expect(expected).toContainText('nobody gets in');
  await page.getByLabel('Signed in a SAML message').selectOption('the response');
  await expect(page).toHaveURL(/shape=response/);
  await page.getByRole('button', { name: 'Only give me the address' }).click();
  await expect(page.locator('.state')).toHaveText('waits for a browser');
  const { signIns } = await desk.call<SignInList>('GET', '/sign-ins');
  expect(signIns[0]?.faults.map(({ id }) => id)).toEqual(['saml/nameid-lookalike', 'saml/expired']);
  await own.close();
});

test('a refusal says why in plain words, and what the real vendor shows', async ({ page, desk, context }) => {
  const { app, own } = await ownApplication(desk);
  await page.goto(`${desk.console}#/sign-in?app=${app.id}&as=unassigned`);
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Begin in a new tab' }).click(),
  ]);
  await expect(tab.locator('body')).toContainText('AADSTS50105');
  await expect(page.locator('.state')).toHaveText('refused by the identity provider');
  await expect(page.locator('.notice-bad').first()).toContainText('The identity provider refused.');
  await expect(page.locator('.notice-bad').first()).toContainText('What the real one shows');
  await expect(page.locator('.notice-bad').first()).toContainText('AADSTS50105');
  await own.close();
});

test('faults are found, composed, explained before, and shown beside the genuine message', async ({
  page,
  desk,
  context,
}) => {
  const { app, own } = await ownApplication(desk);
  await page.goto(`${desk.console}#/sign-in?app=${app.id}`);
  await expect(page.locator('.begin')).toContainText('let in');
  await page.getByPlaceholder(/^Find among/).fill('lookalike');
  await page.getByRole('checkbox', { name: /^saml\/nameid-lookalike/ }).check();
  await page.getByPlaceholder(/^Find among/).fill('run out');
  await page.getByRole('checkbox', { name: /^saml\/expired/ }).check();
  await expect(page.locator('.chosen-fault')).toHaveCount(2);
  await expect(page.locator('.begin .tag')).toHaveText('refused');
  await expect(page).toHaveURL(/faults=saml\/nameid-lookalike,saml\/expired/);

  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Begin in a new tab' }).click(),
  ]);
  await expect(tab.locator('body')).toContainText('The sign-in failed');
  await expect(page.locator('.comparison-table tr.changed').first()).toBeVisible();
  await expect(page.getByRole('complementary')).toContainText('SAML 2.0 Core');
  await own.close();
});

test('a sticky sign-in holds for every browser until it is ended', async ({ page, desk, browser }) => {
  const { app, own } = await ownApplication(desk);
  await page.goto(`${desk.console}#/sign-in?app=${app.id}&as=one-group`);
  await page.getByRole('checkbox', { name: /^For every browser/ }).check();
  await page.getByRole('button', { name: 'Let it hold' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every sign-in');
  for (const _ of [1, 2]) {
    const other = await browser.newContext();
    const tab = await other.newPage();
    await tab.goto(`${own.origin}/login`);
    await expect(tab.locator('body')).toContainText('Welcome');
    await other.close();
  }
  await expect(page.locator('.happening').filter({ hasText: 'response for' })).toHaveCount(2);
  await page.getByRole('button', { name: 'End it' }).click();
  await expect(page.locator('.state')).toHaveText('ended');
  await own.close();
});

test('people: found among many, seen whole, changed', async ({ page, desk }) => {
  await page.goto(`${desk.console}#/people?vendor=okta`);
  const name = (await page.locator('.table td a').first().textContent()) ?? '';
  await page.getByRole('searchbox', { name: /^Find people/ }).fill(name);
  await expect(page.locator('.table tbody tr')).toHaveCount(1);
  await page.locator('.table td a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await page.getByLabel('In so many groups').fill('151');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByRole('heading', { name: '151 groups' })).toBeVisible();
  await page.getByRole('button', { name: 'Another name' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(name);
  await page.getByRole('button', { name: 'Take the application away' }).click();
  await expect(page.locator('.lead')).toContainText('Not assigned to the application');
});

test('keys roll over, the clock moves, the network breaks and mends', async ({ page, desk }) => {
  const { app, own } = await ownApplication(desk);
  await page.goto(`${desk.console}#/applications/${app.id}`);
  await page.getByRole('button', { name: 'Publish the next key' }).click();
  await expect(page.locator('.keys li')).toHaveCount(2);
  await page.getByRole('button', { name: 'Sign with the next key' }).click();
  await page.getByRole('button', { name: 'Retire the old key' }).click();
  await expect(page.locator('.keys li')).toHaveCount(1);

  await page.getByRole('link', { name: 'Clock & state' }).click();
  await page.getByRole('button', { name: 'Freeze it' }).click();
  await page.getByRole('button', { name: 'A day on' }).click();
  await expect(page.locator('.strip-clock')).toContainText('frozen at');
  await page.getByRole('button', { name: 'As mine again' }).click();
  await expect(page.locator('.strip-clock')).toBeHidden();

  await page.getByRole('combobox', { name: 'What' }).selectOption('metadata');
  await page.getByRole('combobox', { name: 'Whose' }).selectOption('entra');
  await page.getByRole('button', { name: 'Break it' }).click();
  await expect(page.locator('.network li')).toContainText('SAML metadata of Entra ID, answers 503');
  const { setUp } = await desk.call<App>('GET', `/apps/${app.id}`);
  const metadata = setUp.toCopy.find(({ id }) => id === 'metadataUrl')?.value ?? '';
  expect((await fetch(metadata)).status).toBe(503);
  await page.getByRole('button', { name: 'Mend' }).click();
  await expect(page.getByText('All of it works.')).toBeVisible();
  expect((await fetch(metadata)).status).toBe(200);
  await own.close();
});

test('provisioning: a person is assigned, and both halves of every request are there', async ({ page, desk }) => {
  const app = await desk.call<App>('POST', '/apps', { vendor: 'okta', name: 'provisioned' });
  const scim = await startScimServer('sesame');
  await page.goto(`${desk.console}#/provisioning?app=${app.id}`);
  await page.getByLabel('Address of its SCIM server').fill(scim.baseUrl);
  await page.getByLabel('Token').fill('sesame');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await expect(page.locator('.act-says').first()).toContainText('done');
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  const made = page.locator('.exchange').filter({ hasText: 'POST' });
  await expect(made.locator('.half').first()).toContainText('userName');
  await expect(made.locator('.half').last()).toContainText('201');
  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(page.locator('.happening')).toHaveCount(3);

  await page.getByRole('textbox', { name: 'Save as a scenario' }).fill('Somebody is disabled');
  await page.getByRole('button', { name: 'Make the file' }).click();
  await expect(page.getByRole('region', { name: 'The scenario' })).toContainText('Somebody is disabled', {
    timeout: 30_000,
  });

  scim.answer = {
    status: 409,
    type: 'application/scim+json',
    body: JSON.stringify({ detail: HOSTILE, status: '409' }),
  };
  await page.getByRole('button', { name: 'Enable' }).click();
  await expect(page.locator('.happening').first()).toContainText('failed');
  scim.answer = { status: 200, type: 'text/html', body: `<!doctype html>${HOSTILE}` };
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await expect(page.locator('.happening').first()).toContainText('<script>alert(1)</script>');
  await expectNothingInjected(page);
  await expectAccessible(page);
  scim.close();
});

test('what was done by hand becomes a scenario file, and the state a document that comes back', async ({
  page,
  desk,
}) => {
  const { app, own } = await ownApplication(desk, { name: 'kept' });
  const { id } = await desk.call<{ id: string }>('POST', '/sign-ins', { app: app.id, as: 'overage' });
  await page.goto(`${desk.console}#/sign-in/${id}`);
  await page.getByRole('textbox', { name: 'Save as a scenario' }).fill('Somebody in 151 groups gets in');
  await page.getByRole('button', { name: 'Make the file' }).click();
  await expect(page.getByRole('region', { name: 'The scenario' })).toContainText('overage', { timeout: 30_000 });
  await expect(page.locator('.scenario .command')).toContainText('jitmus run');

  await page.goto(`${desk.console}#/settings`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const state = await text(await (await download).createReadStream());
  expect(JSON.parse(state)).toMatchObject({ schemaVersion: 1 });
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await expect(page.getByText('All is as at the start.')).toBeVisible();
  await page
    .getByLabel('Import')
    .setInputFiles({ name: 'state.json', mimeType: 'application/json', buffer: Buffer.from(state) });
  await expect(page.getByText(/^Taken over: [1-9]/)).toBeVisible();
  await page.getByRole('link', { name: 'Applications' }).click();
  await expect(page.getByRole('link', { name: 'kept' }).first()).toBeVisible();
  await own.close();
});

test('with the keyboard alone: from the start to a sign-in, and through the feed', async ({ page, desk, context }) => {
  const { own } = await ownApplication(desk, { name: 'keyboard' });
  await page.goto(desk.console);
  await expect(page.locator('.stories a').first()).toBeVisible();
  await tabTo(page, '.stories a');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await expect(page.getByRole('main')).toBeFocused();
  await page.getByPlaceholder(/^Find a kind of person/).press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.choice-card:has(:focus)')).toHaveCount(1);
  await tabTo(page, '.begin .button-main');
  const [tab] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')]);
  await expect(tab.locator('body')).toContainText('Welcome');
  await expect(page.getByRole('main')).toBeFocused();

  await page.goto(`${desk.console}#/feed`);
  await expect(page.locator('.virtual-row').first()).toBeVisible();
  await tabTo(page, '.virtual');
  await page.keyboard.press('Home');
  await expect(page.locator('.virtual-row').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  await expect(page.locator('.virtual-row').last()).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('region', { name: 'The chosen event' })).toBeVisible();
  await page.locator('h1').click();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await own.close();
});

/** Presses Tab until the first element of that kind has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector).first();
  await target.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Eighty presses of Tab did not reach ${selector}.`);
}

const HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(2)>"\'&lt;\u202E';

test('hostile values are shown and do nothing', async ({ page, desk }) => {
  const { id: person } = await desk.call<Person>('POST', '/people', {
    vendor: 'entra',
    persona: 'markup-name',
    spec: { groups: 17, groupNames: 'hostile' },
  } satisfies PersonInput);
  const app = await desk.call<App>('POST', '/apps', {
    vendor: 'entra',
    name: 'hostile',
    saml: { entityId: HOSTILE, acsUrl: 'http://127.0.0.1:9/acs?<img/src=x>' },
  });
  const ssoUrl = app.setUp.toCopy.find(({ id }) => id === 'ssoUrl')?.value ?? '';
  const request = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_x" Version="2.0" IssueInstant="${new Date().toISOString()}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${HOSTILE.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</saml:Issuer></samlp:AuthnRequest>`;
  const parameters = new URLSearchParams({
    SAMLRequest: deflateRawSync(request).toString('base64'),
    RelayState: HOSTILE,
  });
  await fetch(`${ssoUrl}?${parameters.toString()}`);

  for (const place of [
    `people/${person}`,
    `applications/${app.id}`,
    'applications',
    `sign-in?app=${app.id}&person=${person}&faults=${encodeURIComponent(HOSTILE)}`,
    'feed',
    `no/${encodeURIComponent(HOSTILE)}`,
    `feed?q=${encodeURIComponent(HOSTILE)}`,
  ]) {
    await page.goto(`${desk.console}#/${place}`);
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
    await expectNothingInjected(page);
  }
  await page.goto(`${desk.console}#/feed?q=authnrequest`);
  await page.locator('.virtual-row').filter({ hasText: 'redirect request' }).last().click();
  await expect(page.locator('.escape').first()).toHaveText('\\u202E');
  await expect(page.getByText('<script>alert(1)</script>').first()).toBeVisible();
  await expectNothingInjected(page);
});

async function expectNothingInjected(page: Page): Promise<void> {
  const dangerous = page.locator('#app').locator('img, script, iframe, object, [onload], [onerror], [onmouseover]');
  expect(await dangerous.count()).toBe(0);
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${page.url()}: ${id} ${nodes[0]?.html}`)).toEqual([]);
}

const PLACES = [
  '',
  'applications',
  'applications/new',
  'people',
  'sign-in',
  'provisioning',
  'feed',
  'settings',
  'nowhere',
];

test('every page passes Axe, light and dark, and is no wider than a small screen', async ({ page, desk }) => {
  test.setTimeout(180_000);
  const { app, own } = await ownApplication(desk, { name: 'axe' });
  const signIn = await desk.call<{ id: string; url: string }>('POST', '/sign-ins', {
    app: app.id,
    as: 'overage',
    faults: ['saml/expired'],
    settings: { groups: { send: 'security', claim: 'vendor-default' } },
  });
  const tab = await page.context().newPage();
  await tab.goto(signIn.url);
  const ofIts = [
    `applications/${app.id}`,
    'people/entra.corp.1',
    `sign-in/${signIn.id}`,
    `sign-in?app=${app.id}&faults=saml/expired`,
  ];
  for (const colorScheme of ['light', 'dark'] as const)
    for (const place of [...PLACES, ...ofIts]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${desk.console}#/${place}`);
      await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
      await expect(page.getByText('One moment …')).toHaveCount(0);
      await expect(page.locator('.strip')).toContainText('A mock.');
      await expectAccessible(page);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), place).toBeLessThanOrEqual(360);
    }
  await own.close();
});

test('thousands of events: the feed shows few elements, follows, finds and holds still', async ({
  page,
  desk,
}, info) => {
  test.setTimeout(120_000);
  const app = await desk.call<App>('POST', '/apps', { vendor: 'google', name: 'busy' });
  const ssoUrl = app.setUp.toCopy.find(({ id }) => id === 'ssoUrl')?.value ?? '';
  await page.goto(`${desk.console}#/feed`);
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const look = (now: number) => {
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(globalThis, { gaps });
  });
  for (let sent = 0; sent < 2_000; sent += 50)
    await Promise.all(Array.from({ length: 50 }, (_, i) => fetch(`${ssoUrl}&SAMLRequest=nonsense-${sent + i}`)));
  const rows = page.locator('.virtual-row');
  await expect(rows.last()).toContainText(/./);
  await expect(page.getByRole('status').filter({ hasText: 'events' })).toContainText(/[2-9],\d{3} events/);
  expect(await rows.count()).toBeLessThan(80);
  const bottom = () =>
    page.locator('.virtual').evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
  expect(await bottom()).toBeLessThanOrEqual(1);
  const gaps = await page.evaluate(() =>
    (globalThis as unknown as { gaps: number[] }).gaps.slice(5).sort((a, b) => b - a),
  );
  const figures = {
    frames: gaps.length,
    longestMs: Math.round(gaps[0] ?? 0),
    p95Ms: Math.round(gaps[Math.floor(gaps.length * 0.05)] ?? 0),
  };
  info.annotations.push({ type: 'feed', description: JSON.stringify(figures) });
  process.stdout.write(`the feed with thousands of events: ${JSON.stringify(figures)}\n`);

  await page.getByRole('button', { name: 'Pause' }).click();
  const before = await rows.last().textContent();
  await fetch(`${ssoUrl}&SAMLRequest=later`);
  await expect(page.getByRole('status').filter({ hasText: 'paused' })).toContainText(/; \d since/);
  expect(await rows.last().textContent()).toBe(before);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('searchbox').fill('no event holds this');
  await expect(rows).toHaveCount(0);
});

test('with a token: the address carries it, and without it nothing is told', async ({ page }) => {
  const idp = start(['idp', '--port', '0', '--quiet', '--token', 'sesame-sesame-sesame']);
  const address = /console +(\S+)/.exec(await idp.until(/console +\S+\n/))?.[1] ?? '';
  await page.goto(address.replace(/#.*/, ''));
  await expect(page.getByRole('alert').first()).toContainText('TOKEN_MISSING');
  troubles.length = 0;
  await page.goto('about:blank');
  await page.goto(address);
  await expect(page.locator('.live')).toHaveText('live');
  expect(page.url()).not.toContain('sesame');
  await page.close();
  idp.kill('SIGTERM');
  await idp.ended;
});
