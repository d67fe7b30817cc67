// Bundles the command and the HTML report's page into dist/. Packages stay outside: they are loaded when first used.
import { build as esbuild } from 'esbuild';
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';

const entries = (list) => Object.fromEntries(Object.entries(list).filter(([, file]) => existsSync(file)));

export async function build() {
  await buildReportPage();
  await esbuild({
    entryPoints: entries({
      jitmus: 'harness/cli.ts',
      'prove-process': 'harness/prove-process.ts',
      bench: 'harness/bench/bench.ts',
      'bench-server': 'harness/bench/server.ts',
      'bench-code-flow-server': 'harness/bench/code-flow-server.ts',
    }),
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    chunkNames: '[name]-[hash]',
    logLevel: 'warning',
  });
  if (existsSync('dist/jitmus.js')) await chmod('dist/jitmus.js', 0o755);
}

/** The page of the HTML report, which its writer puts into one file. */
export async function buildReportPage() {
  await esbuild({
    entryPoints: [
      { in: 'reports/html/app.tsx', out: 'report-page' },
      { in: 'reports/html/style/index.css', out: 'report-page' },
    ],
    outdir: 'dist',
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) await build();
