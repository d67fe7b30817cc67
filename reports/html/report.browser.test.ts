import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { changesSideBySide, comparisonOf } from '../compare.ts';
import { differenceOf } from '../diff.ts';
import { sourceOf } from '../report.ts';
import type { ReportSource } from '../report.ts';
import { html } from '../writers/html.ts';
import { sideBySide } from '../writers/side-by-side.ts';
import { HOSTILE, fixtureReport, fixtureSource } from './fixture.ts';
import { addressOf, addressOfPage, twoRuns } from './fixture/pages.ts';

/** Whatever a page must not do: speak on the console, throw, open a dialog, reach for anything but itself. */
function watch(page: Page): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('file:') || !request.url().includes('report.html')) troubles.push(request.url());
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

test('opens from disk with the verdict, the worst finding first', async ({ page }, info) => {
  await page.goto(await addressOf(fixtureSource(150), info));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No verdict');
  await expect(page).toHaveTitle('No verdict · my app on staging · jitmus');
  await expect(page.locator('.findings h3')).toContainText([
    'Bypass', 'Check missing', 'Broken requirements', 'Could not be tested', 'Errors of ours', 'Warnings', 'Waived',
  ]); // prettier-ignore
  await expect(page.locator('.finding-because').first()).toHaveText(
    'The session belongs to the victim, whom no genuine message named.',
  );
  await expect(page.locator('.run-errors')).toContainText('BROWSER_CLOSED');
});

test('from the matrix to the evidence with the keyboard alone', async ({ page }, info) => {
  await page.goto(`${await addressOf(fixtureSource(150), info)}#/matrix?area=attacks`);
  const cell = page.getByRole('link', { name: /^sso\/refuses-sign-in on Okta, SAML: / });
  await page.getByRole('link', { name: /^sso\/refuses-sign-in on Entra ID, SAML: / }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(cell).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cases');
  await expect(page.getByRole('main')).toBeFocused();
  const first = page.locator('.cases-case a').first();
  await expect(first).toHaveText('A comment inside the NameID does not cut the name short');
  await tabTo(page, '.cases-case a');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'A comment inside the NameID does not cut the name short',
  );
  await tabTo(page, 'a.evidence');
  await page.keyboard.press('Enter');

  const observation = page.getByRole('button', { name: /^o4 .*IdP to Browser: The IdP answers/ });
  await expect(observation).toBeFocused();
  await expect(observation).toHaveAttribute('aria-expanded', 'true');
  const changed = page.locator('.comparison-table tr.changed').first();
  await expect(changed).toContainText('ada.signer@corp.test');
  await expect(changed).toContainText('victoria.victim@corp.test<!---->.evil.test');
  await page.keyboard.press('Enter');
  await expect(observation).toHaveAttribute('aria-expanded', 'false');
});

/** Presses Tab until the first element of that kind has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector).first();
  await target.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Sixty presses of Tab did not reach ${selector}.`);
}

test('filters stand in the address and survive a reload and the way back', async ({ page }, info) => {
  await page.goto(`${await addressOf(fixtureSource(150), info)}#/cases`);
  await page.getByRole('button', { name: /^Failed/ }).click();
  await page.getByRole('button', { name: /^Okta/ }).click();
  await page.getByRole('combobox', { name: 'Area', exact: true }).selectOption('attacks');
  await page.getByRole('searchbox').fill('name short');
  await expect(page).toHaveURL(/#\/cases\?q=name\+short&status=fail&idp=okta&area=attacks$/);
  await expect(page.getByRole('status')).toHaveText('1 of 150 cases');

  await page.reload();
  await expect(page.getByRole('status')).toHaveText('1 of 150 cases');
  await expect(page.getByRole('searchbox')).toHaveValue('name short');
  await expect(page.getByRole('button', { name: /^Failed/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('combobox', { name: 'Area', exact: true })).toHaveValue('attacks');

  await page.locator('.cases-case a').click();
  await expect(page.locator('.neighbours')).toContainText('1 of 1');
  await page.goBack();
  await expect(page.getByRole('status')).toHaveText('1 of 150 cases');
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page.getByRole('status')).toHaveText('150 cases');
});

test('an empty list says what would fill it', async ({ page }, info) => {
  await page.goto(`${await addressOf(fixtureSource(150), info)}#/cases?status=error&q=rotated`);
  await expect(page.locator('.empty')).toContainText('No case has all of this.');
  await page.getByRole('link', { name: 'Drop “words”' }).click();
  await expect(page.getByRole('status')).toHaveText('1 of 150 cases');
});

test('hostile strings are shown and do nothing', async ({ page }, info) => {
  const report = fixtureReport();
  report.target.name = HOSTILE;
  report.run.exitBecause = HOSTILE;
  report.errors = [{ code: HOSTILE, message: HOSTILE, at: HOSTILE }];
  const address = await addressOf(sourceOf(report), info);
  for (const hash of ['#/', '#/matrix', '#/cases?q=markup', '#/case/jit/group-names-as-markup@okta.saml']) {
    await page.goto(address + hash);
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
    await expectNothingInjected(page);
  }
  await page.getByRole('button', { name: 'Open all' }).click();
  await expect(page.locator('.panel:visible')).toHaveCount(8);
  await expect(
    page
      .locator('.escape')
      .filter({ hasText: /^\\u202E$/ })
      .first(),
  ).toBeVisible();
  await expect(page.getByText('</script><script>alert(2)</script>').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'evidence/page.html' })).toHaveAttribute('href', 'evidence/page.html');
  await expect(page.locator('a[href*="alert"]')).toHaveCount(0);
  await page
    .getByRole('button', { name: /^Show all/ })
    .last()
    .click();
  await expect(page.locator('.code-plain')).toContainText('line 4000 <script>alert(1)</script>');
  await expectNothingInjected(page);
});

async function expectNothingInjected(page: Page, allowed = 'nothing'): Promise<void> {
  const dangerous = page
    .locator('#app')
    .locator('img, script, iframe, object, [onload], [onerror], svg:not(.mark, .litmus)');
  expect(await dangerous.evaluateAll((all, ours) => all.filter((one) => !one.matches(ours)).length, allowed)).toBe(0);
}

test('pictures, white space and unchanged messages are shown for what they are', async ({ page }, info) => {
  await page.goto(`${await addressOf(fixtureSource(150), info)}#/case/sso/get-at-acs@okta.saml?o=o8`);
  const artefact = (label: string) => page.locator('.panel:visible .artefact').filter({ hasText: label });
  await expect(artefact('Screenshot').getByRole('img', { name: 'Screenshot' })).toHaveJSProperty('naturalWidth', 1);
  await expect(artefact('Spaced')).toContainText('Only white space between elements differs.');
  await artefact('Spaced').getByRole('button', { name: 'Raw' }).click();
  await expect(artefact('Spaced').locator('tr.changed')).toHaveText(/<a><b\/><\/a>.*<a> <b\/><\/a>/s);
  await expect(artefact('Unchanged')).toContainText('exactly what the vendor would have sent');
  await expect(page.locator('.panel:visible img')).toHaveCount(1);
  await expectNothingInjected(page, '.artefact img');
});

test('what is copied is what was sent', async ({ page, context }, info) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${await addressOf(fixtureSource(150), info)}#/case/attacks/saml-comment-in-name-id@okta.saml?o=o4`);
  await page.locator('.panel:visible').getByRole('button', { name: 'Copy Response, as sent' }).click();
  await expect(page.locator('.copy').filter({ hasText: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const result = fixtureReport().cases.find(({ id }) => id === 'attacks/saml-comment-in-name-id@okta.saml');
  expect(copied).toBe(result?.observations[3]?.artefacts?.[0]?.text);
});

test('an address that names no case says so', async ({ page }, info) => {
  await page.goto(`${await addressOf(fixtureSource(10), info)}#/case/no/such@case`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No such case');
});

test('a file that was cut short still shows its verdicts', async ({ page }, info) => {
  const file = info.outputPath('report.html');
  await pipeline(Readable.from(cutBeforeEvidence(fixtureSource(20))), createWriteStream(file));
  await page.goto(`${pathToFileURL(file).href}#/case/jit/first-sign-in@okta.saml`);
  await expect(page.locator('.verdict')).toHaveCount(4);
  await expect(page.getByRole('alert')).toContainText('The file was cut short');
});

async function* cutBeforeEvidence(source: ReportSource): AsyncGenerator<string> {
  for await (const piece of html.write(source)) {
    if (piece.includes('id="evidence-0"')) return;
    yield piece;
  }
}

test('follows a dark scheme, and prints light', async ({ page }, info) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(await addressOf(fixtureSource(10), info));
  const luminance = () =>
    page.evaluate(() => {
      const [red = 0, green = 0, blue = 0] =
        getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
      return (red + green + blue) / 3;
    });
  expect(await luminance()).toBeLessThan(60);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await luminance()).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  expect(await luminance()).toBeGreaterThan(200);
  await expect(page.getByRole('navigation', { name: 'Report' })).toBeHidden();
});

test('nothing is wider than a small screen', async ({ page }, info) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const address = await addressOf(fixtureSource(150), info);
  for (const hash of ['#/', '#/matrix', '#/cases?group=area', '#/case/jit/group-names-as-markup@okta.saml?o=o8']) {
    await page.goto(address + hash);
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), hash).toBeLessThanOrEqual(360);
  }
});

test('two runs: what is new first, filters in the address, from a case to both of its verdicts', async ({
  page,
}, info) => {
  const [earlier, later] = twoRuns();
  const comparison = changesSideBySide(earlier, later, differenceOf(earlier, later));
  await page.goto(await addressOfPage(sideBySide(comparison), info));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^[1-9]\d* new, [1-9]\d* fixed, [1-9]\d* still$/);
  await expect(page.locator('.compared-kind').first()).toHaveText('New');
  await expectNothingInjected(page);

  await page.getByRole('button', { name: /^Fixed/ }).click();
  await expect(page).toHaveURL(/#\/\?change=fixed$/);
  await page.reload();
  await expect(page.locator('.compared-kind')).toHaveText(['Fixed']);
  await expect(page.locator('.compared tbody tr:not(.compared-kind)').first()).toContainText(/failed.*passed/s);

  await page.getByRole('button', { name: /^Fixed/ }).click();
  await page.locator('.matrix-rule a').first().click();
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page.locator('.compared-verdicts tbody tr').first()).toContainText('<script>alert(1)</script>');
  await expect(page.locator('.compared-verdicts .chip').first()).toHaveText('New');
  await expectNothingInjected(page);
});

test('several targets side by side: those that differ first, and small screens', async ({ page }, info) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const [one, other] = twoRuns();
  const third = fixtureReport(40);
  other.target.name = 'another';
  third.target.name = 'a third';
  await page.goto(await addressOfPage(sideBySide(comparisonOf([one, other, third])), info));
  await expect(page.locator('.compared thead th')).toHaveText(['Case', /alert/, 'another', 'a third']);
  await expect(page.locator('.compared-kind').first()).toHaveText('Differ');
  await expect(page.getByRole('status')).toHaveText('150 cases');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expectNothingInjected(page);
});

/** Milliseconds from the act until the page has been changed and painted, as the page itself sees it. */
function answered(page: Page, selector: string, act: 'click' | { type: string }): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate(async (element: HTMLElement, what) => {
      const main = document.getElementById('main');
      const changed = new Promise<void>((resolve) => {
        new MutationObserver((_, observer) => {
          observer.disconnect();
          resolve();
        }).observe(main ?? document.body, { subtree: true, childList: true, characterData: true });
      });
      const start = performance.now();
      if (what === 'click') element.click();
      else {
        (element as HTMLInputElement).value = what.type;
        element.dispatchEvent(new Event('input', { bubbles: true }));
      }
      await changed;
      await new Promise<void>((resolve) => {
        requestAnimationFrame(() => setTimeout(resolve));
      });
      return performance.now() - start;
    }, act);
}

test('5,000 cases open, filter and page', async ({ page }, info) => {
  test.setTimeout(120_000);
  const address = await addressOf(fixtureSource(5000), info);
  await page.goto(address);
  await expect(page.locator('.totals h2')).toContainText('in 5,000 cases');
  const [shown, whole] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    performance.now(),
  ]);
  const list = await answered(page, '.top nav a[href^="#/cases"]', 'click');
  await expect(page.getByRole('status')).toHaveText('5,000 cases');
  const filter = await answered(page, '.toggle:nth-child(2)', 'click');
  await expect(page.getByRole('status')).toHaveText('99 of 5,000 cases');
  const search = await answered(page, '.search input', { type: 'scim round-7' });
  await expect(page.getByRole('status')).toHaveText('1 of 5,000 cases');
  const opened = await answered(page, '.cases-case a', 'click');
  await expect(page.locator('.observation').first()).toBeVisible();
  await page.goto(`${address}#/cases?group=rule`);
  await expect(page.locator('.cases-group').first()).toBeVisible();
  const turned = await answered(page, '.pages a[rel=next]', 'click');
  await expect(page.locator('.pages')).toContainText('Page 2 of');
  const { size } = await stat(new URL(address));
  const milliseconds = Object.entries({
    shown,
    'wholly read': whole,
    list,
    filter,
    search,
    case: opened,
    'next page': turned,
  });
  const told = milliseconds.map(([name, time]) => `${name} ${Math.round(time ?? NaN)}`).join(', ');
  process.stdout.write(`5,000 cases, ${(size / 1e6).toFixed(1)} MB, milliseconds: ${told}\n`);
});
