import { expect, test } from 'vitest';
import { fixtureReport } from '../fixture.ts';
import { commandOf } from './command.ts';
import { laneIndex, lanesOf } from './lanes.ts';

const report = fixtureReport();
const caseOf = (id: string) => {
  const found = report.cases.find((result) => result.id === id);
  if (!found) throw new Error(`The fixture has no case ${id}.`);
  return found;
};

test('the browser stands between the IdP and the target', () => {
  const lanes = lanesOf(caseOf('jit/first-sign-in@okta.saml').observations);
  expect(lanes.map(({ name }) => name)).toEqual(['IdP', 'Browser', 'Target', 'Harness']);
  expect(laneIndex(lanes, 'target', undefined)).toBe(2);
});

test('several browsers have a lane each', () => {
  const lanes = lanesOf(caseOf('jit/two-at-once@okta.saml').observations);
  expect(lanes.map(({ name }) => name)).toEqual(['IdP', 'Browser a', 'Browser b', 'Target', 'Harness']);
  expect(laneIndex(lanes, 'browser', 'b')).toBe(2);
  expect(laneIndex(lanes, 'idp', 'b')).toBe(0);
});

test('the command runs the scenario again and survives a shell', () => {
  const facts = caseOf('jit/first-sign-in@okta.saml');
  expect(commandOf(report, facts)).toBe(
    'jitmus run jit/first-sign-in --target staging.yaml --idp okta --protocol saml',
  );
  const odd = { run: { ...report.run, seed: 7 }, target: { ...report.target, file: "it's; rm -rf.yaml", defect: 'x' } };
  expect(commandOf(odd, { ...facts, driver: 'browser' })).toBe(
    "jitmus run jit/first-sign-in --target 'it'\\''s; rm -rf.yaml' --defect x --idp okta --protocol saml --driver browser --seed 7",
  );
});
