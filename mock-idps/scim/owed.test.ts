import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import type { Failure } from './outcome.ts';
import { Owed } from './owed.ts';

const entry = { type: 'user', key: 'ada' } as Entry;
const failure = { code: 'server-error' } as Failure;
const MINUTE = 60_000;

test('tries what failed in the next cycle, and then more and more seldom', () => {
  const owed = new Owed();
  owed.note(entry);
  const gaps: number[] = [];
  for (let now = 0; gaps.length < 9; now += 20 * MINUTE) {
    if (owed.due(now).length === 0) continue;
    gaps.push(now / MINUTE);
    owed.fail(entry, failure, { now, after: null, retries: true });
  }
  expect(gaps.map((at, index) => at - (gaps[index - 1] ?? 0))).toEqual([0, 20, 80, 160, 320, 640, 1280, 1440, 1440]);
});

test('waits as long as the application asks for', () => {
  const owed = new Owed();
  owed.note(entry);
  owed.fail(entry, failure, { now: 0, after: 90 * MINUTE, retries: true });
  expect([89, 90].map((minute) => owed.due(minute * MINUTE).length)).toEqual([0, 1]);
});

test('shows what is not tried again until there is something new', () => {
  const owed = new Owed();
  owed.note(entry);
  owed.fail(entry, failure, { now: 0, after: null, retries: false });
  expect([owed.count(), owed.has(entry), owed.due(1e15)]).toEqual([0, false, []]);
  expect(owed.tasks()).toEqual([{ type: 'user', key: 'ada', because: failure }]);
  owed.note(entry);
  expect([owed.count(), owed.tasks(), owed.due(0)]).toEqual([1, [], [entry]]);
});
