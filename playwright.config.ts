import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './harness/drivers/chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '{desk,examples,harness,library,mock-idps,reports}/**/*.browser.test.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  reporter: [['list']],
  use: { browserName: 'chromium', launchOptions: chromiumLaunchOptions(), trace: 'off' },
});
