import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startIdps, type Vendor } from '../mock-idps/index.ts';
import type { Report } from '../reports/index.ts';
import { jitmus, scratch } from './built.fixture.ts';
import { packageRoot } from './package-root.ts';
import { startReferenceSp } from './reference-sp/index.ts';

const tokens = { owner: 'owner-token-of-the-test', validation: 'validation-token-of-the-test' };
const idpTypes = { entra: 'entra', google: 'google', okta: 'okta', other: 'onelogin' };

/** Both ends running, and a verified method between them. */
async function connected(vendor: Vendor) {
  const idps = await startIdps();
  const sp = await startReferenceSp({ tokens });
  const app = await idps.app(vendor, 'browser');
  const jit = vendor !== 'other';
  const admin = async (method: string, path: string, body?: unknown, token = tokens.owner) => {
    const response = await fetch(`${sp.url}/admin${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
    return (await response.json()) as Record<string, string>;
  };
  const method = await admin('POST', '/sso-methods', {
    name: vendor,
    idpType: idpTypes[vendor],
    protocol: 'saml',
    jit,
    domains: ['corp.test'],
    metadataUrl: app.metadataUrl,
  });
  await admin('POST', `/sso-methods/${method.id}/verify`, undefined, tokens.validation);
  app.configure({
    serviceProvider: { entityId: method.entityId ?? '', acsUrl: method.acsUrl ?? '' },
    nameId: { format: 'emailAddress', source: 'email' },
  });
  return {
    idps,
    sp,
    admin,
    start: (jit ? method.jitLoginUrl : method.loginUrl) ?? '',
    close: () => Promise.all([idps.close(), sp.close()]),
  };
}

for (const vendor of ['entra', 'google', 'okta', 'other'] as const) {
  test(`a person signs in by hand at ${vendor}`, async ({ page }) => {
    const { sp, admin, start, close } = await connected(vendor);
    try {
      await page.goto(start);
      const choice = page.getByRole('button', { name: /@corp\.test/ }).first();
      const email = /\S+@corp\.test/.exec((await choice.innerText()).replaceAll('\n', ' '))?.[0] ?? '';
      if (vendor === 'other') await admin('POST', '/accounts', { email });
      await choice.click();
      await page.waitForURL(`${sp.url}/**`);
      await expect(page.getByText(email).first()).toBeVisible();
      const me = await page.request.get(`${sp.url}/me`);
      expect(await me.json()).toMatchObject({ email });
    } finally {
      await close();
    }
  });
}

test('the main job in Chromium gives the verdicts of plain HTTP', async () => {
  test.setTimeout(240_000);
  const folder = await mkdtemp(join(tmpdir(), 'jitmus-test-'));
  const some = [
    'run',
    '--idp',
    'entra',
    'jit/only-through*',
    'attacks/saml-login-csrf',
    'attacks/saml-replay',
    'sso/existing-user',
  ];
  try {
    const verdicts = async (driver: string) => {
      const output = join(folder, driver);
      const { code, stdout } = await jitmus([...some, '--driver', driver, '--output', output]);
      expect(code, stdout).toBe(0);
      const report = JSON.parse(await readFile(join(output, 'report.json'), 'utf8')) as Report;
      expect(report.run.driver).toBe(driver);
      return report.cases.map(({ id, verdicts }) => ({
        id,
        verdicts: verdicts.map(({ rule, status }) => `${rule} ${status}`),
      }));
    };
    expect(await verdicts('browser')).toEqual(await verdicts('http'));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("in Chromium the vendors' real issuers are the mocks, for an application that takes no others", async () => {
  test.setTimeout(120_000);
  const out = await scratch();
  try {
    const target = `${packageRoot}harness/targets/apps/openid-client/target.yaml`;
    const run = ['run', 'attacks/oidc-audience', '--idp', 'google,okta', '--target', target];
    const { code, stdout, stderr } = await jitmus([
      ...[...run, '--protocol', 'oidc', '--impersonate', '--driver', 'browser'],
      ...['--output', join(out.folder, 'out')],
    ]);
    expect(code, stdout + stderr).toBe(0);
    const { cases, totals } = await out.report();
    expect(totals).toMatchObject({ fail: 0, blocked: 0, error: 0 });
    const answered = cases.flatMap(({ idp, observations }) =>
      observations
        .filter(({ kind, to }) => kind === 'http.exchange' && to === 'idp')
        .map(({ data }) => `${idp} ${new URL((data as { url: string }).url).host}`),
    );
    expect([...new Set(answered)].sort()).toEqual(['google accounts.google.com', 'okta corp.okta.com']);
  } finally {
    await out.remove();
  }
});

test('a missing Chromium is told with what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jitmus-test-'));
  const { code, stderr } = await jitmus(['run', 'google/', '--driver', 'browser', '--output', folder], {
    env: { JITMUS_CHROMIUM: '/bin/false' },
  });
  await rm(folder, { recursive: true });
  expect(stderr).toContain('BROWSER_MISSING');
  expect(code).toBe(2);
});
