import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{harness,mock-idps,reports,scenarios}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.browser.test.ts'],
    globalSetup: ['./vitest.setup.mjs'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
