import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratch, start } from '../harness/built.fixture.ts';
import { linesOf, refusalOf, wordsOf, type Line } from './commands.fixture.ts';
import { blocksIn, pages, readPage, spansIn } from './pages.fixture.ts';

/** Programs of other people, and why they are not run here. */
const others: readonly [beginning: RegExp, why: string][] = [
  [/^npm (ci|test|start)\b/, 'It is how this test itself was come to.'],
  [/^npm (i|init|pack)\b/, 'It needs the registry; the packages are here already.'],
  [/^npm run\b/, 'A script of the project: the pages that need one follow it in a test of their own.'],
  [/^(mkdir|cd) /, 'The workspace is there already.'],
  [/^kubectl /, 'It needs a cluster; harness/ci-files.test.ts checks the files.'],
];

/** Commands that are only parsed, and why. */
const parsedOnly: readonly [command: RegExp, why: string][] = [
  [/--driver browser/, 'It needs Chromium: harness/sign-in.browser.test.ts runs it.'],
];

/** Commands that take long are narrowed to a part that takes no longer than a few seconds. */
function narrowed(words: readonly string[]): string[] {
  const [command = ''] = words;
  const patterns = words.slice(1).filter((word) => /^[\w-]+\/[\w*/-]*$/.test(word));
  if (command === 'run') {
    const few = patterns.length ? [] : ['attacks/saml-expired'];
    return [...words, ...few, ...(words.includes('--idp') ? [] : ['--idp', 'entra'])];
  }
  if (command === 'prove' && words.length === 1) return [...words, 'jit-when-rejected'];
  if (command === 'scim-load') return ['scim-load', ...withValue(words.slice(1), '--people', '20')];
  return [...words];
}

/** Servers run until they say that they listen. Their ports may be taken here, so they take any. */
const serves = ([command = '']: readonly string[]) => ['idp', 'sp'].includes(command);

function withValue(words: readonly string[], option: string, value: string): string[] {
  const at = words.indexOf(option);
  return at < 0 ? [...words] : words.with(at + 1, value);
}

/** How a command ends here where it does not end with 0. */
const endings: readonly [command: RegExp, code: number][] = [];

/** Environment that the pages speak of. */
const env = { SCIM_TOKEN: 'token', CI_NODE_INDEX: '1', CI_NODE_TOTAL: '4' };

/** A folder as a reader of the page would have it: the example application in place of theirs, and the files that the page shows. */
async function workspace(page: string) {
  const { folder, remove } = await scratch();
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  const example = await readFile('examples/express-saml/target.yaml', 'utf8');
  await writeFile(
    join(folder, 'my-app.yaml'),
    example.replace('start:\n', `start:\n  cwd: ${resolve('examples/express-saml')}\n`),
  );
  await copyFile('examples/express-saml/second-sign-in.yaml', join(folder, 'second-sign-in.yaml'));
  for (const { mark, text } of blocksIn(page, await readPage(page))) {
    const [, name] = /^file: (\S+)$/.exec(mark) ?? [];
    if (name === undefined) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return { folder, remove };
}

const texts = await Promise.all(pages.map(async (page) => ({ page, text: await readPage(page) })));
const commandsOf = (page: string, text: string): Line[] =>
  blocksIn(page, text)
    .filter(({ language }) => language === 'sh')
    .flatMap(linesOf);

describe.each(
  texts.map(({ page, text }) => ({ page, lines: commandsOf(page, text) })).filter(({ lines }) => lines.length),
)('commands of $page', ({ page, lines }) => {
  let folder = '';
  let remove = async () => {};
  beforeAll(async () => ({ folder, remove } = await workspace(page)));
  afterAll(() => remove());

  it.each(lines)('$typed', { timeout: 60_000 }, async ({ typed }) => {
    const words = wordsOf(typed);
    if (words === null) {
      expect(
        others.some(([beginning]) => beginning.test(typed)),
        'a program that is not run here has a reason',
      ).toBe(true);
      return;
    }
    expect(await refusalOf(words)).toBeNull();
    if (parsedOnly.some(([command]) => command.test(typed))) return;
    const wanted = endings.find(([command]) => command.test(typed))?.[1] ?? 0;
    const asRun = narrowed(words);
    const server = serves(words);
    const running = start(server ? withValue(asRun, '--port', '0') : asRun, { cwd: folder, env });
    if (server) {
      await Promise.race([running.until(/listen/), running.ended]);
      running.kill('SIGINT');
    }
    const { code, stdout, stderr } = await running.ended;
    expect({ code, told: code === wanted ? '' : stdout.slice(-2_000) + stderr }).toEqual({ code: wanted, told: '' });
  });
});

describe('commands between the lines', () => {
  const spans = texts.flatMap(({ page, text }) =>
    spansIn(text)
      .filter((span) => /^(npx )?jitmus [a-z-]/.test(span))
      .map((span) => ({ page, span })),
  );

  it('are many', () => expect(spans.length).toBeGreaterThan(20));

  it.each(spans)('of $page are taken: $span', async ({ span }) => {
    expect(await refusalOf(wordsOf(span)!)).toBeNull();
  });

  it('are found out when they are wrong', async () => {
    expect(await refusalOf(['run', '--targt', 'x'])).toContain('--targt');
    expect(await refusalOf(['rum'])).toContain('rum');
    expect(await refusalOf(['run', '--workers', 'none'])).toContain('whole number');
  });
});

describe('blocks', () => {
  it.each(texts)('of $page that hold commands of ours are marked as shell', ({ page, text }) => {
    const hidden = blocksIn(page, text).filter(
      ({ language, text: inside }) => !['sh', ''].includes(language) && /^\s*(npx )?jitmus [a-z]/m.test(inside),
    );
    expect(hidden.filter(({ language }) => language !== 'yaml')).toEqual([]);
    expect(text.replaceAll(/```[\s\S]*?```/g, '')).not.toMatch(/^ {4}(npx )?jitmus /m);
  });
});
