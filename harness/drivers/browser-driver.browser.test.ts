import { expect, test } from '@playwright/test';
import { acts, perform } from './acts.fixture.ts';
import { browserDriver } from './browser-driver.ts';
import type { Driver } from './driver.ts';
import { journeys, walk, withoutForms } from './journeys.fixture.ts';

let driver: Driver;
test.beforeAll(async () => {
  driver = await browserDriver();
});
test.afterAll(() => driver.close());

test.describe('journeys, as the HTTP driver goes them', () => {
  for (const journey of journeys) {
    test(journey.name, async () => {
      const { ends, seen, told } = await walk(driver, journey);
      expect(ends).toMatchObject(journey.ends);
      if (journey.seen) expect(seen).toEqual(journey.seen);
      if (journey.seen) expect(told).toEqual(withoutForms(seen));
    });
  }
});

test.describe('beside visiting, as the HTTP driver does', () => {
  for (const act of acts) {
    test(act.name, async () => {
      expect(await perform(driver, act)).toEqual(act.gives);
    });
  }
});
