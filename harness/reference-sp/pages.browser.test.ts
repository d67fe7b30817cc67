import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { startReferenceSp, type ReferenceSp } from './index.ts';
import { makeKey, metadataXml } from './test-idp.ts';

const TOKENS = { owner: 'owner-token', validation: 'validation-token' };

const test = base.extend<{ sp: ReferenceSp }>({
  sp: async ({}, use) => {
    const sp = await startReferenceSp({ tokens: TOKENS });
    await use(sp);
    await sp.close();
  },
});

const metadata = makeKey().then((key) =>
  metadataXml({ issuer: 'https://idp.test/entity', ssoUrl: 'https://idp.test/sso', keys: [key] }),
);

async function signInStaff(page: Page, sp: ReferenceSp, role: 'owner' | 'validation'): Promise<void> {
  await page.goto(`${sp.url}/manage`);
  await page.getByLabel(role === 'owner' ? 'An owner of the team' : 'The validation team').check();
  await page.getByLabel('Pass phrase').fill(TOKENS[role]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign-in methods' })).toBeVisible();
}

/** Goes on with the Tab key until that is what the keyboard works on. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < 40; pressed++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('The keyboard does not get there.');
}

async function createWithKeyboard(page: Page, sp: ReferenceSp): Promise<void> {
  await signInStaff(page, sp, 'owner');
  await tabTo(page, page.getByRole('link', { name: 'New sign-in method' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('Name', { exact: true }));
  await page.keyboard.type('Corp single sign-on');
  await tabTo(page, page.getByLabel('Identity provider', { exact: true }));
  await page.keyboard.type('Okta');
  await tabTo(page, page.getByRole('radio', { name: /^Off/ }));
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('radio', { name: /^On/ })).toBeChecked();
  await tabTo(page, page.getByLabel('Approved domains'));
  await page.keyboard.type('corp.test');
  await tabTo(page, page.getByLabel('Metadata', { exact: true }));
  await page.keyboard.insertText(await metadata);
  await tabTo(page, page.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Corp single sign-on' })).toBeVisible();
}

test('an owner creates a method with the keyboard alone and copies its JIT login URL', async ({
  page,
  sp,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await createWithKeyboard(page, sp);
  await expect(page.getByText('Waiting for verification')).toBeVisible();
  const url = await page.getByLabel('JIT login URL').inputValue();
  expect(url).toMatch(new RegExp(`^${sp.url}/jit/`));
  await tabTo(page, page.getByRole('button', { name: 'Copy' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
  await page.goto(`${sp.url}/manage`);
  await page.getByRole('link', { name: 'Corp single sign-on' }).click();
  await expect(page.getByLabel('JIT login URL')).toHaveValue(url);
});

test('the JIT login URL is closed until the validation team verifies the method', async ({ page, sp, browser }) => {
  await createWithKeyboard(page, sp);
  const url = await page.getByLabel('JIT login URL').inputValue();
  const newcomer = await browser.newPage();
  expect((await newcomer.goto(url))?.status()).toBe(403);
  await expect(newcomer.getByRole('alert')).toContainText('not verified yet');
  await expect(newcomer.getByText('not-verified')).toBeVisible();

  const validation = await (await browser.newContext()).newPage();
  await signInStaff(validation, sp, 'validation');
  await validation.getByRole('link', { name: 'Corp single sign-on' }).click();
  await validation.getByRole('button', { name: 'Verify' }).click();
  await expect(validation.getByText('Verified', { exact: true })).toBeVisible();
  await expect(validation.getByRole('button', { name: 'Disable' })).toBeHidden();

  const begun = await newcomer.request.get(url, { maxRedirects: 0 });
  expect(begun.headers().location).toContain('https://idp.test/sso?SAMLRequest=');

  await page.reload();
  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('Disabled', { exact: true })).toBeVisible();
  expect((await newcomer.goto(url))?.status()).toBe(403);
});

test('a mistake is told beside what was entered', async ({ page, sp }) => {
  await signInStaff(page, sp, 'owner');
  await page.goto(`${sp.url}/manage/new`);
  await page.getByLabel('Name', { exact: true }).fill('AD FS of the plant');
  await page.getByLabel('Identity provider', { exact: true }).selectOption('AD FS');
  await page.getByRole('radio', { name: /^On/ }).check();
  await page.getByLabel('Approved domains').fill('corp.test');
  await page.getByLabel('Metadata', { exact: true }).fill(await metadata);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Entra ID, Google Workspace and Okta');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('AD FS of the plant');
  await expect(page.getByLabel('Identity provider', { exact: true })).toHaveValue('adfs');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('everything but the copy button works', async ({ page, sp }) => {
    await signInStaff(page, sp, 'owner');
    await page.goto(`${sp.url}/manage/new`);
    await page.getByLabel('Name', { exact: true }).fill('Team');
    await page.getByLabel('Approved domains').fill('corp.test');
    await page.getByRole('radio', { name: /^On/ }).check();
    await page.getByLabel('Metadata', { exact: true }).fill(await metadata);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByLabel('JIT login URL')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy' })).toBeHidden();
    await page.getByRole('button', { name: 'Switch JIT off' }).click();
    await expect(page.getByText('contact support')).toBeVisible();
  });
});

const looks = [
  ['light', 1280],
  ['dark', 1280],
  ['light', 380],
] as const;

for (const [colorScheme, width] of looks) {
  test(`every page can be read, seen or not: ${colorScheme}, ${width} wide`, async ({ page, sp }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 720 });
    await createWithKeyboard(page, sp);
    const method = new URL(page.url()).pathname;
    await page.request.post(`${sp.url}/admin/accounts`, {
      headers: { authorization: `Bearer ${TOKENS.owner}` },
      data: { email: 'ada@corp.test', groups: ['staff', 'engineers'] },
    });
    for (const path of [
      '/',
      '/login?email=a@corp.test',
      '/manage',
      '/manage/new',
      method,
      '/manage/people',
      '/manage/groups',
      '/nothing',
    ]) {
      await page.goto(sp.url + path);
      expect(await page.evaluate(findFlaws), path).toEqual([]);
      if (process.env.SCREENSHOTS) {
        const name = path.replace(/\W+/g, '-').slice(0, 16);
        await page.screenshot({
          path: `${process.env.SCREENSHOTS}/${colorScheme}-${width}${name}.png`,
          fullPage: true,
        });
      }
    }
  });
}

/** Runs in the page. Names what a reader of the page would miss. */
function findFlaws(): string[] {
  const flaws: string[] = [];
  const all = <E extends Element>(selector: string) => [...document.querySelectorAll<E>(selector)];
  if (!document.documentElement.lang || !document.title) flaws.push('no language or title');
  if (all('h1').length !== 1 || all('main').length !== 1) flaws.push('not one main heading in one main part');
  for (const field of all<HTMLInputElement>('input:not([type=hidden]), select, textarea')) {
    if (!field.labels?.length) flaws.push(`no label: ${field.name}`);
  }
  for (const part of all('button, a')) if (!part.textContent?.trim()) flaws.push(`no name: ${part.outerHTML}`);
  for (const table of all('table')) if (!table.querySelector('th[scope=col]')) flaws.push('a table without headers');
  const ids = all('[id]').map((element) => element.id);
  if (new Set(ids).size < ids.length) flaws.push('an id twice');
  if (document.documentElement.scrollWidth > window.innerWidth) flaws.push('wider than the window');

  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element: Element): string => {
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 && element.parentElement ? groundOf(element.parentElement) : colour;
  };
  for (const element of all<HTMLElement>('body *')) {
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    if (!hasText || !element.checkVisibility()) continue;
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))].sort((x, y) => y - x);
    const contrast = (a! + 0.05) / (b! + 0.05);
    if (contrast < 4.5) flaws.push(`contrast ${contrast.toFixed(2)}: ${element.textContent?.trim()}`);
  }
  return flaws;
}
