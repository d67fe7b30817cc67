import { readdir } from 'node:fs/promises';
import { faultList, quirkList, switchList, type Source } from '../mock-idps/index.ts';
import { coverageOf, loadLines } from './coverage.ts';
import { JitmusError } from './errors.ts';
import { allDefects } from './defects.ts';
import { packageRoot } from './package-root.ts';
import { loadPersonas, loadScenarios, ownScenarios } from './scenario.ts';
import { didYouMean } from './suggest.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';
import { rules, vocabulary } from './vocabulary.ts';

type Rows = [string, ...string[]][];

/** What can be listed: heading and rows. */
const lists: Record<string, (scenarios: string | null) => Promise<Rows>> = {
  scenarios: async (folder) => {
    const { forms } = await loadAll(folder);
    return forms.map((form) => [
      form.variant === null ? form.id : `${form.id}/${form.variant}`,
      form.idps.join(' '),
      form.title,
    ]);
  },
  rules: async () =>
    rules.map(({ id, level, subject, says, source }) => [
      id,
      subject === 'mock' ? `${level} (mock)` : level,
      `${says}  [${cited(source)}]`,
    ]),
  faults: async () =>
    faultList().map(({ id, stage, grade, summary, source }) => [id, stage, grade, `${summary}  [${cited(source)}]`]),
  quirks: async () => [
    ...quirkList().map(({ id, summary, source }): Rows[number] => [id, 'always', `${summary}  [${cited(source)}]`]),
    ...switchList().map(({ id, summary, established, forms, default: usual, source }): Rows[number] => [
      id,
      Object.keys(forms)
        .map((form) => (form === usual ? `*${form}` : form))
        .join(' '),
      `${established ? '' : 'Not established: '}${summary}  [${cited(source)}]`,
    ]),
  ],
  personas: async () => [...(await loadPersonas()).values()].map(({ name, says }) => [name, says]),
  defects: async () => (await allDefects()).map(({ id, of, breaks, summary }) => [id, of, breaks.join(' '), summary]),
  coverage: async (folder) => {
    const [lines, { forms }] = await Promise.all([loadLines(), loadAll(folder)]);
    return coverageOf(lines, forms, rules).map(({ id, level, expect, check, by, absent }) => [
      id,
      level,
      expect,
      `${check}  [${by.length > 0 ? by.join(', ') : (absent ?? 'not covered yet')}]`,
    ]);
  },
  modules: async (folder) => {
    const [lines, { forms }] = await Promise.all([loadLines(), loadAll(folder)]);
    return coverageOf(lines, forms, rules)
      .flatMap(({ id, modules, by, absent }) => {
        const whole = by.length > 0 ? by.join(', ') : (absent ?? 'not covered yet');
        return [...modules].map(([name, exactly]): Rows[number] => [name, id, exactly ?? whole]);
      })
      .sort(([one], [other]) => (one < other ? -1 : 1));
  },
  targets: async () => [['reference', 'The embedded service provider'], ...(await exampleTargets())],
};

const loadAll = (folder: string | null) => loadScenarios(vocabulary(), [ownScenarios, ...(folder ? [folder] : [])]);

/** What the rows of a list are, where its name does not say. */
const counted: Readonly<Record<string, string>> = {
  coverage: 'lines of the catalogue of checks',
  modules: "test modules of the OpenID Foundation's conformance suite, for relying parties",
};

/** Prints what there is, with sources. */
export async function listCommand(what: string, terminal: Terminal, scenarios: string | null): Promise<0> {
  const list = Object.hasOwn(lists, what) ? lists[what] : undefined;
  if (!list) {
    const known = Object.keys(lists);
    throw new JitmusError('USAGE', `There is no list of "${what}".`, {
      hint: didYouMean(what, known) ?? `There are: ${known.join(', ')}.`,
    });
  }
  const rows = await list(scenarios);
  terminal.line(table(rows));
  terminal.line(`\n${rows.length} ${counted[what] ?? what}.`);
  return 0;
}

const cited = ({ title, at, basis, checked }: Source) => `${title}, ${at}; ${basis}, ${checked}`;

/** Applications that come with the source as examples; the published package has none. */
async function exampleTargets(): Promise<Rows> {
  const apps = `${packageRoot}harness/targets/apps`;
  const folders = await readdir(apps, { withFileTypes: true }).catch(() => []);
  return folders
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [`harness/targets/apps/${name}/target.yaml`, 'Example application']);
}
