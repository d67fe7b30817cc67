import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Coverage, Line as Written } from '../scenarios/coverage.gen.ts';
import { JitmusError, throwAll } from './errors.ts';
import type { Rule } from './rule.ts';
import { ownScenarios, type ScenarioForm } from './scenario.ts';
import { didYouMean } from './suggest.ts';
import { validatorOf } from './validator.ts';
import { readYaml } from './yaml-file.ts';

/** One line of the catalogue of checks. */
export interface Line extends Omit<Written, 'absent' | 'tests' | 'modules'> {
  /** `S025`, or `S161-S188` for a family. */
  id: string;
  /** Name of its file: `saml`. */
  catalogue: string;
  /** Why nothing covers it; null where something has to. */
  absent: string | null;
  /** Tests of our own IdPs that prove it. */
  tests: readonly string[];
  /** Test modules of the OpenID Foundation's suite → the scenario, with its variant, that checks the same; null: all that covers the line. */
  modules: ReadonlyMap<string, string | null>;
}

/** A line, and what judges it. */
export interface CoveredLine extends Line {
  /** Ids of scenarios, with their variant where only that covers it, of rules, and tests of our own IdPs. */
  by: readonly string[];
}

/** The lines of every file of the folder, by id: a family stands under each of its ids. Throws every problem at once. */
export async function loadLines(folder = `${ownScenarios}/coverage`): Promise<ReadonlyMap<string, Line>> {
  const validate = await validatorOf<Coverage>('scenarios/coverage.schema.json');
  const lines = new Map<string, Line>();
  const problems: JitmusError[] = [];
  for (const name of (await readdir(folder)).filter((file) => /\.ya?ml$/.test(file)).sort()) {
    const { value, at } = await readYaml('COVERAGE', join(folder, name), validate);
    for (const [id, { absent = null, tests = [], modules = [], ...line }] of Object.entries(value)) {
      const ids = idsOf(id);
      if (ids.length === 0 || ids.some((each) => lines.has(each)))
        problems.push(new JitmusError('COVERAGE_INVALID', `"${id}" is no new line of the catalogue.`, { at: at(id) }));
      const catalogue = name.replace(/\.ya?ml$/, '');
      const one = { id, catalogue, ...line, absent, tests, modules: modulesIn(modules) };
      for (const each of ids) lines.set(each, one);
    }
  }
  throwAll(problems);
  return lines;
}

const modulesIn = (modules: NonNullable<Written['modules']>): Line['modules'] =>
  new Map(Array.isArray(modules) ? modules.map((name) => [name, null]) : Object.entries(modules));

/** The ids that a key stands for; empty where it runs backwards or from one catalogue into another. */
function idsOf(key: string): string[] {
  const [first = '', last = first] = key.split('-');
  if (first.slice(0, 1) !== last.slice(0, 1)) return [];
  const [from, to] = [Number(first.slice(1)), Number(last.slice(1))];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => `${first.slice(0, 1)}${pad(from + step)}`);
}

const pad = (number: number) => String(number).padStart(3, '0');

/** Every line in the order of the catalogue, with what covers it. Throws where a `covers` names a line that there is not. */
export function coverageOf(
  lines: ReadonlyMap<string, Line>,
  forms: readonly ScenarioForm[],
  rules: readonly Rule[],
): CoveredLine[] {
  const by = new Map<Line, Set<string>>([...lines.values()].map((line) => [line, new Set(line.tests)]));
  const problems = new Map<string, JitmusError>();
  const note = (id: string, who: string, at: string) => {
    const line = lines.get(id);
    if (line) by.get(line)?.add(who);
    else problems.set(`${id} ${at}`, unknown(id, lines, at));
  };
  for (const form of forms) for (const id of form.covers) note(id, nameOf(form, id, forms), form.file);
  for (const rule of rules) for (const id of rule.covers) note(id, rule.id, `the rule ${rule.id}`);
  throwAll([...problems.values()]);
  return [...by].map(([line, who]) => ({ ...line, by: [...who].sort() }));
}

/** The scenario alone where all its variants cover the line. */
function nameOf({ id, variant }: ScenarioForm, line: string, forms: readonly ScenarioForm[]): string {
  const others = forms.filter((form) => form.id === id);
  return variant === null || others.every(({ covers }) => covers.includes(line)) ? id : `${id}/${variant}`;
}

const unknown = (id: string, lines: ReadonlyMap<string, Line>, at: string) =>
  new JitmusError('COVERAGE_UNKNOWN_LINE', `There is no line "${id}" in the catalogue of checks.`, {
    at,
    hint: [didYouMean(id, lines.keys()), 'All lines: jitmus list coverage'].filter(Boolean).join(' '),
  });
