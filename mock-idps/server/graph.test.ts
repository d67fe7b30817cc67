import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../index.ts';
import { appOf, authnRequest, Browser, NOW, redirectUrl, started, type Started } from './browser.fixture.ts';

let run: Started;
let app: App;
let now = NOW;
beforeAll(async () => {
  run = await started({ clock: () => now });
  app = await appOf(run.idps, 'entra', { groups: { claim: 'vendor-default', send: 'security' } });
});
afterAll(() => run.idps.close());

const tenant = () => new URL(app.ssoUrl).pathname.split('/')[1]!;
const tokenUrl = () => `${run.idps.origin}/${tenant()}/oauth2/v2.0/token`;

async function token(fields: Record<string, string> = {}, headers: Record<string, string> = {}, url = tokenUrl()) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
    ...fields,
  });
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const ask = (url: string, bearer?: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer as string}` } : {}) },
    body: '{"securityEnabledOnly":true}',
  });

async function pointer(switches = {}) {
  const key = `many ${JSON.stringify(switches)}`;
  const person = run.idps.person('entra', { groups: { direct: 1, nested: 150 } }, key);
  const browser = new Browser();
  await browser.get(run.idps.arm({ key, app, person, settings: { switches } }).armUrl);
  await browser.get(redirectUrl(app.ssoUrl, authnRequest()));
  const { xml, groups, groupsBehindOverage } = run.seen('emitted').at(-1)!;
  expect(groups).toBe('overage');
  const [, link] = /claims\/groups\.link"><AttributeValue>([^<]+)</.exec(xml) ?? [];
  return { link: link!, person, behind: groupsBehindOverage };
}

describe('the link of an overage pointer', () => {
  it('leads to the groups, for who holds a token of the tenant', async () => {
    const { link, person, behind } = await pointer();
    expect(link).toBe(`${run.idps.origin}/graph.windows.net/${tenant()}/users/${person.id}/getMemberObjects`);
    const { status, body } = await token();
    expect([status, body.token_type, body.expires_in]).toEqual([200, 'Bearer', 3599]);
    const answer = await ask(link, body.access_token);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ value: person.groups.map(({ id }) => id) });
    expect(behind).toEqual(person.groups.map(({ id }) => id));
  });

  it('leads to the newer Graph when the switch says so', async () => {
    const { link, person } = await pointer({ 'entra/groups-endpoint': 'graph.microsoft.com' });
    expect(link).toBe(`${run.idps.origin}/graph.microsoft.com/v1.0/users/${person.id}/getMemberObjects`);
    const { body } = await token();
    expect((await ask(link, body.access_token)).status).toBe(200);
  });

  it('answers nobody without a token, with a wrong one, an old one, or one of another tenant', async () => {
    const { link } = await pointer();
    const good = (await token()).body.access_token as string;
    const other = await run.idps.app('entra', 'elsewhere', { tenant: 'another' });
    const elsewhere = `${run.idps.origin}${new URL(other.ssoUrl).pathname.replace('saml2', 'oauth2/v2.0/token')}`;
    const foreign = (await token({ client_id: other.clientId, client_secret: other.clientSecret }, {}, elsewhere)).body
      .access_token;
    for (const bearer of [undefined, 'x', 'x.y', `${good}x`, good.slice(1), foreign])
      expect((await ask(link, bearer)).status).toBe(401);
    now += 3_600_000;
    expect((await ask(link, good)).status).toBe(401);
    now = NOW;
    expect((await ask(link.replace(/[^/]+\/getMember/, 'nobody/getMember'), good)).status).toBe(404);
  });
});

describe('the token endpoint', () => {
  it('takes Basic credentials too', async () => {
    const authorization = `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')}`;
    expect((await token({ client_id: '', client_secret: '' }, { authorization })).status).toBe(200);
  });

  it.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    [{ client_id: 'unknown' }, 400, 'unauthorized_client', 700016],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    [{ scope: 'openid' }, 400, 'invalid_scope', 70011],
  ])('refuses %o', async (fields, status, error, code) => {
    const refused = await token(fields);
    expect(refused).toMatchObject({
      status,
      body: { error, error_codes: [code], error_uri: `https://login.microsoftonline.com/error?code=${code}` },
    });
    expect(refused.body.error_description).toMatch(
      new RegExp(`^AADSTS${code}: .*Trace ID: .*Correlation ID: .*Timestamp: 2026-11-23 12:00:00Z$`),
    );
  });
});
