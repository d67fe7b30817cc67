import { expect, test } from 'vitest';
import { startIdps, type Idps } from '../mock-idps/index.ts';
import { reach } from './reach.ts';
import { hostGuard } from './targets/hosts.ts';

const vendors = ['https://login.microsoftonline.com/x', 'https://accounts.google.com/', 'https://corp.okta.com/'];
/** A target file that names hosts of vendors, as if its IdPs were the real ones. */
const allows = hostGuard(['login.microsoftonline.com', 'accounts.google.com:8443', 'app.example']);

async function allowed(options: Parameters<typeof startIdps>[0], urls: (idps: Idps) => string[]) {
  const idps = await startIdps(options);
  try {
    return urls(idps).map(reach(idps, allows));
  } finally {
    await idps.close();
  }
}

test("the vendors' hosts are reached where they are the mocks, and in no other way", async () => {
  expect(await allowed({ tls: true, impersonate: true }, () => vendors)).toEqual([true, true, true]);
  const around = [
    'http://login.microsoftonline.com/',
    'https://accounts.google.com:8443/',
    'https://login.microsoftonline.com.evil.test/',
    'https://a.b.okta.com/',
    'https://www.google.com/',
  ];
  expect(await allowed({ tls: true, impersonate: true }, () => around)).toEqual(around.map(() => false));
});

test('the mocks, the application, and hosts that it names are reached', async () => {
  const usual = ({ origin }: Idps) => [origin, 'http://127.0.0.1:8080/', 'https://app.example/'];
  for (const options of [{}, { tls: true, impersonate: true }])
    expect(await allowed(options, usual)).toEqual([true, true, true]);
});

test("without impersonation the vendors' hosts are like any other", async () => {
  expect(await allowed({ tls: true }, () => vendors)).toEqual([true, false, false]);
});
