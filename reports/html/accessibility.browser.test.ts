import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { changesSideBySide } from '../compare.ts';
import { differenceOf } from '../diff.ts';
import { sideBySide } from '../writers/side-by-side.ts';
import { fixtureSource } from './fixture.ts';
import { addressOf, addressOfPage, twoRuns } from './fixture/pages.ts';

/** What axe finds that keeps somebody from reading or using the page. */
async function seriousIssues(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
}

const VIEWS = {
  overview: '#/',
  matrix: '#/matrix?open=sso,jit,saml',
  'grouped cases': '#/cases?group=rule',
  'an empty list': '#/cases?status=error&q=rotated',
  coverage: '#/coverage',
  'a case that failed': '#/case/attacks/saml-comment-in-name-id@okta.saml?o=o4',
  'a case with hostile strings': '#/case/jit/group-names-as-markup@okta.saml?o=o4',
  'no case': '#/case/no/such@case',
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in any view, ${colorScheme}`, async ({ page }, info) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const address = await addressOf(fixtureSource(150), info);
    for (const [name, hash] of Object.entries(VIEWS)) {
      await page.goto(address + hash);
      await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
      expect.soft(await seriousIssues(page), name).toEqual([]);
    }
  });

  test(`axe finds nothing serious in runs side by side, ${colorScheme}`, async ({ page }, info) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const [earlier, later] = twoRuns();
    const address = await addressOfPage(
      sideBySide(changesSideBySide(earlier, later, differenceOf(earlier, later))),
      info,
    );
    for (const hash of ['#/', '#/case/jit/first-sign-in@okta.saml']) {
      await page.goto(address + hash);
      await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
      expect.soft(await seriousIssues(page), hash).toEqual([]);
    }
  });
}
