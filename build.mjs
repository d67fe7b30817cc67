// Bundles the command, the library, and the pages of the HTML report and of the console into dist/. Packages stay outside: they are loaded when first used.
// For the npm package (npm pack, or --package [folder]) the folder is emptied first, and holds the declarations too.
import { build as esbuild } from 'esbuild';
import { existsSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';

const entries = (list) => Object.fromEntries(Object.entries(list).filter(([, file]) => existsSync(file)));

const published = {
  jitmus: 'harness/main.ts',
  'prove-process': 'harness/prove-process.ts',
  index: 'library/index.ts',
  vitest: 'library/vitest.ts',
  playwright: 'library/playwright.ts',
};

const ofTheProject = {
  bench: 'harness/bench/bench.ts',
  'bench-server': 'harness/bench/server.ts',
  'bench-code-flow-server': 'harness/bench/code-flow-server.ts',
  'bench-scim-server': 'harness/bench/scim-server.ts',
};

export async function build() {
  await bundle('dist', { ...published, ...ofTheProject }, { sourcemap: true });
}

/** What the npm package holds, and nothing else. */
async function buildPackage(folder = 'dist') {
  await rm(folder, { recursive: true, force: true });
  await bundle(folder, published, { sourcemap: false });
  const { buildTypes } = await import('./build-types.mjs');
  buildTypes(`${folder}/types`);
}

async function bundle(outdir, list, options) {
  await Promise.all([
    buildPage('report-page', 'reports/html', outdir),
    buildPage('console-page', 'desk/console', outdir),
  ]);
  await esbuild({
    ...options,
    entryPoints: entries(list),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    chunkNames: '[name]-[hash]',
    logLevel: 'warning',
  });
  await chmod(`${outdir}/jitmus.js`, 0o755);
}

/** A page for browsers, which whoever serves it puts into one file: script and style of a folder. */
async function buildPage(name, folder, outdir) {
  await esbuild({
    entryPoints: [
      { in: `${folder}/app.tsx`, out: name },
      { in: `${folder}/style/index.css`, out: name },
    ],
    outdir,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [, , what, folder] = process.argv;
  const packing = what === '--package' || /^(pack|publish)$/.test(process.env.npm_command ?? '');
  await (packing ? buildPackage(folder) : build());
}
