import { describe, expect, test } from 'vitest';
import { acts, perform } from './acts.fixture.ts';
import { httpDriver } from './http-driver.ts';
import { journeys, walk, withoutForms } from './journeys.fixture.ts';

describe('journeys', () => {
  test.each(journeys)('$name', async (journey) => {
    const { ends, seen, told } = await walk(httpDriver, journey);
    expect(ends).toMatchObject(journey.ends);
    if (journey.seen) expect(seen).toEqual(journey.seen);
    if (journey.seen) expect(told).toEqual(withoutForms(seen));
  });
});

describe('beside visiting', () => {
  test.each(acts)('$name', async (act) => {
    expect(await perform(httpDriver, act)).toEqual(act.gives);
  });
});
