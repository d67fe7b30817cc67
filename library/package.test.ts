import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const node = (cwd: string, ...args: string[]) => run(process.execPath, args, { cwd, env: { ...process.env, CI: '1' } });

/** Below node_modules, so that what the package depends on is found as in a project that installed it. */
let folder: string;
let project: string;
let installed: string;
let files: string[];
let manifest: {
  bin: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

beforeAll(async () => {
  folder = await mkdtemp('node_modules/.jitmus-package-');
  const source = join(folder, 'source');
  for (const part of ['docs', 'examples', 'harness', 'library', 'mock-idps', 'reports', 'scenarios'])
    await cp(part, join(source, part), { recursive: true, filter: (path) => !path.startsWith('reports/out') });
  for (const file of ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE']) await cp(file, join(source, file));
  await node('.', 'build.mjs', '--package', join(source, 'dist'));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', resolve(folder)], { cwd: source });
  project = join(folder, 'project');
  installed = join(project, 'node_modules/jitmus');
  await mkdir(installed, { recursive: true });
  const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await run('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components', '1']);
  const entries = await readdir(installed, { recursive: true, withFileTypes: true });
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
  manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as typeof manifest;
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the npm package', () => {
  it('holds what it needs and nothing else', () => {
    const needed = [
      /^dist\/[\w-]+\.(js|css)$/,
      /^dist\/types\/(library|harness|mock-idps|reports)\/.*\.d\.ts$/,
      /^scenarios\/.*\.yaml$/,
      /^(desk\/api|scenarios|reports|harness|harness\/targets)\/[\w-]+\.schema\.json$/,
      /^docs\/[\w-]+\.md$/,
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
    ];
    expect(files.filter((file) => !needed.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(files.filter((file) => /bench|\.test\.|fixture|harness\/rules/.test(file))).toEqual([]);
  });

  it('holds every file that its manifest names', () => {
    const named = [...Object.values(manifest.bin), ...Object.values(manifest.exports)].flatMap((entry) =>
      typeof entry === 'string' ? [entry] : [entry.types, entry.default],
    );
    expect(named.map((path) => path.replace(/^\.\//, '')).filter((path) => !files.includes(path))).toEqual([]);
  });

  it('names every package that it imports', async () => {
    const known = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]);
    const missing = new Set<string>();
    for (const file of files.filter((path) => /^dist\/.*\.(js|d\.ts)$/.test(path) && !/report-page/.test(path))) {
      const text = await readFile(join(installed, file), 'utf8');
      for (const [, name = ''] of text.matchAll(/^(?:import|export|\})[^"'\n]*\bfrom ["']([^."'][^"']*)["'];?$/gm))
        check(name);
      for (const [, name = ''] of text.matchAll(/^import ["']([^."'][^"']*)["'];?$/gm)) check(name);
      for (const [, name = ''] of text.matchAll(/\bimport\(["']([^."'][^"']*)["']\)/g)) check(name);
    }
    expect([...missing]).toEqual([]);

    function check(specifier: string) {
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      if (!specifier.startsWith('node:') && !builtinModules.includes(name) && !known.has(name)) missing.add(name);
    }
  });

  it.each([
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ])(
    'is typed in a project of module %s, resolution %s',
    async (module, moduleResolution) => {
      for (const name of [
        'app.ts',
        'sign-in.test.ts',
        'scenarios.test.ts',
        'by-hand.test.ts',
        'sign-in.browser.test.ts',
      ])
        await cp(`examples/express-saml/${name}`, join(project, name));
      await writeFile(join(project, 'wrong.ts'), "export const no: import('jitmus').FaultId = 'saml/no-such-fault';\n");
      const compilerOptions = {
        module,
        moduleResolution,
        target: 'es2022',
        lib: ['es2023', 'esnext.disposable', 'dom'],
      };
      const strict = { strict: true, noEmit: true, allowImportingTsExtensions: true, types: ['node'] };
      await writeFile(
        join(project, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: { ...compilerOptions, ...strict }, include: ['*.ts'] }),
      );
      const told = await node(project, resolve('node_modules/typescript/bin/tsc'), '--pretty', 'false').then(
        ({ stdout }) => stdout,
        ({ stdout }: { stdout: string }) => stdout,
      );
      // Declarations of other packages are no concern of this one.
      const ours = told.split('\n').filter((line) => /^[\w.-]+\.ts\(/.test(line) || line.includes('jitmus/dist'));
      expect(ours).toEqual([expect.stringMatching(/^wrong\.ts\(1,14\): error TS2322/)]);
    },
    240_000,
  );

  it('runs scenarios, writes reports, and is a library', async () => {
    const command = resolve(installed, manifest.bin.jitmus ?? '');
    const args = [
      'run',
      'attacks/saml-audience-mismatch',
      '--idp',
      'entra',
      '--reporter',
      'html,json',
      '--output',
      'out',
    ];
    await node(project, command, ...args);
    expect(await readdir(join(project, 'out'))).toEqual(expect.arrayContaining(['report.html', 'report.json']));
    await writeFile(
      join(project, 'use.mjs'),
      `import { startIdps, faults, personas } from 'jitmus';
       const idps = await startIdps();
       const saml = { entityId: 'http://127.0.0.1:9/metadata', acsUrl: 'http://127.0.0.1:9/acs' };
       const okta = await idps.register('okta', { saml });
       const { events } = await okta.signIn({ at: 'idp', as: personas.loner, faults: [faults['saml/expired']] });
       console.log(events.map(({ kind }) => kind).join());
       await idps.close();`,
    );
    expect((await node(project, 'use.mjs')).stdout).toBe('request,emitted\n');
  }, 120_000);
});
