import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vendor } from '../index.ts';
import {
  appOf,
  authnRequest,
  base64,
  Browser,
  messageOf,
  redirectUrl,
  SP,
  started,
  type Started,
} from './browser.fixture.ts';

let run: Started;
beforeAll(async () => {
  run = await started();
});
afterAll(() => run.idps.close());

async function visit(vendor: Vendor = 'okta') {
  const app = await appOf(run.idps, vendor, { nameId: { format: 'emailAddress', source: 'email' } });
  const browser = new Browser();
  const shown = await browser.get(redirectUrl(app.ssoUrl, authnRequest(), 'state'));
  const action = run.idps.origin + shown.forms[0]!.action;
  return { app, browser, shown, action };
}

describe('the sign-in page', () => {
  it('lists people, and the one chosen signs in with the request that led there', async () => {
    const { browser, shown, action } = await visit();
    expect(shown.text).toContain(SP.entityId);
    expect(run.seen('happened').at(-1)).toMatchObject({ vendor: 'okta', what: 'sign-in-page' });
    const person = run.idps.directory.numbered('okta', 'corp', 2);
    expect(shown.text).toContain(person.email!);
    const answer = await browser.post(action, { person: '2' });
    expect(answer.forms).toMatchObject([{ action: SP.acsUrl, fields: { RelayState: 'state' } }]);
    expect(messageOf(answer)).toContain('InResponseTo="_request"');
    expect(messageOf(answer)).toContain(`>${person.email}<`);
    expect(run.seen('emitted').at(-1)).toMatchObject({ ticket: null, faults: [] });
  });

  it('makes a new message when a person is chosen again', async () => {
    const { browser, action } = await visit();
    const ids = [];
    for (const person of ['1', '1'])
      ids.push(/ ID="(\w+)"/.exec(messageOf(await browser.post(action, { person })))?.[1]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('turns pages without end', async () => {
    const { browser, action } = await visit();
    const far = await browser.get(`${action}?from=999999990`);
    expect(far.text).toContain('People 999999990 to 999999999');
    expect(far.text).toContain('from=999999980');
    expect((await browser.get(`${action}?from=-5`)).text).toContain('People 0 to 9');
    expect((await browser.get(`${action}?from=words`)).text).toContain('People 0 to 9');
  });

  it('makes somebody to measure', async () => {
    const { browser, action } = await visit();
    const shown = await browser.post(action, {
      person: 'made',
      key: 'eve',
      email: 'plus-address',
      name: 'markup',
      groups: '3',
    });
    const person = run.idps.person('okta', { email: 'plus-address', name: 'markup', groups: 3 }, 'eve');
    expect(messageOf(shown)).toContain(`>${person.email}<`);
    expect(messageOf(shown)).toContain('&lt;b onmouseover');
    expect((await browser.post(action, { person: 'made', key: 'eve', assigned: 'no' })).code).toBe('App Not Assigned');
  });

  it.each([
    {},
    { person: '' },
    { person: '-1' },
    { person: '1e3' },
    { person: 'made' },
    { person: 'made', key: 'x', email: 'none' },
    { person: 'made', key: 'x', groups: '2001' },
  ])('says so when nobody was chosen: %o', async (fields) => {
    const { browser, action } = await visit();
    const shown = await browser.post(action, fields as Record<string, string>);
    expect([shown.status, shown.forms]).toEqual([400, []]);
  });

  it('comes after a posted request and a start at the IdP, too', async () => {
    const { app, browser } = await visit();
    const { headers } = await browser.post(app.ssoUrl, { SAMLRequest: base64(authnRequest()) });
    expect((await browser.get(run.idps.origin + headers.get('location'))).text).toContain('Who signs in');
    const start = await browser.get(app.startUrl);
    const answer = await browser.post(run.idps.origin + start.forms[0]!.action, { person: '1' });
    expect(messageOf(answer)).not.toContain('InResponseTo');
  });

  it('is over for a sign-in that nobody began', async () => {
    const { browser } = await visit();
    for (const path of ['/_jitmus/sign-in/nothing', '/_jitmus/continue/nothing'])
      expect((await browser.get(run.idps.origin + path)).status).toBe(410);
    expect((await browser.post(`${run.idps.origin}/_jitmus/sign-in/nothing`, { person: '1' })).status).toBe(410);
  });

  it.each<Vendor>(['entra', 'google', 'other'])('serves %s', async (vendor) => {
    const { browser, shown, action } = await visit(vendor);
    expect(shown.text).toContain('Mock of');
    expect(messageOf(await browser.post(action, { person: '0' }))).toContain('Response');
  });

  it('has a label for every field and a language', async () => {
    const { shown } = await visit();
    expect(shown.text).toContain('<html lang="en"');
    const controls = shown.text.match(/<(select|input)\b[^>]*>/g) ?? [];
    const labelled = shown.text.match(/<label[^>]*>[^<]*\s*<(select|input)\b/g) ?? [];
    expect(labelled).toHaveLength(controls.length);
  });
});

describe('the front page', () => {
  it('lists the applications with their addresses', async () => {
    const { app, browser } = await visit('google');
    const { text, status } = await browser.get(run.idps.origin);
    expect(status).toBe(200);
    for (const address of [app.entityId, app.ssoUrl, app.startUrl])
      expect(text).toContain(address.replaceAll('&', '&amp;'));
  });
});
