import { describe, expect, it } from 'vitest';
import type { ControlResult } from './controls.ts';
import { caseResult, judgeCase, needsControl, sameVerdict, underControl } from './judge-case.ts';
import type { Case } from './plan.ts';
import { blocked, defineRule, fail, pass, productRules, skipped, type Finding, type Rule } from './rule.ts';
import { testLog } from './test-log.ts';

const { log } = testLog().given().signIn();
const [given, started] = log.observations;
if (!given || !started) throw new Error('The log is empty.');

const ruleThat = (id: string, judge: () => Finding, more: Partial<Rule> = {}) =>
  defineRule({ id, level: 'MUST', says: 'It MUST.', source: productRules(id), judge, ...more });

const passing = ruleThat('a/pass', () => pass('Good.', started, given, started));
const refusing = ruleThat('a/refused', () => pass('Refused.', started), { passesOnRefusal: true });
const failing = ruleThat('a/fail', () => fail('Bad.', { expected: 'this', actual: 'that', grade: 'bypass' }, started), {
  passesOnRefusal: true,
  level: 'SHOULD',
});
const throwing = ruleThat('a/throw', () => {
  throw new TypeError('undefined is no log');
});
const lacking = ruleThat('a/lacking', () => pass('Never asked.', started), { passesOnRefusal: true });
const others = [
  ruleThat('a/blocked', () => blocked('Unseen.'), { passesOnRefusal: true }),
  ruleThat('a/skipped', () => skipped('Undeclared.'), { passesOnRefusal: true }),
];

const planned = (...rules: Rule[]) =>
  ({
    id: 'x@entra.saml',
    idp: 'entra',
    form: {
      lines: new Map(),
      id: 'x',
      file: 'x.yaml',
      title: 't',
      why: 'w',
      protocol: 'saml',
      variant: null,
      area: 'x',
      rules,
      faults: [],
    },
    skippedRules: new Map([[lacking, 'groups: the app has none']]),
  }) as unknown as Case;

describe('judging a case', () => {
  it('tells the line that asks for the rule, also where nothing was run', () => {
    const { form, ...rest } = planned(passing, failing);
    const asked = { ...rest, form: { ...form, lines: new Map([['a/fail', 12]]) } };
    const lines = (verdicts: readonly { line?: number }[]) => verdicts.map(({ line }) => line);
    expect(lines(judgeCase(asked, log))).toEqual([undefined, 12]);
    expect(lines(sameVerdict(asked, 'error', 'It broke.'))).toEqual([undefined, 12]);
  });

  it('gives one verdict for each rule, with what it rests on once each', () => {
    expect(judgeCase(planned(passing, failing, lacking), log)).toEqual([
      { rule: 'a/pass', level: 'MUST', status: 'pass', because: 'Good.', evidence: ['o2', 'o1'], grade: null },
      {
        rule: 'a/fail',
        level: 'SHOULD',
        status: 'fail',
        because: 'Bad.',
        evidence: ['o2'],
        grade: 'bypass',
        expected: 'this',
        actual: 'that',
      },
      {
        rule: 'a/lacking',
        level: 'MUST',
        status: 'skipped',
        because: 'groups: the app has none',
        evidence: [],
        grade: null,
      },
    ]);
  });

  it('calls a rule that throws an error of ours, and keeps what the others found', () => {
    const verdicts = judgeCase(planned(throwing, failing), log);
    expect(verdicts.map(({ status }) => status)).toEqual(['error', 'fail']);
    expect(verdicts[0]).toMatchObject({ because: 'The rule failed: undefined is no log', evidence: [], grade: null });
  });
});

describe('a case that was not run', () => {
  it('has the same verdict for every rule but those that the target lacks', () => {
    const verdicts = sameVerdict(planned(passing, lacking), 'blocked', 'No method.');
    expect(verdicts.map(({ status, because }) => [status, because])).toEqual([
      ['blocked', 'No method.'],
      ['skipped', 'groups: the app has none'],
    ]);
  });
});

describe('under a control', () => {
  const rules = [passing, refusing, failing, ...others];
  const statuses = (status: ControlResult['status']) => {
    const verdicts = judgeCase(planned(...rules), log);
    return underControl(planned(...rules), verdicts, { status, because: 'it was so.' }).map(
      (verdict) => verdict.status,
    );
  };

  it('everything stands where it was accepted', () => {
    expect(statuses('accepted')).toEqual(['pass', 'pass', 'fail', 'blocked', 'skipped']);
  });

  it.each(['refused', 'unclear'] as const)('passes that may mean a refusal are blocked where it was %s', (status) => {
    expect(statuses(status)).toEqual(['pass', 'blocked', 'fail', 'blocked', 'skipped']);
  });

  it.each(['refused', 'unclear'] as const)('failures that may mean a refusal are blocked where it was %s', (status) => {
    const strict = { ...failing, failsOnRefusal: true };
    const found = underControl(planned(strict), judgeCase(planned(strict), log), { status, because: 'it was so.' });
    expect(found).toMatchObject([
      { status: 'blocked', grade: null, evidence: judgeCase(planned(strict), log)[0]?.evidence },
    ]);
    expect(found[0]).not.toHaveProperty('expected');
    expect(needsControl(planned(strict))).toBe(true);
  });

  it('the reason of the control is told', () => {
    const verdicts = judgeCase(planned(refusing), log);
    const [verdict] = underControl(planned(refusing), verdicts, { status: 'refused', because: 'it was so.' });
    expect(verdict).toMatchObject({ because: 'A refusal proves nothing here: it was so.', evidence: ['o2'] });
  });

  it('is needed where a rule that is judged may pass on a refusal', () => {
    expect(needsControl(planned(passing, refusing))).toBe(true);
    expect(needsControl(planned(passing))).toBe(false);
    expect(needsControl(planned(passing, lacking))).toBe(false);
  });
});

describe('the case as the report holds it', () => {
  const found = { driver: 'http', durationMs: 5, control: null, verdicts: [], observations: log.observations } as const;

  it('names its variant only where it has one', () => {
    const plain = caseResult(planned(), { ...found, verdicts: [] });
    expect(plain).not.toHaveProperty('variant');
    const { form, ...rest } = planned();
    const varied = caseResult({ ...rest, form: { ...form, variant: 'v' } }, { ...found, verdicts: [] });
    expect(varied).toMatchObject({ id: 'x@entra.saml', scenario: 'x', variant: 'v', observations: log.observations });
  });
});
