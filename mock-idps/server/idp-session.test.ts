import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vendor } from '../index.ts';
import { appOf, authnRequest, Browser, messageOf, NOW, redirectUrl, started, type Started } from './browser.fixture.ts';

let run: Started;
beforeAll(async () => {
  run = await started();
});
afterAll(() => run.idps.close());

const DAY = 86_400_000;

/** AuthnInstant of the message for somebody who signed in at the IdP eighty days ago. */
async function authnInstant(vendor: Vendor, attributes: string): Promise<number> {
  const app = await appOf(run.idps, vendor);
  const browser = new Browser();
  const person = run.idps.person(vendor, {}, 'a regular');
  const key = `${vendor}${attributes}`;
  await browser.get(run.idps.arm({ key, app, person, signedInAgo: 80 * DAY }).armUrl);
  const shown = await browser.get(redirectUrl(app.ssoUrl, authnRequest({ attributes })));
  return Date.parse(/AuthnInstant="([^"]+)"/.exec(messageOf(shown))?.[1] ?? '');
}

describe('a session at the IdP', () => {
  it.each(['entra', 'google'] as const)('is told at its age: %s', async (vendor) => {
    expect(await authnInstant(vendor, '')).toBe(NOW - 80 * DAY);
  });

  it('is new where the request has ForceAuthn', async () => {
    expect(await authnInstant('entra', ' ForceAuthn="true"')).toBe(NOW);
  });

  it('is always new at Okta', async () => {
    expect(await authnInstant('okta', '')).toBe(NOW);
  });
});
