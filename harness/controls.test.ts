import { beforeEach, describe, expect, it } from 'vitest';
import { Controls, type ControlResult } from './controls.ts';

const ACCEPTED: ControlResult = { status: 'accepted', because: 'fine' };
const REFUSED: ControlResult = { status: 'refused', because: 'no' };

/** A control whose outcome the test decides when it likes. */
class Desk {
  readonly #waiting: { resolve: (result: ControlResult) => void; reject: (error: Error) => void }[] = [];
  performed = 0;

  readonly perform = (): Promise<ControlResult> => {
    this.performed++;
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  };

  answer(result: ControlResult | Error): void {
    const next = this.#waiting.shift();
    if (!next) throw new Error('No control is under way.');
    if (result instanceof Error) next.reject(result);
    else next.resolve(result);
  }
}

let desk: Desk;
let released: Map<number, ControlResult[]>;
let controls: Controls<number>;
beforeEach(() => {
  desk = new Desk();
  released = new Map();
  controls = new Controls((held, control) => void released.set(held, [...(released.get(held) ?? []), control]));
});

/** Everything that can go on without the desk has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const statusOf = (held: number) => released.get(held)?.map(({ status }) => status);
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function opened(key = 'k'): Promise<void> {
  const first = controls.before(key, desk.perform);
  desk.answer(ACCEPTED);
  await first;
}

describe('the control before', () => {
  it('is performed once, and everybody who asks meanwhile gets the same', async () => {
    const all = [controls.before('k', desk.perform), controls.before('k', desk.perform)];
    desk.answer(REFUSED);
    expect(await Promise.all(all)).toEqual([REFUSED, REFUSED]);
    expect(await controls.before('k', desk.perform)).toBe(REFUSED);
    expect(desk.performed).toBe(1);
  });

  it('is one for each key', async () => {
    const [one, other] = [controls.before('a', desk.perform), controls.before('b', desk.perform)];
    desk.answer(ACCEPTED);
    desk.answer(REFUSED);
    expect([await one, await other]).toEqual([ACCEPTED, REFUSED]);
  });

  it('fails for everybody when it cannot be performed', async () => {
    const all = [controls.before('k', desk.perform), controls.before('k', desk.perform)];
    desk.answer(new Error('broken'));
    for (const asked of all) await expect(asked).rejects.toThrow('broken');
  });

  it('has to come before anything is held', async () => {
    await expect(controls.hold('k', 1)).rejects.toThrow('No control was performed');
  });
});

describe('the renewal', () => {
  it('comes with the twentieth result, and decides about all of them', async () => {
    await opened();
    for (const n of numbers(1, 19)) await controls.hold('k', n);
    expect(desk.performed).toBe(1);
    expect(released.size).toBe(0);
    const twentieth = controls.hold('k', 20);
    await settle();
    expect(desk.performed).toBe(2);
    desk.answer(ACCEPTED);
    await twentieth;
    expect(numbers(1, 20).map(statusOf)).toEqual(numbers(1, 20).map(() => ['accepted']));
  });

  it('counts anew afterwards', async () => {
    await opened();
    const first = Promise.all(numbers(1, 20).map((n) => controls.hold('k', n)));
    await settle();
    desk.answer(ACCEPTED);
    await first;
    for (const n of numbers(21, 39)) await controls.hold('k', n);
    expect(desk.performed).toBe(2);
    void controls.hold('k', 40);
    await settle();
    expect(desk.performed).toBe(3);
  });

  it('blocks exactly what was held when it fails, and nothing of another key', async () => {
    await opened('k');
    await opened('other');
    await controls.hold('other', 100);
    const all = Promise.all(numbers(1, 20).map((n) => controls.hold('k', n)));
    await settle();
    desk.answer(REFUSED);
    await all;
    expect(numbers(1, 20).map(statusOf)).toEqual(numbers(1, 20).map(() => ['refused']));
    expect(statusOf(100)).toBeUndefined();
  });

  it('is what the next case gets for its control', async () => {
    await opened();
    const all = Promise.all(numbers(1, 20).map((n) => controls.hold('k', n)));
    await settle();
    const meanwhile = controls.before('k', desk.perform);
    desk.answer(REFUSED);
    await all;
    expect(await meanwhile).toBe(REFUSED);
    expect(await controls.before('k', desk.perform)).toBe(REFUSED);
  });

  it('decides at once about a case that ran while it failed', async () => {
    await opened();
    const all = Promise.all(numbers(1, 20).map((n) => controls.hold('k', n)));
    await settle();
    const late = controls.hold('k', 21);
    desk.answer(REFUSED);
    await Promise.all([all, late]);
    expect(statusOf(21)).toEqual(['refused']);
    await controls.hold('k', 22);
    expect(statusOf(22)).toEqual(['refused']);
    await controls.close();
    expect(desk.performed).toBe(2);
  });

  it('leaves a case that ran while it succeeded to the next one', async () => {
    await opened();
    const all = Promise.all(numbers(1, 20).map((n) => controls.hold('k', n)));
    await settle();
    const late = controls.hold('k', 21);
    desk.answer(ACCEPTED);
    await Promise.all([all, late]);
    expect(statusOf(21)).toBeUndefined();
    const closing = controls.close();
    desk.answer(REFUSED);
    await closing;
    expect(statusOf(21)).toEqual(['refused']);
    expect(statusOf(20)).toEqual(['accepted']);
  });

  it('that cannot be performed tells the case that asked for it, and keeps the others for the next', async () => {
    await opened();
    for (const n of numbers(1, 19)) await controls.hold('k', n);
    const twentieth = controls.hold('k', 20);
    await settle();
    desk.answer(new Error('broken'));
    await expect(twentieth).rejects.toThrow('broken');
    expect(released.size).toBe(0);
    const closing = controls.close();
    desk.answer(ACCEPTED);
    await closing;
    expect([...released.keys()]).toEqual(numbers(1, 19));
  });

  it('that cannot be performed leaves the one before in force', async () => {
    await opened();
    for (const n of numbers(1, 19)) await controls.hold('k', n);
    const twentieth = controls.hold('k', 20);
    await settle();
    desk.answer(new Error('broken'));
    await expect(twentieth).rejects.toThrow('broken');
    expect(await controls.before('k', desk.perform)).toBe(ACCEPTED);
    expect(desk.performed).toBe(2);
  });

  it('decides about a case that waited for the one before while it began', async () => {
    await opened();
    const all = Promise.all(numbers(1, 41).map((n) => controls.hold('k', n)));
    await settle();
    desk.answer(ACCEPTED);
    await settle();
    expect(desk.performed).toBe(3);
    desk.answer(REFUSED);
    await all;
    expect([20, 21, 40, 41].map(statusOf)).toEqual([['accepted'], ['refused'], ['refused'], ['refused']]);
  });

  it('runs once, however many results come at the same moment', async () => {
    await opened();
    const all = Promise.all(numbers(1, 45).map((n) => controls.hold('k', n)));
    await settle();
    desk.answer(ACCEPTED);
    await settle();
    desk.answer(ACCEPTED);
    await all;
    await settle();
    expect(desk.performed).toBe(3);
    expect([...released.values()].every((results) => results.length === 1)).toBe(true);
    expect(released.size).toBe(40);
  });
});

describe('closing', () => {
  it('performs one control for each key that holds something', async () => {
    await opened('a');
    await opened('b');
    await controls.hold('a', 1);
    const closing = controls.close();
    expect(desk.performed).toBe(3);
    desk.answer(REFUSED);
    await closing;
    expect(statusOf(1)).toEqual(['refused']);
    await controls.close();
    expect(desk.performed).toBe(3);
  });

  it('releases as unclear what a control that cannot be performed stood for, and says so', async () => {
    await opened('a');
    await opened('b');
    await controls.hold('a', 1);
    await controls.hold('b', 2);
    const closing = controls.close();
    desk.answer(new Error('broken'));
    desk.answer(ACCEPTED);
    await expect(closing).rejects.toThrow('broken');
    expect(statusOf(1)).toEqual(['unclear']);
    expect(statusOf(2)).toEqual(['accepted']);
  });
});

describe('abandoning', () => {
  it('releases everything as unclear, once', async () => {
    await opened('a');
    await opened('b');
    await controls.hold('a', 1);
    await controls.hold('b', 2);
    await controls.abandon('the target died.');
    expect(released.get(1)).toEqual([{ status: 'unclear', because: 'the target died.' }]);
    expect(statusOf(2)).toEqual(['unclear']);
    await controls.abandon('again');
    await controls.close();
    expect(statusOf(1)).toHaveLength(1);
    expect(desk.performed).toBe(2);
  });
});
