import { expect, test } from 'vitest';
import { memberOf, openCrowd } from './crowd.ts';

const mark = '00c0ffee1234';
const crowdOf = (seed: number, own = mark) => openCrowd({ seed, mark: own, domain: 'corp.test' });

test('people and groups follow from seed and index, in whatever order they are asked for', async () => {
  const [one, other] = [await crowdOf(1), await crowdOf(1)];
  other.people.body(4711);
  other.groups.body(3);
  for (const index of [0, 7, 99_999]) {
    expect(other.people.body(index)).toEqual(one.people.body(index));
    expect(other.groups.body(index)).toEqual(one.groups.body(index));
  }
  expect((await crowdOf(2)).people.body(7)).not.toEqual(one.people.body(7));
});

test('two runs with the same seed make the same people under other names', async () => {
  const [one, other] = [await crowdOf(1), await crowdOf(1, 'ffffffffffff')];
  const text = JSON.stringify(one.people.body(7));
  expect(JSON.stringify(other.people.body(7))).toBe(text.replaceAll(mark, 'ffffffffffff'));
});

test('everybody has a name of their own, which tells who they are and of which run', async () => {
  const { people, groups } = await crowdOf(1);
  const names = Array.from({ length: 3_000 }, (_, index) => people.name(index));
  expect(new Set(names).size).toBe(3_000);
  for (const index of [0, 12, 2_999]) {
    expect(people.indexOf(people.body(index))).toBe(index);
    expect(people.claimedBy(people.body(index))).toBe(index);
    expect(people.indexOf({ userName: names[index]?.toUpperCase() })).toBe(index);
    expect(groups.indexOf(groups.body(index))).toBe(index);
    expect(groups.claimedBy(groups.body(index))).toBe(index);
  }
  const others = await crowdOf(1, 'ffffffffffff');
  expect(others.people.indexOf(people.body(1))).toBeNull();
  expect(others.groups.indexOf(groups.body(1))).toBeNull();
  expect(people.indexOf({ userName: 'somebody@corp.test' })).toBeNull();
  expect(people.claimedBy({})).toBeNull();
});

test('groups share people out, and begin anew where they have no more', () => {
  const members = (size: { people: number; groups: number; members: number }) =>
    Array.from({ length: size.groups }, (_, group) =>
      Array.from({ length: size.members }, (__, n) => memberOf(size, group, n)),
    );
  expect(members({ people: 4, groups: 2, members: 2 })).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(members({ people: 4, groups: 3, members: 3 })).toEqual([
    [0, 1, 2],
    [3, 0, 1],
    [2, 3, 0],
  ]);
});
