import { expect, test } from 'vitest';
import { fixtureReport } from '../fixture.ts';
import { grouped } from './grouping.ts';
import { modelOf } from './model.ts';
import { select } from './query.ts';
import type { Query } from './route.ts';

const { cases, ...head } = fixtureReport();
const model = modelOf({ head, cases });

const groupsOf = (query: Query) => grouped(model, query, select(model, query));

test('without a group all cases stand together, in their order', () => {
  const matches = select(model, {});
  expect(grouped(model, {}, matches)).toEqual([{ name: '', matches }]);
  expect(grouped(model, { group: 'constructor' }, matches)).toEqual([{ name: '', matches }]);
});

test('every case stands under its area, and the area of the worst case comes first', () => {
  const groups = groupsOf({ group: 'area' });
  expect(groups[0]?.name).toBe('attacks');
  expect(groups.flatMap(({ matches }) => matches)).toHaveLength(150);
  for (const { name, matches } of groups) expect(matches.every(({ row }) => row.facts.area === name)).toBe(true);
});

test('a case stands under each of its rules, with the verdicts of that rule alone', () => {
  const groups = groupsOf({ group: 'rule' });
  const verdicts = groups.flatMap(({ matches }) => matches.flatMap((match) => match.verdicts));
  expect(verdicts).toHaveLength(cases.flatMap((one) => one.verdicts).length);
  for (const { name, matches } of groups)
    for (const match of matches) expect(match.verdicts.every(({ rule }) => rule === name)).toBe(true);
});

test('grades group what failed, and the rest stands apart', () => {
  const groups = groupsOf({ group: 'grade' });
  expect(groups[0]?.name).toBe('bypass');
  const rest = groups.find(({ name }) => name === 'not failed');
  expect(rest?.matches.flatMap(({ verdicts }) => verdicts).some(({ status }) => status === 'fail')).toBe(false);
});
