import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appOf, authnRequest, Browser, messageOf, redirectUrl, SP, started, type Started } from './browser.fixture.ts';

let run: Started;
beforeAll(async () => {
  run = await started();
});
afterAll(() => run.idps.close());

async function signIn(fault: string) {
  const app = await appOf(run.idps, 'entra');
  const browser = new Browser();
  const person = run.idps.person('entra', {}, fault);
  await browser.get(run.idps.arm({ key: fault, app, person, faults: [{ id: fault }] }).armUrl);
  const shown = await browser.get(redirectUrl(app.ssoUrl, authnRequest(), 'state'));
  return { shown, emitted: run.seen('emitted').at(-1)! };
}

describe('a message for another browser', () => {
  it('is not posted by the one that asked, and waits at an address of its own', async () => {
    const { shown, emitted } = await signIn('saml/login-csrf');
    expect([shown.status, shown.forms]).toEqual([200, []]);
    expect(emitted.deliveries).toEqual([
      {
        n: 1,
        browser: 'other',
        genuine: false,
        method: 'POST',
        to: SP.acsUrl,
        url: expect.stringContaining('/_jitmus/deliver/') as string,
      },
    ]);
    const delivered = await new Browser().get(emitted.deliveries[0]!.url!);
    expect(delivered.forms).toMatchObject([{ action: SP.acsUrl, fields: { RelayState: 'state' } }]);
    expect(messageOf(delivered)).toBe(emitted.xml);
  });
});

describe('a message that is sent twice', () => {
  it('rides along once, and waits for the second time', async () => {
    const { shown, emitted } = await signIn('saml/replay');
    expect(messageOf(shown)).toBe(emitted.xml);
    expect(emitted.deliveries.map(({ n, url }) => [n, url === null])).toEqual([
      [1, true],
      [2, false],
    ]);
    const delivered = await new Browser().get(emitted.deliveries[1]!.url!);
    expect(messageOf(delivered)).toBe(emitted.xml);
  });
});

describe('a delivery that does not exist', () => {
  it.each(['/_jitmus/deliver/nothing/1', '/_jitmus/deliver/nothing/x'])('gets a page: %s', async (path) => {
    expect((await new Browser().get(run.idps.origin + path)).status).toBe(404);
  });

  it('gets a page where the message is known', async () => {
    const { emitted } = await signIn('saml/login-csrf');
    expect((await new Browser().get(emitted.deliveries[0]!.url!.replace(/1$/, '9'))).status).toBe(404);
  });
});

describe('the page that posts', () => {
  it('escapes everything, and lets nothing run or load but its own script', async () => {
    const app = await appOf(run.idps, 'okta');
    const browser = new Browser();
    const state = '"><script>alert(1)</script>&amp;\'';
    await browser.get(run.idps.arm({ key: 'escape', app, person: run.idps.person('okta', {}, 'escape') }).armUrl);
    const shown = await browser.get(redirectUrl(app.ssoUrl, authnRequest(), state));
    expect(shown.forms[0]?.fields.RelayState).toBe(state);
    expect(shown.text).not.toContain("alert(1)</script>&amp;'");
    expect(shown.text.match(/<script>/g)).toHaveLength(1);
    expect(shown.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(shown.headers.get('cache-control')).toBe('no-store');
  });
});
