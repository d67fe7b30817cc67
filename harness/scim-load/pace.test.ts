import { describe, expect, test } from 'vitest';
import { Pace } from './pace.ts';

function paceOf(perSecond: number | null) {
  const time = { now: 10_000 };
  return { time, pace: new Pace(perSecond, () => time.now) };
}

const after = (ms: number) => 10_000 + ms;

describe('a rate', () => {
  test('spaces turns evenly, and never begins with a burst', () => {
    const { pace } = paceOf(50);
    expect([pace.take(), pace.take(), pace.take()]).toEqual([after(0), after(20), after(40)]);
  });

  test('makes up for what came late, but for no more than a second of it', () => {
    const { time, pace } = paceOf(10);
    pace.take();
    time.now = after(500);
    const late = Array.from({ length: 6 }, () => pace.wait(pace.take()));
    expect(late).toEqual([0, 0, 0, 0, 0, 100]);
    time.now = after(60_000);
    const turns = Array.from({ length: 12 }, () => pace.wait(pace.take()));
    expect(turns.filter((ms) => ms === 0)).toHaveLength(11);
  });

  test('forgets arrears where another part begins', () => {
    const { time, pace } = paceOf(10);
    time.now = after(5_000);
    pace.begin();
    expect([pace.take(), pace.take()]).toEqual([after(5_000), after(5_100)]);
  });

  test('gives as many turns in a minute as it says', () => {
    const { time, pace } = paceOf(25);
    let turns = 0;
    while (time.now < after(60_000)) {
      const ms = pace.wait(pace.take());
      time.now += ms;
      turns++;
    }
    expect(turns).toBe(25 * 60 + 1);
  });
});

test('without a rate nobody waits', () => {
  const { pace } = paceOf(null);
  expect(Array.from({ length: 5 }, () => pace.wait(pace.take()))).toEqual([0, 0, 0, 0, 0]);
});

test('while it is held nothing goes out, not even who had a turn already', () => {
  const { time, pace } = paceOf(null);
  const turn = pace.take();
  pace.hold(2_000);
  pace.hold(500);
  expect([pace.wait(turn), pace.wait(pace.take()), pace.isHeld()]).toEqual([2_000, 2_000, true]);
  time.now = after(2_000);
  expect([pace.wait(turn), pace.wait(pace.take()), pace.isHeld()]).toEqual([0, 0, false]);
});
