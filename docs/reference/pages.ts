import { readFile } from 'node:fs/promises';
import { program } from '../../harness/cli.ts';
import { commandsIn } from './commands.ts';
import { keysOf, type Schema } from './schema.ts';
import { capabilityTable, variableTable } from './target-words.ts';
import { vendorClaims } from './vendors.ts';

const TARGET = 'harness/targets/target.schema.json';
const SCENARIO = 'scenarios/scenario.schema.json';

/** A page that is written from what it describes. */
interface Page {
  /** Its template, docs/reference/templates/<name>.md, holds the words around; each `<!-- slot -->` is filled. */
  name: string;
  /** What has changed when the page is stale. */
  from: string;
  slots: () => Promise<Record<string, string>>;
}

const pages: readonly Page[] = [
  { name: 'cli', from: 'harness/cli.ts', slots: async () => ({ commands: commandsIn(program) }) },
  {
    name: 'target-file',
    from: TARGET,
    slots: async () => ({
      keys: keysOf(await schema(TARGET)),
      variables: variableTable(),
      capabilities: capabilityTable(),
    }),
  },
  { name: 'scenario-file', from: SCENARIO, slots: async () => ({ keys: keysOf(await schema(SCENARIO)) }) },
  { name: 'vendors', from: 'mock-idps/', slots: async () => ({ claims: vendorClaims() }) },
];

/** The pages of docs/ that are generated, each with what it is generated from. */
export const referencePages = () =>
  Promise.all(
    pages.map(async ({ name, from, slots }) => ({
      file: `docs/${name}.md`,
      from,
      text: `<!-- Generated from ${from} by "npm run generate". Do not edit. -->\n\n${filled(await template(name), await slots())}`,
    })),
  );

const schema = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as Schema;

const template = (name: string) => readFile(`docs/reference/templates/${name}.md`, 'utf8');

function filled(text: string, slots: Record<string, string>): string {
  return Object.entries(slots).reduce((page, [name, value]) => {
    const [before, after, ...more] = page.split(`<!-- ${name} -->`);
    if (before === undefined || after === undefined || more.length)
      throw new Error(`The template has no one place for ${name}.`);
    return before + value + after;
  }, text);
}
