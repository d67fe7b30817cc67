import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';
import type { FaultFacts, PersonaSpec, Vendor } from '../mock-idps/index.ts';
import type { Given, Provision, Scenario, ScimCall, SignIn, SignOut, Step } from '../scenarios/scenario.gen.ts';
import type { Persona, Personas } from '../scenarios/personas.gen.ts';
import type { Capability } from './capability.ts';
import { JitmusError, JitmusErrors, throwAll } from './errors.ts';
import { packageRoot } from './package-root.ts';
import type { Rule } from './rule.ts';
import { formsOf } from './scenario-form.ts';
import { validatorOf } from './validator.ts';
import { readYaml, shownPath } from './yaml-file.ts';

export type { Given, Provision, ScimCall, SignIn, SignOut, Step };

export type Protocol = 'saml' | 'oidc' | 'scim';

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
  /** Lines of the catalogue of checks that it exercises. */
  covers: readonly string[];
  idps: readonly Vendor[];
  protocol: Protocol;
  needs: readonly Capability[];
  /** Capabilities with which the scenario says nothing. */
  unless: readonly Capability[];
  /** Name → persona; always holds `person`. */
  people: ReadonlyMap<string, PersonaEntry>;
  given: Given;
  steps: readonly Step[];
  rules: readonly Rule[];
  /** Id of each rule → line of the file that names it, from 1. */
  lines: ReadonlyMap<string, number>;
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

/** Beside them lies the catalogue of checks, which holds no scenarios. */
const catalogue = join(resolve(ownScenarios), 'coverage') + sep;

/**
 * Reads every scenario of the folders. A personas.yaml in a folder adds to the personas that come with jitmus, for that
 * folder. Throws every problem of every file at once.
 */
export async function loadScenarios(
  vocabulary: Vocabulary,
  folders: readonly string[] = [ownScenarios],
): Promise<Library> {
  const own = await loadPersonas();
  const validate = await validatorOf<Scenario>('scenarios/scenario.schema.json');
  const problems: JitmusError[] = [];
  const forms: ScenarioForm[] = [];
  const files = new Map<string, string>();
  const noting = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof JitmusError)) throw error;
      problems.push(...(error instanceof JitmusErrors ? error.problems : [error]));
      return undefined;
    }
  };
  for (const folder of folders.map((path) => resolve(path))) {
    const personas = (await noting(() => personasFor(folder, own))) ?? own;
    for (const file of (await noting(() => yamlFiles(folder))) ?? []) {
      const id = relative(folder, file)
        .replace(/\.ya?ml$/, '')
        .replaceAll('\\', '/');
      const found = await noting(async () => {
        if (files.has(id)) throw duplicate(id, file, files.get(id) ?? '');
        files.set(id, file);
        return formsOf(id, await readYaml('SCENARIO', file, validate), personas, vocabulary);
      });
      forms.push(...(found ?? []));
    }
  }
  throwAll(problems);
  return { forms, personas: own };
}

/**
 * One scenario file, wherever it lies: its id is its name without ending. A personas.yaml beside it adds to the personas that
 * come with jitmus. Throws every problem of the file at once.
 */
export async function loadScenarioFile(vocabulary: Vocabulary, file: string): Promise<readonly ScenarioForm[]> {
  const personas = await personasFor(dirname(resolve(file)), await loadPersonas());
  const validate = await validatorOf<Scenario>('scenarios/scenario.schema.json');
  return formsOf(parse(file).name, await readYaml('SCENARIO', file, validate), personas, vocabulary);
}

const duplicate = (id: string, file: string, other: string) =>
  new JitmusError('SCENARIO_DUPLICATE', `There is another scenario "${id}": ${shownPath(other)}.`, {
    at: shownPath(file),
    hint: 'Its id is its path below the folder, without ending: rename one of them.',
  });

/** The personas that come with jitmus, by name. */
export async function loadPersonas(file = `${ownScenarios}/personas.yaml`): Promise<ReadonlyMap<string, PersonaEntry>> {
  const validate = await validatorOf<Personas>('scenarios/personas.schema.json');
  const yaml = await readYaml('PERSONAS', file, validate);
  return new Map(Object.entries(yaml.value).map(([name, persona]) => [name, personaEntry(name, persona)]));
}

async function personasFor(folder: string, own: Library['personas']): Promise<Library['personas']> {
  const file = join(folder, 'personas.yaml');
  if (folder === resolve(ownScenarios) || !existsSync(file)) return own;
  return new Map([...own, ...(await loadPersonas(file))]);
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
    .filter((file) => !file.startsWith(catalogue))
    .sort();
}
