import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf, wordsOf } from './commands.fixture.ts';
import { blocksIn, readPage } from './pages.fixture.ts';

/** What a checkout holds that generating and building read. */
const FOLDERS = ['desk', 'docs', 'harness', 'library', 'mock-idps', 'reports', 'scenarios'];
const FILES = ['build.mjs', 'generate.mjs', 'package.json', 'tsconfig.json'];

const isNeeded = (path: string) => !/\.test\.tsx?$|reports\/out(\/|$)|targets\/apps(\/|$)/.test(path);

/** The commands of the pages, in a copy of the checkout in which the files of the pages are written. */
describe('writing a fault, and then a rule', () => {
  let checkout = '';
  beforeAll(async () => {
    checkout = await mkdtemp(join(tmpdir(), 'jitmus-checkout-'));
    await symlink(resolve('node_modules'), join(checkout, 'node_modules'));
    await Promise.all([
      ...FOLDERS.map((folder) => cp(folder, join(checkout, folder), { recursive: true, filter: isNeeded })),
      ...FILES.map((file) => cp(file, join(checkout, file))),
    ]);
  });
  afterAll(() => rm(checkout, { recursive: true, force: true }));

  const node = (...args: string[]) =>
    new Promise<{ code: number; told: string }>((done) => {
      execFile(
        process.execPath,
        args,
        { cwd: checkout, env: { ...process.env, NO_COLOR: '1', CI: '1' } },
        (error, stdout, stderr) => done({ code: error ? Number(error.code ?? 1) : 0, told: stdout + stderr }),
      );
    });

  async function follow(page: string): Promise<string> {
    const blocks = blocksIn(page, await readPage(page));
    for (const { mark, text } of blocks) {
      const [, kind, file = ''] = /^(file|row): (\S+)$/.exec(mark) ?? [];
      if (kind === 'file') await writeFile(join(checkout, file), text);
      if (kind === 'row') await replaceRow(join(checkout, file), text);
    }
    let told = '';
    for (const { typed } of blocks.filter(({ language }) => language === 'sh').flatMap(linesOf)) {
      const [, script] = /^npm run (generate|build)$/.exec(typed) ?? [];
      const ended = script ? await node(`${script}.mjs`) : await node('dist/jitmus.js', ...wordsOf(typed)!);
      expect({ typed, ...ended }).toMatchObject({ typed, code: 0 });
      told = ended.told;
    }
    return told;
  }

  /** The row of a list with that id becomes this one. */
  async function replaceRow(file: string, row: string): Promise<void> {
    const [, id = ''] = /id: '([^']+)'/.exec(row) ?? [];
    const text = await readFile(file, 'utf8');
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes(`id: '${id}'`));
    expect(at, `${file} has a row ${id}`).toBeGreaterThan(-1);
    await writeFile(file, lines.with(at, row.trimEnd()).join('\n'));
  }

  it('works as the pages say', { timeout: 180_000 }, async () => {
    const ofFault = await follow('docs/write-a-fault.md');
    expect(ofFault).toContain('MUST verdicts passed, none failed');
    const ofRule = await follow('docs/write-a-rule.md');
    expect(ofRule).toContain('saml/recipient-to-the-letter');
  });
});
