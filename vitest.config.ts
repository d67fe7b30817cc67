import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const library = (name: string) => fileURLToPath(new URL(`library/${name}.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^jitmus$/, replacement: library('index') },
      { find: /^jitmus\/(\w+)$/, replacement: library('$1') },
    ],
  },
  test: {
    include: ['{desk,docs,examples,harness,library,mock-idps,reports,scenarios}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.browser.test.ts'],
    globalSetup: ['./vitest.setup.mjs'],
    // By itself Vitest leaves a core to the watcher, and there is none: on two cores it would take one.
    maxWorkers: availableParallelism(),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
