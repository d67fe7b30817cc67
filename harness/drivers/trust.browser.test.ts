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

test('a host that is led elsewhere is reached through the proxy, though it is allowed as such; others are not', async () => {
  const { idps, certificate, close } = await idpsOnTls({ impersonate: true });
  const driver = await browserDriver([certificate], idps.proxy);
  try {
    const hosts = ['corp.okta.com'];
    expect(await restAt(driver, 'https://corp.okta.com/', { hosts })).toEqual({ outcome: 'page', status: 404 });
    expect(await restAt(driver, idps.origin)).toEqual({ outcome: 'page', status: 200 });
    expect(await restAt(driver, 'https://www.okta.test/')).toMatchObject({ outcome: 'dead-socket' });
  } finally {
    await driver.close();
    await close();
  }
});
