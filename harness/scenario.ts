import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { FaultFacts, PersonaSpec, Vendor } from '../mock-idps/index.ts';
import type { Given, Scenario, SignIn, Step, Variant } from '../scenarios/scenario.gen.ts';
import type { Persona, Personas } from '../scenarios/personas.gen.ts';
import { capabilities, type Capability } from './capability.ts';
import { JitmusError, throwAll } from './errors.ts';
import { packageRoot } from './package-root.ts';
import type { Rule } from './rule.ts';
import { didYouMean } from './suggest.ts';
import { validatorOf } from './validator.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

export type { Given, SignIn, Step };

/** A scenario in one of its forms: variants are merged, defaults filled in. */
export interface ScenarioForm {
  /** Path below the scenarios folder, without ending. */
  id: string;
  variant: string | null;
  /** As shown to people. */
  file: string;
  area: string;
  title: string;
  why: string;
  references: readonly string[];
  idps: readonly Vendor[];
  protocol: 'saml' | 'oidc' | 'scim';
  needs: readonly Capability[];
  /** Capabilities with which the scenario says nothing. */
  unless: readonly Capability[];
  /** Name → persona; always holds `person`. */
  people: ReadonlyMap<string, PersonaEntry>;
  given: Given;
  steps: readonly Step[];
  rules: readonly Rule[];
  /** Ids of the faults in its steps, once each. */
  faults: readonly FaultFacts[];
}

export interface PersonaEntry {
  name: string;
  says: string;
  spec: PersonaSpec;
  /** Name of a person of the scenario whose address this one's begins with. */
  lookalikeOf: string | null;
}

/** What scenario files may name. */
export interface Vocabulary {
  rules: readonly Rule[];
  faults: readonly FaultFacts[];
}

export interface Library {
  forms: readonly ScenarioForm[];
  personas: ReadonlyMap<string, PersonaEntry>;
}

/** The folder of scenarios that comes with jitmus. */
export const ownScenarios = `${packageRoot}scenarios`;

/**
 * Reads every scenario of the folders. A folder without personas.yaml uses the personas that come with jitmus.
 * Throws every problem of every file at once.
 */
export async function loadScenarios(
  vocabulary: Vocabulary,
  folders: readonly string[] = [ownScenarios],
): Promise<Library> {
  const personas = await loadPersonas();
  const validate = await validatorOf<Scenario>('scenarios/scenario.schema.json');
  const problems: JitmusError[] = [];
  const forms: ScenarioForm[] = [];
  for (const folder of folders) {
    for (const file of await yamlFiles(resolve(folder))) {
      try {
        const yaml = await readYaml('SCENARIO', file, validate);
        const id = relative(resolve(folder), file)
          .replace(/\.ya?ml$/, '')
          .replaceAll('\\', '/');
        forms.push(...formsOf(id, yaml, personas, vocabulary));
      } catch (error) {
        if (!(error instanceof JitmusError)) throw error;
        problems.push(...('problems' in error ? (error.problems as JitmusError[]) : [error]));
      }
    }
  }
  throwAll(problems);
  return { forms, personas };
}

/** The personas that come with jitmus, by name. */
export async function loadPersonas(): Promise<ReadonlyMap<string, PersonaEntry>> {
  const validate = await validatorOf<Personas>('scenarios/personas.schema.json');
  const yaml = await readYaml('PERSONAS', `${ownScenarios}/personas.yaml`, validate);
  return new Map(Object.entries(yaml.value).map(([name, persona]) => [name, personaEntry(name, persona)]));
}

function personaEntry(name: string, { says, lookalikeOf, ...spec }: Persona): PersonaEntry {
  return { name, says, spec, lookalikeOf: lookalikeOf ?? null };
}

async function yamlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (cause: NodeJS.ErrnoException) => {
      throw new JitmusError(
        'SCENARIO_UNREADABLE',
        cause.code === 'ENOENT' ? 'There is no such folder.' : cause.message,
        { at: folder, cause },
      );
    },
  );
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && entry.name !== 'personas.yaml')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function formsOf(
  id: string,
  yaml: YamlFile<Scenario>,
  personas: ReadonlyMap<string, PersonaEntry>,
  vocabulary: Vocabulary,
): ScenarioForm[] {
  const { value: scenario } = yaml;
  const variants: [string | null, Variant][] = scenario.variants ? Object.entries(scenario.variants) : [[null, {}]];
  return variants.map(([variant, change]) => {
    const merged = {
      ...scenario,
      ...change,
      given: { ...scenario.given, ...change.given },
      people: { ...scenario.people, ...change.people },
    };
    const where = (...keys: (string | number)[]) =>
      variant !== null && keys[0] !== undefined && keys[0] in change
        ? yaml.at('variants', variant, ...keys)
        : yaml.at(...keys);
    return formOf(id, variant, yaml.path, merged, where, personas, vocabulary);
  });
}

type At = (...keys: (string | number)[]) => string;

function formOf(
  id: string,
  variant: string | null,
  file: string,
  scenario: Scenario,
  at: At,
  personas: ReadonlyMap<string, PersonaEntry>,
  vocabulary: Vocabulary,
): ScenarioForm {
  const problems: JitmusError[] = [];
  const find = <T>(
    kind: string,
    word: string,
    known: ReadonlyMap<string, T>,
    where: string,
    all: string,
  ): T | undefined => {
    const found = known.get(word);
    if (found === undefined) {
      const hint = [didYouMean(word, known.keys()), all].filter(Boolean).join(' ');
      problems.push(
        new JitmusError(`SCENARIO_UNKNOWN_${kind.toUpperCase()}`, `There is no ${kind} "${word}".`, {
          at: where,
          hint,
        }),
      );
    }
    return found;
  };
  const rulesById = new Map(vocabulary.rules.map((rule) => [rule.id, rule]));
  const faultsById = new Map(vocabulary.faults.map((fault) => [fault.id as string, fault]));
  const people = new Map<string, PersonaEntry>();
  const cast = { person: scenario.persona ?? 'newcomer', ...scenario.people };
  for (const [name, persona] of Object.entries(cast)) {
    const where = name === 'person' && !scenario.people?.person ? at('persona') : at('people', name);
    const entry = find('persona', persona, personas, where, 'All personas: jitmus list personas');
    if (entry) people.set(name, entry);
  }
  for (const entry of people.values()) {
    if (entry.lookalikeOf !== null)
      find('person', entry.lookalikeOf, people, at('people'), `The persona ${entry.name} needs one of that name.`);
  }
  for (const name of Object.keys(scenario.given?.accounts ?? {}))
    find('person', name, people, at('given', 'accounts', name), `People here: ${[...people.keys()].join(', ')}.`);
  const rules = scenario.expect.map((rule, index) =>
    find('rule', rule, rulesById, at('expect', index), 'All rules: jitmus list rules'),
  );
  const capabilityNames = new Map(capabilities.map((word) => [word as string, word]));
  const capabilityList = (key: 'needs' | 'unless') =>
    (scenario[key] ?? [])
      .map((word, index) => find('capability', word, capabilityNames, at(key, index), `Known: ${capabilities.join(', ')}.`))
      .filter((word) => word !== undefined);
  const needs = capabilityList('needs');
  const unless = capabilityList('unless');
  const faults = new Map<string, FaultFacts>();
  scenario.steps.forEach((step, index) => {
    const { signIn } = step;
    if (!signIn) return;
    for (const key of ['as', 'victim'] as const) {
      const name = signIn[key];
      if (name !== undefined)
        find(
          'person',
          name,
          people,
          at('steps', index, 'signIn', key),
          `People here: ${[...people.keys()].join(', ')}.`,
        );
    }
    signIn.faults?.forEach((use, position) => {
      const faultId = typeof use === 'string' ? use : use.id;
      const fault = find(
        'fault',
        faultId,
        faultsById,
        at('steps', index, 'signIn', 'faults', position),
        'All faults: jitmus list faults',
      );
      if (fault) faults.set(fault.id, fault);
    });
  });
  throwAll(problems);
  return {
    id,
    variant,
    file,
    area: id.split('/')[0] ?? id,
    title: scenario.title,
    why: scenario.why,
    references: scenario.references ?? [],
    idps: scenario.idps ?? ['entra', 'google', 'okta'],
    protocol: scenario.protocol ?? 'saml',
    needs,
    unless,
    people,
    given: scenario.given ?? {},
    steps: scenario.steps,
    rules: rules.filter((rule) => rule !== undefined),
    faults: [...faults.values()],
  };
}
