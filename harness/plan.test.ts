import { describe, expect, it } from 'vitest';
import type { Capability } from './capability.ts';
import { caseId, impliedMeans, impliedNeeds, neededBy, planCases, type PlannedTarget, type Selection } from './plan.ts';
import { blocked, defineRule, productRules, type Rule } from './rule.ts';
import type { ScenarioForm } from './scenario.ts';

const ruleWith = (id: string, needs: readonly Capability[] = []): Rule =>
  defineRule({ id, level: 'MUST', says: 'It MUST.', source: productRules(id), needs, judge: () => blocked('Unseen.') });
const plainRule = ruleWith('a/plain');
const groupsRule = ruleWith('a/groups', ['groups']);

const form = (id: string, more: Partial<ScenarioForm> = {}): ScenarioForm => ({
  id,
  variant: null,
  file: `${id}.yaml`,
  area: 'jit',
  title: 'It is so',
  why: 'It has to be',
  references: [],
  covers: [],
  idps: ['entra'],
  protocol: 'saml',
  needs: [],
  unless: [],
  people: new Map(),
  given: {},
  steps: [{ signIn: {} }],
  rules: [plainRule],
  lines: new Map(),
  faults: [],
  ...more,
});

const target = (lacks: Partial<Record<Capability, string>> = {}, idps: PlannedTarget['idps'] = ['entra', 'okta']) =>
  ({
    name: 'the app',
    idps,
    lacks: new Map(Object.entries(lacks)),
    undescribed: new Set(),
  }) as unknown as PlannedTarget;

const all: Selection = { patterns: [], idps: null, protocols: null };
const plan = (forms: ScenarioForm[], selection: Partial<Selection> = {}, app = target()) =>
  planCases(forms, app, { ...all, ...selection });
const one = (more: Partial<ScenarioForm>, lacks: Partial<Record<Capability, string>> = {}) =>
  plan([form('jit/x', more)], {}, target(lacks)).cases[0];

describe('the id of a case', () => {
  it('is scenario, IdP and protocol, and the variant where there is one', () => {
    expect(caseId(form('jit/x'), 'okta')).toBe('jit/x@okta.saml');
    expect(caseId(form('jit/x', { variant: 'plus', protocol: 'oidc' }), 'entra')).toBe('jit/x@entra.oidc/plus');
  });
});

describe('the cases', () => {
  it('are every form on every IdP that both scenario and target have, in that order', () => {
    const forms = [
      form('jit/x', { idps: ['entra', 'google', 'okta'], variant: 'one' }),
      form('jit/x', { idps: ['okta'], variant: 'two' }),
    ];
    const { cases, leftOut } = plan(forms);
    expect(cases.map(({ id }) => id)).toEqual(['jit/x@entra.saml/one', 'jit/x@okta.saml/one', 'jit/x@okta.saml/two']);
    expect(cases.map(({ idp }) => idp)).toEqual(['entra', 'okta', 'okta']);
    expect(leftOut).toEqual([{ id: 'jit/x@google.saml/one', because: 'the app does not take google' }]);
  });

  it('are left out by --idp and --protocol, and it is said why', () => {
    const forms = [form('jit/x', { idps: ['entra', 'okta'] }), form('scim/y', { protocol: 'scim' })];
    expect(plan(forms, { idps: ['okta'] })).toMatchObject({
      cases: [{ id: 'jit/x@okta.saml' }],
      leftOut: [
        { id: 'jit/x@entra.saml', because: 'not among --idp' },
        { id: 'scim/y@entra.scim', because: 'not among --idp' },
      ],
    });
    expect(plan(forms, { protocols: ['scim'] }).leftOut.map(({ because }) => because)).toEqual([
      'not among --protocol',
      'not among --protocol',
    ]);
  });

  it('are left out over OpenID Connect where the target file does not say where that is taken', () => {
    const forms = [form('jit/x', { idps: ['okta'] }), form('jit/x', { idps: ['okta'], protocol: 'oidc' })];
    const known = planCases(forms, { ...target(), describesOpenId: true }, all).cases.map(({ id }) => id);
    expect(known).toEqual(['jit/x@okta.saml', 'jit/x@okta.oidc']);
    const { cases, leftOut } = planCases(forms, { ...target(), describesOpenId: false }, all);
    expect(cases.map(({ id }) => id)).toEqual(['jit/x@okta.saml']);
    expect(leftOut).toMatchObject([{ id: 'jit/x@okta.oidc', because: expect.stringContaining('sso.oidc') as unknown }]);
  });

  it('run with every rule where the target lacks nothing', () => {
    expect(one({ rules: [plainRule, groupsRule] })).toMatchObject({ skip: null, skippedRules: new Map() });
  });
});

describe('patterns', () => {
  const ids = [
    'jit/first-sign-in',
    'jit/first-look',
    'jit/deep/first',
    'attacks/saml-unsigned',
    'attacks/saml-unsolicited',
  ];
  const chosen = (...patterns: string[]) => [
    ...new Set(
      plan(
        ids.map((id) => form(id)),
        { patterns },
      ).cases.map(({ form: { id } }) => id),
    ),
  ];

  it.each([
    [[], ids],
    [['jit/'], ids.slice(0, 3)],
    [['jit/first'], ids.slice(0, 2)],
    [['attacks/saml-unsigned'], [ids[3]]],
    [['attacks/saml-unsigned@entra.saml'], [ids[3]]],
    [['jit/*'], ids.slice(0, 2)],
    [['jit/**'], ids.slice(0, 3)],
    [['**/first*'], ids.slice(0, 3)],
    [['*/saml-uns*'], ids.slice(3)],
    [
      ['attacks/', 'jit/first-look'],
      [ids[1], ids[3], ids[4]],
    ],
    [['jit/first-l*k', 'jit/first-look'], [ids[1]]],
  ] as [string[], string[]][])('%o choose %o', (patterns, expected) => {
    expect(chosen(...patterns)).toEqual(expected);
  });

  it.each(['first', 'jit/f', 'attacks/saml-unsigne?', 'jit.first-look', '*', 'jit/first-looks'])(
    'are no substrings, no regular expressions and no guesses: %s',
    (pattern) => {
      const choose = () => chosen(pattern);
      if (pattern === 'jit/f') expect(choose()).toHaveLength(2);
      else expect(choose).toThrow(expect.objectContaining({ code: 'PATTERN_MATCHES_NOTHING' }) as Error);
    },
  );

  it('that match nothing are told with what may have been meant, though others match', () => {
    expect(() => chosen('jit/', 'atacks/')).toThrow(
      expect.objectContaining({
        message: 'No scenario matches "atacks/".',
        hint: 'Did you mean "attacks/"? All scenarios: jitmus list scenarios',
      }) as Error,
    );
    expect(() => chosen('jit/frist-look')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('"jit/first-look"') as string }) as Error,
    );
  });
});

describe('what the target lacks', () => {
  it('skips the rules that need it, and no others', () => {
    const planned = one({ rules: [plainRule, groupsRule] }, { groups: 'there are none' });
    expect(planned?.skip).toBeNull();
    expect([...(planned?.skippedRules ?? [])]).toEqual([[groupsRule, 'groups: there are none']]);
  });

  it('skips the case where no rule is left', () => {
    const planned = one({ rules: [groupsRule] }, { groups: 'there are none' });
    expect(planned?.skip).toBe('groups: there are none');
  });

  it('skips the case where the scenario needs it, or its protocol', () => {
    expect(one({ needs: ['encryption'] }, { encryption: 'not yet' })?.skip).toBe('encryption: not yet');
    expect(one({ protocol: 'oidc' }, { oidc: 'SAML only' })?.skip).toBe('oidc: SAML only');
    const skipped = one({ needs: ['encryption'], rules: [plainRule, groupsRule] }, { encryption: 'not yet' });
    expect([...(skipped?.skippedRules.values() ?? [])]).toEqual(['encryption: not yet', 'encryption: not yet']);
  });

  it('lets a case run that says something only without it', () => {
    expect(one({ unless: ['idp-initiated'] }, { 'idp-initiated': 'refused' })?.skip).toBeNull();
    expect(one({ unless: ['idp-initiated'] })?.skip).toBe('idp-initiated: with it this scenario says nothing');
  });
});

describe('unsolicited responses', () => {
  const skipOf = (idpInitiated: boolean, declared: Partial<PlannedTarget>, lacks = {}) =>
    plan([form('jit/x', { given: { idpInitiated } })], {}, { ...target(lacks), ...declared }).cases[0]?.skip;

  it('are refused where the application does not mean to take them, or can be told so', () => {
    expect(skipOf(false, {})).toBeNull();
    expect(skipOf(false, { idpInitiated: true, idpInitiatedByMethod: true })).toBeNull();
    expect(skipOf(false, { idpInitiated: true })).toMatch(/^idp-initiated: /);
  });

  it('are taken where it has that at all', () => {
    expect(skipOf(true, {})).toBeNull();
    expect(skipOf(true, {}, { 'idp-initiated': 'never' })).toBe('idp-initiated: never');
  });
});

describe('what given facts and steps ask for by themselves', () => {
  it.each([
    [{}, []],
    [{ given: { idpInitiated: true } }, ['idp-initiated']],
    [{ given: { idpInitiated: false } }, []],
    [{ given: { ssoMethod: 'verified' } }, []],
    [{ given: { ssoMethod: 'waiting' } }, ['sso-methods']],
    [{ given: { ssoMethod: 'none' } }, ['sso-methods']],
    [{ given: { jit: false } }, ['sso-methods']],
    [{ given: { jit: true } }, []],
    [{ given: { otherMethod: true } }, ['sso-methods']],
    [{ given: { accounts: { person: {} } } }, ['existing-users']],
    [{ given: { domains: ['corp.test'] } }, ['approved-domains']],
    [{ steps: [{ signIn: { through: 'login' } }] }, ['sso-methods']],
    [{ steps: [{ signIn: { through: 'idp' } }] }, []],
    [{ steps: [{ signIn: {} }, { verifyMethod: {} }] }, ['sso-methods']],
    [{ steps: [{ readMetadata: {} }, { signIn: {} }] }, []],
    [{ given: { signedRequests: true } }, ['signed-requests']],
    [
      { given: { jit: false, accounts: {}, domains: ['x.test'] } },
      ['sso-methods', 'existing-users', 'approved-domains'],
    ],
  ] as [Partial<ScenarioForm>, Capability[]][])('%o: %o', (more, needs) => {
    expect(impliedNeeds(form('jit/x', more))).toEqual(needs);
    for (const need of needs) expect(one(more, { [need]: 'no' })?.skip).toBe(`${need}: no`);
  });

  it('stands beside what scenario, rules and protocol ask for', () => {
    const asked = neededBy(form('x', { needs: ['restart'], given: { jit: false }, rules: [groupsRule] }));
    expect(asked).toEqual(['saml', 'restart', 'sso-methods', 'groups']);
  });
});

describe('what a scenario asks a target file to describe', () => {
  it.each([
    ['nothing for a sign-in through a verified method', {}, []],
    ['the ordinary login', { steps: [{ signIn: { through: 'login' } }] }, ['ssoMethods.create.loginUrl']],
    [
      'the ordinary login where JIT is off',
      { given: { jit: false } },
      ['{jit} in ssoMethods.create', 'ssoMethods.create.loginUrl'],
    ],
    ['that a method can be rejected', { given: { ssoMethod: 'rejected' } }, ['ssoMethods.reject']],
    ['that a method can be disabled', { given: { ssoMethod: 'disabled' } }, ['ssoMethods.disable']],
    [
      'every act of its steps',
      { steps: [{ showMethod: {} }, { enableMethod: {} }] },
      ['ssoMethods.show', 'ssoMethods.enable'],
    ],
    [
      'the JIT login URL where a step asks for it by name',
      { steps: [{ signIn: { through: 'jit-url' } }] },
      ['ssoMethods.create.jitLoginUrl'],
    ],
    ['that JIT can be chosen', { steps: [{ createMethod: { jit: false } }] }, ['{jit} in ssoMethods.create']],
    [
      'disabled accounts',
      { given: { accounts: { person: { disabled: true } } } },
      ['{disabled} in accountsAdmin.create'],
    ],
    ['no more for accounts that are not', { given: { accounts: { person: { role: 'admin' } } } }, []],
  ] as [string, Partial<ScenarioForm>, string[]][])('is %s', (_, more, means) => {
    expect(impliedMeans(form('jit/x', more), more.given?.jit ?? true)).toEqual(means);
  });

  it('is skipped where the file does not, and run where it does', () => {
    const app = { ...target(), undescribed: new Set(['ssoMethods.reject'] as const) };
    const forms = [form('a/x', { given: { ssoMethod: 'rejected' } }), form('b/x', { given: { ssoMethod: 'waiting' } })];
    expect(plan(forms, {}, app).cases.map(({ skip }) => skip)).toEqual([
      'The target file does not describe it (ssoMethods.reject).',
      null,
    ]);
  });

  it('follows from JIT being off for an IdP type without it, and where the target lacks it', () => {
    const app = { ...target({}, ['entra', 'other']), undescribed: new Set(['ssoMethods.create.loginUrl'] as const) };
    const forms = [form('a/x', { idps: ['entra', 'other'] })];
    expect(plan(forms, {}, app).cases.map(({ skip }) => skip !== null)).toEqual([false, true]);
    const without = { ...app, lacks: new Map([['jit', 'none']] as const) };
    expect(plan(forms, {}, without).cases.map(({ skip }) => skip !== null)).toEqual([true, true]);
  });
});

describe('the one method of an application over OpenID Connect', () => {
  const flows = (...carry: ('code' | 'id_token' | 'code id_token')[]) =>
    ({ id: 'oidc/c-hash', flows: carry }) as unknown as ScenarioForm['faults'][number];
  const skipOf = (fault: ScenarioForm['faults'][number], responseType?: PlannedTarget['responseType']) =>
    plan(
      [form('a/x', { protocol: 'oidc', faults: [fault] })],
      {},
      { ...target(), ...(responseType && { responseType }) },
    ).cases[0]?.skip;

  it('skips the faults that no answer to what it asks for can carry', () => {
    expect(skipOf(flows('code id_token'), 'code')).toBe(
      'The application asks for code, and no answer to that can carry oidc/c-hash.',
    );
    expect(skipOf(flows('code', 'code id_token'), 'id_token')).toMatch(/^The application asks for id_token, and no/);
  });

  it('runs those that it can, and all where a fault is particular about nothing', () => {
    expect(skipOf(flows('code', 'code id_token'), 'code')).toBeNull();
    expect(skipOf({ id: 'oidc/issuer' } as unknown as ScenarioForm['faults'][number], 'id_token')).toBeNull();
  });

  it('runs all where methods can be asked for in every form', () => {
    expect(skipOf(flows('code id_token'))).toBeNull();
  });
});
