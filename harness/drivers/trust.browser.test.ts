import { expect, test } from '@playwright/test';
import { browserDriver } from './browser-driver.ts';
import { idpsOnTls, restAt } from './trust.fixture.ts';

test('a certificate of tests is trusted where it is named, and nowhere else', async () => {
  const { idps, certificate, close } = await idpsOnTls();
  try {
    for (const [trusted, outcome] of [
      [[certificate], 'page'],
      [[], 'dead-socket'],
    ] as const) {
      const driver = await browserDriver(trusted);
      expect(await restAt(driver, idps.origin)).toMatchObject({ outcome });
      await driver.close();
    }
  } finally {
    await close();
  }
});
