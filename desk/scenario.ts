import { isDeepStrictEqual } from 'node:util';
import { formsOf } from '../harness/scenario-form.ts';
import { loadScenarios, type ScenarioForm } from '../harness/scenario.ts';
import { vocabulary } from '../harness/vocabulary.ts';
import { personas } from '../library/personas.gen.ts';
import { specOf, type PersonaName } from '../library/persona.ts';
import type { FaultUse, PersonaSpec } from '../mock-idps/index.ts';
import type { Given, Provision, Scenario as ScenarioFile, SignIn, Step } from '../scenarios/scenario.gen.ts';
import type { ActInput, Scenario, ScenarioInput } from './api/api.gen.ts';
import type { Registered } from './apps.ts';
import { DeskError } from './desk-error.ts';
import type { Desk } from './desk.ts';
import { factsOf } from './fault-facts.ts';
import type { Somebody } from './people.ts';
import type { Connection } from './provisioning.ts';
import type { Ordered } from './sign-ins.ts';
import { DOMAIN } from './world.ts';

/** A scenario while it is written down. */
interface Draft {
  readonly protocol: 'saml' | 'oidc' | 'scim';
  readonly title: string;
  readonly given: Given;
  readonly steps: Step[];
  readonly expect: readonly string[];
}

/**
 * What was done by hand, as a file that `jitmus run` takes, and what of it such a file cannot say.
 *
 * @throws DeskError `SCENARIO_EMPTY`, `SCENARIO_MIXED`
 */
export async function scenarioOf(desk: Desk, input: ScenarioInput): Promise<Scenario> {
  const { signIns: ids = [], provisioning } = input;
  if ((ids.length === 0) === (provisioning === undefined))
    throw new DeskError('SCENARIO_EMPTY', 'Name sign-ins or a connection, and not both.', {
      status: 422,
      at: '/signIns',
    });
  const notes: string[] = [];
  const cast = new Cast(notes);
  const signIns = ids.map((id, index) => desk.signIns.get(id, `/signIns/${index}`));
  const connection = provisioning === undefined ? null : desk.connections.get(provisioning, '/provisioning');
  const registered = connection?.registered ?? oneApplication(signIns);
  const draft = connection
    ? provisioned(desk, connection, cast, notes)
    : await signedIn(signIns, registered, cast, notes);
  const { person, ...others } = cast.people;
  const { protocol, given, steps, expect } = draft;
  const file: ScenarioFile = {
    title: input.title ?? draft.title,
    why: input.why ?? 'It was seen by hand at the desk, and is to stay as it was seen.',
    idps: [registered.app.vendor],
    protocol,
    ...(person !== undefined && person !== 'newcomer' && { persona: person }),
    ...(Object.keys(others).length > 0 && { people: others }),
    ...(Object.keys(given).length > 0 && { given }),
    steps: steps,
    expect: expect as ScenarioFile['expect'],
  };
  const name = slug(file.title);
  await checked(file, name, cast.own);
  const { stringify } = await import('yaml');
  const yaml = stringify(file, { lineWidth: 120 });
  const own = Object.keys(cast.own).length > 0 ? { file: 'personas.yaml', yaml: stringify(cast.own) } : null;
  return {
    yaml,
    file: `${name}.yaml`,
    personas: own,
    command: `jitmus run --scenarios <its folder> ${name} --target <your target file>`,
    notes,
  };
}

function oneApplication(signIns: readonly Ordered[]): Registered {
  const [first, ...others] = signIns;
  if (!first || others.some(({ registered }) => registered !== first.registered))
    throw new DeskError('SCENARIO_MIXED', 'A scenario is about one application at one identity provider.', {
      status: 422,
      at: '/signIns',
    });
  return first.registered;
}

/** The people of a scenario: the first is `person`. */
class Cast {
  readonly people: Record<string, string> = {};
  /** Personas that do not come with jitmus. */
  readonly own: Record<string, PersonaSpec & { says: string }> = {};
  readonly #names = new Map<string, string>();
  readonly #notes: string[];

  constructor(notes: string[]) {
    this.#notes = notes;
  }

  /** What somebody is called in it. */
  name(somebody: Somebody): string {
    const known = this.#names.get(somebody.id);
    if (known !== undefined) return known;
    const name = this.#names.size === 0 ? 'person' : `person-${this.#names.size + 1}`;
    this.#names.set(somebody.id, name);
    this.people[name] = this.#persona(somebody);
    if (somebody.changes.length > 0)
      this.#notes.push(`${name} had changed before (${somebody.changes.join(', ')}): in a scenario everybody is new.`);
    return name;
  }

  #persona({ persona, number, spec: asked }: Somebody): string {
    const spec = plain({ ...(number !== null && { groups: number % 4 }), ...asked });
    const same = (name: string) => isDeepStrictEqual(plain(specOf(name as PersonaName, DOMAIN)), spec);
    if (persona !== null && same(persona)) return persona;
    const found = Object.keys(personas).find(same);
    if (found !== undefined) return found;
    const name = `as-at-the-desk-${Object.keys(this.own).length + 1}`;
    this.own[name] = { says: 'Somebody as they were made at the desk', ...spec };
    return name;
  }
}

/** Without what everybody has. */
function plain({ domain, ...spec }: PersonaSpec): PersonaSpec {
  return {
    ...spec,
    groups: spec.groups ?? 0,
    ...(domain !== undefined && domain !== DOMAIN && { domain }),
  };
}

const DAY = 24 * 3_600_000;

async function signedIn(signIns: readonly Ordered[], { app }: Registered, cast: Cast, notes: string[]): Promise<Draft> {
  const protocol = protocolOf(signIns, app.settings.serviceProvider !== undefined);
  const before = new Map<string, Somebody>();
  const steps = signIns.map((ordered): Step => ({ signIn: stepOf(ordered, cast, before, notes) }));
  const faults = signIns.flatMap((one) => one.faults);
  const known = factsOf(faults);
  const needs = (need: string) => known.some((fault) => fault.needs?.some((one) => one === need));
  const { groups, nameId, attributes, switches } = app.settings;
  const oldest = Math.max(...signIns.map(({ input }) => input.signedInAgo ?? 0));
  const ofProtocol = Object.entries(switches ?? {}).filter(([id]) => !id.includes('/scim-'));
  const given: Given = {
    ...(groups?.send === 'security' && { groupClaim: 'sent' as const }),
    ...(groups?.values && groups.values !== 'vendor-default' && { groupValues: groups.values }),
    ...(groups?.filter !== undefined && { groupFilter: groups.filter }),
    ...(needs('other-app') && { otherMethod: true }),
    ...(app.publishesNextKey && { keys: 'rolling' as const }),
    ...(oldest >= DAY && { signedInDaysAgo: Math.floor(oldest / DAY) }),
    ...(nameId &&
      !(nameId.format === 'emailAddress' && nameId.source === 'email') && {
        nameId: nameId as NonNullable<Given['nameId']>,
      }),
    ...(attributes && { attributes: { ...attributes } }),
    ...(ofProtocol.length > 0 && { switches: Object.fromEntries(ofProtocol) }),
  };
  const persona = cast.people.person ?? 'newcomer';
  const expect = await rulesFor(faults, {
    protocol,
    vendor: app.vendor,
    persona,
    groupClaim: groups?.send === 'security',
  });
  return { protocol, title: titleOf(signIns), given, steps, expect };
}

function protocolOf(signIns: readonly Ordered[], hasSaml: boolean): 'saml' | 'oidc' {
  const used = signIns.find(({ protocol }) => protocol !== null)?.protocol;
  const named = signIns.flatMap(({ faults }) => faults).find(({ id }) => /^(saml|oidc)\//.test(id));
  if (named) return named.id.startsWith('oidc/') ? 'oidc' : 'saml';
  return used ?? (hasSaml ? 'saml' : 'oidc');
}

function stepOf(
  { input, person, victim, faults, at, id }: Ordered,
  cast: Cast,
  before: Map<string, Somebody>,
  notes: string[],
): SignIn {
  const earlier = before.get(person.id);
  before.set(person.id, person);
  const isLookalike = person.spec.domainSuffix !== undefined;
  const as = cast.name(
    isLookalike ? { ...person, spec: {}, changes: [] } : earlier ? { ...person, changes: [] } : person,
  );
  const whom = victim && (isLookalike ? 'victim' : cast.name(victim));
  if (isLookalike && victim) {
    cast.people[as] = 'lookalike';
    cast.people.victim ??= 'newcomer';
  }
  const changed = earlier ? person.changes.slice(earlier.changes.length) : [];
  if (input.settings) notes.push(`${id}: settings for one sign-in alone are not in the file.`);
  if (input.loginUrl !== undefined)
    notes.push(`${id}: it begins where the target file says, and not at ${input.loginUrl}.`);
  return {
    ...(as !== 'person' && { as }),
    ...(at === 'idp' && { through: 'idp' as const }),
    ...(changed.length > 0 && { changed: [...changed] }),
    ...(faults.length > 0 && { faults: faults.map(worded) }),
    ...(whom !== null && { victim: whom }),
    ...(input.shape && { shape: input.shape }),
  };
}

const worded = ({ id, options }: FaultUse) => (options && Object.keys(options).length > 0 ? { id, options } : id);

function titleOf(signIns: readonly Ordered[]): string {
  const [first] = signIns;
  const summaries = signIns.flatMap(({ expects }) => expects.because.map(({ summary }) => summary.replace(/\.$/, '')));
  const faults = [...new Set(summaries)].join('; ');
  const whom = first?.person.persona ? personas[first.person.persona as PersonaName].says : undefined;
  if (faults === '') return `${whom ?? 'Somebody'} signs in from ${first?.registered.app.vendor}`;
  const refused = signIns.some(({ expects }) => expects.answer === 'refuse');
  return refused ? `It is refused: ${faults}` : `It is answered as it should be: ${faults}`;
}

/** Rules by which the scenarios that come with jitmus judge the same. */
async function rulesFor(
  faults: readonly FaultUse[],
  like: { protocol: 'saml' | 'oidc'; vendor: string; persona: string; groupClaim: boolean },
): Promise<string[]> {
  const { forms } = await loadScenarios(vocabulary());
  const fitting = forms.filter(
    (form) => form.protocol === like.protocol && form.idps.some((vendor) => vendor === like.vendor),
  );
  const ids = [...new Set(faults.map(({ id }) => id))];
  const idsIn = (some: readonly ScenarioForm[]) => [...new Set(some.flatMap(({ rules }) => rules.map(({ id }) => id)))];
  if (ids.length > 0) {
    const judging = ids.flatMap((id) =>
      fitting.filter((form) => form.faults.length === 1 && form.faults[0]?.id === id),
    );
    const found = idsIn(judging);
    return found.length > 0 ? found : ['sso/refuses-cleanly'];
  }
  const same = fitting.filter(
    (form) =>
      form.faults.length === 0 &&
      form.steps.length === 1 &&
      form.people.get('person')?.name === like.persona &&
      form.given.accounts === undefined &&
      (form.given.ssoMethod ?? 'verified') === 'verified' &&
      form.given.jit !== false &&
      (form.given.groupClaim === 'sent') === like.groupClaim,
  );
  const [nearest] = same;
  return nearest ? idsIn([nearest]) : ['jit/creates-new-user', 'jit/groups-are-optional'];
}

const ACTS: Readonly<Partial<Record<ActInput['act'], { act: Provision['act']; rules: readonly string[] }>>> = {
  test: { act: 'test-connection', rules: ['scim/connection-is-tested'] },
  assign: { act: 'assign', rules: ['scim/provisions-people'] },
  change: { act: 'change', rules: ['scim/follows-changes'] },
  unassign: { act: 'unassign', rules: ['scim/deprovisions'] },
  deactivate: { act: 'deactivate', rules: ['scim/deprovisions'] },
  reactivate: { act: 'reactivate', rules: ['scim/comes-back'] },
  delete: { act: 'delete', rules: ['scim/deprovisions'] },
  'on-demand': { act: 'on-demand', rules: ['scim/provisions-people'] },
  'push-group': { act: 'push-group', rules: ['scim/provisions-groups'] },
  'rename-group': { act: 'rename-group', rules: ['scim/provisions-groups'] },
  'add-members': { act: 'add-members', rules: ['scim/provisions-groups'] },
  'remove-members': { act: 'remove-members', rules: ['scim/provisions-groups'] },
  'push-now': { act: 'push-now', rules: ['scim/provisions-groups'] },
  'delete-group': { act: 'delete-group', rules: ['scim/provisions-groups'] },
  cycle: { act: 'cycle', rules: ['scim/cycles-bring-everything'] },
  restart: { act: 'restart', rules: [] },
};

const SAYABLE = ['givenName', 'surname', 'displayName', 'department', 'jobTitle', 'phone'] as const;

function provisioned(desk: Desk, { input, inputs }: Connection, cast: Cast, notes: string[]): Draft {
  const rules = new Set<string>();
  const steps = inputs.flatMap((act): Step[] => {
    const known = ACTS[act.act];
    if (!known) {
      notes.push(`The act "${act.act}" has no place in a scenario.`);
      return [];
    }
    for (const rule of known.rules) rules.add(rule);
    return [{ provision: { ...provisionOf(desk, act, cast, notes), act: known.act } }];
  });
  if (steps.length === 0)
    throw new DeskError('SCENARIO_EMPTY', 'Nothing was done over this connection yet.', {
      status: 422,
      at: '/provisioning',
    });
  const { application, standardPatch, matchBy } = input.settings ?? {};
  const setUp = {
    ...(application && { application }),
    ...(standardPatch !== undefined && { standardPatch }),
    ...(matchBy && { matchBy: [...matchBy] as NonNullable<NonNullable<Given['provisioning']>['matchBy']> }),
    ...(input.send === 'in-cycles' && { send: 'in-cycles' as const }),
  };
  return {
    protocol: 'scim',
    title: 'The application follows what was done at the identity provider by hand',
    given: Object.keys(setUp).length > 0 ? { provisioning: setUp } : {},
    steps,
    expect: rules.size > 0 ? [...rules] : ['scim/settles'],
  };
}

function provisionOf(
  desk: Desk,
  { person, group, named, members, attributes = {} }: ActInput,
  cast: Cast,
  notes: string[],
): Omit<Provision, 'act'> {
  const nameOf = (id: string) => cast.name(desk.people.get(id));
  const as = person === undefined ? 'person' : nameOf(person);
  const to = {
    ...Object.fromEntries(SAYABLE.flatMap((key) => (attributes[key] === undefined ? [] : [[key, attributes[key]]]))),
    ...(attributes.manager !== undefined && {
      manager: attributes.manager === null ? null : nameOf(attributes.manager),
    }),
  };
  const lost = Object.keys(attributes).filter((key) => !(key in to));
  if (lost.length > 0) notes.push(`${lost.join(', ')}: a scenario cannot change these.`);
  return {
    ...(as !== 'person' && { as }),
    ...(Object.keys(to).length > 0 && { to: to }),
    ...(group !== undefined && { group }),
    ...(named !== undefined && { named }),
    ...(members && members.length > 0 && { members: members.map(nameOf) }),
  };
}

/** Nothing is handed out that `jitmus run` would not take. @throws JitmusError `SCENARIO_*` */
async function checked(
  file: ScenarioFile,
  name: string,
  own: Readonly<Record<string, PersonaSpec & { says: string }>>,
) {
  const { personas: known } = await loadScenarios(vocabulary());
  const added = Object.entries(own).map(
    ([word, { says, ...spec }]) => [word, { name: word, says, spec, lookalikeOf: null }] as const,
  );
  formsOf(
    name,
    { path: `${name}.yaml`, value: file, at: (...keys) => `/${keys.join('/')}` },
    new Map([...known, ...added]),
    vocabulary(),
  );
}

const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '') || 'saved-at-the-desk';
