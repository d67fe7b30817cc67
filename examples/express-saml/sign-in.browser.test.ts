import { expect, testFor } from 'jitmus/playwright';
import { startApp } from './app.ts';

const test = testFor(async (idp) => {
  const app = await startApp(idp);
  return {
    loginUrl: `${app.origin}/login`,
    saml: { metadataUrl: `${app.origin}/metadata` },
    close: app.close,
  };
});

test('somebody new is welcome', async ({ page, signIn }) => {
  await signIn({ from: 'entra' });

  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
});

test('an expired response is refused, in words', async ({ page, signIn }) => {
  await signIn({ from: 'entra', faults: ['saml/expired'] });

  await expect(page.getByRole('heading', { name: 'The sign-in failed' })).toBeVisible();
});
