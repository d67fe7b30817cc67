import { startApp } from '../examples/express-saml/app.ts';
import { expect, testFor } from './playwright.ts';

const test = testFor(async (idp) => {
  const app = await startApp(idp);
  return { ...app, loginUrl: `${app.origin}/login`, saml: { metadataUrl: `${app.origin}/metadata` } };
});

test('a sign-in begins at the IdP too, and is refused where the application asked for nothing', async ({
  page,
  signIn,
}) => {
  await signIn({ from: 'google', at: 'idp' });
  await expect(page.getByText('The sign-in failed')).toBeVisible();
});

test('whom the IdP refuses stays there', async ({ page, signIn, idps }) => {
  const { answered } = await signIn({ as: 'unassigned', from: 'entra' });
  expect(answered).toBe('refusal');
  expect(new URL(page.url()).origin).toBe(idps.origin);
  await expect(page.getByText('AADSTS50105').first()).toBeVisible();
});

test('two people sign in, in pages of their own', async ({ browser, signIn }) => {
  const contexts = [await browser.newContext(), await browser.newContext()];
  const pages = await Promise.all(contexts.map((context) => context.newPage()));
  const people = await Promise.all(pages.map((page) => signIn({ from: 'okta', page })));
  for (const [index, page] of pages.entries()) {
    await page.goto(new URL('/me', page.url()).href);
    await expect(page.getByText(people[index]!.person.email!)).toBeVisible();
  }
  await Promise.all(contexts.map((context) => context.close()));
});

test('a fault with trips of its own, and one that the application is not given, are no result', async ({
  signIn,
  idp,
}) => {
  await expect(signIn({ from: 'okta', faults: ['saml/replay'] })).rejects.toMatchObject({ code: 'FAULT_NEEDS_TRIPS' });
  await expect(signIn({ as: 'unassigned', from: 'okta', faults: ['saml/expired'] })).rejects.toMatchObject({
    code: 'FAULT_NOT_GIVEN',
  });
  const { deliveries } = await (await idp('okta')).signIn({ faults: ['saml/replay'] });
  expect(deliveries).toHaveLength(2);
});
