import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratch, start } from '../harness/built.fixture.ts';
import { freePort } from '../harness/targets/free-port.ts';
import { linesOf, readingOf, wordsOf } from './commands.fixture.ts';
import { blocksIn, pages, readPage, spansIn } from './pages.fixture.ts';

/** Programs of other people, and why they are not run here. */
const others: readonly [beginning: RegExp, why: string][] = [
  [/^npm (ci|test|start)\b/, 'It is how this test itself was come to.'],
  [/^npm (i|init|pack)\b/, 'It needs the registry; the packages are here already.'],
  [/^kubectl /, 'It needs a cluster; harness/ci-files.test.ts checks the files.'],
];

/** Pages that another test follows from the first line to the last, in a checkout of its own. */
const followedElsewhere: Readonly<Record<string, string>> = {
  'docs/write-a-fault.md': 'docs/writing.test.ts',
  'docs/write-a-rule.md': 'docs/writing.test.ts',
};

/** Commands that are only parsed, and why. */
const parsedOnly: readonly [command: RegExp, why: string][] = [
  [/ init (?!--yes)/, 'It asks: harness/init.test.ts answers.'],
  [/--driver browser/, 'It needs Chromium: harness/sign-in.browser.test.ts runs it.'],
];

/** How a command ends here where it does not end with 0, and why. */
const endings: readonly [command: RegExp, code: number, why: string][] = [
  [/--resume/, 2, 'RESUME_NOTHING: the run before it was not interrupted.'],
];

/** What stands in for an application that does more than the example. */
const otherTargets: readonly [command: RegExp, target: string][] = [[/ suites\//, 'reference']];

/** Two cases, one for each of two shards. */
const FEW = ['attacks/saml-expired', 'attacks/saml-audience-mismatch'];
/** What the waivers of the pages are about, and something that passes. */
const WAIVED = ['attacks/saml-login-csrf', 'attacks/saml-expired'];

/** Commands that take long are narrowed to a part that takes a few seconds. */
function narrowed(words: readonly string[], patterns: readonly string[]): string[] {
  const [command = ''] = words;
  if (command === 'scim-load') return withValue(words, '--people', '20');
  if (command !== 'run') return [...words];
  const few = words.includes('--waivers') ? WAIVED : FEW;
  return [...words, ...(patterns.length ? [] : few), ...(words.includes('--idp') ? [] : ['--idp', 'entra'])];
}

function withValue(words: readonly string[], option: string, value: string): string[] {
  const at = words.indexOf(option);
  return at < 0 ? [...words] : words.with(at + 1, value);
}

/** Servers run until they say that they listen. */
const serves = ([command = '']: readonly string[]) => ['idp', 'sp'].includes(command);

/** Environment that the pages speak of. */
const env = { SCIM_TOKEN: 'token', CI_NODE_INDEX: '1', CI_NODE_TOTAL: '4' };

/** A folder as a reader of the page would have it: the example application in place of theirs, and the files that the page shows. */
async function workspace(page: string) {
  const place = await scratch();
  const { folder } = place;
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  const example = await readFile('examples/express-saml/target.yaml', 'utf8');
  // It is started once for every command, so it is made ready to run once.
  const started = example.replace('[node, --import, tsx, server.ts]', '[node, example.mjs]');
  expect(started).not.toBe(example);
  await Promise.all([
    writeFile(join(folder, 'my-app.yaml'), started),
    build({
      entryPoints: ['examples/express-saml/server.ts'],
      outfile: join(folder, 'example.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
    }),
  ]);
  const port = await freePort();
  for (const { mark, text } of blocksIn(page, await readPage(page))) {
    const [, name] = /^file: (\S+)$/.exec(mark) ?? [];
    if (name === undefined) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    // The port of the page may be taken here.
    await writeFile(join(folder, name), text.replaceAll('localhost:4700', `localhost:${port}`));
  }
  return place;
}

const texts = await Promise.all(pages.map(async (page) => ({ page, text: await readPage(page) })));

const typedIn = texts
  .map(({ page, text }) => ({
    page,
    lines: blocksIn(page, text)
      .filter(({ language }) => language === 'sh')
      .flatMap(linesOf),
  }))
  .filter(({ page, lines }) => lines.length > 0 && !Object.hasOwn(followedElsewhere, page));

describe.each(typedIn)('commands of $page', ({ page, lines }) => {
  let place: Awaited<ReturnType<typeof workspace>>;
  beforeAll(async () => {
    place = await workspace(page);
  });
  afterAll(() => place.remove());

  it.each(lines)('line $line: $typed', { timeout: 60_000 }, async ({ typed }) => {
    const words = wordsOf(typed);
    if (words === null) {
      expect(
        others.some(([beginning]) => beginning.test(typed)),
        'a program that is not run here has a reason',
      ).toBe(true);
      return;
    }
    const { arguments: given, refusal } = await readingOf(words);
    expect(refusal).toBeNull();
    if (parsedOnly.some(([command]) => command.test(typed))) return;
    const [, wanted = 0] = endings.find(([command]) => command.test(typed)) ?? [];
    const [, target] = otherTargets.find(([command]) => command.test(typed)) ?? [];
    const running = start(narrowed(target ? withValue(words, '--target', target) : words, given), {
      cwd: place.folder,
      env,
    });
    if (serves(words)) {
      await Promise.race([running.until(/Ctrl-C/), running.ended]);
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
  /** What they may leave out: they name a command or an option. */
  const LEFT_OUT = ['commander.missingArgument', 'commander.optionMissingArgument'];

  it('are many', () => expect(spans.length).toBeGreaterThan(20));

  it.each(spans)('of $page are taken: $span', async ({ span }) => {
    const { refusal } = await readingOf(wordsOf(span)!);
    if (refusal) expect(LEFT_OUT, refusal.says).toContain(refusal.code);
  });

  it.each([
    [['run', '--targt', 'x'], '--targt'],
    [['rum'], 'rum'],
    [['run', '--workers', 'none'], 'whole number'],
  ])('are found out when they are wrong: %j', async (words, says) => {
    expect((await readingOf(words)).refusal?.says).toContain(says);
  });
});

describe('commands of ours', () => {
  it.each(texts)('in $page stand in blocks of shell alone', ({ page, text }) => {
    const elsewhere = blocksIn(page, text).filter(
      ({ language, text: inside }) => !['sh', 'yaml', ''].includes(language) && /^\s*(npx )?jitmus [a-z]/m.test(inside),
    );
    expect(elsewhere).toEqual([]);
    expect(text).not.toMatch(/^ {4}(npx )?jitmus /m);
  });
});
