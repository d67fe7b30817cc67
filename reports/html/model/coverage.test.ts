import { expect, test } from 'vitest';
import type { Check, Report } from '../../report.ts';
import { fixtureReport } from '../fixture.ts';
import { coverageOf } from './coverage.ts';
import { modelOf } from './model.ts';

const check = (id: string, by: string[], absent?: string): Check => ({
  ...{ id, catalogue: 'saml', check: id, from: ['a tool'], expect: 'refuse', level: 'MUST', by },
  ...(absent === undefined ? {} : { absent }),
});

function rowsOf(checks: Check[], leftOut: NonNullable<Report['background']>['leftOut'] = []) {
  const { cases, ...head } = fixtureReport();
  return coverageOf(modelOf({ head: { ...head, background: { faults: [], claims: [], checks, leftOut } }, cases }));
}

test('a check that a scenario, a variant or a rule judged is checked, with the worst that was found', () => {
  const variant = fixtureReport().cases.find((one) => one.variant !== undefined);
  const rows = rowsOf([
    check('S1', ['attacks/saml-comment-in-name-id']),
    check('S2', ['jit/provisions-groups', 'jit/creates-new-user']),
    check('S3', [`${variant?.scenario}/${variant?.variant}`]),
  ]);
  expect(rows.map(({ state, because }) => [state, because])).toEqual([
    ['checked', null],
    ['checked', null],
    ['checked', null],
  ]);
  expect(rows[0]?.by).toEqual([
    { name: 'attacks/saml-comment-in-name-id', mark: 'fail', query: { scenario: 'attacks/saml-comment-in-name-id' } },
  ]);
  expect(rows[1]?.by[0]).toMatchObject({ mark: 'skipped', query: { rule: 'jit/provisions-groups' } });
});

test('one that nothing judged says why', () => {
  const leftOut = [{ because: 'not among --idp', cases: ['a/b@okta.saml/c'] }];
  const rows = rowsOf(
    [
      check('S1', ['jit/provisions-groups']),
      check('S2', ['a/b/c']),
      check('S3', ['a/b']),
      check('S4', ['a/other']),
      check('S5', ['mock-idps/scim/faults.test.ts']),
      check('S6', [], 'No identity provider sends it.'),
    ],
    leftOut,
  );
  expect(rows.map(({ state, because }) => [state, because])).toEqual([
    ['skipped', 'The target lacks groups: the app has no groups.'],
    ['not run', 'not among --idp'],
    ['not run', 'not among --idp'],
    ['not run', 'The run was not asked for it.'],
    ['own tests', 'No application is judged by it.'],
    ['absent', 'No identity provider sends it.'],
  ]);
});

test('a report without a catalogue has no rows', () => {
  const { cases, background: _, ...head } = fixtureReport();
  expect(coverageOf(modelOf({ head, cases }))).toEqual([]);
});
