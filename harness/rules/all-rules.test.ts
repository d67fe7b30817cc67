import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attempts, judgedBrowsers } from '../attempt.ts';
import { CaseLog, type Kind, type SignInFacts } from '../observation.ts';
import type { Rule } from '../rule.ts';
import { forged, letIn, PERSON, testLog, VICTIM, type Seen, type TestAccount, type TestLog } from '../test-log.ts';
import { vocabulary } from '../vocabulary.ts';

const { rules, faults } = vocabulary();

const states = ['verified', 'waiting', 'rejected', 'disabled'] as const;
const ways = ['jit-url', 'login', 'idp'] as const;

/** Every kind of sign-in that some rule asks for. */
const kinds: readonly Partial<SignInFacts>[] = [
  ...states.flatMap((state) =>
    ways.flatMap((through) =>
      [true, false].map((jit) => ({ through, method: { state, jit, domains: ['corp.test'] } })),
    ),
  ),
  { email: null },
  { email: 'x@elsewhere.test' },
  { assigned: false },
  { accountDisabled: true },
  { changed: ['subject'] },
  { changed: ['email-case'] },
  { browsers: ['a', 'b'] },
  ...faults.map(({ id, harm }) => forged(id, harm)),
];

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('never passes on an empty log', () => {
    expect(rule.judge(new CaseLog([])).status).toBe('blocked');
    expect(rule.judge(testLog().given().log).status).not.toBe('pass');
  });

  it.each([[[]], [[{}]]])(
    'never passes on a sign-in that reached neither IdP nor application (accounts: %o)',
    (had) => {
      for (const facts of kinds)
        for (const outcome of ['dead-socket', 'timeout', 'redirect-loop', 'no-script', 'server-error'] as const) {
          const nowhere: Seen = { sent: null, ends: [{ outcome, status: null }], before: { person: had } };
          expect(rule.judge(testLog().given().signIn(facts, nowhere).log).status, JSON.stringify(facts)).not.toBe(
            'pass',
          );
        }
    },
  );

  it('passes on a page of the application’s own only where a refusal is what it asks for', () => {
    for (const facts of kinds) {
      const page: Seen = { sent: null, ends: [{ status: 403 }] };
      const { status } = rule.judge(testLog().given().signIn(facts, page).log);
      if (!rule.passesOnRefusal) expect(status, JSON.stringify(facts)).not.toBe('pass');
    }
  });

  it('is told as the house style asks', () => {
    expect(rule.says).toMatch(/\b(MUST|SHOULD|MAY)\b/);
    expect(rule.says).toContain(rule.level);
    expect(rule.says.endsWith('.')).toBe(true);
    expect(existsSync(new URL(`./${id.replace('/', '-')}.ts`, import.meta.url))).toBe(true);
  });
});

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const who = fc.constantFrom(PERSON, VICTIM, 'other@corp.test', null, 401, 500, undefined);
const groups = fc.constantFrom<string[] | null>(null, [], ['A'], ['A', 'B']);
const accounts: fc.Arbitrary<Partial<TestAccount>[] | undefined> = maybe(
  fc.array(
    groups.map((list) => ({ groups: list, fields: { email: PERSON, groups: list } })),
    { maxLength: 2 },
  ),
);
const people = fc.record({ person: accounts, victim: accounts });

const anyFacts: fc.Arbitrary<Partial<SignInFacts>> = fc.oneof(
  fc.constantFrom(...kinds),
  fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...kinds)).map(([one, other]) => ({ ...one, ...other })),
);

const anySeen: fc.Arbitrary<Seen> = fc.record(
  {
    sent: fc.oneof(
      fc.constant(null),
      fc.record(
        {
          groups: fc.oneof(groups, fc.constant('overage' as const)),
          groupsBehindOverage: groups,
          personal: fc.constantFrom<Record<string, string>>({}, { name: 'Thorhild Quartermaine' }),
          subjectId: fc.constantFrom(null, 'one', 'two'),
          shape: fc.constantFrom('assertion', 'response', 'both', 'encrypted'),
          nameId: fc.constantFrom(
            { value: PERSON, format: null },
            { value: 'jdoe', format: null },
            { value: null, format: null },
          ),
        },
        { requiredKeys: [] },
      ),
    ),
    idpError: fc.constantFrom(
      { status: 403, code: 'app_not_enabled_for_user' },
      { status: 500, code: 'FAULT_DOES_NOT_FIT' },
    ),
    ends: fc.array(
      fc.record(
        {
          browser: fc.constantFrom('a', 'b'),
          outcome: fc.constantFrom('page', 'page', 'page', 'server-error', 'timeout', 'no-script'),
          status: fc.constantFrom(200, 403, 500, null),
          delivered: fc.constantFrom('none', 'genuine', 'faulted'),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    sessions: fc.record({ a: who, b: who }, { requiredKeys: [] }),
    before: people,
    after: people,
    groups: fc.tuple(maybe(fc.constantFrom<string[]>([], ['A'])), maybe(fc.constantFrom<string[]>([], ['A']))),
    complete: fc.boolean(),
    controlAfter: fc.boolean(),
  },
  { requiredKeys: [] },
);

const anyMethod = fc.record({
  action: fc.constantFrom('create', 'show', 'update', 'verify', 'disable', 'enable'),
  status: fc.constantFrom(200, 409, 500, null),
  accepted: fc.boolean(),
  jitAsked: fc.constantFrom(true, false, null),
  jitLoginUrl: fc.constantFrom(null, 'http://app.test/jit/a', 'http://app.test/jit/b'),
  text: fc.constantFrom('', 'Contact support.'),
});

const signature = fc.record({
  state: fc.constantFrom('absent', 'unchecked', 'unsupported', 'invalid', 'valid'),
  algorithms: fc.constantFrom(['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'], []),
  promisedBy: fc.constantFrom(null, 'somebody'),
});
const text = fc.constantFrom(null, 'urn:a:b', '2.0');
const anyRequest: fc.Arbitrary<Step> = fc
  .tuple(
    fc.record({ signature, acsUrl: text, id: fc.constantFrom('_a', '_b', null) }, { requiredKeys: [] }),
    fc.option(
      fc.record(
        {
          problems: fc.constantFrom([], ['It is wrong.']),
          version: text,
          destination: text,
          acsIndex: text,
          protocolBinding: text,
        },
        { requiredKeys: [] },
      ),
    ),
  )
  .map(
    ([data, said]): Step =>
      (log) =>
        log.request(said ? data : { ...data, problem: 'not-xml' }, said),
  );
const anyMetadata: fc.Arbitrary<Step> = fc
  .tuple(
    fc.record(
      {
        authnRequestsSigned: fc.boolean(),
        wantAssertionsSigned: fc.boolean(),
        protocols: fc.constantFrom([], ['urn:a:b']),
      },
      { requiredKeys: [] },
    ),
    fc.record({ expired: fc.boolean(), entities: fc.constantFrom(['a', 'a'], ['b']) }, { requiredKeys: [] }),
  )
  .map(
    ([role, more]): Step =>
      (log) =>
        log.metadata(role, more),
  );

const anySignOut: fc.Arbitrary<Step> = fc
  .tuple(
    fc.record(
      {
        at: fc.constantFrom('application', 'idp'),
        faults: fc.constantFrom(
          [],
          ...faults
            .filter(({ message }) => message !== undefined)
            .map(({ id, harm, grade }) => [{ id, expect: 'refuse', harm, grade }]),
        ),
      },
      { requiredKeys: ['at'] },
    ),
    fc.record(
      {
        sent: fc.constantFrom(null, {}, { message: 'response' }, { faults: [] }),
        told: fc.constantFrom(
          [],
          [{}],
          [{ status: 400 }],
          [{ faults: [] }],
          [{ through: 'front-channel' as const, status: null }],
          [{ through: 'return' as const, status: null }],
        ),
        asked: fc.constantFrom([], [{}], [{ hint: 'absent' as const, returnTo: 'http://app.test/elsewhere' }]),
        received: fc.constantFrom(
          [],
          [{}],
          [{ message: 'response', inResponseTo: '_told', status: 'urn:oasis:names:tc:SAML:2.0:status:Success' }],
          [{ nameId: null, sessionIndexes: [], signature: { state: 'absent', algorithms: [], promisedBy: null } }],
        ),
        end: fc.constantFrom(null, {}, { outcome: 'timeout', status: null }, { brought: null }, { brought: 'return' }),
        before: who,
        after: fc.constantFrom(PERSON, VICTIM, null, 500),
        others: fc.record({ b: fc.tuple(who, who) }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(
    ([facts, seen]): Step =>
      (log) =>
        log.signOut(
          { protocol: facts.faults?.some(({ id }) => id.startsWith('oidc/')) ? 'oidc' : 'saml', ...facts },
          seen,
        ),
  );

type Step = (log: TestLog) => TestLog;
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: anyRequest },
  { weight: 1, arbitrary: anyMetadata },
  { weight: 1, arbitrary: anySignOut },
  {
    weight: 3,
    arbitrary: fc.tuple(anyFacts, anySeen).map(
      ([facts, seen]): Step =>
        (log) =>
          log.signIn(facts, seen),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(anyFacts, fc.constantFrom<Seen>({}, letIn())).map(
      ([facts, seen]): Step =>
        (log) =>
          log.signIn(facts, seen),
    ),
  },
  {
    weight: 1,
    arbitrary: anyMethod.map(
      ({ action, ...answer }): Step =>
        (log) =>
          log.method(action, answer),
    ),
  },
);

const anyLog = fc
  .tuple(
    fc.constantFrom('entra', 'google', 'okta', 'other'),
    fc.boolean(),
    fc.array(anyStep, { minLength: 1, maxLength: 4 }),
  )
  .map(([idp, idpInitiated, steps]) => steps.reduce((log, step) => step(log), testLog().given({ idp, idpInitiated })));

/** A log from which some observations are missing, as when something could not be seen. */
const anyGappyLog = fc
  .tuple(anyLog, fc.infiniteStream(fc.integer({ min: 0, max: 9 })))
  .map(([{ log }, dice]) => new CaseLog(log.observations.filter(() => dice.next().value !== 0)));

describe('every rule, on any log', () => {
  it('finds something, and shows it by observations of that log', () => {
    const passed = new Set<string>();
    fc.assert(
      fc.property(anyGappyLog, (log) => {
        const ids = new Set(log.observations.map(({ id }) => id));
        // One comparison for all rules: comparing is what takes the time here.
        const unfounded = rules.filter((rule) => {
          const { status, because, evidence } = rule.judge(log);
          if (status === 'pass') passed.add(rule.id);
          const needsEvidence = status === 'pass' || status === 'fail';
          return because === '' || evidence.some(({ id }) => !ids.has(id)) || (needsEvidence && evidence.length === 0);
        });
        expect(unfounded.map(({ id }) => id)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
    // A property about passes says little when nothing ever passes. Nobody is provisioned here.
    const ofSignIns = rules.filter(({ needs }) => !needs.includes('scim'));
    expect(passed.size).toBeGreaterThan(ofSignIns.length / 2);
  });

  it('gives the same finding for the same log', () => {
    fc.assert(
      fc.property(anyLog, fc.constantFrom(...rules), ({ log }, rule) => {
        expect(rule.judge(log)).toEqual(rule.judge(new CaseLog(structuredClone(log.observations))));
      }),
      { numRuns: 300 },
    );
  });

  it('never passes on a sign-in that must be refused while the judged browser holds the victim’s session', () => {
    const forgedFacts = fc.constantFrom(...faults.map(({ id, harm }) => forged(id, harm)));
    fc.assert(
      fc.property(forgedFacts, anySeen, (facts, seen) => {
        const { sent, idpError: _none, ...rest } = seen;
        const bad = { ...rest, ...(sent ? { sent } : {}), ends: [{}], sessions: { a: VICTIM } };
        const { log } = testLog().given().signIn(facts, bad);
        for (const rule of refusing) expect(rule.judge(log).status, rule.id).not.toBe('pass');
      }),
      { numRuns: 300 },
    );
  });

  it('never turns a failure to refuse into a pass by not seeing one of the witnesses', () => {
    let tried = 0;
    fc.assert(
      fc.property(anyFacts, oneEndEach, (facts, seen) => {
        const { log } = testLog().given().signIn(facts, seen);
        const [attempt] = attempts(log);
        // Where nothing was brought nobody would look.
        const looked = attempt?.sessions.every(({ data }) => judgedBrowsers(attempt).includes(data.browser));
        if (!looked) return;
        for (const rule of refusing.filter((candidate) => candidate.judge(log).status === 'fail'))
          for (const gappy of withoutOneWitness(log)) {
            tried++;
            expect(rule.judge(gappy).status, rule.id).not.toBe('pass');
          }
      }),
      { numRuns: 600 },
    );
    expect(tried).toBeGreaterThan(200);
  });
});

/** As when everybody comes to rest once and is asked there. */
const oneEndEach = anySeen.map((seen): Seen => {
  const ends = [...new Map((seen.ends ?? [{}]).map((end) => [end.browser ?? 'a', end])).values()];
  const asked = ends.map(({ browser = 'a' }) => [browser, seen.sessions?.[browser]] as const);
  return { ...seen, ends, sessions: Object.fromEntries(asked) };
});

function withoutOneWitness(log: CaseLog): CaseLog[] {
  // One reading of accounts that is left tells that they can be read; without any, sessions alone decide.
  const lastReading = log.all('target.account').length === 1;
  return log.observations
    .filter(({ kind }) => witnesses.has(kind) && !(kind === 'target.account' && lastReading))
    .map((lost) => new CaseLog(log.observations.filter((observation) => observation !== lost)));
}

const witnesses: ReadonlySet<Kind> = new Set<Kind>([
  'signin.ended',
  'target.session',
  'target.account',
  'target.groups',
  'control.after',
]);
const refusing: readonly Rule[] = rules.filter(({ passesOnRefusal }) => passesOnRefusal);
