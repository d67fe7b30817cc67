import { IdpError, parseFaultUse, switchList, type FaultFacts, type FaultUse } from '../mock-idps/index.ts';
import type { Provision, Scenario, SignIn, SignOut, Variant } from '../scenarios/scenario.gen.ts';
import { capabilities, type Capability } from './capability.ts';
import { JitmusError, throwAll } from './errors.ts';
import type { PersonaEntry, Protocol, ScenarioForm, Vocabulary } from './scenario.ts';
import { COMMON_WORDS, PERSON_FIELDS, wordsIn } from './scim/words.ts';
import { didYouMean } from './suggest.ts';
import type { YamlFile } from './yaml-file.ts';

type Place = (...keys: (string | number)[]) => string;
type People = ReadonlyMap<string, PersonaEntry>;
type Merged = Scenario & Required<Pick<Scenario, 'given' | 'people'>>;

/** The forms of one file: one for each variant, or the scenario itself. Throws every problem of every form at once. */
export function formsOf(
  id: string,
  yaml: YamlFile<Scenario>,
  personas: People,
  vocabulary: Vocabulary,
): ScenarioForm[] {
  const { value: scenario } = yaml;
  const variants: [string | null, Variant][] = scenario.variants ? Object.entries(scenario.variants) : [[null, {}]];
  const problems: JitmusError[] = [];
  const forms = variants.flatMap(([variant, change]) => {
    const merged: Merged = {
      ...scenario,
      ...change,
      given: { ...scenario.given, ...change.given },
      people: { ...scenario.people, ...change.people },
    };
    const at: Place = (...keys) =>
      variant !== null && holds(change, keys) ? yaml.at('variants', variant, ...keys) : yaml.at(...keys);
    const reader = new Reader(merged, at, personas, vocabulary);
    const form = reader.form(id, variant, yaml.path);
    problems.push(...reader.problems);
    return protocolsOf(merged).map((protocol) => ({ ...form, protocol }));
  });
  throwAll(distinct(problems));
  return forms;
}

const protocolsOf = ({ protocol = 'saml', protocols }: Merged): readonly Protocol[] => protocols ?? [protocol];

/** Variants share what the scenario itself says, and its problems. */
function distinct(problems: readonly JitmusError[]): JitmusError[] {
  return [...new Map(problems.map((problem) => [problem.describe(), problem])).values()];
}

/** Of a place as `file:line:column`. */
const lineIn = (place: string): number => Number(/:(\d+):\d+$/.exec(place)?.[1] ?? 1);

/** Whether a variant says something at that path of keys. */
function holds(value: unknown, keys: readonly (string | number)[]): boolean {
  const [key, ...rest] = keys;
  if (key === undefined) return true;
  if (typeof value !== 'object' || value === null || !(key in value)) return false;
  return holds((value as Record<string | number, unknown>)[key], rest);
}

/** Looks up every word of one form, and notes those that nobody knows. */
class Reader {
  readonly problems: JitmusError[] = [];
  readonly #scenario: Merged;
  readonly #at: Place;
  readonly #vocabulary: Vocabulary;
  readonly #people: People;

  constructor(scenario: Merged, at: Place, personas: People, vocabulary: Vocabulary) {
    this.#scenario = scenario;
    this.#at = at;
    this.#vocabulary = vocabulary;
    this.#people = this.#cast(personas);
  }

  form(id: string, variant: string | null, file: string): ScenarioForm {
    const { title, why, references = [], covers = [], idps, given, steps } = this.#scenario;
    this.#switches();
    this.#provisioning();
    this.#scimWords();
    for (const name of Object.keys(given.accounts ?? {})) this.#person(name, 'given', 'accounts', name);
    return {
      id,
      variant,
      file,
      area: id.split('/')[0] ?? id,
      title,
      why,
      references,
      covers,
      idps: idps ?? (this.#scenario.protocol === 'scim' ? ['other'] : ['entra', 'google', 'okta']),
      protocol: 'saml',
      needs: this.#capabilities('needs'),
      unless: this.#capabilities('unless'),
      people: this.#people,
      given,
      steps,
      rules: this.#rules(),
      lines: new Map(this.#scenario.expect.map((rule, index) => [rule, lineIn(this.#at('expect', index))])),
      faults: this.#faults(),
    };
  }

  #cast(personas: People): People {
    const { persona, people } = this.#scenario;
    const found = new Map<string, PersonaEntry>();
    const placeOf = (name: string) =>
      name === 'person' && !('person' in people) ? this.#at('persona') : this.#at('people', name);
    for (const [name, word] of Object.entries({ person: persona ?? 'newcomer', ...people })) {
      const entry = this.#find('persona', word, personas, placeOf(name), 'All personas: jitmus list personas');
      if (entry) found.set(name, entry);
    }
    for (const [name, { name: word, lookalikeOf }] of found) {
      if (lookalikeOf === null) continue;
      this.#find('person', lookalikeOf, found, placeOf(name), `The persona ${word} needs one of that name.`);
    }
    return found;
  }

  #rules(): ScenarioForm['rules'] {
    const known = new Map(this.#vocabulary.rules.map((rule) => [rule.id, rule]));
    return this.#scenario.expect
      .map((word, index) => this.#find('rule', word, known, this.#at('expect', index), 'All rules: jitmus list rules'))
      .filter((rule) => rule !== undefined);
  }

  #capabilities(key: 'needs' | 'unless'): Capability[] {
    const known = new Map(capabilities.map((word) => [word as string, word]));
    const all = `Known: ${capabilities.join(', ')}.`;
    return (this.#scenario[key] ?? [])
      .map((word, index) => this.#find('capability', word, known, this.#at(key, index), all))
      .filter((capability) => capability !== undefined);
  }

  #switches(): void {
    const known = new Map(switchList().map((found) => [found.id, found]));
    for (const [id, form] of Object.entries(this.#scenario.given.switches ?? {})) {
      const where = this.#at('given', 'switches', id);
      const found = this.#find('switch', id, known, where, 'All switches: jitmus list quirks');
      if (!found) continue;
      const protocols = protocolsOf(this.#scenario);
      if (!protocols.includes(found.protocol)) {
        const message = `The switch "${id}" is about ${found.protocol}, and this runs over ${protocols.join(', ')} alone.`;
        this.#problem('SWITCH_PROTOCOL', message, where, 'Leave it out.');
        continue;
      }
      const forms = new Map(Object.keys(found.forms).map((word) => [word, word]));
      this.#find('switch form', form, forms, where, `Forms of ${id}: ${[...forms.keys()].join(', ')}.`);
    }
  }

  /** Settings that one vendor alone has. */
  #provisioning(): void {
    const owners = { application: 'okta', standardPatch: 'entra', matchBy: 'entra' } as const;
    const { provisioning = {} } = this.#scenario.given;
    for (const [name, owner] of Object.entries(owners))
      if (name in provisioning && this.#scenario.idps?.join() !== owner)
        this.#problem(
          'PROVISION',
          `${name} is a setting of ${owner} alone.`,
          this.#at('given', 'provisioning', name),
          `Name it: idps: [${owner}].`,
        );
  }

  /** Whom an act names, and whether it can be done to them. */
  #provisioned({ act, as, group, members = [], to }: Provision, index: number): void {
    const where = ['steps', index, 'provision'] as const;
    const idps = this.#scenario.idps ?? [];
    if (idps.includes('other') || (idps.length === 0 && this.#scenario.protocol === 'scim'))
      this.#problem(
        'PROVISION',
        'The IdP "other" provisions nobody.',
        this.#at(...where),
        'Name others: idps: [entra].',
      );
    if (group !== undefined && idps.includes('google'))
      this.#problem('PROVISION', 'Google pushes no groups.', this.#at(...where, 'group'), 'Leave google out of idps.');
    for (const name of [...(as === undefined ? [] : [as]), ...members, ...(to?.manager ? [to.manager] : [])])
      this.#person(name, ...where);
    const isOfGroup = /-group$|-members$|^push-now$/.test(act);
    if (isOfGroup && group === undefined)
      this.#problem('PROVISION', `The act "${act}" is about a group.`, this.#at(...where), 'Name it: group: engines.');
    if (!isOfGroup && act !== 'on-demand' && group !== undefined)
      this.#problem('PROVISION', `The act "${act}" is not about a group.`, this.#at(...where, 'group'));
  }

  /** Whom and what the calls of SCIM name. */
  #scimWords(): void {
    const kept: string[] = [];
    for (const [index, { scim, provision }] of this.#scenario.steps.entries()) {
      if (provision) this.#provisioned(provision, index);
      if (!scim) continue;
      if (scim.user !== undefined) this.#person(scim.user, 'steps', index, 'scim', 'user');
      const fields = [...this.#people.keys()].flatMap((name) => PERSON_FIELDS.map((field) => `${name}.${field}`));
      const words = [...COMMON_WORDS, ...kept.flatMap((name) => [name, `${name}.etag`]), ...fields];
      const known = new Map(words.map((word) => [word, word]));
      const where = this.#at('steps', index, 'scim');
      for (const word of wordsIn(scim)) this.#find('placeholder', word, known, where, `Here: ${words.join(', ')}.`);
      for (const name of [...(scim.readBack ?? []), ...(scim.finds ?? []), ...(scim.whole ? [scim.whole] : [])])
        this.#find(
          'resource',
          name,
          new Map(kept.map((each) => [each, each])),
          where,
          'It is kept by an earlier call.',
        );
      if (scim.keep !== undefined) kept.push(scim.keep);
    }
  }

  #faults(): FaultFacts[] {
    const known = new Map(this.#vocabulary.faults.map((fault) => [fault.id as string, fault]));
    const used = new Map<string, FaultFacts>();
    const named = ({ id }: FaultUse, where: string) => {
      const fault = this.#find('fault', id, known, where, 'All faults: jitmus list faults');
      if (fault) used.set(fault.id, fault);
      return fault;
    };
    this.#scenario.steps.forEach(({ signIn, signOut, createMethod }, step) => {
      createMethod?.faults?.forEach((word, index) => {
        const where = this.#at('steps', step, 'createMethod', 'faults', index);
        const fault = named(faultUse(word), where);
        if (fault && fault.answer !== 'discovery')
          this.#problem('FAULT_PLACE', `The fault "${fault.id}" is none of a discovery document.`, where);
      });
      const [kind, visit] = signIn ? (['signIn', signIn] as const) : (['signOut', signOut] as const);
      if (!visit) return;
      for (const key of ['as', 'victim'] as const)
        if (visit[key] !== undefined) this.#person(visit[key], 'steps', step, kind, key);
      if (signIn?.method === 'other' && !this.#scenario.given.otherMethod)
        this.#problem(
          'METHOD_MISSING',
          'The person signs in through a second SSO method, and there is none.',
          this.#at('steps', step, 'signIn', 'method'),
          'Add given: { otherMethod: true }.',
        );
      if (signOut) this.#checkSession(signOut, step);
      visit.faults?.forEach((word, index) => {
        const use = faultUse(word);
        const where = this.#at('steps', step, kind, 'faults', index);
        const fault = named(use, where);
        if (!fault) return;
        if ((fault.message === undefined) !== (kind === 'signIn') || fault.answer === 'discovery')
          return this.#problem('FAULT_PLACE', `The fault "${fault.id}" is none of a ${kind}.`, where);
        this.#checkUse(fault, use, visit, where);
      });
    });
    return [...used.values()];
  }

  /** Who signs out has to have signed in, and so often. */
  #checkSession({ as = 'person', session = 1 }: SignOut, step: number): void {
    const before = this.#scenario.steps.slice(0, step).filter(({ signIn }) => signIn && (signIn.as ?? 'person') === as);
    if (before.length >= session) return;
    const times = ['never', 'once', 'twice'][before.length] ?? `${before.length} times`;
    this.#problem(
      'SESSION_MISSING',
      `There is no session ${session} of "${as}" to sign out of: so far they sign in ${times}.`,
      this.#at('steps', step, 'signOut'),
    );
  }

  /** What the IdP would refuse only when the sign-in is under way. */
  #checkUse(fault: FaultFacts, use: FaultUse, visit: SignIn | SignOut, where: string): void {
    try {
      parseFaultUse(use);
    } catch (error) {
      if (!(error instanceof IdpError)) throw error;
      if (error.code.startsWith('FAULT_OPTION')) this.#problem('FAULT_OPTION', error.message, where);
    }
    for (const need of fault.needs ?? []) {
      const missing = lackOf(need, visit, this.#scenario, this.#people);
      if (missing) this.#problem('FAULT_NEEDS', `The fault "${fault.id}" ${missing}`, where);
    }
  }

  #person(name: string, ...keys: (string | number)[]): void {
    this.#find('person', name, this.#people, this.#at(...keys), `People here: ${[...this.#people.keys()].join(', ')}.`);
  }

  #find<T>(kind: string, word: string, known: ReadonlyMap<string, T>, at: string, all: string): T | undefined {
    const found = known.get(word);
    if (found !== undefined) return found;
    const hint = [didYouMean(word, known.keys()), all].filter(Boolean).join(' ');
    this.#problem(`UNKNOWN_${kind.toUpperCase().replaceAll(' ', '_')}`, `There is no ${kind} "${word}".`, at, hint);
    return undefined;
  }

  #problem(code: string, message: string, at: string, hint?: string): void {
    this.problems.push(new JitmusError(`SCENARIO_${code}`, message, { at, ...(hint ? { hint } : {}) }));
  }
}

/** What a sign-in lacks for a fault to be possible; null where nothing is missing. */
function lackOf(
  need: NonNullable<FaultFacts['needs']>[number],
  step: SignIn | SignOut,
  { given, steps }: Merged,
  people: People,
): string | null {
  const { as = 'person', victim } = step;
  switch (need) {
    case 'victim':
      return victim === undefined ? 'claims to be somebody else: name a victim.' : null;
    case 'victim-as-prefix':
      if (victim !== undefined && people.get(as)?.lookalikeOf === victim) return null;
      return "needs a victim, and a signer whose address begins with the victim's: the persona lookalike.";
    case 'other-app':
      return given.otherMethod ? null : 'mixes two SSO methods: given: { otherMethod: true }.';
    case 'earlier':
      if (steps[0]?.signIn === step) return 'uses ids again: let a sign-in go before it.';
      return 'at' in step && steps.find(({ signOut }) => signOut)?.signOut === step
        ? 'sends a message again: let a sign-out go before it.'
        : null;
    case 'next-key-published':
      return given.keys === 'rolling' ? null : 'signs with the next key that is published: given: { keys: rolling }.';
    case 'next-key-unpublished':
      return given.keys === 'rolling' ? 'signs with a key that is not published: leave out given.keys.' : null;
    case 'new-key':
      return null;
    case 'groups':
      return given.groupClaim === 'sent' ? null : 'is about groups: given: { groupClaim: sent }.';
    case 'request':
      return 'through' in step && step.through === 'idp'
        ? 'needs a request to answer: start at the application.'
        : null;
  }
}

/** A fault of a step, by its id alone or with options. */
export const faultUse = (word: string | FaultUse): FaultUse => (typeof word === 'string' ? { id: word } : word);
