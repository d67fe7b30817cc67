import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadScenarios } from '../harness/scenario.ts';
import { loadTarget } from '../harness/targets/target-file.ts';
import { variablesIn } from '../harness/targets/variables.ts';
import { vocabulary } from '../harness/vocabulary.ts';
import { loadWaivers } from '../harness/waivers.ts';
import { blocksIn, pages, readPage, type Block } from './pages.fixture.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-yaml-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const kept = async (name: string, text: string) => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};

/** The least that a target file says, for parts of one. */
const LEAST = {
  name: 'my app',
  start: { command: ['node', 'app.js'], ready: { url: 'http://127.0.0.1:${port}/' } },
  observe: { whoAmI: { url: 'http://127.0.0.1:${port}/me', email: '/email' } },
};

/** What a part says, in the place of what the whole says there. */
function within(whole: unknown, part: unknown): unknown {
  if (!isObject(whole) || !isObject(part)) return part ?? whole;
  const keys = new Set([...Object.keys(whole), ...Object.keys(part)]);
  return Object.fromEntries([...keys].map((key) => [key, within(whole[key], part[key])]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function isTarget(text: string): Promise<void> {
  for (const name of variablesIn(text).filter((word) => word.startsWith('env.'))) vi.stubEnv(name.slice(4), `${name}!`);
  expect((await loadTarget(await kept('target.yaml', text))).name).toBeTruthy();
}

/** How a block of YAML is checked, by the mark before it; a file by its name. */
const checks: readonly [mark: RegExp, check: (block: Block) => Promise<void>][] = [
  [/^target file$|^file: my-[\w-]+\.yaml$/, ({ text }) => isTarget(text)],
  [/^part of a target file$/, ({ text }) => isTarget(stringify(within(LEAST, parse(text))))],
  [
    /^file: (our-)?scenarios\//,
    async ({ text }) => {
      // What other pages of the same kind add is not there.
      const known = text
        .replaceAll('saml/recipient-longer', 'saml/expired')
        .replace('saml/recipient-to-the-letter', 'saml/expiry');
      const own = await mkdtemp(join(folder, 'scenarios-'));
      await writeFile(join(own, 'one.yaml'), known);
      expect((await loadScenarios(vocabulary(), [own])).forms.length).toBeGreaterThan(0);
    },
  ],
  [
    /^file: waivers\.yaml$/,
    async ({ text }) =>
      void (await loadWaivers(await kept('waivers.yaml', text), new Date().toISOString().slice(0, 10))),
  ],
  [
    /^github workflow$/,
    async ({ text }) => {
      const { jobs } = parse(text) as { jobs: { sso: { steps: { uses?: string; with?: object }[] } } };
      const { inputs } = parse(await readFile('action.yml', 'utf8')) as { inputs: object };
      const ours = jobs.sso.steps.find(({ uses = '' }) => uses.includes('jitmus@'));
      for (const name of Object.keys(ours?.with ?? { none: '' })) expect(Object.keys(inputs)).toContain(name);
    },
  ],
];

const blocks = (await Promise.all(pages.map(async (page) => blocksIn(page, await readPage(page))))).flat();
/** A line for editors alone says nothing that could be wrong but its path. */
const isSchemaLine = ({ text }: Block) => /^# yaml-language-server: \$schema=\S+\n$/.test(text);

describe('YAML', () => {
  it.each(blocks.filter((block) => block.language === 'yaml' && !isSchemaLine(block)))(
    'of $page, line $line, is what it says it is: $mark',
    async (block) => {
      const check = checks.find(([mark]) => mark.test(block.mark))?.[1];
      expect(check, 'a comment before the block says what it is').toBeDefined();
      await check!(block);
    },
  );

  it('names schemas that the package has', async () => {
    const named = blocks.flatMap(({ text }) => [...text.matchAll(/\$schema=\S*node_modules\/jitmus\/(\S+)/g)]);
    expect(named.length).toBeGreaterThan(2);
    for (const [, file = ''] of named) expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('$schema');
  });
});
