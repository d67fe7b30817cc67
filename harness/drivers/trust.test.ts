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
