import { expect, test } from 'vitest';
import { httpDriver, httpDriverTrusting } from './http-driver.ts';
import { idpsOnTls, restAt } from './trust.fixture.ts';

test('an authority of tests is trusted where it is named, and nowhere else', async () => {
  const { idps, ca, close } = await idpsOnTls();
  try {
    expect(await restAt(httpDriverTrusting(ca), idps.origin)).toEqual({ outcome: 'page', status: 200 });
    expect(await restAt(httpDriver, idps.origin)).toEqual({ outcome: 'dead-socket', status: null });
  } finally {
    await close();
  }
});

test('a host that is led elsewhere is reached there, at any port, with a certificate in its name', async () => {
  const { idps, ca, close } = await idpsOnTls({ impersonate: true });
  try {
    const driver = httpDriverTrusting(ca, idps.proxy);
    for (const at of ['https://corp.okta.com/', 'https://corp.okta.com:8443/'])
      expect(await restAt(driver, at), at).toEqual({ outcome: 'page', status: 404 });
    expect(await restAt(driver, idps.origin)).toEqual({ outcome: 'page', status: 200 });
  } finally {
    await close();
  }
});
