import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JitmusError, JitmusErrors } from './errors.ts';
import { loadPersonas, loadScenarios } from './scenario.ts';
import { rules, vocabulary } from './vocabulary.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'scenarios-'))));
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

const load = async (files: Readonly<Record<string, string>>, folders = [folder]) => {
  await write(files);
  return (await loadScenarios(vocabulary(), folders)).forms;
};

/** Code, place below the folder, and text of every problem that was told. */
async function problems(files: Readonly<Record<string, string>>): Promise<string[]> {
  const error = await load(files).catch((problem: unknown) => problem);
  if (!(error instanceof JitmusError)) throw new Error('No problem was told.');
  const all = error instanceof JitmusErrors ? error.problems : [error];
  return all.map(({ code, at, message, hint }) =>
    [code, at?.replace(`${folder}/`, ''), message, hint].filter(Boolean).join(' | '),
  );
}

/** A scenario that is right: title, why, one sign-in, one rule; more lines behind them. */
const sound = (...lines: string[]) =>
  [
    'title: Somebody signs in and all is well',
    'why: Otherwise nobody could work',
    ...lines,
    ...(lines.some((line) => line.startsWith('steps:')) ? [] : ['steps: [{ signIn: {} }]']),
    ...(lines.some((line) => line.startsWith('expect:')) ? [] : ['expect: [jit/creates-new-user]']),
  ].join('\n');

describe('a scenario', () => {
  it('has its path for an id, and defaults for what it leaves out', async () => {
    const [form] = await load({ 'jit/deep/first.yaml': sound() });
    expect(form).toMatchObject({
      id: 'jit/deep/first',
      variant: null,
      area: 'jit',
      idps: ['entra', 'google', 'okta'],
      protocol: 'saml',
      needs: [],
      unless: [],
      references: [],
      given: {},
      rules: [rules.find(({ id }) => id === 'jit/creates-new-user')],
      faults: [],
    });
    expect([...(form?.people ?? [])].map(([name, { name: persona }]) => [name, persona])).toEqual([
      ['person', 'newcomer'],
    ]);
  });

  it('knows the line at which each rule is asked for, in the variant where that says', async () => {
    const [one, two] = await load({
      'a.yaml': sound(
        ...[
          'expect:',
          '  - jit/creates-new-user',
          '  - jit/stores-only-email',
          'variants:',
          '  one: { given: { jit: false } }',
        ],
        ...['  two:', '    expect:', '      - jit/stores-only-email'],
      ),
    });
    const text = sound('expect:', '  - jit/creates-new-user').split('\n');
    const first = text.indexOf('  - jit/creates-new-user') + 1;
    expect([...(one?.lines ?? [])]).toEqual([
      ['jit/creates-new-user', first],
      ['jit/stores-only-email', first + 1],
    ]);
    expect([...(two?.lines ?? [])]).toEqual([['jit/stores-only-email', first + 6]]);
  });

  it('holds every fault of its steps once', async () => {
    const steps =
      'steps: [{ signIn: { faults: [saml/expired] } }, { signIn: { faults: [{ id: saml/replay, options: { browser: same } }, saml/expired] } }]';
    const [form] = await load({ 'a.yaml': sound(steps) });
    expect(form?.faults.map(({ id }) => id)).toEqual(['saml/expired', 'saml/replay']);
  });

  it('in variants is one form for each, with given facts and people merged and all else replaced', async () => {
    const [one, two] = await load({
      'a.yml': sound(
        'given: { jit: true, groupClaim: sent }',
        'people: { victim: loner }',
        'variants:',
        '  one: {}',
        '  two: { given: { groupClaim: absent }, people: { other: guest }, idps: [entra], expect: [jit/groups-are-optional] }',
      ),
    });
    expect([one?.variant, two?.variant]).toEqual(['one', 'two']);
    expect(one?.given).toEqual({ jit: true, groupClaim: 'sent' });
    expect(two).toMatchObject({ given: { jit: true, groupClaim: 'absent' }, idps: ['entra'], title: one?.title });
    expect([...(two?.people.keys() ?? [])]).toEqual(['person', 'victim', 'other']);
    expect(two?.rules.map(({ id }) => id)).toEqual(['jit/groups-are-optional']);
  });

  it('is found in folders below, by both endings, in the order of the names', async () => {
    const files = { 'b.yaml': sound(), 'a/z.yml': sound(), 'a/y.yaml': sound(), 'notes.md': 'no', 'c.json': '{}' };
    expect((await load(files)).map(({ id }) => id)).toEqual(['a/y', 'a/z', 'b']);
  });

  it('may name the personas of its own folder', async () => {
    const files = { 'personas.yaml': 'twin: { says: Like the newcomer }', 'a.yaml': sound('persona: twin') };
    const [form] = await load(files);
    expect(form?.people.get('person')).toMatchObject({ name: 'twin', says: 'Like the newcomer' });
    expect((await loadPersonas()).has('twin')).toBe(false);
  });
});

describe('our own scenarios', () => {
  it('are all right', async () => {
    const { forms } = await loadScenarios(vocabulary());
    expect(forms.length).toBeGreaterThan(50);
  });

  it('demand that nothing is left only where a refusal is demanded', async () => {
    const { forms } = await loadScenarios(vocabulary());
    const optional = forms.filter(({ rules }) => {
      const asking = rules.filter(({ passesOnRefusal }) => passesOnRefusal);
      const others = asking.filter(({ id }) => id !== 'jit/refused-sign-in-leaves-nothing');
      return others.length > 0 && others.length < asking.length && others.every(({ level }) => level !== 'MUST');
    });
    expect(optional.map(({ id, variant }) => `${id}/${variant}`)).toEqual([]);
  });

  it('stand beside those of another folder', async () => {
    await write({ 'mine/a.yaml': sound() });
    const { forms } = await loadScenarios(vocabulary(), [join(import.meta.dirname, '../scenarios'), folder]);
    expect(forms.some(({ id }) => id === 'mine/a')).toBe(true);
    expect(forms.some(({ id }) => id === 'jit/first-sign-in')).toBe(true);
  });
});

describe('a word that nobody knows', () => {
  it.each([
    [
      'rule',
      sound('expect:', '  - jit/creates-new-user', '  - jit/create-new-user'),
      'SCENARIO_UNKNOWN_RULE | a.yaml:5:5 | There is no rule "jit/create-new-user". | Did you mean "jit/creates-new-user"? All rules: jitmus list rules',
    ],
    [
      'a fault of a sign-in in a discovery document',
      sound('steps:', '  - createMethod: { jit: true, faults: [oidc/issuer] }'),
      'SCENARIO_FAULT_PLACE | a.yaml:4:41 | The fault "oidc/issuer" is none of a discovery document.',
    ],
    [
      'an IdP that provisions nobody',
      sound('protocol: scim', 'steps:', '  - provision: { act: assign }'),
      'SCENARIO_PROVISION | a.yaml:5:5 | The IdP "other" provisions nobody.',
    ],
    [
      'a resource that nobody made',
      sound('protocol: scim', 'steps:', "  - scim: { method: GET, path: '/Users/{ada}' }"),
      'SCENARIO_UNKNOWN_PLACEHOLDER | a.yaml:5:5 | There is no placeholder "ada".',
    ],
    [
      'a session that nobody opened',
      sound('steps:', '  - signIn: {}', '  - signOut: { at: idp, session: 2 }'),
      'SCENARIO_SESSION_MISSING | a.yaml:5:5 | There is no session 2 of "person" to sign out of: so far they sign in once.',
    ],
    [
      'fault',
      sound('steps:', '  - signIn: { faults: [saml/expird] }'),
      'SCENARIO_UNKNOWN_FAULT | a.yaml:4:24 | There is no fault "saml/expird". | Did you mean "saml/expired"? All faults: jitmus list faults',
    ],
    [
      'switch',
      sound('given: { switches: { okta/group-value: comma-joined } }'),
      'SCENARIO_UNKNOWN_SWITCH | a.yaml:3:22 | There is no switch "okta/group-value". | Did you mean "okta/group-values"? All switches: jitmus list quirks',
    ],
    [
      'switch of another protocol',
      sound('given: { switches: { entra/scim-active: boolean } }'),
      'SCENARIO_SWITCH_PROTOCOL | a.yaml:3:22 | The switch "entra/scim-active" is about scim, and this runs over saml alone. | Leave it out.',
    ],
    [
      'form of a switch',
      sound('given: { switches: { okta/group-values: comma-join } }'),
      'SCENARIO_UNKNOWN_SWITCH_FORM | a.yaml:3:22 | There is no switch form "comma-join". | Did you mean "comma-joined"? Forms of okta/group-values: one-each, comma-joined.',
    ],
    [
      'persona',
      sound('persona: newcommer'),
      'SCENARIO_UNKNOWN_PERSONA | a.yaml:3:1 | There is no persona "newcommer". | Did you mean "newcomer"? All personas: jitmus list personas',
    ],
    [
      'persona of further people',
      sound('people: { victim: lonr }'),
      'SCENARIO_UNKNOWN_PERSONA | a.yaml:3:11 | There is no persona "lonr". | Did you mean "loner"? All personas: jitmus list personas',
    ],
    [
      'person who signs in',
      sound('people: { victim: loner }', 'steps:', '  - signIn: {}', '  - signIn: { as: victm }'),
      'SCENARIO_UNKNOWN_PERSON | a.yaml:6:15 | There is no person "victm". | Did you mean "victim"? People here: person, victim.',
    ],
    [
      'victim',
      sound('steps:', '  - signIn: { faults: [saml/unsigned], victim: somebody }'),
      'SCENARIO_UNKNOWN_PERSON | a.yaml:4:40 | There is no person "somebody". | People here: person.',
    ],
    [
      'person with an account',
      sound('given: { accounts: { persn: {} } }'),
      'SCENARIO_UNKNOWN_PERSON | a.yaml:3:22 | There is no person "persn". | Did you mean "person"? People here: person.',
    ],
    [
      'model of a look-alike',
      sound('persona: lookalike'),
      'SCENARIO_UNKNOWN_PERSON | a.yaml:3:1 | There is no person "victim". | The persona lookalike needs one of that name.',
    ],
    [
      'capability that is needed',
      sound('needs: [groups, encrypton]'),
      'SCENARIO_UNKNOWN_CAPABILITY | a.yaml:3:17 | There is no capability "encrypton". | Did you mean "encryption"? Known: ',
    ],
    [
      'capability that is in the way',
      sound('unless: [idp-init]'),
      'SCENARIO_UNKNOWN_CAPABILITY | a.yaml:3:10 | There is no capability "idp-init". | ',
    ],
  ])('is told with its place: %s', async (_, text, expected) => {
    const [problem, ...others] = await problems({ 'a.yaml': text });
    expect(problem?.slice(0, expected.length)).toBe(expected);
    expect(others).toEqual([]);
  });

  it('in a variant is told at its place there, and what variants share only once', async () => {
    const text = sound(
      'needs: [grups]',
      'variants:',
      '  one: {}',
      '  two:',
      '    expect: [jit/x]',
      '    persona: nobody',
    );
    const found = await problems({ 'a.yaml': text });
    expect(found.map((problem) => problem.split(' | ').slice(0, 2))).toEqual([
      ['SCENARIO_UNKNOWN_CAPABILITY', 'a.yaml:3:9'],
      ['SCENARIO_UNKNOWN_PERSONA', 'a.yaml:8:5'],
      ['SCENARIO_UNKNOWN_RULE', 'a.yaml:7:14'],
    ]);
  });
});

describe('a fault that cannot be', () => {
  it.each([
    ['saml/unsigned', '', 'claims to be somebody else: name a victim.'],
    ['saml/split-name', ', victim: person', "needs a victim, and a signer whose address begins with the victim's"],
    ['saml/other-method', '', 'mixes two SSO methods: given: { otherMethod: true }.'],
    ['saml/unsolicited', ', through: idp', 'needs a request to answer: start at the application.'],
  ])('is told before anything is run: %s', async (id, more, says) => {
    const found = await problems({ 'a.yaml': sound(`steps: [{ signIn: { faults: [${id}]${more} } }]`) });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`SCENARIO_FAULT_NEEDS | a.yaml:3:30 | The fault "${id}" ${says}`);
  });

  it.each([
    ['{ browsr: same }', 'browsr'],
    ['{ browser: third }', 'browser'],
  ])('is told when its options are not right: %s', async (options, name) => {
    const text = sound('steps:', `  - signIn: { faults: [{ id: saml/replay, options: ${options} }] }`);
    const [problem, ...others] = await problems({ 'a.yaml': text });
    expect(problem).toMatch(/^SCENARIO_FAULT_OPTION \| a\.yaml:4:24 \| /);
    expect(problem).toContain(`"${name}"`);
    expect(others).toEqual([]);
  });
});

describe('a file that is not right', () => {
  const codes = async (files: Readonly<Record<string, string>>) =>
    (await problems(files)).map((problem) => problem.split(' | ').slice(0, 2).join(' '));

  it('is told by every problem of its form', async () => {
    const text = sound('titel: x', 'idps: [entra, azure]', 'steps: []', 'persona: 5').replace(/^title.*\n/, '');
    expect((await codes({ 'a.yaml': text })).sort()).toEqual([
      'SCENARIO_INVALID a.yaml:1:1',
      'SCENARIO_INVALID a.yaml:2:1',
      'SCENARIO_INVALID a.yaml:3:15',
      'SCENARIO_INVALID a.yaml:4:1',
      'SCENARIO_INVALID a.yaml:5:1',
    ]);
  });

  it.each([
    ['is no YAML', 'title: [open\nwhy: x', /^SCENARIO_SYNTAX a\.yaml:\d+:\d+$/],
    ['has a key twice', sound('persona: loner', 'persona: guest'), /^SCENARIO_SYNTAX a\.yaml:4:1$/],
    ['is empty', '', /^SCENARIO_INVALID a\.yaml/],
    ['is a list', '- title: x', /^SCENARIO_INVALID a\.yaml:1:1$/],
    ['is indented by a tab', 'title: x\nsteps:\n\t- signIn: {}', /^SCENARIO_SYNTAX a\.yaml:3:1$/],
  ])('is told when it %s', async (_, text, expected) => {
    const found = await codes({ 'a.yaml': text });
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(expected);
  });

  it('is told together with the problems of all other files, in order', async () => {
    const files = {
      'c.yaml': sound('persona: nobody'),
      'a.yaml': 'title: [open',
      'b/x.yaml': sound('expect: [jit/x, jit/y]'),
      'd.yaml': sound(),
      'e.yaml': sound('typo: 1'),
    };
    const found = await codes(files);
    expect(found.map((line) => line.replace(/:\d+:\d+$/, ''))).toEqual([
      'SCENARIO_SYNTAX a.yaml',
      'SCENARIO_UNKNOWN_RULE b/x.yaml',
      'SCENARIO_UNKNOWN_RULE b/x.yaml',
      'SCENARIO_UNKNOWN_PERSONA c.yaml',
      'SCENARIO_INVALID e.yaml',
    ]);
  });

  it('is told when its id is taken, in the same folder or in another', async () => {
    expect(await problems({ 'a.yaml': sound(), 'a.yml': sound() })).toEqual([
      `SCENARIO_DUPLICATE | a.yml | There is another scenario "a": ${folder}/a.yaml. | Its id is its path below the folder, without ending: rename one of them.`,
    ]);
    await write({ 'other/a.yaml': sound() });
    await expect(loadScenarios(vocabulary(), [folder, join(folder, 'other')])).rejects.toMatchObject({
      code: 'SCENARIO_DUPLICATE',
    });
  });

  it('is told when the personas beside it are not right, together with the rest', async () => {
    const files = { 'personas.yaml': 'Twin: { says: 5 }', 'a.yaml': sound('expect: [jit/x]') };
    const found = await codes(files);
    expect(found.at(0)).toMatch(/^PERSONAS_INVALID personas\.yaml/);
    expect(found.at(-1)).toMatch(/^SCENARIO_UNKNOWN_RULE/);
  });

  it('is told when there is no such folder', async () => {
    await expect(loadScenarios(vocabulary(), [join(folder, 'none')])).rejects.toMatchObject({
      code: 'SCENARIO_UNREADABLE',
      message: 'There is no such folder.',
      at: join(folder, 'none'),
    });
  });
});
